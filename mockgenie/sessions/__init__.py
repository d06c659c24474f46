"""Where sessions live. Knows nothing of what a session holds."""

from mockgenie.sessions.memory import MemorySessions
from mockgenie.sessions.store import SessionStore, StoreFull
from mockgenie.sessions.turns import Turns

__all__ = ["MemorySessions", "SessionStore", "StoreFull", "Turns"]
