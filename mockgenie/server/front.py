"""The front of the server: listens, and knows what belongs to /Dialog."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable

from msgspec import Struct

from mockgenie.server.connection import Connection
from mockgenie.server.dialogs import Dialogs

_BACKLOG = 2048


class Limits(Struct, frozen=True):
    """What a request may cost: bytes of its body, seconds until all of it has come."""

    body_bytes: int = 1024 * 1024
    request_seconds: float = 30


class Front:
    """Serves `dialogs` over HTTP. `keep_alive`: clients that ask for it may use a connection
    again; the documented server closes it."""

    def __init__(self, dialogs: Dialogs, limits: Limits, keep_alive: bool = False) -> None:
        self.dialogs = dialogs
        self.limits = limits
        self.keep_alive = keep_alive
        self.connections: set[Connection] = set()
        self._listening: list[asyncio.Server] = []

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Begin to accept connections on `sockets`, which are bound."""
        loop = asyncio.get_running_loop()
        for sock in sockets:
            server = await loop.create_server(
                lambda: Connection(self, loop), sock=sock, backlog=_BACKLOG
            )
            self._listening.append(server)

    async def stop(self, patience: float = 0.3) -> None:
        """Stop accepting, let the answers under way leave for `patience` seconds, close all."""
        for listening in self._listening:
            listening.close()
        tasks = [connection.task for connection in self.connections if connection.task]
        if tasks:
            await asyncio.wait(tasks, timeout=patience)
        for connection in list(self.connections):
            connection.close()

    def serves(self, target: str) -> bool:
        """Whether a request target names /Dialog: as a path, or as the whole URL that a client
        behind a proxy sends."""
        if target == "/Dialog":
            return True
        if not target.startswith("/"):
            _, _, behind_scheme = target.partition("://")
            target = "/" + behind_scheme.partition("/")[2]
        return target.partition("#")[0].partition("?")[0] == "/Dialog"
