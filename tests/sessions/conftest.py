"""Session stores of each kind, with a clock and dice of the test's own."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from mockgenie.sessions import MemorySessions, Packing, SessionStore, sessions_in
from mockgenie.stores import Connection, connect, place_of
from tests.redis_servers import RedisServer
from tests.support import PATIENCE

MakeSessions: TypeAlias = Callable[..., SessionStore[Any]]
"""Makes a store: `idle_seconds`, `limit`, `clock` and `draw` are as in MemorySessions. All that are
made in a test, except in memory, keep the same sessions."""


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class JsonCodec:
    """Writes sessions as JSON, in the form `format`; those below `oldest` it reads no more."""

    def __init__(self, format: int = 2, oldest: int = 1) -> None:  # noqa: A002
        self.format = format
        self._oldest = oldest

    def encode(self, session: Any) -> bytes:
        return json.dumps(session).encode()

    def decode(self, number: int, kept: bytes) -> Any:
        return json.loads(kept) if number >= self._oldest else None


@pytest.fixture
def clock() -> Clock:
    return Clock()


IN_MEMORY: dict[str, MakeSessions] = {
    "memory": MemorySessions,
    "memory, at rest": partial(MemorySessions, packing=Packing[Any](Any), unpacked=1),
}


@pytest.fixture
async def connections(tmp_path: Path) -> AsyncIterator[list[Connection]]:
    """Those that are open: they are closed when the test is over."""
    opened: list[Connection] = []
    yield opened
    for connection in opened:
        await connection.close()


def _maker(place: str, connections: list[Connection]) -> MakeSessions:
    def make(
        idle_seconds: float = 1800,
        limit: int = 100_000,
        clock: Callable[[], float] = time.time,
        codec: Any = None,
        **others: Any,
    ) -> SessionStore[Any]:
        connection = connect(place_of(place))
        connections.append(connection)
        return sessions_in(connection, codec or JsonCodec(), idle_seconds, limit, clock, **others)

    return make


@pytest.fixture
def make_shared(shared_place: str, connections: list[Connection]) -> MakeSessions:
    """Makes stores in a place that processes share, each as another process would."""
    return _maker(shared_place, connections)


@pytest.fixture(params=[*IN_MEMORY, "sqlite", pytest.param("redis", marks=pytest.mark.slow)])
def make_sessions(
    request: pytest.FixtureRequest, tmp_path: Path, connections: list[Connection]
) -> MakeSessions:
    if request.param in IN_MEMORY:
        return IN_MEMORY[request.param]
    place = f"sqlite:{tmp_path / 'store.db'}?timeout={PATIENCE:g}"
    if request.param == "redis":
        server: RedisServer = request.getfixturevalue("redis_server")
        place = server.place
    return _maker(place, connections)


@pytest.fixture
def sessions(make_sessions: MakeSessions, clock: Clock) -> SessionStore[Any]:
    """A store of at most three sessions that live for sixty seconds."""
    return make_sessions(idle_seconds=60, limit=3, clock=clock)
