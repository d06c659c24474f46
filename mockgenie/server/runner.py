"""Runs the application with the connections of mockgenie."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from mockgenie.server.dialog import DialogEndpoint
from mockgenie.server.handler import LARGEST_HEAD, DialogHandler

DIALOG = web.AppKey("mockgenie.dialog", DialogEndpoint)
"""Where an application has its end of /Dialog."""

_BACKLOG = 2048
_SHORTEST_PATIENCE = 0.01
"""For aiohttp, 0 seconds are for ever."""


class Runner(web.AppRunner):
    """An AppRunner whose connections are DialogHandlers; they do what aiohttp leaves out.

    `patience`: seconds for which `cleanup` lets answers under way leave. `_make_server` is the
    only place where aiohttp lets a runner choose the class of its connections.
    """

    def __init__(self, app: web.Application, patience: float = 0.3) -> None:
        super().__init__(app, shutdown_timeout=max(patience, _SHORTEST_PATIENCE), access_log=None)

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Set up, and accept connections on `sockets`, which are bound."""
        await self.setup()
        for sock in sockets:
            await web.SockSite(self, sock, backlog=_BACKLOG).start()

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return Connections(
            made.request_handler,
            self.app[DIALOG],
            request_factory=made.request_factory,
            handler_cancellation=True,  # nobody waits for what nobody will read
            **handler_options(self.app[DIALOG]),
        )


class Connections(web.Server):
    """Makes the connections of an application, and looks at their time. One timer serves all of
    them: one for each would cost more than most of what else is done for it."""

    def __init__(self, handler: Any, dialog: DialogEndpoint, **options: Any) -> None:
        super().__init__(handler, **options)
        self._dialog = dialog
        self._watch: asyncio.TimerHandle | None = None
        self._watch_time()

    def __call__(self) -> web.RequestHandler:
        """A connection."""
        return DialogHandler(self, self._dialog, loop=self._loop, **self._kwargs)

    async def shutdown(self, timeout: float | None = None) -> None:
        """Let the answers under way leave for `timeout` seconds, close all."""
        if self._watch is not None:
            self._watch.cancel()
        await super().shutdown(timeout)

    def _watch_time(self) -> None:
        now = self._loop.time()
        for connection in self.connections:
            if isinstance(connection, DialogHandler):
                connection.look_at_time(now)
        interval = min(1.0, self._dialog.seconds / 4)
        self._watch = self._loop.call_later(interval, self._watch_time)


def handler_options(dialog: DialogEndpoint) -> dict[str, Any]:
    """How aiohttp reads the requests of an application, whoever runs it."""
    return {
        "access_log": None,
        "auto_decompress": False,
        "lingering_time": 10.0,
        "max_field_size": LARGEST_HEAD,
        "max_headers": LARGEST_HEAD,
        "max_line_size": LARGEST_HEAD,
        "read_bufsize": max(LARGEST_HEAD, dialog.body_bytes),
    }
