"""The HTTP server: sockets, connections, and the answers to /Dialog."""

from mockgenie.server.dialogs import Answer, Dialogs, today_in_korea
from mockgenie.server.front import Front
from mockgenie.server.listen import is_loopback, open_sockets
from mockgenie.server.reload import Reloading, engines_of
from mockgenie.server.service import Limits, Service
from mockgenie.server.versions import Engines, Versions

__all__ = [
    "Answer",
    "Dialogs",
    "Engines",
    "Front",
    "Limits",
    "Reloading",
    "Service",
    "Versions",
    "engines_of",
    "is_loopback",
    "open_sockets",
    "today_in_korea",
]
