"""Where sessions live. Knows nothing of what a session holds."""

from mockgenie.sessions.memory import MemorySessions
from mockgenie.sessions.store import (
    Entry,
    SessionStore,
    StoreFull,
    StoreGarbled,
    StoreUnreachable,
)
from mockgenie.sessions.turns import Turns

__all__ = [
    "Entry",
    "MemorySessions",
    "SessionStore",
    "StoreFull",
    "StoreGarbled",
    "StoreUnreachable",
    "Turns",
]
