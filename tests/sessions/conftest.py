"""Session stores of each kind, with a clock and dice of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import pytest

from mockgenie.sessions import MemorySessions, Packing, SessionStore

MakeSessions: TypeAlias = Callable[..., SessionStore[Any]]
"""Makes a store of a place: `idle_seconds`, `limit`, `clock` and `draw` are as in MemorySessions.
Those that are made of one place keep the same sessions."""


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


MAKERS: dict[str, MakeSessions] = {
    "memory": MemorySessions,
    "memory, at rest": partial(MemorySessions, packing=Packing[Any](Any), unpacked=1),
}


@pytest.fixture(params=MAKERS)
def make_sessions(request: pytest.FixtureRequest) -> MakeSessions:
    return MAKERS[request.param]


@pytest.fixture
def sessions(make_sessions: MakeSessions, clock: Clock) -> SessionStore[str]:
    """A store of at most three sessions that live for sixty seconds."""
    return make_sessions(idle_seconds=60, limit=3, clock=clock)
