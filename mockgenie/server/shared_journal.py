"""The journal of a mock that several processes are: kept in a stream of the store, of which each
process reads what it does not have yet when somebody looks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable

import msgspec
from msgspec.structs import replace

from mockgenie.journal import (
    MOST_BYTES,
    Exchange,
    Journal,
    Led,
    Received,
    pack,
    unpack,
)
from mockgenie.stores import Connection, StoreGarbled, StoreUnreachable, StreamEntry

log = logging.getLogger("mockgenie")

_PAGE = 200
"""Entries that are read at once."""
_LOOK_SECONDS = 0.1
"""After so long what other processes have noted is looked for while somebody listens."""
_UNREACHABLE_SECONDS = 1.0
_UNREADABLE = "this entry of the store could not be read"


class SharedJournal(Journal):
    """The last exchanges of all processes. What is kept here is as it was when `catch_up` was
    called last: somebody who reads calls it before.

    `look`: brings up to date all that this process has of the mock, this journal included; it is
    called again and again while somebody listens.
    """

    def __init__(
        self,
        size: int,
        now: Callable[[], float],
        connection: Connection,
        look: Callable[[], Awaitable[object]],
    ) -> None:
        super().__init__(size, now)
        self._stream = connection.stream("journal", max(size, 1), MOST_BYTES)
        self._look = look
        self.cleared = 0
        """The number of the stream's entry behind which the journal begins."""
        self.is_waited_for = True
        """Whether an answer waits until its exchange is in the store: where that cannot be reached,
        it does not."""
        self._pending: set[asyncio.Task[int]] = set()
        self._reading = asyncio.Lock()
        self._news = asyncio.Event()
        self._following: asyncio.Task[None] | None = None
        self._has_begun = False

    def _note(self, packed: bytes, led: Led | None) -> Awaitable[int] | None:
        appending = self._append(packed)  # its number is that of the stream
        if self.is_waited_for:
            return appending
        task = asyncio.ensure_future(appending)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        return None

    async def _append(self, packed: bytes) -> int:
        """Have all processes have an exchange; its number, 0 where the store takes none: it was
        answered all the same."""
        number = 0
        if self.size:
            try:
                number = await self._stream.append(packed) - self.cleared
                self.wake()
            except (StoreUnreachable, StoreGarbled) as error:
                log.error("an exchange is not in the journal: %s", error)
        if self.follower is not None:
            self.follower(_numbered(packed, number))
        return number

    async def catch_up(self, *, quietly: bool = False) -> None:
        """Have what has been noted by now, by whichever process; `quietly`: no listener gets it.
        Raises StoreUnreachable and StoreGarbled."""
        if not self.size:
            return
        await self._settle()
        async with self._reading:
            before = self.noted
            last = await self._stream.number()
            if last < before:  # the store has lost it
                self._forget_all()
            while (since := max(self.noted, last - self.size, self.cleared)) < last:
                entries = await self._stream.read(since, last + 1, _PAGE)
                if since < self.noted or since < self.cleared:
                    continue  # it was cleared meanwhile
                for entry in entries:
                    self._take(entry, () if quietly else self._listeners)
                if not entries:
                    break  # they are forgotten already

    def forget(self, cleared: int) -> None:
        """Forget the first exchanges of the stream, so many of them, and count from 1 behind
        them."""
        if cleared == self.cleared:
            return
        if cleared < self.cleared:  # the store has lost what it had of the mock
            self._forget_all()
            self.cleared = 0
        kept = list(self.packed(max(0, cleared - self.cleared)))
        self._drop()
        self.noted = max(self.noted, cleared)
        self.cleared = cleared
        self._number = self.noted - cleared - len(kept)
        for packed in kept:
            self._number += 1
            self._keep_numbered(packed)

    async def clear_all(self) -> int:
        """Forget all, for all processes; what `forget` is to be called with by each of them.
        Raises StoreUnreachable and StoreGarbled."""
        await self._settle()
        await self._stream.clear()
        return await self._stream.number()

    def listen(self, listener: Callable[[bytes], None]) -> None:
        super().listen(listener)
        self._begin_following()

    def unlisten(self, listener: Callable[[bytes], None]) -> None:
        super().unlisten(listener)
        if not self._listeners:
            self._end_following()

    async def begin(self) -> None:
        """Have listeners get what comes from now on."""
        if self._listeners:
            with contextlib.suppress(StoreUnreachable, StoreGarbled):
                await self.catch_up(quietly=True)
        self._has_begun = True
        self._begin_following()

    async def end(self) -> None:
        """Have what this process has noted be in the store, and listeners get what has come."""
        self._end_following()
        await self._settle()
        if self._listeners:
            with contextlib.suppress(StoreUnreachable, StoreGarbled):
                await self.catch_up()

    def _begin_following(self) -> None:
        if self._has_begun and self._listeners and self._following is None:
            self._following = asyncio.ensure_future(self._follow())

    def _end_following(self) -> None:
        if self._following is not None:
            self._following.cancel()
            self._following = None

    def wake(self) -> None:
        """Look at once, where somebody listens."""
        self._news.set()

    async def _settle(self) -> None:
        """Wait until what this process has noted is in the store, or will never be."""
        if self._pending:
            await asyncio.wait(tuple(self._pending))

    async def _follow(self) -> None:
        is_lost = False
        while True:
            self._news.clear()
            try:
                await self._look()
            except (StoreUnreachable, StoreGarbled) as error:
                if not is_lost:
                    log.error("what other processes do cannot be followed: %s", error)
                is_lost = True
                await asyncio.sleep(_UNREACHABLE_SECONDS)
            except Exception:  # whatever it is, following goes on
                log.exception("what other processes do could not be looked at")
                await asyncio.sleep(_UNREACHABLE_SECONDS)
            else:
                is_lost = False
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), _LOOK_SECONDS)

    def _take(self, entry: StreamEntry, listeners: tuple[Callable[[bytes], None], ...]) -> None:
        """Have an entry of the stream as well, which listeners get."""
        if entry.number <= self.noted:
            return
        if entry.number != self.noted + 1:  # those before it are forgotten
            self._drop()
        self.noted = entry.number
        self._number = entry.number - self.cleared
        packed = self._keep_numbered(entry.content)
        for listen in listeners:
            listen(packed)

    def _keep_numbered(self, packed: bytes) -> bytes:
        packed = _numbered(packed, self._number)
        led = unpack(packed).led
        self._keep(packed, led)
        return packed

    def _forget_all(self) -> None:
        self._drop()
        self._number = self.noted = 0


def _numbered(packed: bytes, number: int) -> bytes:
    """An exchange under its number; one that cannot be read stands for itself."""
    try:
        return pack(replace(unpack(packed), number=number))
    except (msgspec.MsgspecError, UnicodeError):
        log.error("entry %d of the journal: %s", number, _UNREADABLE)
        return pack(Exchange(number, time.time(), 0, Received(), 0, b"", False, why=_UNREADABLE))
