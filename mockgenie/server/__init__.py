"""The HTTP server: sockets, connections, and the answers to /Dialog."""

from mockgenie.server.answer import Answer, Step
from mockgenie.server.clock import Clock
from mockgenie.server.gate import AccessKeys, Rules
from mockgenie.server.journal import Exchange, Journal
from mockgenie.server.listen import is_loopback, open_sockets
from mockgenie.server.reload import Reloading, engines_of
from mockgenie.server.server import CHANGING, PARTS, Admin, Part, Server
from mockgenie.server.service import Visits
from mockgenie.server.settings import Settings
from mockgenie.server.versions import Engines, Versions

__all__ = [
    "CHANGING",
    "PARTS",
    "AccessKeys",
    "Admin",
    "Answer",
    "Clock",
    "Engines",
    "Exchange",
    "Journal",
    "Part",
    "Reloading",
    "Rules",
    "Server",
    "Settings",
    "Step",
    "Versions",
    "Visits",
    "engines_of",
    "is_loopback",
    "open_sockets",
]
