"""What a server was asked and answered: all of it, one session's, or since a test has begun."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine, Iterator, Sequence
from typing import Any, overload
from weakref import WeakKeyDictionary

from mockgenie.journal import Entry, Exchange, Reader, transcript, unpack
from mockgenie.server import Server
from mockgenie.testing.live.background import Background
from mockgenie.testing.live.matching import described, wanted
from mockgenie.testing.live.sharing import look

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line


class JournalView(Sequence[Entry]):
    """The last requests with their answers, oldest first. It is as long as the journal is now:
    a list that grows while somebody asks. Any thread may use it.

    `url`: of the server whose it is; `slots`: the names of slots that matchers may speak of.
    """

    def __init__(
        self, background: Background, server: Server, slots: Collection[str], url: str
    ) -> None:
        self.url = url
        self._background = background
        self._server = server
        self._slots = slots

    def __len__(self) -> int:
        look(self._background, self._server)
        return self._background.call(lambda: len(self._server.journal))

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        found, read = self.exchanges()[index], self.reader().read
        return read(found) if isinstance(found, Exchange) else [*map(read, found)]

    def __iter__(self) -> Iterator[Entry]:
        return map(self.reader().read, self.exchanges())

    def __str__(self) -> str:
        return transcript(self)

    def __repr__(self) -> str:
        return f"<journal: {len(self)} requests>"

    @property
    def is_elsewhere(self) -> bool:
        """Whether this process was forked from the one in which the server runs, and where alone
        the journal can be read."""
        return self._background.is_elsewhere

    def exchanges(self) -> list[Exchange]:
        """The same as they were noted, with the bytes that were sent."""
        look(self._background, self._server)
        packed = self._background.call(self._server.journal.packed)
        return [*map(unpack, packed)]

    def reader(self) -> Reader:
        """Reads what was noted."""
        return Reader(self._server.journal.domains)

    def filter(self, **matchers: Any) -> list[Entry]:
        """Those that the matchers are for. Raises TypeError for a matcher that there is not,
        ValueError for a value that it cannot have."""
        return list(filter(wanted(matchers, self._slots), self))

    def wait(self, count: int = 1, timeout: float = 5.0, **matchers: Any) -> list[Entry]:
        """Those that the matchers are for, as soon as there are `count` of them.

        Raises AssertionError where there are fewer after `timeout` seconds, RuntimeError where a
        hundred wait already. Blocks the thread: a
        bot on an event loop in the same thread needs `wait_async`.
        """
        return self._enough(
            self._background.run(self._coming(count, timeout, matchers)), count, timeout, matchers
        )

    async def wait_async(
        self, count: int = 1, timeout: float = 5.0, **matchers: Any
    ) -> list[Entry]:
        """The same for `await`: the event loop goes on meanwhile."""
        coming = self._background.start(self._coming(count, timeout, matchers))
        return self._enough(await asyncio.wrap_future(coming), count, timeout, matchers)

    def clear(self) -> None:
        """Forget all; sessions and faults stay."""
        if self._server.sharing is None:
            self._background.call(self._server.journal.clear)
        else:
            self._background.run(self._server.clear_journal())

    def _coming(
        self, count: int, timeout: float, matchers: dict[str, Any]
    ) -> Coroutine[None, None, list[Entry]]:
        fits = wanted(matchers, self._slots)
        if not self._server.journal.size:
            self.check_whole()
        look(self._background, self._server)
        return self._server.arrivals.wait(fits, count, timeout)

    def _enough(
        self, found: list[Entry], count: int, timeout: float, matchers: dict[str, Any]
    ) -> list[Entry]:
        if len(found) < count:
            expected = f"{requests(count)} {described(matchers)}".rstrip()
            raise AssertionError(
                f"{expected} within {timeout:g} s: there came {len(found)}\n\n{self.told()}"
            )
        return found

    def check_whole(self) -> None:
        """Raises AssertionError where something came that is no longer here, or never was: nobody
        can tell then what did not come."""
        journal = self._server.journal
        if not journal.size:
            raise AssertionError("this server keeps no journal (journal=0) to tell what came")
        look(self._background, self._server)
        if forgotten := self._background.call(lambda: journal.forgotten):
            raise AssertionError(
                f"the journal has forgotten the first {requests(forgotten)}, so nobody can tell"
                f" what came: clear it earlier, or serve with more than journal={journal.size}"
            )

    def told(self) -> str:
        """All of it for the message of a failure."""
        return f"what came:\n{str(self) or '(nothing)'}"


def requests(count: int) -> str:
    """So many requests, in words."""
    return "1 request" if count == 1 else f"{count} requests"


class ConversationView:
    """The requests of one session, oldest first. Its `str` is a transcript."""

    def __init__(self, uuid: str, turns: Sequence[Entry]) -> None:
        self.uuid = uuid
        self.turns = tuple(turns)

    def __len__(self) -> int:
        return len(self.turns)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.turns)

    def __getitem__(self, index: int) -> Entry:
        return self.turns[index]

    def __str__(self) -> str:
        return transcript(self.turns)

    def __repr__(self) -> str:
        return f"<conversation {self.uuid}: {len(self.turns)} requests>"

    @property
    def said(self) -> list[str]:
        """The utterances that were sent, those that were answered by an error as well."""
        return [turn.text for turn in self.turns if turn.method == "dialog" and turn.text]

    @property
    def heard(self) -> list[str]:
        """What was said to them (`system_text`), without the newline at its end."""
        return [turn.system_text.rstrip("\n") for turn in self.turns if turn.system_text]


_LAST: WeakKeyDictionary[JournalView, Exchange | None] = WeakKeyDictionary()
"""By journal, the last exchange before that moment."""


def watch(journal: JournalView) -> None:
    """Tell of this journal from now on, as long as it is there."""
    _LAST[journal] = None


def begin() -> None:
    """Have this be the moment."""
    for journal in _here():
        exchanges = journal.exchanges()
        _LAST[journal] = exchanges[-1] if exchanges else None


def told() -> str:
    """The transcripts of what came since then, each with its server where there are several; ""
    for nothing."""
    parts = []
    for journal, last in _here().items():
        exchanges = journal.exchanges()
        # Where the journal was cleared meanwhile, all of it came since.
        known = next((i for i, one in enumerate(exchanges, 1) if one == last), 0)
        if new := exchanges[known:]:
            parts.append((journal.url, transcript(map(journal.reader().read, new))))
    if len(parts) == 1:
        return parts[0][1]
    return "\n".join(f"{url}\n{said}" for url, said in parts)


def _here() -> dict[JournalView, Exchange | None]:
    """Those of servers that run in this process, or did: it may be a fork of theirs."""
    return {journal: last for journal, last in list(_LAST.items()) if not journal.is_elsewhere}
