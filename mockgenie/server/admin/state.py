"""How the server is, and being as at the beginning."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

import mockgenie
from mockgenie.dialog import Engine
from mockgenie.server.server import PARTS, Part, Server


class Health(Struct, frozen=True):
    """That the server answers: how many domains are served, and how many do not load."""

    status: Literal["ok"]
    version: str
    domains: int
    broken: int


class Parts(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be as at the beginning."""

    only: Annotated[
        tuple[Part, ...],
        Meta(description="These alone; without it, everything.", examples=[["sessions"]]),
    ] = PARTS


async def show_health(server: Server) -> Health:
    """How it is."""
    engines = server.versions.engines.values()
    serving = sum(isinstance(engine, Engine) for engine in engines)
    return Health("ok", mockgenie.__version__, serving, len(engines) - serving)


async def reset_server(server: Server, parts: Parts) -> None:
    """Be as at the beginning."""
    await server.reset(parts.only)
