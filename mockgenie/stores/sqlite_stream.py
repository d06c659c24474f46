"""Streams in a file of SQLite."""

from __future__ import annotations

import sqlite3

from mockgenie.stores.connection import StreamEntry
from mockgenie.stores.works import WorkRunner

STREAMS = (
    """CREATE TABLE IF NOT EXISTS streams (name TEXT PRIMARY KEY, number INTEGER, count INTEGER,
    bytes INTEGER) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS entries (stream TEXT, number INTEGER, content BLOB,
    PRIMARY KEY (stream, number)) WITHOUT ROWID""",
)
"""What they need in the file."""


class SqliteStream:
    """An EntryStream of at most so many entries and bytes."""

    def __init__(self, connection: WorkRunner, name: str, most: int, most_bytes: int) -> None:
        self._run = connection.run
        self._name = name
        self._most = most
        self._most_bytes = most_bytes

    async def append(self, content: bytes) -> int:
        return await self._run(lambda database: self._append(database, content))

    async def read(
        self, since: int = 0, before: int | None = None, most: int = 1000, *, last: bool = False
    ) -> list[StreamEntry]:
        order = "DESC" if last else "ASC"
        query = (
            "SELECT number, content FROM entries WHERE stream = ? AND number > ? AND number < ?"
            f" ORDER BY number {order} LIMIT ?"
        )
        parameters = (self._name, since, 2**63 - 1 if before is None else before, most)
        found = await self._run(
            lambda database: database.execute(query, parameters).fetchall(), writes=False
        )
        entries = [StreamEntry(number, content) for number, content in found]
        return entries[::-1] if last else entries

    async def number(self) -> int:
        number, _, _ = await self._run(self._state, writes=False)
        return number

    async def clear(self) -> int:
        return await self._run(self._clear)

    def _state(self, database: sqlite3.Connection) -> tuple[int, int, int]:
        """The last number, how many entries there are, and their bytes."""
        found: tuple[int, int, int] | None = database.execute(
            "SELECT number, count, bytes FROM streams WHERE name = ?", (self._name,)
        ).fetchone()
        return found or (0, 0, 0)

    def _append(self, database: sqlite3.Connection, content: bytes) -> int:
        number, count, size = self._state(database)
        number, count, size = number + 1, count + 1, size + len(content)
        database.execute("INSERT INTO entries VALUES (?, ?, ?)", (self._name, number, content))
        if count > self._most or size > self._most_bytes:
            count, size = self._forget_first(database, count, size)
        database.execute(
            "INSERT OR REPLACE INTO streams VALUES (?, ?, ?, ?)", (self._name, number, count, size)
        )
        return number

    def _forget_first(self, database: sqlite3.Connection, count: int, size: int) -> tuple[int, int]:
        """Forget as many as there are too many; how many are left, and their bytes."""
        forgotten = 0
        for number, length in database.execute(
            "SELECT number, length(content) FROM entries WHERE stream = ? ORDER BY number",
            (self._name,),
        ):
            if count <= self._most and size <= self._most_bytes:
                break
            forgotten, count, size = number, count - 1, size - length
        database.execute(
            "DELETE FROM entries WHERE stream = ? AND number <= ?", (self._name, forgotten)
        )
        return count, size

    def _clear(self, database: sqlite3.Connection) -> int:
        _, count, _ = self._state(database)
        database.execute("DELETE FROM entries WHERE stream = ?", (self._name,))
        database.execute("UPDATE streams SET count = 0, bytes = 0 WHERE name = ?", (self._name,))
        return count
