"""Settings: how the server serves, and what of that can change while it does."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from mockgenie.server.server import Server
from mockgenie.server.settings import Settings

_Number = Annotated[int, Meta(ge=0, le=1_000_000_000_000)]


class Changes(Struct, frozen=True, forbid_unknown_fields=True):
    """Settings that change; the others stay as they are."""

    envelope: Annotated[
        Literal["guide", "observed", "legacy"] | UnsetType,
        Meta(description="The form of the answers."),
    ] = UNSET
    access_keys: Annotated[
        dict[str, tuple[str, ...]] | UnsetType | None,
        Meta(
            description="The access keys there are, each with the domains that it opens, an empty"
            " list for all of them; null: any key will do."
        ),
    ] = UNSET
    rate: Annotated[
        Annotated[float, Meta(ge=0, le=1_000_000_000)] | UnsetType,
        Meta(description="Requests a second that each key may make; 0 for any number."),
    ] = UNSET
    burst: Annotated[
        _Number | UnsetType,
        Meta(description="So many of them at once; 0: those of one second."),
    ] = UNSET
    daily_quota: Annotated[
        _Number | UnsetType,
        Meta(description="Requests a day (in Korea) that each key may make; 0 for any number."),
    ] = UNSET
    max_text: Annotated[
        _Number | UnsetType,
        Meta(description="Characters that an utterance may have; 0 for any number."),
    ] = UNSET
    engine_timeout: Annotated[
        Annotated[float, Meta(ge=0, le=86_400)] | UnsetType,
        Meta(description="Seconds within which an answer has to be found; 0 for any."),
    ] = UNSET


async def show_settings(server: Server) -> Settings:
    """As they are now."""
    return server.settings


async def change_settings(server: Server, changes: Changes) -> Settings:
    """Those that `changes` has, until the next reset."""
    given = {
        name: value
        for name in changes.__struct_fields__
        if (value := getattr(changes, name)) is not UNSET
    }
    if changes.rate is not UNSET:
        given.setdefault("burst", 0)  # what was allowed at once belongs to the rate that was
    server.change(msgspec.structs.replace(server.settings, **given))
    return server.settings
