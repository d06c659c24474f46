"""The HTTP server: sockets, connections, and the answers to /Dialog."""

from mockgenie.server.dialogs import Answer, Dialogs, Engines, today_in_korea
from mockgenie.server.front import Front
from mockgenie.server.listen import is_loopback, open_sockets
from mockgenie.server.service import Limits, Service

__all__ = [
    "Answer",
    "Dialogs",
    "Engines",
    "Front",
    "Limits",
    "Service",
    "is_loopback",
    "open_sockets",
    "today_in_korea",
]
