"""Waiting for exchanges that a journal does not have yet."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from mockgenie.journal.entries import Entry, Reader, read_entries
from mockgenie.journal.journal import Journal, unpack

MOST_WAITING = 100
"""So many may wait at once: each of them looks at every exchange."""
_MOST_UNREAD = 1_000
"""Exchanges that may wait to be looked at, beside the turns."""


class TooManyWaiting(RuntimeError):
    """More wait already than may."""

    def __init__(self) -> None:
        super().__init__(f"{MOST_WAITING} wait for exchanges already, as many as may")


class Arrivals:
    """The exchanges of a journal as they come, for those who wait for some.

    Each exchange is read once, whoever waits, and behind the turn that it is of. Used on one event
    loop.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._reader = Reader(journal.domains)
        self._waiting: list[_Waiter] = []
        self._unread: deque[tuple[int, bytes]] = deque()
        self._reading: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    async def wait(
        self, fits: Callable[[Entry], bool], count: int, seconds: float, since: int = 0
    ) -> list[Entry]:
        """The entries that fit and have a number above `since`, those that are in the journal
        among them, as soon as there are `count`, or those that there are after so many seconds.

        Raises TooManyWaiting, and what `fits` raises.
        """
        if len(self._waiting) >= MOST_WAITING:
            raise TooManyWaiting
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        waiter = _Waiter(fits, count, since, self._journal.noted)
        if not self._waiting:
            self._journal.listen(self._note)
        self._waiting.append(waiter)
        try:
            await read_entries(self._journal, waiter.look_at, since)
            waiter.catch_up()
            await asyncio.wait_for(waiter.enough, max(0.0, end - loop.time()))
        except asyncio.TimeoutError:
            pass
        finally:
            self._waiting.remove(waiter)
            if not self._waiting:
                self._journal.unlisten(self._note)
                self._unread.clear()
        return waiter.found

    def _note(self, packed: bytes) -> None:
        self._unread.append((self._journal.noted, packed))
        if len(self._unread) > _MOST_UNREAD:
            self._read(self._unread.popleft())
        if self._reading is None:
            self._reading = asyncio.ensure_future(self._read_all())

    async def _read_all(self) -> None:
        try:
            while self._unread:
                await self._journal.slices.each(iter(self._next, None), self._read)
        finally:
            self._reading = None

    def _next(self) -> tuple[int, bytes] | None:
        return self._unread.popleft() if self._unread else None

    def _read(self, one: tuple[int, bytes]) -> None:
        noted, packed = one
        entry = self._reader.read(unpack(packed))
        for waiter in self._waiting:
            if noted > waiter.noted:
                waiter.look_at_new(entry)


class _Waiter:
    """Who waits, since the journal has `noted` so many."""

    def __init__(self, fits: Callable[[Entry], bool], count: int, since: int, noted: int) -> None:
        self.noted = noted
        self.found: list[Entry] = []
        self.enough: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._fits = fits
        self._count = count
        self._since = since
        self._later: list[Entry] | None = []
        """What came while those before it are read; None where that is done."""

    def look_at_new(self, entry: Entry) -> None:
        """Look at what has come, behind what was there."""
        if self._later is not None:
            self._later.append(entry)
            return
        try:
            self.look_at(entry)
        except Exception as error:  # who waits hears it, and nobody else
            if not self.enough.done():
                self.enough.set_exception(error)

    def look_at(self, entry: Entry) -> None:
        """Find an entry, if it fits."""
        if entry.number > self._since and self._fits(entry):
            self.found.append(entry)
            if len(self.found) >= self._count and not self.enough.done():
                self.enough.set_result(None)

    def catch_up(self) -> None:
        """What was there has been looked at."""
        later, self._later = self._later or [], None
        for entry in later:
            self.look_at(entry)
