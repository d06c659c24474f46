"""Whether `mockgenie serve` can use its store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockgenie.server import Settings


def why_no_store(settings: Settings) -> str:
    """Why a server cannot use the store of its settings, "" where it can.

    A server of Redis that cannot be reached may be there later; a file that cannot be written to
    and a place where something else is need somebody who changes them.
    """
    if settings.store == "memory":
        return ""
    import asyncio

    from mockgenie.stores import PlaceError, StoreGarbled, StoreUnreachable, connect, place_of

    async def look() -> None:
        connection = connect(place)
        try:
            await connection.start()
        finally:
            await connection.close()

    place = place_of(settings.store)
    try:
        asyncio.run(look())
    except (PlaceError, StoreGarbled) as error:
        return f"--store: {error}"
    except StoreUnreachable as error:
        return f"--store: {error}" if place.kind == "sqlite" else ""
    return ""
