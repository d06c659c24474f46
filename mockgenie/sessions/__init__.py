"""Where sessions live. Knows nothing of what a session holds."""

from mockgenie.sessions.memory import MemorySessions
from mockgenie.sessions.opening import sessions_in
from mockgenie.sessions.packing import Packing
from mockgenie.sessions.store import (
    Absence,
    SessionChange,
    SessionCodec,
    SessionListener,
    SessionStore,
    SessionVersion,
    StoredSession,
    StoreFull,
)
from mockgenie.sessions.turns import Turns
from mockgenie.stores import StoreGarbled, StoreUnreachable

__all__ = [
    "Absence",
    "MemorySessions",
    "Packing",
    "SessionChange",
    "SessionCodec",
    "SessionListener",
    "SessionStore",
    "SessionVersion",
    "StoreFull",
    "StoreGarbled",
    "StoreUnreachable",
    "StoredSession",
    "Turns",
    "sessions_in",
]
