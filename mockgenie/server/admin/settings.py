"""Settings: how the server serves, and what of that can change while it does."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from mockgenie.server.server import Server
from mockgenie.server.settings import Settings, settings_in

_LARGEST = 10**12
"""No setting has a larger number; JSON would take any."""


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
    """As they are now."""
    return server.settings


async def change_settings(server: Server, changes: Struct) -> Settings:
    """Those that `changes` has, a `Changes`, until the next reset."""
    fields = {name: getattr(changes, name) for name in changes.__struct_fields__}
    given = {name: value for name, value in fields.items() if value is not UNSET}
    if "rate" in given:
        given.setdefault("burst", 0)  # what was allowed at once belongs to the rate that was
    server.change(msgspec.structs.replace(server.settings, **given))
    return server.settings
