"""The front of the server: listens, and keeps an eye on the connections."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable

from mockgenie.server.connection import Connection
from mockgenie.server.service import Service

_BACKLOG = 2048


class Front:
    """Serves `service` to whoever connects."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._connections: set[Connection] = set()
        self._listening: list[asyncio.Server] = []
        self._watch: asyncio.TimerHandle | None = None

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Begin to accept connections on `sockets`, which are bound."""
        loop = asyncio.get_running_loop()

        def connect() -> Connection:
            return Connection(self._service, self._connections, loop)

        for sock in sockets:
            self._listening.append(await loop.create_server(connect, sock=sock, backlog=_BACKLOG))
        self._watch_time(loop)

    async def stop(self, patience: float = 0.3) -> None:
        """Stop accepting, let the answers under way leave for `patience` seconds, close all."""
        for listening in self._listening:
            listening.close()
        if self._watch is not None:
            self._watch.cancel()
        tasks = [connection.task for connection in self._connections if connection.task]
        if tasks:
            await asyncio.wait(tasks, timeout=patience)
        if self._service.admin is not None:
            await self._service.admin.end(patience)
        for connection in list(self._connections):
            connection.close()

    def _watch_time(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look for requests whose time is over. One timer serves all connections: one for each
        would cost more than most of what else is done for it."""
        for connection in list(self._connections):
            connection.look_at_time(loop.time())
        interval = min(1.0, self._service.limits.request_seconds / 4)
        self._watch = loop.call_later(interval, self._watch_time, loop)
