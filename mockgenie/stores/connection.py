"""What every place that processes share can do."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from mockgenie.stores.place import PlaceKind


class StreamEntry(NamedTuple):
    """What was appended to a stream, under its number."""

    number: int
    content: bytes


class Documents(Protocol):
    """Small contents by name, each with a version: a number that no other content of the set has
    or will have, 0 where there is none.

    A document that nobody has swapped for the idle time of its set is gone, where it has one.
    Every operation raises StoreUnreachable and StoreGarbled.
    """

    async def read(self, name: str) -> tuple[int, bytes | None]:
        """A document and its version; (0, None) where there is none."""

    async def newer(self, name: str, version: int) -> tuple[int, bytes | None] | None:
        """What `read` gives; None where the document has this version still."""

    async def swap(self, name: str, version: int, content: bytes | None) -> int | None:
        """Put `content` in the place of this version (0: of nothing), None for no document.

        The version that it is now; None where the document has another version than the given one,
        and nothing is done.
        """

    async def clear(self) -> int:
        """Forget every document of the set; how many there were."""


class EntryStream(Protocol):
    """Contents in the order in which they came, numbered from 1 on, of which the first are
    forgotten where there are too many or too much of them.

    No number is given twice, not even after `clear`. Every operation raises StoreUnreachable and
    StoreGarbled.
    """

    async def append(self, content: bytes) -> int:
        """Keep a content; its number. One that is larger than all may be together is forgotten at
        once."""

    async def read(
        self, since: int = 0, before: int | None = None, most: int = 1000, *, last: bool = False
    ) -> list[StreamEntry]:
        """Entries whose numbers are above `since` and below `before`, in their order: the first
        `most` of them, or the last."""

    async def number(self) -> int:
        """The number that was given last, 0 for none."""

    async def clear(self) -> int:
        """Forget every entry; how many there were."""


class Connection(Protocol):
    """The connection of a process to a place.

    It connects when it is first asked for something, and again after each failure. What is asked of
    it in the same tick of the event loop, or while it is busy, is done in one batch. It belongs to
    the event loop that asks first.
    """

    @property
    def kind(self) -> PlaceKind:
        """Of which kind the place is: what else than documents and streams lives there knows how
        by that."""

    where: str
    """The place, for people: as it was given, without a password."""

    async def start(self) -> None:
        """Look whether the place can be reached and written to. Raises StoreUnreachable and
        StoreGarbled."""

    async def close(self) -> None:
        """Do what has been asked for, and close. What is asked for later connects again."""

    def documents(self, name: str, idle_seconds: float = 0) -> Documents:
        """The set of documents of this name; `idle_seconds`: how long one is kept that nobody
        swaps, 0 for ever."""

    def stream(self, name: str, most: int, most_bytes: int) -> EntryStream:
        """The stream of this name, of at most so many entries and bytes."""
