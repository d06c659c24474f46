"""`mockgenie serve`: answer /Dialog until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.arriving import problems, read_domains
from mockgenie.cli.domains import places_of
from mockgenie.cli.output import cannot_read, fail, line_writer, say
from mockgenie.cli.serve_options import (
    OptionsError,
    add_options,
    settings_of,
    unknown_domains,
)

if TYPE_CHECKING:
    import asyncio

    from mockgenie.domain import Edition
    from mockgenie.server import Recording, Server

P = TypeVar("P", bound=argparse.ArgumentParser)

_ENVELOPES = {
    "guide": "Answers are in the guide envelope; bots written between 2018 and 2022 read"
    " --envelope legacy.",
    "observed": "Answers are in the observed envelope.",
    "legacy": "Answers are in the legacy envelope.",
}

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Hosts that are every address of this machine, and one of these."""

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
    import asyncio
    import logging

    from mockgenie.cli.line_queue import LineQueue, LogLines

    with no_certificates():
        from mockgenie.server import Runner, app_of
    from mockgenie.domain import Library
    from mockgenie.server import (
        Arriving,
        Server,
        Traffic,
        is_loopback,
        open_sockets,
        tell_of_exhaustion,
    )

    try:
        settings = settings_of(options)
    except OptionsError as error:
        for problem in error.problems:
            say(problem)
        return 2
    token: str = getattr(options, "admin_token", "")
    places = places_of(options)
    library = Library(places)
    try:
        arriving = Arriving(library)
        if not library.unread():
            folders = ", ".join(map(str, places))
            return fail(f"no domain (NAME.yaml or NAME/domain.yaml) in {folders}")
    except OSError as error:
        return cannot_read(error, "domains: ")
    host: str = options.host
    try:
        sockets = open_sockets(host, options.port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        return fail(f"cannot listen on {_authority(host, options.port)}: {reason}")
    engine_port: int | None = getattr(options, "engine_port", None)
    engine_sockets = []
    if engine_port is not None:
        try:
            engine_sockets = open_sockets(host, engine_port)
        except OSError as error:
            return fail(f"cannot listen on {_authority(host, engine_port)}: {error.strerror}")
    if not is_loopback(host):
        asks = "" if settings.access_keys else ", and nothing asks who calls"
        say(f"WARNING: {host} can be reached from other machines{asks}")
    server = Server(arriving, settings)
    try:
        recording = _recording(options, server)
    except ValueError as error:
        return fail(f"--record: {error}")
    notes, shown = LineQueue(line_writer(sys.stderr)), LineQueue(line_writer(sys.stdout))
    logging.getLogger().addHandler(LogLines(notes))
    traffic = None if options.quiet else Traffic(shown.put_slowly, options.log_format)
    port = sockets[0].getsockname()[1]
    console = _console(host, port) if token or is_loopback(host) or host in _EVERYWHERE else ""
    runner = Runner(app_of(server, token))
    engine = None
    engine_address = ""
    named: dict[str, str] = {}
    if engine_sockets:
        from mockgenie.cli.serve_engine import engine_domains, engine_socket, shown_address

        named = engine_domains(getattr(options, "engine_domains", ()))
        engine = engine_socket(server, options, named)
        engine_address = shown_address(host, engine_sockets)

    async def serve() -> None:
        stop = asyncio.Event()
        _stop_on_signals(asyncio.get_running_loop(), stop)
        tell_of_exhaustion(asyncio.get_running_loop())
        await runner.listen(sockets)
        if engine is not None:
            await engine.listen(engine_sockets)
        await read_domains(library, arriving, server, notes.say)
        reloading = None if options.no_reload else server.reloading
        for unknown in unknown_domains(settings.access_keys or {}, library.editions):
            notes.say(f"WARNING: {unknown}")
        if named:
            from mockgenie.cli.serve_engine import unknown_engine_domains

            for unknown in unknown_engine_domains(named, library.editions):
                notes.say(f"WARNING: {unknown}")
        for problem in problems(library.editions):
            notes.say(problem)
        if notes.is_used:  # where both are seen together, what is wrong is seen before
            await asyncio.to_thread(notes.flush)
        shown.put(_announcement(host, port, library.editions, options, console, engine_address))
        if options.open_console:
            _open(console, notes.say)
        if traffic is not None:
            traffic.start()
            server.journal.follower = traffic.note
        gc.enable()
        gc.freeze()
        if reloading:
            reloading.start()
        await stop.wait()
        if engine is not None:
            await engine.close()
        await runner.cleanup()
        if recording is not None:
            recording.stop()
        if traffic is not None:
            traffic.stop()
        if reloading:
            reloading.stop()

    # An interrupt before the signal handlers are there.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())
    shown.close()
    notes.close()
    return 0


def _recording(options: argparse.Namespace, server: Server) -> Recording | None:
    """What records the conversations where an option asks for it. Raises ValueError."""
    place: str = getattr(options, "record", "")
    if not place:
        return None
    from mockgenie.server import Recording

    if not server.journal.size:
        raise ValueError("what is recorded comes from the journal, and --journal 0 keeps none")
    recording = Recording(
        place,
        lambda domain: next(server.versions.of_domain(domain), None),
        server.settings.session_ttl,
    )
    recording.start()
    server.journal.listen(recording.note)
    return recording


@contextlib.contextmanager
def no_certificates() -> Iterator[None]:
    """Keep aiohttp from reading the system's certificates while it is imported.

    They are for its client, of which a server makes no use, and are a tenth of the start. Whatever
    this process should ever ask over https needs an `ssl.create_default_context()` of its own.
    """
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR")
    kept = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, os.devnull))
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _announcement(
    host: str,
    port: int,
    editions: dict[str, Edition],
    options: argparse.Namespace,
    console: str,
    engine: str,
) -> str:
    """Lines that say that the server answers, and what it serves; `console`, `engine`: where its
    page in the browser and its chat engine are, "" where there is none."""
    from mockgenie.domain import Domain
    from mockgenie.source import safe, safe_json

    entries = {name: edition.entry for name, edition in editions.items()}
    domains = [entry for entry in entries.values() if isinstance(entry, Domain)]
    url = f"http://{_authority(host, port)}/Dialog"
    if options.log_format == "json":
        names = [domain.name for domain in domains]
        ready = {"listening": url, "envelope": options.envelope, "domains": names}
        if console:
            ready["console"] = console
        if engine:
            ready["engine"] = engine
        return safe_json(json.dumps(ready, ensure_ascii=False))
    lines = [f"mockgenie listening on {url}"]
    lines += (f"  {domain.name}  {domain.description}".rstrip() for domain in domains)
    broken = [name for name, entry in entries.items() if not isinstance(entry, Domain)]
    lines += (f"  {name}  does not load, see above" for name in broken)
    if domains:
        lines += ["Try it:", f"  {_curl(host, port, domains[0].name)}"]
    if console:
        lines.append(f"In the browser: {console}")
    lines.append(_ENVELOPES[options.envelope])
    if engine:
        lines.append(f"The chat engine listens on {engine}")
    return "\n".join(map(safe, lines))


def _console(host: str, port: int) -> str:
    """Where the page in the browser is."""
    from mockgenie.server import CONSOLE_PATH

    return f"http://{_reachable(host, port)}{CONSOLE_PATH}"


def _open(console: str, say: Callable[[str], object]) -> None:
    """Open the page in the browser, which may take its time."""
    import threading
    import webbrowser

    def open_page() -> None:
        if not (console and webbrowser.open(console)):
            say(f"WARNING: no browser could be opened{f'; open {console}' if console else ''}")

    threading.Thread(target=open_page, daemon=True).start()


def _curl(host: str, port: int, name: str) -> str:
    """A command line that opens a dialog, for the shell at hand."""
    url = f"http://{_reachable(host, port)}/Dialog"
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


def _reachable(host: str, port: int) -> str:
    """Host and port by which this machine reaches the server."""
    return _authority(_EVERYWHERE.get(host, host), port)


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
