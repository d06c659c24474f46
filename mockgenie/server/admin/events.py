"""What happens on a server, as a stream of events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from math import inf
from typing import Annotated, Literal, TypeAlias, cast

from msgspec import Meta, Struct

import mockgenie
from mockgenie.journal import DataProblem, Entry, requests_in, short_key
from mockgenie.server.admin.clock import ClockShown, show_clock
from mockgenie.server.admin.domains import DomainShown, shown_domain
from mockgenie.server.admin.encoding import as_json
from mockgenie.server.admin.faults import FaultShown, shown_fault
from mockgenie.server.admin.problem import Refused
from mockgenie.server.admin.server import show_settings
from mockgenie.server.admin.sessions import SessionShown, shown_session
from mockgenie.server.admin.traces import RequestShown
from mockgenie.server.changes import Change, ChangeKind, Glance, glance
from mockgenie.server.feed import Feed, Resumption, TooManyWatching
from mockgenie.server.server import Server
from mockgenie.server.settings import Settings
from mockgenie.server.watcher import Event, Watcher
from mockgenie.source import short

HEARTBEAT_SECONDS = 10.0
"""After so long a silence a comment is sent, so that both ends notice when the other has gone."""

_HEARTBEAT = b": \n\n"
OfSession: TypeAlias = Literal["opened", "changed", "ended"]
WhyEnded: TypeAlias = Literal["", "closed", "expired"]
OfFault: TypeAlias = Literal["armed", "struck", "removed"]
OfDomain: TypeAlias = Literal["loaded", "reloaded", "removed", "broken"]

_LONGEST = 2_000
"""Characters of a text in an event; the journal has the whole."""
_MOST_PROBLEMS = 20


class EventsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """From where on, and for how long."""

    last_event_id: Annotated[
        str,
        Meta(
            description="The id of the last event that was seen: the exchanges since then come"
            " first. The header Last-Event-ID says the same."
        ),
    ] = ""
    seconds: Annotated[
        float,
        Meta(ge=0, le=86_400, description="End after so many seconds; 0: go on."),
    ] = 0


class HelloEvent(Struct, frozen=True):
    """The first event, `hello`. `instance`: of the server, another one after a restart; `resumed`:
    the exchanges behind last_event_id follow, but for `missed` that are forgotten; `journal`: how
    many exchanges are kept, with 0 of which there are no events of them."""

    instance: str
    version: str
    resumed: bool
    missed: int
    journal: int


class ExchangeEvent(Struct, frozen=True):
    """The event `exchange`: an entry of the journal without its bytes, its texts cut at 2,000
    characters. `records`: how many records were sent, null where none were to be; `requests`:
    those that are asked for."""

    number: int
    at: str
    took: float
    method: str
    access_key: str
    uuid: str
    domain: str
    text: str
    records: int | None
    state: str
    system_text: str
    requests: list[RequestShown]
    status: int
    message: str
    turn: int
    task: str
    act: str
    slots: dict[str, tuple[str, ...]]
    unwanted: dict[str, tuple[str, ...]]
    compared: dict[str, tuple[str, ...]]
    fault: str
    problems: list[DataProblem]
    why: str


class SessionEvent(Struct, frozen=True):
    """The event `session`: how it is now, null where it has ended: `why`, closed or expired. The
    `uuid` is "" where all have ended at once."""

    uuid: str
    change: OfSession
    why: WhyEnded
    session: SessionShown | None


class FaultEvent(Struct, frozen=True):
    """The event `fault`: how it is now, null where it was removed."""

    id: str
    change: OfFault
    fault: FaultShown | None


class DomainEvent(Struct, frozen=True):
    """The event `domain`: how it is now, null where it was removed; `broken`: it does not load."""

    name: str
    change: OfDomain
    domain: DomainShown | None


class JournalEvent(Struct, frozen=True):
    """The event `journal`: it was emptied, and its numbers begin at 1 again."""

    cleared: bool = True


class DroppedEvent(Struct, frozen=True):
    """The event `dropped`: so many events were left out, because too much happened or because the
    reader was too slow."""

    count: int


class ByeEvent(Struct, frozen=True):
    """The event `bye`: the server ends."""


EVENTS = (
    HelloEvent, ExchangeEvent, SessionEvent, FaultEvent, DomainEvent, Settings, ClockShown,
    JournalEvent, DroppedEvent, ByeEvent,
)  # fmt: skip
"""What the data of an event may be."""


class EventStream:
    """The frames of a stream; they come as long as somebody reads and the server runs."""

    def __init__(
        self, server: Server, feed: Feed, watcher: Watcher, begin: Resumption, seconds: float
    ) -> None:
        self._server = server
        self._feed = feed
        self._watcher = watcher
        self._begin = begin
        self._seconds = seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        feed, watcher, begin = self._feed, self._watcher, self._begin
        hello = HelloEvent(
            feed.instance,
            mockgenie.__version__,
            begin.resumed,
            begin.missed,
            self._server.journal.size,
        )
        yield b"retry: 1000\n\n" + _event("hello", hello).frame(feed.id_of(begin.since))
        async for frame in feed.earlier(begin.since, watcher):
            yield frame
        loop = asyncio.get_running_loop()
        end = loop.time() + (self._seconds or inf)
        while (left := end - loop.time()) > 0:
            frames = await watcher.read(min(left, HEARTBEAT_SECONDS))
            if watcher.left_out:
                dropped, watcher.left_out = DroppedEvent(watcher.left_out), 0
                frames.insert(0, _event("dropped", dropped).frame(feed.id_now()))
            if not frames and watcher.is_ended:
                yield _event("bye", ByeEvent()).frame(feed.id_now())
                return
            yield b"".join(frames) or _HEARTBEAT

    def close(self) -> None:
        """Nobody reads any more."""
        self._feed.leave(self._watcher)


async def show_events(server: Server, asked: EventsAsked) -> EventStream:
    """A stream of them. Raises Refused, 429, and what a store raises."""
    feed = server.feed
    assert feed is not None  # the admin API has made it
    if server.sharing is not None:
        await server.sharing.watch()
    begin = feed.resumption(asked.last_event_id)
    try:
        return EventStream(server, feed, feed.watch(), begin, asked.seconds)
    except TooManyWatching as error:
        raise Refused(429, f"{error}; close one of them, or wait until it is closed") from None


def feed_of(server: Server) -> Feed:
    """What tells of all that happens on a server."""

    def look() -> Glance:
        return glance(
            server.faults, server.versions.engines, server.settings, server.clock, server.journal
        )

    async def write(what: Entry | Change) -> Event | None:
        if isinstance(what, Entry):
            return _event("exchange", _exchange(what))
        told = await _CHANGES[what.kind](server, what)
        return None if told is None else _event(what.kind, told)

    return Feed(server.journal, server.sessions, look, write, server.sharing)


def _event(name: str, data: object) -> Event:
    return Event(name, as_json(data))


def _exchange(entry: Entry) -> ExchangeEvent:
    return ExchangeEvent(
        number=entry.number,
        at=entry.at,
        took=entry.took,
        method=_cut(entry.method),
        access_key=short_key(entry.access_key),
        uuid=_cut(entry.uuid),
        domain=_cut(entry.domain),
        text=_cut(entry.text),
        records=len(entry.data) if isinstance(entry.data, list) else None,
        state=entry.state,
        system_text=_cut(entry.system_text),
        requests=[RequestShown(one.slots, one.condition) for one in requests_in(entry)],
        status=entry.status,
        message=_cut(entry.message),
        turn=entry.turn,
        task=entry.task,
        act=entry.act,
        slots=dict(entry.slots),
        unwanted=dict(entry.unwanted),
        compared=dict(entry.compared),
        fault=_cut(entry.fault),
        problems=list(entry.problems[:_MOST_PROBLEMS]),
        why=_cut(entry.why),
    )


def _cut(text: str) -> str:
    return short(text, _LONGEST)


async def _session(server: Server, change: Change) -> SessionEvent | None:
    if change.what in ("closed", "expired"):
        return SessionEvent(change.name, "ended", cast("WhyEnded", change.what), None)
    kept = await server.sessions.entry(change.name)
    if kept is None:  # it has ended meanwhile, which is told next
        return None
    shown = shown_session(server, kept)
    return SessionEvent(change.name, cast("OfSession", change.what), "", shown)


async def _fault(server: Server, change: Change) -> FaultEvent:
    armed = server.faults.armed.get(change.name)
    shown = None if armed is None else shown_fault(armed)
    return FaultEvent(change.name, cast("OfFault", change.what), shown)


async def _domain(server: Server, change: Change) -> DomainEvent:
    engine = server.versions.engines.get(change.name)
    shown = None if engine is None else shown_domain(server, change.name, engine)
    return DomainEvent(change.name, cast("OfDomain", change.what), shown)


async def _settings(server: Server, _: Change) -> object:
    return await show_settings(server)


async def _clock(server: Server, _: Change) -> object:
    return await show_clock(server)


async def _journal(_: Server, __: Change) -> JournalEvent:
    return JournalEvent()


_CHANGES: dict[ChangeKind, Callable[[Server, Change], Awaitable[object]]] = {
    "session": _session,
    "fault": _fault,
    "domain": _domain,
    "settings": _settings,
    "clock": _clock,
    "journal": _journal,
}
