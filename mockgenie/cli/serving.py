"""A process that serves: what `mockgenie serve` does once it has its options and its sockets."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from mockgenie.cli.announcement import announcement, authority, console_of, open_in_browser
from mockgenie.cli.line_queue import LineQueue, LogLines
from mockgenie.cli.output import line_writer
from mockgenie.cli.serve_options import unknown_domains
from mockgenie.domain import DomainError
from mockgenie.server import Arriving, Reloading, Server, Settings, Traffic, engines_of
from mockgenie.sockets import run_in_loop, tell_of_exhaustion

if TYPE_CHECKING:
    from mockgenie.domain import Library
    from mockgenie.server import Recording, Runner

_WAIT_S = 0.003
"""Seconds before each domain that is read, in which a client that has come is answered first."""


class Plan(Struct, frozen=True):
    """What is to be served, as the options of the command have it, and on which bound sockets."""

    options: argparse.Namespace
    settings: Settings
    sockets: Sequence[socket.socket]
    engine_sockets: Sequence[socket.socket]

    @property
    def console(self) -> str:
        """Where the page in the browser is, "" where nobody could use it."""
        port: int = self.sockets[0].getsockname()[1]
        return console_of(self.options.host, port, self.token)

    @property
    def token(self) -> str:
        """What callers of the admin API need, "" for none."""
        token: str = getattr(self.options, "admin_token", "")
        return token


class Front(Protocol):
    """Where a process serves: who sees what it says, and what makes it end."""

    notes: LineQueue
    """Gets the messages of the process."""

    shown: LineQueue
    """Gets the conversations."""

    def say(self, message: str) -> None:
        """A message about files and options, which are the same for all that serve together."""

    async def ready(self, announced: str) -> None:
        """All is served from here on, as the announcement has it."""

    def end_by(self, loop: asyncio.AbstractEventLoop, end: Callable[[], object]) -> None:
        """Have `end` called on the loop when the process has to end."""


class OwnFront:
    """That of a process that serves alone: what it says goes where the command writes."""

    def __init__(self, plan: Plan) -> None:
        self.notes = LineQueue(line_writer(sys.stderr))
        self.shown = LineQueue(line_writer(sys.stdout))
        self.say = self.notes.say
        self._plan = plan

    async def ready(self, announced: str) -> None:
        """Say it, and open the page."""
        if self.notes.is_used:  # where both are seen together, what is wrong is seen before
            await asyncio.to_thread(self.notes.flush)
        self.shown.put(announced)
        if self._plan.options.open_console:
            open_in_browser(self._plan.console, self.notes.say)

    def end_by(self, loop: asyncio.AbstractEventLoop, end: Callable[[], object]) -> None:
        """At a signal."""
        end_on_signals(loop, end)


def serve(plan: Plan, library: Library, arriving: Arriving, front: Front) -> None:
    """Serve until the front has the process end. Raises ValueError for an option that cannot be
    followed."""
    server = Server(arriving, plan.settings, has_peers=plan.options.workers > 1)
    recording = _recording(plan.options, server)
    with no_certificates():
        from mockgenie.server import Runner, app_of
    runner = Runner(app_of(server, plan.token))
    logging.getLogger().addHandler(LogLines(front.notes))
    # An interrupt before the signal handlers are there.
    with contextlib.suppress(KeyboardInterrupt):
        serving = _serve(plan, library, arriving, server, runner, recording, front)
        run_in_loop(serving, plan.options.loop)
    front.shown.close()
    front.notes.close()
    if threading.active_count() > 1:
        # A domain is being prepared, which cannot be interrupted. The interpreter would end its
        # thread in the middle of compiled code, for which some libraries abort the process.
        os._exit(0)


async def _serve(
    plan: Plan,
    library: Library,
    arriving: Arriving,
    server: Server,
    runner: Runner,
    recording: Recording | None,
    front: Front,
) -> None:
    options = plan.options
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    front.end_by(loop, stop.set)
    tell_of_exhaustion(loop)
    await runner.listen(plan.sockets)
    engine = None
    engine_address = ""
    named: dict[str, str] = {}
    if plan.engine_sockets:
        from mockgenie.cli.serve_engine import engine_domains, engine_socket

        named = engine_domains(getattr(options, "engine_domains", ()))
        engine = engine_socket(server, options, named)
        engine_address = authority(options.host, plan.engine_sockets[0].getsockname()[1])
        await engine.listen(plan.engine_sockets)
    await read_domains(library, arriving, server, front.say)
    reloading = None if options.no_reload else server.reloading
    if named:
        from mockgenie.cli.serve_engine import unknown_engine_domains

        for unknown in unknown_engine_domains(named, library.editions):
            front.say(f"WARNING: {unknown}")
    port = plan.sockets[0].getsockname()[1]
    await front.ready(announcement(options, port, library.editions, plan.console, engine_address))
    traffic = None if options.quiet else Traffic(front.shown.put_slowly, options.log_format)
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


async def read_domains(
    library: Library, arriving: Arriving, server: Server, tell: Callable[[str], None]
) -> None:
    """Read all domains of a library, and let the server, which listens already, have them from
    there on. `tell` gets what is wrong with them, and with access keys for others, and a line when
    one is read again; in `server.reloading` is what does that."""
    await asyncio.sleep(_WAIT_S)
    while arriving.read_next():
        await asyncio.sleep(_WAIT_S)
    library.refresh()
    engines = engines_of(library.editions, arriving)
    server.versions.replace(engines)
    server.reloading = Reloading(library, engines, server.versions, tell)
    for unknown in unknown_domains(server.settings.access_keys or {}, library.editions):
        tell(f"WARNING: {unknown}")
    for edition in library.editions.values():
        if isinstance(edition.entry, DomainError):
            for diagnostic in edition.entry.diagnostics:
                tell(str(diagnostic))


def end_on_signals(loop: asyncio.AbstractEventLoop, end: Callable[[], object]) -> None:
    """Have `end` called on the loop at SIGINT and SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, end)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(end))


def _recording(options: argparse.Namespace, server: Server) -> Recording | None:
    """What records the conversations where an option asks for it. Raises ValueError."""
    place: str = getattr(options, "record", "")
    if not place:
        return None
    from mockgenie.server import Recording

    if not server.journal.size:
        raise ValueError(
            "--record: what is recorded comes from the journal, and --journal 0 keeps none"
        )
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
