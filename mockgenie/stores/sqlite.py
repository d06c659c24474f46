"""A place in a file of SQLite: it survives the processes, of which there may be several."""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import random
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable, Generator
from typing import Any, Generic, NamedTuple, TypeVar

from mockgenie.stores.errors import StoreGarbled, StoreUnreachable, StoreUnwritable
from mockgenie.stores.place import PlaceKind, StorePlace
from mockgenie.stores.sqlite_documents import DOCUMENTS, SqliteDocuments
from mockgenie.stores.sqlite_stream import STREAMS, SqliteStream

T = TypeVar("T")

TIMEOUT = 5.0
"""Seconds for which another process is waited for, where the place has no other."""

_APPLICATION = 0x6D6F636B
_FORMAT = 1
_SHORTEST_WAIT, _LONGEST_WAIT = 0.000_2, 0.01
_BUSY = ("locked", "busy")
_UNWRITABLE = ("readonly", "is full", "disk I/O error")
_GARBLED = ("not a database", "malformed", "no such column", "no such table", "datatype mismatch")


class _Work(NamedTuple):
    """What is to be done, and who waits for it; `writes`: it changes something."""

    work: Callable[[sqlite3.Connection], Any]
    writes: bool
    answer: asyncio.Future[Any]


class SqliteConnection:
    """A Connection to a file of SQLite.

    One thread does all that is asked, each batch in one transaction of its own: an answer comes
    when the transaction is committed. Processes wait for one another as long as the `timeout` of
    the place. Committed is what survives the process; with `synchronous=full` it survives the
    machine as well, of which power fails. What reads a row or two is done in the event loop, on a
    connection of its own: who reads waits for nobody who writes.
    """

    kind: PlaceKind = "sqlite"

    def __init__(self, place: StorePlace) -> None:
        self.where = place.shown
        self._file = place.target
        self._synchronous = place.options.get("synchronous", "normal")
        self._timeout = float(place.options.get("timeout", TIMEOUT))
        self._schema: list[str] = [*DOCUMENTS, *STREAMS]
        self._asked: list[_Work] = []
        self._batches: queue.SimpleQueue[list[_Work] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._reading: sqlite3.Connection | None = None
        """Open while the thread can use the file, from the first read on."""
        self._is_usable = False
        """Whether the thread has used the file, and nothing has gone wrong since."""

    def require(self, *statements: str) -> None:
        self._schema += statements

    def run(
        self, work: Callable[[sqlite3.Connection], T], *, writes: bool = True
    ) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._send)
        self._asked.append(_Work(work, writes, answer))
        return answer

    def read(self, work: Callable[[sqlite3.Connection], T]) -> Awaitable[T]:
        if self._is_usable:
            try:
                if self._reading is None:
                    self._reading = sqlite3.connect(self._file, timeout=0, isolation_level=None)
                return _Read(work(self._reading))
            except sqlite3.Error:  # the thread is more patient, and says what is wrong
                self._stop_reading()
        return self.run(work, writes=False)

    async def start(self) -> None:
        await self.run(_write_something)

    async def close(self) -> None:
        if self._asked:
            self._send()
        if (thread := self._thread) is not None:
            self._thread = None
            self._batches.put(None)
            self._stop_reading()
            await asyncio.get_running_loop().run_in_executor(None, thread.join)

    def documents(self, name: str, idle_seconds: float = 0) -> SqliteDocuments:
        return SqliteDocuments(self, name, idle_seconds)

    def stream(self, name: str, most: int, most_bytes: int) -> SqliteStream:
        return SqliteStream(self, name, most, most_bytes)

    def _send(self) -> None:
        """Hand what has been asked for to the thread."""
        if not self._asked:
            return
        if self._thread is None:
            self._batches = queue.SimpleQueue()
            loop = asyncio.get_running_loop()
            self._thread = threading.Thread(
                target=self._serve,
                args=(self._batches, loop),
                name=f"mockgenie {self.where}",
                daemon=True,
            )
            self._thread.start()
        batch, self._asked = self._asked, []
        self._batches.put(batch)

    def _serve(
        self, batches: queue.SimpleQueue[list[_Work] | None], loop: asyncio.AbstractEventLoop
    ) -> None:
        """Do what comes, in the thread, until there comes None."""
        database: sqlite3.Connection | None = None
        is_over = False
        while not is_over and (batch := batches.get()) is not None:
            with contextlib.suppress(queue.Empty):
                while not is_over:
                    more = batches.get_nowait()
                    is_over = more is None
                    batch += more or ()
            try:
                if database is None:
                    database = self._open()
                results = self._perform(database, batch)
            except Exception as error:
                results = [(None, self._failure(error))] * len(batch)
                if database is not None and not _is_busy(error):
                    _close(database)
                    database = None
            with contextlib.suppress(RuntimeError):  # the loop is closed, nobody waits any more
                loop.call_soon_threadsafe(self._answer, batch, results, database is not None)
        if database is not None:
            _close(database)

    def _answer(
        self, batch: list[_Work], results: list[tuple[Any, Exception | None]], is_open: bool
    ) -> None:
        """Give each of a batch what it waits for, in the event loop."""
        if not is_open:
            self._stop_reading()
        elif self._thread is not None:
            self._is_usable = True
        for one, (result, error) in zip(batch, results, strict=True):
            if one.answer.done():  # nobody waits for it any more
                continue
            if error is None:
                one.answer.set_result(result)
            else:
                one.answer.set_exception(error)
                one.answer.exception()  # there is nothing to tell where nobody asks

    def _stop_reading(self) -> None:
        """Have the thread read, until it has used the file again."""
        self._is_usable = False
        if self._reading is not None:
            _close(self._reading)
            self._reading = None

    def _open(self) -> sqlite3.Connection:
        """The file, opened. Raises sqlite3.Error, OSError and StoreGarbled."""
        folder = os.path.dirname(self._file)
        if folder and not os.path.isdir(folder):
            raise StoreUnreachable(f"{self.where}: there is no folder {folder}")
        database = sqlite3.connect(self._file, timeout=0, isolation_level=None)
        try:
            self._patiently(lambda: self._prepare(database))
        except BaseException:
            _close(database)
            raise
        return database

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.execute("BEGIN")  # all that is looked at is of one moment
        try:
            (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (application,) = database.execute("PRAGMA application_id").fetchone()
            (version,) = database.execute("PRAGMA user_version").fetchone()
        finally:
            _roll_back(database)
        if tables and application != _APPLICATION:
            raise StoreGarbled(f"{self.where} is a database of something else than mockgenie")
        if version > _FORMAT:
            raise StoreGarbled(
                f"{self.where} is of a newer mockgenie: its format is {version}, the newest that"
                f" this one knows is {_FORMAT}"
            )
        database.execute("PRAGMA journal_mode=WAL").fetchone()
        database.execute(f"PRAGMA synchronous={self._synchronous}")
        database.execute("BEGIN IMMEDIATE")
        try:
            for statement in self._schema:
                database.execute(statement)
            database.execute(f"PRAGMA application_id={_APPLICATION}")
            database.execute(f"PRAGMA user_version={_FORMAT}")
            database.execute("COMMIT")
        except BaseException:
            _roll_back(database)
            raise

    def _perform(
        self, database: sqlite3.Connection, batch: list[_Work]
    ) -> list[tuple[Any, Exception | None]]:
        """What each of a batch gives, or how it fails: all in one transaction, or, where one of
        them fails, each in its own. Raises sqlite3.Error where nothing can be done."""
        try:
            return self._transact(database, batch)
        except sqlite3.DatabaseError as error:
            if len(batch) == 1 or not isinstance(error, sqlite3.IntegrityError):
                raise
        except Exception as error:
            if len(batch) == 1:
                return [(None, error)]
        results = []
        for one in batch:
            results += self._perform(database, [one])
        return results

    def _transact(
        self, database: sqlite3.Connection, batch: list[_Work]
    ) -> list[tuple[Any, Exception | None]]:
        begin = "BEGIN IMMEDIATE" if any(one.writes for one in batch) else "BEGIN"

        def transact() -> list[tuple[Any, Exception | None]]:
            database.execute(begin)
            try:
                results: list[tuple[Any, Exception | None]] = [
                    (one.work(database), None) for one in batch
                ]
                database.execute("COMMIT")
            except BaseException:
                _roll_back(database)
                raise
            return results

        return self._patiently(transact)

    def _patiently(self, attempt: Callable[[], T]) -> T:
        """What `attempt` gives when no other process is in its way any more."""
        deadline = time.monotonic() + self._timeout
        wait = _SHORTEST_WAIT
        while True:
            try:
                return attempt()
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > deadline:
                    raise
            time.sleep(wait * random.uniform(0.5, 1))
            wait = min(wait * 1.5, _LONGEST_WAIT)

    def _failure(self, error: Exception) -> Exception:
        """A failure of SQLite as one of a store."""
        if isinstance(error, (StoreUnreachable, StoreGarbled)):
            return error
        if isinstance(error, sqlite3.Error) and any(sign in str(error) for sign in _GARBLED):
            return StoreGarbled(f"{self.where}: {error}")
        if isinstance(error, sqlite3.Error) and any(sign in str(error) for sign in _UNWRITABLE):
            return StoreUnwritable(f"{self.where}: {error}")
        if _is_busy(error):
            return StoreUnreachable(
                f"{self.where}: another process has held it for {self._timeout:g} seconds"
            )
        return StoreUnreachable(f"{self.where}: {error}")


def _write_something(database: sqlite3.Connection) -> None:
    """A file that may only be read says so when it is written to."""
    database.execute(f"PRAGMA user_version={_FORMAT}")


def _is_busy(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and any(sign in str(error) for sign in _BUSY)


def _roll_back(database: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        if database.in_transaction:
            database.execute("ROLLBACK")


def _close(database: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        database.close()


class _Read(Generic[T]):
    """What has been read already, for who waits for it."""

    __slots__ = ("_result",)

    def __init__(self, result: T) -> None:
        self._result = result

    def __await__(self) -> Generator[None, None, T]:
        return self._result
        yield
