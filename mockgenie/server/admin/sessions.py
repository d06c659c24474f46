"""Sessions: those that are open, and one with what was said in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import asdict

from mockgenie.dialog import AccessMethod, Engine, Session
from mockgenie.journal import Entry, read_entries, short_key
from mockgenie.server.admin.journal import encoded
from mockgenie.server.admin.params import Secrets, filter_of
from mockgenie.server.admin.problem import Refused
from mockgenie.server.server import Server
from mockgenie.sessions import StoredSession

SESSION_FACTS = ("domain", "access_key", "uuid", "turn", "task", "act")
"""What a filter of sessions may speak of, beside their slots."""

Uuid = Annotated[str, Meta(description="The uuid that open_dialog gave it.")]


class SessionsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Which of the sessions."""

    when: Annotated[
        str,
        Meta(
            description="Only those for which this condition holds: domain, access_key, uuid,"
            " turn, task, act, and slots.",
            examples=['domain = "Weather" and turn > 2'],
        ),
    ] = ""
    offset: Annotated[
        int, Meta(ge=0, le=1_000_000_000, description="So many of them are passed over.")
    ] = 0
    limit: Annotated[int, Meta(ge=1, le=1000, description="No more than so many.")] = 100
    secrets: Secrets = False


class OneSession(Struct, frozen=True, forbid_unknown_fields=True):
    """Which session."""

    uuid: Uuid


class SessionAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Which session, and how much of it."""

    uuid: Uuid
    secrets: Secrets = False


class StateShown(Struct, frozen=True):
    """Where a session stands: `turn` utterances have been made in it; `asked`: the slot that was
    asked for last; `pending`: it waits for the data that it has asked the client for; `stage`: its
    task is at work (""), waits for a yes (confirming) or has it (confirmed), waits for the first
    utterance to ask for records (deferred), has spoken (done); `missing`: the slots that the task
    still needs; `day`: that it is in this dialog, "" where it is the server's."""

    task: str
    turn: int
    act: str
    asked: str
    slots: Mapping[str, tuple[str, ...]]
    unwanted: Mapping[str, tuple[str, ...]]
    compared: Mapping[str, tuple[str, ...]]
    pending: bool
    stage: str
    missing: tuple[str, ...]
    day: str


class SessionShown(Struct, frozen=True):
    """A session, and where it stands (see StateShown); nobody has called it for `idle` seconds."""

    uuid: str
    access_key: str
    domain: str
    access_method: AccessMethod
    task: str
    turn: int
    act: str
    asked: str
    slots: Mapping[str, tuple[str, ...]]
    unwanted: Mapping[str, tuple[str, ...]]
    compared: Mapping[str, tuple[str, ...]]
    pending: bool
    stage: str
    missing: tuple[str, ...]
    day: str
    idle: float


class SessionsShown(Struct, frozen=True):
    """Sessions, the least recently used first; `total`: how many the filter finds."""

    sessions: list[SessionShown]
    total: int


class SessionTold(Struct, frozen=True):
    """A session and its exchanges, as far as the journal has them."""

    session: SessionShown
    history: list[Entry]


async def list_sessions(
    server: Server, asked: SessionsAsked, where: str = "query"
) -> SessionsShown:
    """Those there are. Raises Refused, 400."""
    test = filter_of(asked.when, SESSION_FACTS, where).test()
    page: list[SessionShown] = []
    total = 0

    def look_at(kept: StoredSession[Session]) -> None:
        nonlocal total
        if not asked.when or test(_facts(kept)):
            if asked.offset <= total < asked.offset + asked.limit:
                page.append(shown_session(server, kept, asked.secrets))
            total += 1

    async for some in server.sessions.pages():
        await server.journal.slices.each(some, look_at)
    return SessionsShown(page, total)


async def find_sessions(server: Server, asked: SessionsAsked) -> SessionsShown:
    """The same, asked for in a body, where a long filter has room. Raises Refused, 400."""
    return await list_sessions(server, asked, "body")


async def show_session(server: Server, asked: SessionAsked) -> SessionTold:
    """One of them. Raises Refused, 404."""
    kept = await kept_session(server, asked.uuid)
    history: list[Entry] = []
    await read_entries(server.journal, history.append, uuid=kept.uuid)
    shown = await encoded(server.journal, history, asked.secrets)
    return SessionTold(shown_session(server, kept, asked.secrets), shown)


async def end_session(server: Server, asked: OneSession) -> None:
    """As if the client had closed it. Raises Refused, 404."""
    if not await server.sessions.end(asked.uuid):
        raise no_such_session()


async def expire_session(server: Server, asked: OneSession) -> None:
    """As if it had been idle too long, which leaves no more of it than its end does. Raises
    Refused, 404."""
    await end_session(server, asked)


async def end_sessions(server: Server) -> None:
    """All of them."""
    await server.sessions.clear()


async def kept_session(server: Server, uuid: str) -> StoredSession[Session]:
    """A session that is open. Raises Refused, 404."""
    kept = await server.sessions.entry(uuid)
    if kept is None:
        raise no_such_session()
    return kept


def engine_of(server: Server, session: Session) -> Engine:
    """The engine with which it goes on. Raises Refused, 409."""
    engine = server.versions.of(session)
    if engine is None:
        raise Refused(409, f'the domain "{session.domain}" is not served any more')
    return engine


def no_such_session() -> Refused:
    """What is said of a session that is not open."""
    return Refused(
        404,
        "there is no such session; it may have ended or expired, and the journal may still know it",
        "path.uuid",
    )


def _facts(kept: StoredSession[Session]) -> dict[str, object]:
    session = kept.session
    return {
        **session.slots,
        "domain": session.domain,
        "access_key": kept.access_key,
        "uuid": kept.uuid,
        "turn": session.turn,
        "task": session.task,
        "act": session.act,
    }


def shown_session(
    server: Server, kept: StoredSession[Session], secrets: bool = False
) -> SessionShown:
    """A session as it is shown."""
    session = kept.session
    state = shown_state(server.versions.of(session), session)
    return SessionShown(
        uuid=kept.uuid,
        access_key=kept.access_key if secrets else short_key(kept.access_key),
        domain=session.domain,
        access_method=session.access_method,
        idle=round(kept.idle, 3),
        **asdict(state),
    )


def shown_state(engine: Engine | None, session: Session) -> StateShown:
    """Where a session stands; without its `engine`, nothing is known to be missing."""
    needs = engine is not None and not (session.pending or session.stage)
    return StateShown(
        task=session.task,
        turn=session.turn,
        act=session.act,
        asked=session.asked,
        slots=session.slots,
        unwanted=session.unwanted,
        compared=session.compared,
        pending=session.pending,
        stage=session.stage,
        missing=engine.missing(session) if engine is not None and needs else (),
        day=session.day,
    )
