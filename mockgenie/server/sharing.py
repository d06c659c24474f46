"""One mock, however many processes: what all of them have in common, through the store that they
share.

One document has faults with their counters and dice, the clock, changed settings, from where on the
journal counts, and how often somebody has had the domains read again. It is compared before each
request and each operation of the admin API. What an access key has used up, and which session a
user of a channel has, are documents of their own; the journal is a stream.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from mockgenie.faults import Fault, Faults, FaultsState
from mockgenie.protocol import Call
from mockgenie.server.clock import Clock, ClockState
from mockgenie.server.common_document import CommonDocument
from mockgenie.server.limits import Limits, Use, compact
from mockgenie.server.session_news import SessionNews
from mockgenie.server.settings import Settings, settings_in
from mockgenie.server.shared_journal import SharedJournal
from mockgenie.stores import Connection, StoreGarbled, StoreUnreachable

T = TypeVar("T")

log = logging.getLogger(__name__)

_FORMAT = 1
"""Of the document; one of another release begins anew."""
_DAY = 86_400
_USES_KEPT = 2.0 * _DAY
"""Seconds for which it is remembered what a key has used up."""
_USERS_KEPT = 7.0 * _DAY
"""Seconds for which it is remembered which session a user of a channel has, after it was opened,
and how a session was when it was put into its state by hand."""
_MOST_KEYS = 1_000
"""Of so many access keys this process has a document at hand."""
_WATCHED_SECONDS = 60.0

_CHANGING = {setting.name: setting.type for setting in settings_in(Settings) if setting.changes}
"""The settings that may change while a server runs, and their types."""


class MockState(Struct, frozen=True, array_like=True):
    """What the processes of a mock have in common.

    `format`: of this document; `instance`: of the mock, another one where the store has lost it;
    `first`: the faults with which it began; `faults`, `clock`: how they stand; `settings`: those
    that were changed; `cleared`: the number of the stream's entry behind which the journal begins;
    `watched`: until when somebody watches, in seconds since 1970; `readings`: how often somebody
    has asked for the domains to be read again.
    """

    format: int
    instance: str
    first: tuple[Fault, ...]
    faults: FaultsState
    clock: ClockState
    settings: dict[str, Any]
    cleared: int
    watched: float
    readings: int = 0


_DECODER = msgspec.msgpack.Decoder(MockState)
_USE = msgspec.msgpack.Decoder(Use)


class Sharing:
    """What this process has in common with the others that use the store of `connection`.

    `faults`, `clock` and `limits` are this process's; `settings` gives its settings, those of now
    and, when this is made, those of the beginning; `change` changes them. Used on one event loop.
    """

    def __init__(
        self,
        connection: Connection,
        faults: Faults,
        clock: Clock,
        limits: Limits,
        settings: Callable[[], Settings],
        change: Callable[[Settings], None],
    ) -> None:
        self._limits = limits
        first = settings()
        self.journal = SharedJournal(first.journal, clock.now, connection, self.look)
        self._mock = _Mock(faults, clock, self.journal, settings, change)
        self._document = CommonDocument(connection.documents("mock"), "mock", self._mock)
        self._has_begun = False
        self._uses = connection.documents("quota", _USES_KEPT)
        self._keys: OrderedDict[str, tuple[CommonDocument, _KeyUse]] = OrderedDict()
        self.users = connection.documents("channel-users", max(2 * first.session_ttl, _USERS_KEPT))
        """The session of each user of a channel."""
        self.placed = connection.documents("placed-sessions", _USERS_KEPT)
        """Sessions as they were put into a state by hand."""
        self.tests = connection.documents("conversation-tests")
        """How the conversation tests of each domain went last."""
        self.news = SessionNews(
            connection, lambda: self._mock.watched > time.time(), self.journal.wake
        )
        """What becomes of sessions."""
        self.read_domains: Callable[[], Awaitable[object]] | None = None
        """Reads the domains of this process again, where they are from files."""
        self._readings = 0
        self._reading: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Go along with the others, who may have begun long ago."""
        with contextlib.suppress(StoreUnreachable, StoreGarbled):
            await self.refresh()
        await self.journal.begin()

    async def end(self) -> None:
        """Leave nothing undone that the others are to know."""
        await self.journal.end()

    @property
    def instance(self) -> str:
        """Of the mock, which stays the same while any of its processes runs, or its store has it;
        "" before `refresh`."""
        return self._mock.instance

    async def refresh(self) -> None:
        """Have what the mock has in common as it stands now. Raises StoreUnreachable and
        StoreGarbled."""
        if self._has_begun:
            await self._document.refresh()
        else:
            await self._document.perform(self._mock.begin)
            self._has_begun = True
            self._readings = self._mock.readings  # this process is about to read the domains
        self.journal.is_waited_for = True
        if self._mock.readings != self._readings:
            self._readings = self._mock.readings
            self._reading = asyncio.ensure_future(self._read_domains(self._reading))
        if self._reading is not None:
            await asyncio.shield(self._reading)

    def lose(self) -> None:
        """The store cannot be reached: no answer waits until it is noted, which may last."""
        self.journal.is_waited_for = False

    async def perform(self, change: Callable[[], T]) -> T:
        """What `change` gives, which changes faults, clock or settings of this server as they stand
        now, for all processes. It is done again where another one was first.

        Raises what it raises, StoreUnreachable and StoreGarbled.
        """
        if not self._has_begun:
            await self.refresh()
        return await self._document.perform(change)

    async def domains_are_read(self) -> None:
        """This process has read its domains again: the others do so before they answer what comes
        next. Raises StoreUnreachable and StoreGarbled."""
        before = self._readings
        readings = await self.perform(self._mock.ask_for_reading)
        if readings == before + 1:  # else another one has asked as well, for what it has changed
            self._readings = readings

    async def _read_domains(self, earlier: asyncio.Task[None] | None) -> None:
        if earlier is not None:
            await earlier
        try:
            if self.read_domains is not None:
                await self.read_domains()
        except OSError as error:
            log.warning("the files of domains cannot be looked at now: %s", error.strerror)
        finally:
            if self._reading is asyncio.current_task():
                self._reading = None

    async def look(self) -> None:
        """Have all as it stands now, the journal included. Raises StoreUnreachable and
        StoreGarbled."""
        await self.refresh()
        await self.journal.catch_up()
        if self.news.is_heard:
            await self._watch()
            await self.news.catch_up()

    async def admit(self, call: Call) -> None:
        """Let a call in, as Limits does, by what its key has used up in all processes. Raises
        Refusal, StoreUnreachable and StoreGarbled."""
        limits = self._limits
        if not limits.are_counting:
            limits.admit(call)
            return
        document, use = self._use(compact(call.access_key))
        await document.perform(lambda: limits.admit(call, use.use))

    async def clear_journal(self) -> None:
        """Forget the journal, for all. Raises StoreUnreachable and StoreGarbled."""
        cleared = await self.journal.clear_all()
        await self.perform(lambda: self.journal.forget(cleared))

    async def clear_uses(self) -> None:
        """Forget what all keys have used up. Raises StoreUnreachable and StoreGarbled."""
        await self._uses.clear()

    async def watch(self) -> None:
        """Have all processes tell what becomes of sessions, from now on and as long as somebody
        listens here. Raises StoreUnreachable and StoreGarbled."""
        await self._watch()
        await self.news.begin()

    async def _watch(self) -> None:
        if self._mock.watched < time.time() + _WATCHED_SECONDS / 2:
            await self.perform(self._mock.watch)

    def _use(self, key: str) -> tuple[CommonDocument, _KeyUse]:
        known = self._keys.get(key)
        if known is None:
            use = _KeyUse(self._limits)
            known = self._keys[key] = CommonDocument(self._uses, key, use), use
            if len(self._keys) > _MOST_KEYS:
                oldest = next(iter(self._keys))
                if self._keys[oldest][0].is_idle:
                    del self._keys[oldest]
        self._keys.move_to_end(key)
        return known


class _Mock:
    """The part of a server that is in the document of the mock."""

    def __init__(
        self,
        faults: Faults,
        clock: Clock,
        journal: SharedJournal,
        settings: Callable[[], Settings],
        change: Callable[[Settings], None],
    ) -> None:
        self._faults = faults
        self._clock = clock
        self._journal = journal
        self._settings = settings
        self._change = change
        self._first = settings()
        self._began_with = self._first.faults
        self.instance = ""
        self.watched = 0.0
        self.readings = 0

    def begin(self) -> None:
        """Have the faults with which this process began, unless the mock began with the same."""
        if self._began_with != self._first.faults:
            self._began_with = self._first.faults
            self._faults.reset()

    def watch(self) -> None:
        """Somebody watches."""
        self.watched = time.time() + _WATCHED_SECONDS

    def ask_for_reading(self) -> int:
        """Somebody has had the domains read again; how often by now."""
        self.readings += 1
        return self.readings

    def state(self) -> bytes:
        return msgspec.msgpack.encode(
            MockState(
                _FORMAT,
                self.instance,
                self._began_with,
                self._faults.state(),
                self._clock.state(),
                self._changed(),
                self._journal.cleared,
                self.watched,
                self.readings,
            )
        )

    def restore(self, content: bytes | None) -> None:
        state = self._read(content)
        try:
            self._faults.restore(state.faults)
            self._clock.restore(state.clock)
            settings = self._changed_by(state.settings)
        except (ValueError, msgspec.ValidationError) as error:
            raise StoreGarbled(f"what the store has of the mock cannot be so: {error}") from None
        if settings != self._settings():
            self._change(settings)
        self.instance, self.watched = state.instance, state.watched
        self.readings = state.readings
        self._began_with = state.first
        self._journal.forget(state.cleared)

    def _read(self, content: bytes | None) -> MockState:
        """What a content is. Raises StoreGarbled."""
        if content is None:
            return self._anew()
        try:
            return _DECODER.decode(content)
        except msgspec.MsgspecError as error:
            if _format_of(content) != _FORMAT:
                return self._anew()
            raise StoreGarbled(f"what the store has of the mock cannot be read: {error}") from None

    def _anew(self) -> MockState:
        """A mock as it is at the beginning."""
        self._faults.reset()
        return MockState(
            _FORMAT,
            secrets.token_hex(6),
            self._first.faults,
            self._faults.state(),
            ClockState(),
            {},
            0,
            0.0,
        )

    def _changed(self) -> dict[str, Any]:
        """The settings that are not as at the beginning."""
        settings = self._settings()
        now = {name: getattr(settings, name) for name in _CHANGING}
        return {name: one for name, one in now.items() if one != getattr(self._first, name)}

    def _changed_by(self, changed: dict[str, Any]) -> Settings:
        """The settings as at the beginning, but for those that were changed."""
        known = {name: one for name, one in changed.items() if name in _CHANGING}
        given = {name: msgspec.convert(one, _CHANGING[name]) for name, one in known.items()}
        return replace(self._first, **given)


def _format_of(content: bytes) -> object:
    """The format of a document; that of this release where it has none."""
    try:
        found = msgspec.msgpack.decode(content)
    except msgspec.MsgspecError:
        return _FORMAT
    return found[0] if isinstance(found, list) and found and isinstance(found[0], int) else _FORMAT


class _KeyUse:
    """What an access key has used up, in a document."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.use = limits.new_use()

    def state(self) -> bytes:
        return msgspec.msgpack.encode(self.use)

    def restore(self, content: bytes | None) -> None:
        if content is None:
            self.use = self._limits.new_use()
            return
        try:
            self.use = _USE.decode(content)
        except msgspec.MsgspecError as error:
            raise StoreGarbled(
                f"what the store has of an access key cannot be read: {error}"
            ) from None
