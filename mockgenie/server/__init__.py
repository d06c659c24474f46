"""The HTTP server: an application of aiohttp, its connections, and the answers to /Dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockgenie.server.clock import KOREA, Clock, Instant, seconds_at
from mockgenie.server.domains import Arriving, Domains, DomainsError, Engines, Versions, engines_of
from mockgenie.server.limits import AccessKeys, Rules
from mockgenie.server.reload import Reloading
from mockgenie.server.serve_settings import MOST_WORKERS, ServeSettings
from mockgenie.server.server import CHANGING, PARTS, Part, Server
from mockgenie.server.settings import Setting, Settings, settings_in
from mockgenie.server.traffic import Traffic

if TYPE_CHECKING:
    from mockgenie.server.app import CONSOLE_PATH, SERVER, Runner, app_of, create_app
    from mockgenie.server.engine_socket import EngineSocket
    from mockgenie.server.recording import Recording

__all__ = [
    "CHANGING",
    "CONSOLE_PATH",
    "KOREA",
    "MOST_WORKERS",
    "PARTS",
    "SERVER",
    "AccessKeys",
    "Arriving",
    "Clock",
    "Domains",
    "DomainsError",
    "EngineSocket",
    "Engines",
    "Instant",
    "Part",
    "Recording",
    "Reloading",
    "Rules",
    "Runner",
    "ServeSettings",
    "Server",
    "Setting",
    "Settings",
    "Traffic",
    "Versions",
    "app_of",
    "create_app",
    "engines_of",
    "seconds_at",
    "settings_in",
]

_LATE = {
    "CONSOLE_PATH": "app",
    "EngineSocket": "engine_socket",
    "SERVER": "app",
    "Recording": "recording",
    "Runner": "app",
    "app_of": "app",
    "create_app": "app",
}


def __getattr__(name: str) -> object:
    """What needs aiohttp is imported when it is asked for: who only wants a clock does without."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
