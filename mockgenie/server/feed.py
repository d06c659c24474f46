"""What happens on a server, as it happens, for those who watch it: exchanges, sessions, faults,
domains, settings and clock as server-sent events.

A turn notes in passing that it was; all else is done behind the turns, in at most a few percent of
the time, and only while somebody watches. What comes faster than that, or than somebody reads, is
left out, and how much was left out is said.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import secrets
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from mockgenie.dialog import Session
from mockgenie.journal import Entry, Journal, Reader, unpack
from mockgenie.server.changes import Change, Glance, changes_between
from mockgenie.server.watcher import Event, Watcher
from mockgenie.sessions import (
    SessionChange,
    SessionListener,
    SessionStore,
    StoreGarbled,
    StoreUnreachable,
)

if TYPE_CHECKING:
    from mockgenie.server.sharing import Sharing

log = logging.getLogger("mockgenie")

MOST_WATCHING = 20
"""So many may watch at once: an event is sent to each of them."""
_LOOK_SECONDS = 0.25
_EXPIRE_SECONDS = 1.0
"""After so long a store in another place is asked again which sessions have expired."""
_SHARE = 0.03
"""How much of the time watching may take: the turns come first."""
_SLICE_SECONDS = 0.001
_MOST_UNREAD = 2_000
_MOST_UNREAD_BYTES = 8 * 1024 * 1024
_MOST_CHANGED = 1_000
"""Sessions that have changed and were not yet told."""
_MOST_RESUMED = 1_000
_NUMBER = re.compile("[0-9]{1,15}")

WriteEvent: TypeAlias = Callable[[Entry | Change], Awaitable[Event | None]]


class TooManyWatching(RuntimeError):
    """More watch already than may."""

    def __init__(self) -> None:
        super().__init__(f"{MOST_WATCHING} watch already, as many as may")


class Resumption(Struct, frozen=True):
    """Where a reader begins: behind the exchange `since`, counted from the start of the server;
    `resumed`: that is where it was; `missed`: so many since then cannot be told any more."""

    since: int
    resumed: bool = False
    missed: int = 0


class Feed:
    """Tells what happens to all who watch.

    `glance`: how the server is now; `write`: an entry of the journal, or what has changed, as an
    event; None where there is nothing to tell after all. `instance` is another one for each feed,
    so that a reader notices a restart, but for one of a mock that other processes are as well
    (`sharing`): its readers may go on with any of them. Used on one event loop.
    """

    def __init__(
        self,
        journal: Journal,
        sessions: SessionStore[Session],
        glance: Callable[[], Glance],
        write: WriteEvent,
        sharing: Sharing | None = None,
    ) -> None:
        self._instance = secrets.token_hex(6)
        self._journal = journal
        self._sessions = sessions
        self._glance = glance
        self._write = write
        self._sharing = sharing
        self._reader = Reader(journal.domains)
        self._watchers: list[Watcher] = []
        self._unread: deque[tuple[int, bytes]] = deque()
        self._unread_bytes = 0
        self._changed: dict[str, SessionChange] = {}
        self._left_out = 0
        self._told = 0
        self._expire_next = 0.0
        self._news = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    @property
    def instance(self) -> str:
        """Of the server, or of the mock that it is with others."""
        return self._instance if self._sharing is None else self._sharing.instance

    @property
    def watching(self) -> int:
        """How many watch."""
        return len(self._watchers)

    def resumption(self, last_id: str) -> Resumption:
        """Where a reader goes on that has seen the event of that id last, "" for none."""
        instance, _, number = last_id.rpartition("-")
        noted = self._journal.noted
        if instance != self.instance or not _NUMBER.fullmatch(number) or int(number) > noted:
            return Resumption(noted)
        seen = int(number)
        since = max(seen, noted - min(len(self._journal), _MOST_RESUMED))
        return Resumption(since, True, since - seen)

    def watch(self) -> Watcher:
        """Watch from now on, until the watcher is closed. Raises TooManyWatching."""
        if len(self._watchers) >= MOST_WATCHING:
            raise TooManyWatching
        if not self._watchers:
            self._begin()
        watcher = Watcher(self._journal.noted)
        self._watchers.append(watcher)
        return watcher

    async def earlier(self, since: int, watcher: Watcher) -> AsyncIterator[bytes]:
        """The exchanges behind `since`, until the watcher began, as frames."""
        journal = self._journal
        cleared = journal.noted - journal.last
        before = max(1, watcher.begins_behind - cleared + 1)
        for packed in journal.packed(max(0, since - cleared), before):
            exchange = unpack(packed)
            event = await self._write(self._reader.read(exchange))
            if event is not None:
                yield event.frame(self.id_of(cleared + exchange.number))
            await asyncio.sleep(0)

    def id_of(self, noted: int) -> str:
        """The id of the events behind so many exchanges."""
        return f"{self.instance}-{noted}"

    def id_now(self) -> str:
        """The id of the events that come now."""
        return self.id_of(self._journal.noted)

    def leave(self, watcher: Watcher) -> None:
        """Watch no more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)
            if not self._watchers:
                self._end()

    def close(self) -> None:
        """Let all go that watch: the server ends."""
        for watcher in self._watchers:
            watcher.end()

    def _begin(self) -> None:
        self._told = self._journal.noted
        self._journal.listen(self._note)
        self._listen(self._note_session)
        self._work = asyncio.ensure_future(self._tell_all())

    def _end(self) -> None:
        self._journal.unlisten(self._note)
        self._listen(None)
        self._unread.clear()
        self._unread_bytes = self._left_out = 0
        self._changed.clear()
        if self._work is not None:
            self._work.cancel()

    def _listen(self, listener: SessionListener | None) -> None:
        """Have `listener` get what becomes of sessions."""
        if self._sharing is None:
            self._sessions.listener = listener
        else:
            self._sharing.news.listen(listener)

    def _note(self, packed: bytes) -> None:
        self._unread.append((self._journal.noted, packed))
        self._unread_bytes += len(packed)
        while len(self._unread) > _MOST_UNREAD or self._unread_bytes > _MOST_UNREAD_BYTES:
            self._next()
            self._left_out += 1
        self._news.set()

    def _note_session(self, uuid: str, change: SessionChange) -> None:
        if change == "changed" and uuid in self._changed:
            return  # one that was opened is told as such
        if len(self._changed) >= _MOST_CHANGED and uuid not in self._changed:
            self._left_out += 1
            return
        self._changed[uuid] = change
        self._news.set()

    def _next(self) -> tuple[int, bytes]:
        noted, packed = self._unread.popleft()
        self._unread_bytes -= len(packed)
        return noted, packed

    async def _tell_all(self) -> None:
        before = self._glance()
        while True:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), _LOOK_SECONDS)
            self._news.clear()
            began = perf_counter()
            await self._expire(began)
            now = self._glance()
            for change in changes_between(before, now):
                if change.kind == "journal":
                    self._forget(now.cleared)
                await self._tell(change)
            before = now
            await self._tell_some(began + _SLICE_SECONDS)
            if self._unread or self._changed:
                self._news.set()
            await asyncio.sleep((perf_counter() - began) * (1 / _SHARE - 1))

    async def _expire(self, now: float) -> None:
        """Have it told what has been idle too long."""
        if self._sessions.immediate:
            await self._sessions.expire()
        elif now >= self._expire_next:
            self._expire_next = now + _EXPIRE_SECONDS
            try:
                await self._sessions.expire()
            except (StoreUnreachable, StoreGarbled) as error:
                log.error("the session store cannot be asked what has expired: %s", error)

    async def _tell_some(self, end: float) -> None:
        """Tell of sessions and exchanges, by turns, until then."""
        if self._left_out:
            for watcher in self._watchers:
                watcher.left_out += self._left_out
            self._left_out = 0
        while (self._unread or self._changed) and perf_counter() < end:
            if self._changed:
                uuid = next(iter(self._changed))
                await self._tell(Change("session", uuid, self._changed.pop(uuid)))
            if self._unread:
                noted, packed = self._next()
                await self._tell(self._reader.read(unpack(packed)), noted)

    def _forget(self, cleared: int) -> None:
        """Forget what was cleared from the journal before it was told."""
        while self._unread and self._unread[0][0] <= cleared:
            self._next()

    async def _tell(self, what: Entry | Change, noted: int = 0) -> None:
        self._told = noted or self._told
        try:
            event = await self._write(what)
        except Exception:  # whatever it is, watching goes on
            log.exception("an event could not be written")
            return
        if event is None:
            return
        frame = event.frame(self.id_of(self._told))
        for watcher in self._watchers:
            if not noted or noted > watcher.begins_behind:
                watcher.put(frame)
