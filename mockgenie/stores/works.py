"""What is done with a file of SQLite."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")


class WorkRunner(Protocol):
    """What does it, in a thread of its own: the connection to a file."""

    def require(self, *statements: str) -> None:
        """Have statements executed when the file is opened: CREATE … IF NOT EXISTS. They are told
        before anything is asked."""

    def run(self, work: Callable[[sqlite3.Connection], T], *, writes: bool = True) -> Awaitable[T]:
        """What `work` gives, which is done inside of a transaction.

        It may be done a second time, where another one of the batch fails and all is rolled back,
        or another process was in the way: it changes nothing but the database. `writes`: it does
        change that. Raises what it raises, StoreUnreachable and StoreGarbled.

        What is asked for is done, whoever waits for it.
        """

    def read(self, work: Callable[[sqlite3.Connection], T]) -> Awaitable[T]:
        """The same of what only reads, a row or two: it is done at once, in the event loop, if
        nothing is in its way. To hand it to the thread would take several times as long. It does
        not see what is asked for and not done yet."""
