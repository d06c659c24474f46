"""The sessions in a place that processes share; what its kind needs is imported with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from mockgenie.sessions.store import StoredForm

if TYPE_CHECKING:
    from mockgenie.sessions.shared import SharedSessions
    from mockgenie.sessions.table import SessionTable
    from mockgenie.stores import Connection, ScriptRunner, WorkRunner

S = TypeVar("S")


def sessions_in(
    connection: Connection,
    codec: StoredForm[S],
    idle_seconds: float,
    limit: int,
    clock: Callable[[], float],
    draw: Callable[[int], int] = secrets.randbelow,
) -> SharedSessions[S]:
    """The sessions in the place of a connection; see SharedSessions for the others."""
    from mockgenie.sessions.shared import SharedSessions  # late: most serve without

    return SharedSessions(_table(connection), codec, idle_seconds, limit, clock, draw)


def _table(connection: Connection) -> SessionTable:
    if connection.kind == "sqlite":
        from mockgenie.sessions.sqlite import SqliteSessionTable

        return SqliteSessionTable(cast("WorkRunner", connection))
    from mockgenie.sessions.redis import RedisSessionTable

    return RedisSessionTable(cast("ScriptRunner", connection))
