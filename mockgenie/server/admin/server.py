"""The server as a whole: whether it answers, its settings, and being as at the beginning."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

import mockgenie
from mockgenie.dialog import Engine
from mockgenie.server.server import PARTS, Part, Server
from mockgenie.server.settings import Settings, settings_in
from mockgenie.stores import place_of

_LARGEST = 10**12
"""No setting has a larger number; JSON would take any."""


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


async def show_dialog_openapi(_: Server) -> dict[str, Any]:
    """The OpenAPI document of /Dialog, which is on the same server."""
    from mockgenie.protocol.openapi import dialog_openapi  # late: few ask for it

    return dialog_openapi("/")


async def reset_server(server: Server, parts: Parts) -> None:
    """Be as at the beginning."""
    await server.reset(parts.only)


def _changes() -> type[Struct]:
    """A struct of the settings that may change, of which a request has some."""
    fields: list[tuple[str, Any, Any]] = []
    for one in settings_in(Settings):
        if one.changes:
            number = one.type in (int, float)
            limits = Meta(ge=one.least, le=one.most or _LARGEST) if number else Meta()
            text = Meta(description=one.english.replace("`", ""))
            kind: Any = Annotated[one.type, limits]
            fields.append((one.name, Annotated[kind | UnsetType, text], UNSET))
    return msgspec.defstruct("Changes", fields, frozen=True, forbid_unknown_fields=True)


Changes = _changes()
"""Settings that change; the others stay as they are."""


async def show_settings(server: Server) -> Settings:
    """As they are now, but for the password of the store."""
    return replace(server.settings, store=place_of(server.settings.store).shown)


async def change_settings(server: Server, changes: Struct) -> Settings:
    """Those that `changes` has, a `Changes`, until the next reset."""
    fields = {name: getattr(changes, name) for name in changes.__struct_fields__}
    given = {name: value for name, value in fields.items() if value is not UNSET}
    if "rate" in given:
        given.setdefault("burst", 0)  # what was allowed at once belongs to the rate that was
    server.change(replace(server.settings, **given))
    return await show_settings(server)
