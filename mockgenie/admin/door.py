"""How a server comes to its admin API, at the first request for it."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from mockgenie.server import Admin, Server

if TYPE_CHECKING:
    from aiohttp import web


def admin_for(token: str = "") -> Admin:
    """The admin API, as a Server takes it. Callers need the `token`; where it is "", they have to
    be on this machine, and no page of a web site."""
    return lambda server: _Door(server, token)


class _Door:
    """Lets in the connections of one server."""

    def __init__(self, server: Server, token: str) -> None:
        self._server = server
        self._token = token
        self._visits: web.Server | None = None

    async def receive(self) -> asyncio.Protocol:
        """What takes over one more connection."""
        if self._visits is None:
            # In a thread: it takes longer than many turns of a dialog.
            visits = await asyncio.to_thread(import_module, "mockgenie.admin.visits")
            if self._visits is None:  # no other connection has come in between
                self._visits = visits.serve(self._server, self._token)
        return self._visits()

    async def end(self, patience: float) -> None:
        """Let the answers under way leave for `patience` seconds, end what still waits, close
        all."""
        if self._visits is not None:
            self._visits.pre_shutdown()
            # Within aiohttp, 0 is for ever.
            await self._visits.shutdown(max(patience, 0.01))
