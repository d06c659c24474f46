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
        self._watch: asyncio.TimerHandle | None = None

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Begin to accept connections on `sockets`, which are bound."""
        loop = asyncio.get_running_loop()
        for sock in sockets:
            server = await loop.create_server(
                lambda: Connection(self, loop), sock=sock, backlog=_BACKLOG
            )
            self._listening.append(server)
        self._watch_time()

    async def stop(self, patience: float = 0.3) -> None:
        """Stop accepting, let the answers under way leave for `patience` seconds, close all."""
        for listening in self._listening:
            listening.close()
        if self._watch is not None:
            self._watch.cancel()
        tasks = [connection.task for connection in self.connections if connection.task]
        if tasks:
            await asyncio.wait(tasks, timeout=patience)
        for connection in list(self.connections):
            connection.close()

    def _watch_time(self) -> None:
        """Look for requests whose time is over. One timer for all connections: one for each
        would cost more than most of what else is done for it."""
        loop = asyncio.get_running_loop()
        for connection in list(self.connections):
            connection.look_at_time(loop.time())
        self._watch = loop.call_later(min(1.0, self.limits.request_seconds / 4), self._watch_time)

    def serves(self, target: bytes) -> bool:
        """Whether a request target names /Dialog: as a path, or as the whole URL that a client
        behind a proxy sends."""
        if target == b"/Dialog":
            return True
        if not target.startswith(b"/"):
            _, _, behind_scheme = target.partition(b"://")
            target = b"/" + behind_scheme.partition(b"/")[2]
        return target.partition(b"#")[0].partition(b"?")[0] == b"/Dialog"
