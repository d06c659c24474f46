"""Where sessions live. Knows nothing of what a session holds."""

from mockgenie.sessions.memory import MemorySessions
from mockgenie.sessions.opening import sessions_in
from mockgenie.sessions.packing import Packing
from mockgenie.sessions.store import (
    Absence,
    SessionChange,
    SessionListener,
    SessionRead,
    SessionStore,
    SessionVersion,
    StoredForm,
    StoredSession,
    StoreFull,
)
from mockgenie.sessions.turns import Turns
from mockgenie.stores import StoreGarbled, StoreUnreachable, StoreUnwritable

__all__ = [
    "Absence",
    "MemorySessions",
    "Packing",
    "SessionChange",
    "SessionListener",
    "SessionRead",
    "SessionStore",
    "SessionVersion",
    "StoreFull",
    "StoreGarbled",
    "StoreUnreachable",
    "StoreUnwritable",
    "StoredForm",
    "StoredSession",
    "Turns",
    "sessions_in",
]
