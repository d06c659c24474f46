"""The HTTP server: sockets, connections, and the answers to /Dialog."""

from mockgenie.server.answer import Answer, Step
from mockgenie.server.clock import Clock
from mockgenie.server.limits import AccessKeys, Rules
from mockgenie.server.listen import is_loopback, open_sockets
from mockgenie.server.moments import KOREA, Moment, seconds_at
from mockgenie.server.reload import Reloading, engines_of
from mockgenie.server.server import CHANGING, PARTS, Admin, Part, Server
from mockgenie.server.service import Visits
from mockgenie.server.settings import ServeSettings, Setting, Settings, settings_in
from mockgenie.server.versions import Engines, Versions

__all__ = [
    "CHANGING",
    "KOREA",
    "PARTS",
    "AccessKeys",
    "Admin",
    "Answer",
    "Clock",
    "Engines",
    "Moment",
    "Part",
    "Reloading",
    "Rules",
    "ServeSettings",
    "Server",
    "Setting",
    "Settings",
    "Step",
    "Versions",
    "Visits",
    "engines_of",
    "is_loopback",
    "open_sockets",
    "seconds_at",
    "settings_in",
]
