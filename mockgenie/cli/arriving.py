"""The domains of a server that listens already, read one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockgenie.domain import Edition, Library
    from mockgenie.server import Arriving, Server

_WAIT_S = 0.003
"""Seconds before each domain that is read, in which a client that has come is answered first."""


async def read_domains(
    library: Library, arriving: Arriving, server: Server, tell: Callable[[str], None]
) -> None:
    """Read all domains of a library, and let the server have them from there on. `tell` gets a line
    when one is read again, and in `server.reloading` is what does that."""
    from mockgenie.server import Reloading, engines_of

    await asyncio.sleep(_WAIT_S)
    while arriving.read_next():
        await asyncio.sleep(_WAIT_S)
    library.refresh()
    engines = engines_of(library.editions, arriving)
    server.versions.replace(engines)
    server.reloading = Reloading(library, engines, server.versions, tell)


def problems(editions: Mapping[str, Edition]) -> Iterator[str]:
    """What is wrong with the domains that do not load."""
    from mockgenie.domain import DomainError

    for edition in editions.values():
        if isinstance(edition.entry, DomainError):
            yield from map(str, edition.entry.diagnostics)
