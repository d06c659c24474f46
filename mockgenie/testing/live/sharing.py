"""A server that may be one mock with other processes: what is seen and changed is theirs too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mockgenie.server import Server
from mockgenie.testing.live.background import Background

R = TypeVar("R")


def perform(background: Background, server: Server, change: Callable[[], R]) -> R:
    """What `change` gives, which changes faults, clock or settings."""
    if server.sharing is None:
        return background.call(change)
    return background.run(server.perform(change))


def look(background: Background, server: Server) -> None:
    """Have all as the other processes have left it."""
    if server.sharing is not None and not background.stopped:
        background.run(server.look())
