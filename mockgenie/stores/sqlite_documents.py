"""Documents in a file of SQLite."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from mockgenie.stores.works import WorkRunner

DOCUMENTS = (
    """CREATE TABLE IF NOT EXISTS documents (kind TEXT, name TEXT, version INTEGER, swapped REAL,
    content BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS documents_swapped ON documents (kind, swapped)",
    "CREATE TABLE IF NOT EXISTS document_versions (version INTEGER)",
    "INSERT INTO document_versions SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM document_versions)",
)
"""What they need in the file."""

_FORGOTTEN_AT_ONCE = 20


class SqliteDocuments:
    """A set of Documents; `idle_seconds`: how long one is kept that nobody swaps, 0 for ever."""

    def __init__(
        self,
        connection: WorkRunner,
        kind: str,
        idle_seconds: float = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._run = connection.run
        self._read_now = connection.read
        self._kind = kind
        self._idle_seconds = idle_seconds
        self._clock = clock

    async def read(self, name: str) -> tuple[int, bytes | None]:
        return await self._run(lambda database: self._read(database, name), writes=False)

    async def newer(self, name: str, version: int) -> tuple[int, bytes | None] | None:
        now, content = await self._read_now(lambda database: self._read(database, name, version))
        return None if now == version else (now, content)

    async def swap(self, name: str, version: int, content: bytes | None) -> int | None:
        return await self._run(lambda database: self._swap(database, name, version, content))

    async def clear(self) -> int:
        return await self._run(self._clear)

    def _read(
        self, database: sqlite3.Connection, name: str, known: int = -1
    ) -> tuple[int, bytes | None]:
        """A document and its version; without its content where that is the known one."""
        found: tuple[int, bytes | None] | None = database.execute(
            "SELECT version, CASE WHEN version <> ? THEN content END FROM documents"
            " WHERE kind = ? AND name = ? AND swapped > ?",
            (known, self._kind, name, self._horizon()),
        ).fetchone()
        return found or (0, None)

    def _swap(
        self, database: sqlite3.Connection, name: str, version: int, content: bytes | None
    ) -> int | None:
        if self._read(database, name, version)[0] != version:
            return None
        if content is None:
            database.execute(
                "DELETE FROM documents WHERE kind = ? AND name = ?", (self._kind, name)
            )
            return 0
        self._forget_idle(database)
        new: int = database.execute("SELECT version + 1 FROM document_versions").fetchone()[0]
        database.execute("UPDATE document_versions SET version = ?", (new,))
        database.execute(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)",
            (self._kind, name, new, self._clock(), content),
        )
        return new

    def _forget_idle(self, database: sqlite3.Connection) -> None:
        if self._idle_seconds:
            database.execute(
                "DELETE FROM documents WHERE kind = ?1 AND name IN (SELECT name FROM documents"
                " WHERE kind = ?1 AND swapped <= ?2 ORDER BY swapped LIMIT ?3)",
                (self._kind, self._horizon(), _FORGOTTEN_AT_ONCE),
            )

    def _clear(self, database: sqlite3.Connection) -> int:
        parameters: tuple[Any, ...] = (self._kind, self._horizon())
        count: int = database.execute(
            "SELECT count(*) FROM documents WHERE kind = ? AND swapped > ?", parameters
        ).fetchone()[0]
        database.execute("DELETE FROM documents WHERE kind = ?", (self._kind,))
        return count

    def _horizon(self) -> float:
        """The moment at which one has to have been swapped that is there still."""
        return self._clock() - self._idle_seconds if self._idle_seconds else -1.0
