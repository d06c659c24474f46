"""`mockgenie serve`: answer /Dialog until told to stop."""

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.domains import no_domain_in, places_of
from mockgenie.cli.output import cannot_read, fail, say
from mockgenie.cli.serve_options import add_options, settings_of

if TYPE_CHECKING:
    from mockgenie.server import Settings

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Serve the dialogs of some domains at http://HOST:PORT/Dialog, as the documented server does.
Stop it with Ctrl-C.
"""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "serve",
        help="answer /Dialog from YAML domains",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    # Start-up makes many objects and no garbage; collecting while it does costs a tenth of it.
    gc.disable()
    from mockgenie.cli.announcement import authority
    from mockgenie.cli.serving import OwnFront, Plan, serve
    from mockgenie.domain import Library
    from mockgenie.server import Arriving
    from mockgenie.sockets import is_loopback, open_socket_sets

    settings = settings_of(options)
    count: int = options.workers
    if count > 1:
        from mockgenie.cli.serve_workers import serve_by_workers, why_no_workers

        if problem := why_no_workers(options, settings):
            return fail(problem)
    if problem := _why_no_store(settings):
        return fail(problem)
    places = places_of(options)
    library = Library(places)
    try:
        arriving = Arriving(library)
        if not library.unread():
            return fail(no_domain_in(places))
    except OSError as error:
        return cannot_read(error, "domains: ")
    host: str = options.host
    engine_port: int | None = getattr(options, "engine_port", None)
    opened = []
    for port in (options.port, engine_port):
        try:
            opened.append([[]] * count if port is None else open_socket_sets(host, port, count))
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or error
            return fail(f"cannot listen on {authority(host, port or 0)}: {reason}")
    if not is_loopback(host):
        asks = "" if settings.access_keys else ", and nothing asks who calls"
        say(f"WARNING: {host} can be reached from other machines{asks}")
    sets = list(zip(*opened, strict=True))
    if count > 1:
        return serve_by_workers(options, settings, sets)
    plan = Plan(options, settings, *sets[0])
    try:
        serve(plan, library, arriving, OwnFront(plan))
    except ValueError as error:
        return fail(str(error))
    return 0


def _why_no_store(settings: Settings) -> str:
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
