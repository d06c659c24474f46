"""Sessions in a file of SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Sequence
from typing import Literal

from mockgenie.sessions.table import (
    AT_ONCE,
    ENDED_REMEMBERED,
    Ended,
    IdleLimit,
    Inserted,
    SessionRow,
)
from mockgenie.stores import WorkRunner

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS sessions (uuid INTEGER PRIMARY KEY, access_key BLOB,
    version INTEGER, used REAL, kept BLOB)""",
    "CREATE INDEX IF NOT EXISTS sessions_used ON sessions (used)",
    "CREATE TABLE IF NOT EXISTS session_count (count INTEGER)",
    "INSERT INTO session_count SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM session_count)",
    """CREATE TRIGGER IF NOT EXISTS session_begins AFTER INSERT ON sessions
    BEGIN UPDATE session_count SET count = count + 1; END""",
    """CREATE TRIGGER IF NOT EXISTS session_ends AFTER DELETE ON sessions
    BEGIN UPDATE session_count SET count = count - 1; END""",
    """CREATE TABLE IF NOT EXISTS ended_sessions (number INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid INTEGER, how TEXT)""",
    "CREATE INDEX IF NOT EXISTS ended_sessions_uuid ON ended_sessions (uuid)",
)
_ROW = "SELECT uuid, access_key, version, used, kept FROM sessions"


class SqliteSessionTable:
    """A SessionTable."""

    def __init__(self, connection: WorkRunner) -> None:
        self._connection = connection
        connection.require(*_SCHEMA)

    async def insert(
        self, uuid: str, access_key: bytes, kept: bytes, idle: IdleLimit, limit: int
    ) -> tuple[Inserted, Sequence[str]]:
        def insert(database: sqlite3.Connection) -> tuple[Inserted, Sequence[str]]:
            expired = _expire(database, idle)
            while (is_full := _count(database) >= limit) and (more := _expire(database, idle)):
                expired += more
            if is_full:
                return "full", expired
            row = (int(uuid), access_key, 1, idle.now, kept)
            new = database.execute("INSERT OR IGNORE INTO sessions VALUES (?, ?, ?, ?, ?)", row)
            return ("kept" if new.rowcount == 1 else "taken"), expired

        return await self._connection.run(insert)

    async def use(
        self, uuid: str, access_key: bytes, idle: IdleLimit
    ) -> tuple[int, bytes] | Literal["expired"] | None:
        def use(database: sqlite3.Connection) -> tuple[int, bytes] | Literal["expired"] | None:
            row = _find_in_use(database, uuid, idle)
            if row is None or row == "expired":
                return row
            if row.access_key != access_key:
                return None
            if idle.now > row.used:
                database.execute(
                    "UPDATE sessions SET used = ? WHERE uuid = ?", (idle.now, int(uuid))
                )
            return row.version, row.kept

        return await self._connection.run(use)

    async def replace(self, uuid: str, version: int, kept: bytes) -> bool:
        def replace(database: sqlite3.Connection) -> bool:
            done = database.execute(
                "UPDATE sessions SET version = version + 1, kept = ?"
                " WHERE uuid = ? AND version = ?",
                (kept, int(uuid), version),
            )
            return done.rowcount == 1

        return await self._connection.run(replace)

    async def remove(
        self,
        uuid: str,
        how: Ended,
        idle: IdleLimit,
        access_key: bytes | None = None,
        version: int | None = None,
    ) -> Literal["removed", "expired"] | None:
        def remove(database: sqlite3.Connection) -> Literal["removed", "expired"] | None:
            row = _find_in_use(database, uuid, idle)
            if row is None or row == "expired":
                return row
            if access_key not in (None, row.access_key) or version not in (None, row.version):
                return None
            _remove(database, uuid, how)
            return "removed"

        return await self._connection.run(remove)

    def find(self, uuid: str) -> Awaitable[SessionRow | None]:
        return self._connection.read(lambda database: _find(database, uuid))

    async def ended(self, uuid: str) -> Ended | None:
        def ended(database: sqlite3.Connection) -> Ended | None:
            found: tuple[Ended] | None = database.execute(
                "SELECT how FROM ended_sessions WHERE uuid = ? ORDER BY number DESC", (int(uuid),)
            ).fetchone()
            return found[0] if found else None

        return await self._connection.run(ended, writes=False)

    async def uuids(self, idle: IdleLimit) -> Sequence[str]:
        def uuids(database: sqlite3.Connection) -> list[str]:
            query = "SELECT uuid FROM sessions WHERE used > ? ORDER BY used"
            return [str(uuid) for (uuid,) in database.execute(query, (idle.horizon,))]

        return await self._connection.run(uuids, writes=False)

    async def rows(self, uuids: Sequence[str]) -> Sequence[SessionRow]:
        def rows(database: sqlite3.Connection) -> list[SessionRow]:
            found = (_find(database, uuid) for uuid in uuids)
            return [row for row in found if row is not None]

        return await self._connection.run(rows, writes=False)

    async def clear(self, idle: IdleLimit) -> int:
        def clear(database: sqlite3.Connection) -> int:
            there: int = database.execute(
                "SELECT count(*) FROM sessions WHERE used > ?", (idle.horizon,)
            ).fetchone()[0]
            database.execute("DELETE FROM sessions")
            database.execute("DELETE FROM ended_sessions")
            return there

        return await self._connection.run(clear)

    async def expire(self, idle: IdleLimit) -> Sequence[str]:
        return await self._connection.run(lambda database: _expire(database, idle))


def _find(database: sqlite3.Connection, uuid: str) -> SessionRow | None:
    row = database.execute(f"{_ROW} WHERE uuid = ?", (int(uuid),)).fetchone()
    if row is None:
        return None
    _, access_key, version, used, kept = row
    if not isinstance(version, int) or not isinstance(kept, bytes):
        version, kept = 0, b""  # that is no session, which whoever reads it notices
    return SessionRow(uuid, access_key, version, used, kept)


def _find_in_use(
    database: sqlite3.Connection, uuid: str, idle: IdleLimit
) -> SessionRow | Literal["expired"] | None:
    """The same; one that has been idle for too long is forgotten, which is told."""
    row = _find(database, uuid)
    if row is not None and row.used <= idle.horizon:
        _remove(database, uuid, "expired")
        return "expired"
    return row


def _count(database: sqlite3.Connection) -> int:
    count: int = database.execute("SELECT count FROM session_count").fetchone()[0]
    return count


def _remove(database: sqlite3.Connection, uuid: str, how: Ended) -> None:
    database.execute("DELETE FROM sessions WHERE uuid = ?", (int(uuid),))
    new = database.execute("INSERT INTO ended_sessions (uuid, how) VALUES (?, ?)", (int(uuid), how))
    database.execute(
        "DELETE FROM ended_sessions WHERE number <= ?", ((new.lastrowid or 0) - ENDED_REMEMBERED,)
    )


def _expire(database: sqlite3.Connection, idle: IdleLimit) -> list[str]:
    """Forget the first idle ones; their uuids."""
    found = database.execute(
        "SELECT uuid FROM sessions WHERE used <= ? ORDER BY used LIMIT ?",
        (idle.horizon, AT_ONCE),
    ).fetchall()
    uuids = [str(uuid) for (uuid,) in found]
    for uuid in uuids:
        _remove(database, uuid, "expired")
    return uuids
