"""`mockgenie serve`: answer /Dialog until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import sys
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.messages import fail, say, show_log
from mockgenie.cli.places import add_domains_option, places_of

if TYPE_CHECKING:
    import asyncio

    from mockgenie.domains import Edition

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
    option = parser.add_argument
    option(
        "--host",
        default="localhost",
        help="address to listen on; localhost is IPv4 and IPv6 (default: %(default)s)",
    )
    option(
        "--port",
        type=_port,
        default=8000,
        help="port to listen on; 0 takes a free one (default: %(default)s)",
    )
    add_domains_option(parser)
    option(
        "--envelope",
        choices=("guide", "observed", "legacy"),
        default="guide",
        help="form of the answers: as the guide prints them, as observed in 2021, or the short"
        " one of 2018 to 2020 (default: %(default)s)",
    )
    option(
        "--session-ttl",
        type=_seconds,
        metavar="S",
        default=1800,
        help="seconds after which an idle session is gone (default: %(default)s)",
    )
    option(
        "--max-sessions",
        type=_count,
        metavar="N",
        default=100_000,
        help="sessions that may be open at once (default: %(default)s)",
    )
    option(
        "--max-body",
        type=_count,
        metavar="BYTES",
        default=1024 * 1024,
        help="largest request body (default: %(default)s)",
    )
    option(
        "--handler-timeout",
        type=_seconds,
        metavar="S",
        default=30,
        help="seconds within which a request has to have come whole (default: %(default)s)",
    )
    option(
        "--keep-alive",
        action="store_true",
        help="let clients that ask for it reuse a connection; the documented server closes it",
    )
    option(
        "--no-reload",
        action="store_true",
        help="read the domains once; otherwise a file that is saved counts from the next"
        " open_dialog",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    # Start-up makes many objects and no garbage; collecting while it does costs a tenth of it.
    gc.disable()
    show_log()
    import asyncio

    from mockgenie.domains import Library
    from mockgenie.server import (
        Dialogs,
        Front,
        Limits,
        Reloading,
        Service,
        Versions,
        engines_of,
        is_loopback,
        open_sockets,
    )
    from mockgenie.sessions import MemorySessions
    from mockgenie.wire import ENVELOPES

    places = places_of(options)
    library = Library(places)
    try:
        library.load()
    except OSError as error:
        return fail(f"cannot read domains: {error.filename}: {error.strerror}")
    editions = library.editions
    if not editions:
        folders = ", ".join(map(str, places))
        return fail(f"no domain (NAME.yaml or NAME/domain.yaml) in {folders}")
    engines = engines_of(editions)
    host: str = options.host
    try:
        sockets = open_sockets(host, options.port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        return fail(f"cannot listen on {_authority(host, options.port)}: {reason}")
    if not is_loopback(host):
        say(f"WARNING: {host} can be reached from other machines, and nothing asks who calls")
    versions = Versions(engines, options.session_ttl)
    dialogs = Dialogs(
        versions,
        MemorySessions(options.session_ttl, options.max_sessions),
        ENVELOPES[options.envelope],
    )
    limits = Limits(options.max_body, options.handler_timeout)
    front = Front(Service(dialogs, limits, options.keep_alive))
    port = sockets[0].getsockname()[1]
    reloading = None if options.no_reload else Reloading(library, engines, versions, say)

    async def serve() -> None:
        stop = asyncio.Event()
        _stop_on_signals(asyncio.get_running_loop(), stop)
        await front.listen(sockets)
        _announce(host, port, editions)
        gc.enable()
        gc.freeze()
        if reloading:
            reloading.start()
        await stop.wait()
        await front.stop()
        if reloading:
            reloading.stop()

    # An interrupt before the signal handlers are there.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())
    return 0


def _announce(host: str, port: int, editions: dict[str, Edition]) -> None:
    from mockgenie.domains import Domain

    entries = {name: edition.entry for name, edition in editions.items()}
    for entry in entries.values():
        if not isinstance(entry, Domain):
            for diagnostic in entry.diagnostics:
                say(str(diagnostic))
    domains = [entry for entry in entries.values() if isinstance(entry, Domain)]
    lines = [f"mockgenie listening on http://{_authority(host, port)}/Dialog"]
    lines += (f"  {domain.name}  {domain.description}".rstrip() for domain in domains)
    broken = [name for name, entry in entries.items() if not isinstance(entry, Domain)]
    lines += (f"  {name}  does not load, see above" for name in broken)
    if domains:
        lines += ["Try it:", f"  {_curl(host, port, domains[0].name)}"]
    try:
        print("\n".join(lines), flush=True)
    except OSError:  # nobody reads it any more
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _curl(host: str, port: int, name: str) -> str:
    """A command line that opens a dialog, for the shell at hand."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
    url = f"http://{everywhere.get(host, _authority(host, port).rpartition(':')[0])}:{port}/Dialog"
    argument = {"method": "open_dialog", "name": name, "access_method": "internal_data"}
    body = json.dumps(
        {"access_key": "test", "argument": argument}, ensure_ascii=False, separators=(",", ":")
    )
    if os.name == "nt":
        escaped = body.replace('"', '\\"')
        return f'curl -s {url} -d "{escaped}"'
    quoted = body.replace("'", "'\\''")
    return f"curl -s {url} -d '{quoted}'"


def _stop_on_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {_shown(text)}")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 15 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a whole number above 0, not {_shown(text)}")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if 0 < seconds <= 10**9:
        return seconds
    raise argparse.ArgumentTypeError(f"expected seconds above 0, not {_shown(text)}")


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")
