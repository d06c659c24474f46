"""mockgenie: a mock of ETRI's GenieDialog dialog API that runs on your own machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockgenie.server import SERVER, create_app

__all__ = ["SERVER", "create_app"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The server is imported when it is asked for: reading a domain does without."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mockgenie import server

    return getattr(server, name)
