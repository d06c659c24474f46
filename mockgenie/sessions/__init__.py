"""Where sessions live. Knows nothing of what a session holds."""

from mockgenie.sessions.memory import MemorySessions
from mockgenie.sessions.store import (
    Absence,
    Entry,
    SessionStore,
    StoreFull,
    StoreGarbled,
    StoreUnreachable,
)
from mockgenie.sessions.turns import Turns

__all__ = [
    "Absence",
    "Entry",
    "MemorySessions",
    "SessionStore",
    "StoreFull",
    "StoreGarbled",
    "StoreUnreachable",
    "Turns",
]
