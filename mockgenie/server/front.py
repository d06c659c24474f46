"""The front of the server: which requests are for /Dialog, and their bodies."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable

from aiohttp import web
from msgspec import Struct

from mockgenie.server.connection import MALFORMED, Connection, WholeAnswer
from mockgenie.server.dialogs import Answer, Dialogs
from mockgenie.wire import CONTINUE, GatewayError

_LINGERING_SECONDS = 10.0
_BACKLOG = 2048


class Limits(Struct, frozen=True):
    """What a request may cost: bytes of its body, seconds until all of it has come."""

    body_bytes: int = 1024 * 1024
    request_seconds: float = 30


class Front:
    """Answers HTTP requests. `keep_alive`: clients that ask for it may use a connection again;
    the documented server closes it."""

    def __init__(self, dialogs: Dialogs, limits: Limits, keep_alive: bool = False) -> None:
        self.dialogs = dialogs
        self._limits = limits
        self._keep_alive = keep_alive
        self._server: web.Server | None = None
        self._listening: list[asyncio.Server] = []

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Begin to accept connections on `sockets`, which are bound."""
        loop = asyncio.get_running_loop()
        server = self._server = web.Server(self._handle)

        def connect() -> Connection:
            return Connection(
                server,
                self,
                loop=loop,
                keepalive_timeout=self._limits.request_seconds,
                lingering_time=_LINGERING_SECONDS,
                access_log=None,
                auto_decompress=False,
            )

        for sock in sockets:
            self._listening.append(await loop.create_server(connect, sock=sock, backlog=_BACKLOG))

    async def stop(self, patience: float = 0.3) -> None:
        """Stop accepting, let the answers under way leave for `patience` seconds, close all."""
        for listening in self._listening:
            listening.close()
        if self._server is not None:
            self._server.pre_shutdown()
            await self._server.shutdown(patience)

    async def _handle(self, request: web.BaseRequest) -> WholeAnswer:
        if not (_is_dialog(request.raw_path) and request.method == "POST"):
            answer = self.dialogs.refuse(GatewayError.UNKNOWN_HANDLER)
            return WholeAnswer(answer, self._keeps(request))
        content = request.content
        if content.is_eof():
            body = content.read_nowait(-1)
            if len(body) > self._limits.body_bytes:
                return WholeAnswer(self.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE))
        else:
            read = await self._rest_of(request)
            if isinstance(read, Answer):
                return WholeAnswer(read)
            body = read
        answer = await self.dialogs.answer(body, request.headers.get("Authorization", ""))
        return WholeAnswer(answer, self._keeps(request))

    def _keeps(self, request: web.BaseRequest) -> bool:
        return self._keep_alive and request.keep_alive

    async def _rest_of(self, request: web.BaseRequest) -> bytes | Answer:
        """The body of a request that has not come whole yet, or why there is none."""
        connection = request.protocol
        assert isinstance(connection, Connection)
        if (request.content_length or 0) > self._limits.body_bytes:
            return self.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE)
        if connection.cut_short:
            return MALFORMED
        expects = request.headers.get("Expect", "").lower() == "100-continue"
        if expects and request.version >= (1, 1) and request.transport is not None:
            request.transport.write(CONTINUE)
        connection.expect_body(request)
        try:
            body = await asyncio.wait_for(self._collect(request), self._limits.request_seconds)
        except asyncio.TimeoutError:
            return self.dialogs.refuse(GatewayError.HANDLER_TIMEOUT)
        except (web.RequestPayloadError, OSError):
            return MALFORMED
        finally:
            connection.expect_body(None)
        if len(body) > self._limits.body_bytes:
            return self.dialogs.refuse(GatewayError.ENTITY_TOO_LARGE)
        return MALFORMED if connection.cut_short else body

    async def _collect(self, request: web.BaseRequest) -> bytes:
        """The body up to its end, or to the piece that makes it too long."""
        pieces: list[bytes] = []
        length = 0
        while length <= self._limits.body_bytes and (piece := await request.content.readany()):
            pieces.append(piece)
            length += len(piece)
        return b"".join(pieces)


def _is_dialog(target: str) -> bool:
    """Whether a request target names /Dialog: as a path, or as the whole URL that a client
    behind a proxy sends."""
    if target == "/Dialog":
        return True
    if not target.startswith("/"):
        _, _, behind_scheme = target.partition("://")
        target = "/" + behind_scheme.partition("/")[2]
    return target.partition("#")[0].partition("?")[0] == "/Dialog"
