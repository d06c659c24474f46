"""A server in the test's own event loop, for tests that look into it or put doubles into it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from functools import cache

from mockgenie.contract import DOMAINS
from mockgenie.dialog import Session
from mockgenie.domain import Library
from mockgenie.server import Engines, Runner, Server, Settings, app_of, engines_of
from mockgenie.sessions import SessionStore
from mockgenie.sockets import open_sockets
from tests.support import PATIENCE


@cache
def contract_engines() -> Engines:
    """Those of the domains of the contract cases."""
    library = Library([DOMAINS])
    library.load()
    return engines_of(library.editions)


class Connection:
    """A client's connection. asyncio's own streams lose what came before a reset."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._loop = asyncio.get_running_loop()
        self._read = b""

    async def send(self, request: bytes) -> None:
        await self._loop.sock_sendall(self.sock, request)

    async def some(self) -> bytes:
        """What is there, as soon as there is anything; nothing at the end. Raises OSError."""
        return await asyncio.wait_for(self._loop.sock_recv(self.sock, 65536), PATIENCE)

    async def rest(self) -> bytes:
        """All that comes until the server closes. Raises ConnectionResetError."""
        while part := await self.some():
            self._read += part
        return self._read

    async def until_reset(self) -> bytes:
        """All that comes until the server resets the connection; AssertionError where it closes."""
        with contextlib.suppress(ConnectionError):
            raise AssertionError(f"closed in order after {await self.rest()!r}")
        return self._read

    async def answer(self) -> bytes:
        """One answer, as its head says how long it is."""
        await self._until(lambda: b"\r\n\r\n" in self._read)
        head, _, _ = self._read.partition(b"\r\n\r\n")
        length = len(head) + 4 + int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
        await self._until(lambda: len(self._read) >= length)
        answer, self._read = self._read[:length], self._read[length:]
        return answer

    async def _until(self, enough: Callable[[], bool]) -> None:
        while not enough():
            part = await self.some()
            assert part, f"closed after {self._read!r}"
            self._read += part


class Live:
    """A server that runs, and where."""

    def __init__(self, server: Server, runner: Runner, port: int) -> None:
        self.server = server
        self.runner = runner
        self.port = port

    @contextlib.asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        with socket.socket() as sock:
            sock.setblocking(False)
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", self.port))
            yield Connection(sock)

    async def exchange(self, request: bytes) -> bytes:
        """Send a request on a connection of its own; all that comes back."""
        async with self.connect() as connection:
            await connection.send(request)
            return await connection.rest()


@contextlib.asynccontextmanager
async def live(
    settings: Settings | None = None,
    engines: Engines | None = None,
    sessions: SessionStore[Session] | None = None,
) -> AsyncIterator[Live]:
    """A server with the domains of the contract cases, unless there are other `engines`."""
    served = contract_engines() if engines is None else engines
    server = Server(served, settings or Settings(), sessions=sessions)
    runner = Runner(app_of(server), patience=0)
    sockets = open_sockets("127.0.0.1", 0)
    await runner.listen(sockets)
    try:
        yield Live(server, runner, sockets[0].getsockname()[1])
    finally:
        await runner.cleanup()
