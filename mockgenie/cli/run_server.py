"""The server that answers a bot which `mockgenie run` runs: one of its own, or one that runs."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys

from mockgenie.cli.domains import no_domain_in, places_of
from mockgenie.cli.line_queue import LineQueue, LogLines
from mockgenie.cli.output import line_writer, say
from mockgenie.cli.serve_options import settings_of
from mockgenie.cli.serving import no_certificates, read_domains
from mockgenie.domain import Library
from mockgenie.launch import Endpoint
from mockgenie.server import Arriving, Server, Traffic
from mockgenie.sockets import open_sockets, tell_of_exhaustion


class NoServer(Exception):
    """Why there is no server for the command."""


class JoinedServer:
    """A server that runs already, and shows by itself what comes."""

    requests: int | None = None
    """How many came, None where that is not known."""

    def __init__(self, place: Endpoint) -> None:
        self.place = place
        self.called = f"the server at http://{place}, which shows the conversations"

    async def start(self) -> None:
        """It has been started."""

    async def stop(self) -> None:
        """It goes on."""

    def tell(self, message: str) -> None:
        """Say something to whoever runs the bot."""
        say(message)


class OwnServer:
    """A server for one command, on a free port; what comes is shown on standard error.

    Raises OptionsError for what is wrong with the options, NoServer where there can be no server.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        settings = settings_of(options)
        places = places_of(options)
        self._library = Library(places)
        try:
            self._arriving = Arriving(self._library)
            unread = self._library.unread()
        except OSError as error:
            raise NoServer(f"cannot read domains: {error.filename}: {error.strerror}") from None
        if not unread:
            raise NoServer(no_domain_in(places))
        try:
            self._sockets = open_sockets("localhost", 0)
        except OSError as error:
            raise NoServer(f"cannot listen on localhost: {error.strerror}") from None
        port: int = self._sockets[0].getsockname()[1]
        self.place = Endpoint(self._sockets[0].getsockname()[0], port)
        self.called = f"http://localhost:{port}/Dialog here"
        self._server = Server(self._arriving, settings)
        self._reloads = not options.no_reload
        self._has_own_domains = hasattr(options, "domains")
        self._lines = LineQueue(line_writer(sys.stderr))
        self._traffic = (
            None if options.quiet else Traffic(self._lines.put_slowly, options.log_format)
        )
        with no_certificates():
            from mockgenie.server import Runner, app_of
        self._runner = Runner(app_of(self._server))

    @property
    def requests(self) -> int:
        """How many came."""
        return self._server.journal.noted

    def tell(self, message: str) -> None:
        """Say something to whoever runs the bot, behind what has been shown."""
        self._lines.say(message)

    async def start(self) -> None:
        """Answer from now on. Domains of one's own are read before, so that what is wrong with
        them is told; those that come with mockgenie when there is time for it."""
        self._log = LogLines(self._lines)
        logging.getLogger().addHandler(self._log)
        tell_of_exhaustion(asyncio.get_running_loop())
        if self._traffic is not None:
            self._traffic.start()
            self._server.journal.follower = self._traffic.note
        await self._runner.listen(self._sockets)
        self._reading = asyncio.ensure_future(self._read())
        if self._has_own_domains:
            await self._reading

    async def stop(self) -> None:
        """Answer no more, and show what is left to be shown."""
        self._reading.cancel()
        if self._server.reloading is not None and self._reloads:
            self._server.reloading.stop()
        await self._runner.cleanup()
        if self._traffic is not None:
            self._traffic.stop()
        logging.getLogger().removeHandler(self._log)
        self._lines.close()

    async def _read(self) -> None:
        await read_domains(self._library, self._arriving, self._server, self._lines.say)
        if self._server.reloading is not None and self._reloads:
            self._server.reloading.start()
