"""Sessions as somebody wants them: opened in a state, or changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict

from mockgenie.dialog import AccessMethod, Engine, Session, Speech
from mockgenie.domain import DomainError
from mockgenie.server.admin.problem import Refused
from mockgenie.server.admin.sessions import (
    OneSession,
    SessionShown,
    engine_of,
    no_such_session,
    shown_session,
)
from mockgenie.server.server import Server
from mockgenie.sessions import StoredSession, StoreFull
from mockgenie.source import did_you_mean

SlotsWanted: TypeAlias = dict[str, str | list[str] | None]

_EXAMPLE = {"Weather.city": "서울", "Weather.date": ["내일", "모레"]}
_MOST_KEY = 1024
"""Bytes of an access key, as of one in a call."""


class StateWanted(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is to be otherwise in a session; what is not there stays as it is."""

    slots: Annotated[
        SlotsWanted | UnsetType,
        Meta(
            description="Of slots a value, or several; [] where any will do, null where nothing is"
            " known. Other slots stay as they are.",
            examples=[_EXAMPLE],
        ),
    ] = UNSET
    unwanted: Annotated[
        SlotsWanted | UnsetType,
        Meta(description="Of slots the values that are ruled out; null: none are."),
    ] = UNSET
    compared: Annotated[
        SlotsWanted | UnsetType,
        Meta(
            description="What values of slots are compared with: <=30000, lowest; null: nothing.",
            examples=[{"Hotel.price": ["<=100000", "lowest"]}],
        ),
    ] = UNSET
    task: Annotated[
        str | UnsetType, Meta(description="The task at the beginning of which the dialog is.")
    ] = UNSET
    asked: Annotated[
        str | UnsetType,
        Meta(
            description='The slot that has just been asked for, "" for none. Where it is not said'
            " and the task is, it is the first one that the task needs."
        ),
    ] = UNSET
    day: Annotated[
        str | UnsetType,
        Meta(
            description='The day that it is in this dialog, whatever the clock shows; "": that of'
            " the clock.",
            examples=["2026-12-24"],
        ),
    ] = UNSET


class SessionWanted(StateWanted, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A session to be opened."""

    domain: Annotated[str, Meta(description="The domain.", examples=["Weather"])]
    access_key: Annotated[
        str,
        Meta(min_length=1, max_length=_MOST_KEY, description="The access key that it belongs to."),
    ]
    access_method: Annotated[AccessMethod, Meta(description="Where records come from.")] = (
        "internal_data"
    )


class SessionOpened(Struct, frozen=True):
    """A session that was opened, and what its opening says."""

    session: SessionShown
    system_text: str


async def open_session(server: Server, wanted: SessionWanted) -> SessionOpened:
    """Open one in a state. Raises Refused, 400 or 409."""
    engine = _engine_to_open(server, wanted.domain)
    if len(wanted.access_key.encode()) > _MOST_KEY:
        raise Refused(400, f"an access key has at most {_MOST_KEY:,} bytes", "body.access_key")
    place = _placing(engine, wanted, server)
    day = place(Session(engine.domain.name, wanted.access_method, engine.domain.opening.name))
    opened, reply = engine.open(wanted.access_method, server.today_of(day))
    assert isinstance(reply, Speech)
    if reply.end:
        raise Refused(409, f'the domain "{wanted.domain}" ends every dialog with its opening')
    session = place(opened)
    try:
        uuid = await server.sessions.open(wanted.access_key, session)
    except StoreFull as full:
        raise Refused(409, str(full)) from None
    await server.replay.place(uuid, session)
    kept = StoredSession(uuid, wanted.access_key, session, 0.0)
    return SessionOpened(shown_session(server, kept), reply.text)


async def change_session(server: Server, asked: OneSession, wanted: StateWanted) -> SessionShown:
    """Change one. Raises Refused, 400, 404 or 409."""

    def changed(session: Session) -> Session:
        return _placing(engine_of(server, session), wanted, server)(session)

    kept = await server.dialogs.change(asked.uuid, changed)
    if kept is None:
        raise no_such_session()
    await server.replay.place(kept.uuid, kept.session)
    return shown_session(server, kept)


def _engine_to_open(server: Server, name: str) -> Engine:
    engine = server.versions.to_open(name)
    if engine is None:
        known = did_you_mean(name, server.versions.engines)
        raise Refused(400, f'there is no domain "{name}"{known}', "body.domain")
    if isinstance(engine, DomainError):
        raise Refused(409, f'the domain "{name}" does not load: {engine.diagnostics[0]}')
    return engine


def _placing(engine: Engine, wanted: StateWanted, server: Server) -> Callable[[Session], Session]:
    """What puts a session into the state that is wanted."""
    # Imported when somebody wants it: a server starts without it.
    from mockgenie.dialog import Placement, PlacementError, place

    given = {
        name: value
        for name, value in asdict(wanted).items()
        if name in Placement.__struct_fields__ and value is not UNSET
    }

    def put(session: Session) -> Session:
        try:
            return place(engine, session, Placement(**given), server.clock.today())
        except PlacementError as error:
            raise Refused(400, error.problem, f"body.{error.field}") from None

    return put
