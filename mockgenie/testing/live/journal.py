"""What a server was asked and answered, as a list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from typing import Any, overload

from mockgenie.server import Exchange, Server
from mockgenie.server.entries import Entry, entry_of
from mockgenie.testing.live.background import Background
from mockgenie.testing.live.matching import described, wanted
from mockgenie.testing.live.transcript import transcript

Wanted = Callable[[Exchange], bool]


class JournalView(Sequence[Entry]):
    """The last requests with their answers, oldest first. It is as long as the journal is now:
    a list that grows while somebody asks. Any thread may use it.

    `slots`: the names of slots that matchers may speak of.
    """

    def __init__(self, background: Background, server: Server, slots: Collection[str]) -> None:
        self._background = background
        self._server = server
        self._slots = slots

    def __len__(self) -> int:
        return self._background.call(lambda: len(self._server.journal))

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        found = self.exchanges()[index]
        return entry_of(found) if isinstance(found, Exchange) else [*map(entry_of, found)]

    def __iter__(self) -> Iterator[Entry]:
        return map(entry_of, self.exchanges())

    def __str__(self) -> str:
        return transcript(self)

    def __repr__(self) -> str:
        return f"<journal: {len(self)} requests>"

    def exchanges(self) -> list[Exchange]:
        """The same as they were noted, with the bytes that were sent."""
        return self._background.call(lambda: list(self._server.journal))

    def filter(self, **matchers: Any) -> list[Entry]:
        """Those that the matchers are for. Raises TypeError for a matcher that there is not,
        ValueError for a value that it cannot have."""
        return list(filter(wanted(matchers, self._slots), self))

    def wait(self, count: int = 1, timeout: float = 5.0, **matchers: Any) -> list[Entry]:
        """Those that the matchers are for, as soon as there are `count` of them.

        Raises AssertionError where there are fewer after `timeout` seconds. Blocks the thread: a
        bot on an event loop in the same thread needs `wait_async`.
        """
        __tracebackhide__ = True
        return self._enough(
            self._background.run(self._coming(count, timeout, matchers)), count, timeout, matchers
        )

    async def wait_async(
        self, count: int = 1, timeout: float = 5.0, **matchers: Any
    ) -> list[Entry]:
        """The same for `await`: the event loop goes on meanwhile."""
        __tracebackhide__ = True
        coming = self._background.start(self._coming(count, timeout, matchers))
        return self._enough(await asyncio.wrap_future(coming), count, timeout, matchers)

    def clear(self) -> None:
        """Forget all; sessions and faults stay."""
        self._background.call(self._server.journal.clear)

    def _coming(
        self, count: int, timeout: float, matchers: dict[str, Any]
    ) -> Coroutine[None, None, list[Exchange]]:
        fits = wanted(matchers, self._slots)
        return self._server.journal.wait(lambda one: fits(entry_of(one)), count, timeout)

    def _enough(
        self, found: list[Exchange], count: int, timeout: float, matchers: dict[str, Any]
    ) -> list[Entry]:
        __tracebackhide__ = True
        if len(found) < count:
            expected = f"{requests(count)} {described(matchers)}".rstrip()
            raise AssertionError(
                f"{expected} within {timeout:g} s: there came {len(found)}\n\n{self.told()}"
            )
        return [*map(entry_of, found)]

    def told(self) -> str:
        """All of it for the message of a failure."""
        return f"what came:\n{str(self) or '(nothing)'}"


def requests(count: int) -> str:
    """So many requests, in words."""
    return "1 request" if count == 1 else f"{count} requests"
