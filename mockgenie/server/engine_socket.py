"""The chat engine's socket: one question and one answer a connection, nothing around them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable, Mapping
from time import perf_counter

from mockgenie.channels import EngineChannel, Heard, NotARequest, ObjectReader
from mockgenie.journal import Received
from mockgenie.server.conversations import Conversations, Turned
from mockgenie.server.response import deliver, is_delivered_otherwise

_BACKLOG = 2048


class EngineSocket:
    """Answers on the sockets that it is given.

    `domains`: the domain of each bot type, in small letters; "" has that of all others. A
    question is whole where its JSON object is, and has to come within the server's
    `handler_timeout` and `max_body`. What is no question is closed without a byte, as the engine
    that clients know does.
    """

    def __init__(
        self,
        conversations: Conversations,
        channel: EngineChannel,
        domains: Mapping[str, str] | None = None,
    ) -> None:
        self.conversations = conversations
        self.channel = channel
        self._domains = domains or {}
        self._servers: list[asyncio.Server] = []
        self._connections: set[_Connection] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        """Turns under way."""

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Accept connections on `sockets`, which are bound."""
        loop = asyncio.get_running_loop()
        for sock in sockets:
            server = await loop.create_server(
                lambda: _Connection(self, self._connections), sock=sock, backlog=_BACKLOG
            )
            self._servers.append(server)

    async def close(self) -> None:
        """Accept no more, and close all connections."""
        for server in self._servers:
            server.close()
        for connection in tuple(self._connections):
            connection.abort()
        for task in tuple(self.tasks):
            task.cancel()

    def domain_of(self, heard: Heard) -> str:
        """The domain that a question is for, "" for the first."""
        return self._domains.get(heard.bot_type.lower()) or self._domains.get("", "")


class _Connection(asyncio.Protocol):
    def __init__(self, engine: EngineSocket, connections: set[_Connection]) -> None:
        self._engine = engine
        self._connections = connections
        self._reader = ObjectReader()
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_whole = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)
        seconds = self._engine.conversations.settings.handler_timeout
        self._timer = asyncio.get_running_loop().call_later(seconds, self._expire, seconds)

    def data_received(self, data: bytes) -> None:
        if self._is_whole:
            return
        most = self._engine.conversations.settings.max_body
        if self._reader.take(data):
            self._is_whole = True
            task = asyncio.ensure_future(self._answer())
            self._engine.tasks.add(task)
            task.add_done_callback(self._engine.tasks.discard)
        elif len(self._reader.body) > most:
            self._refuse(f"the request has more than the {most:,} bytes of max_body and no end")

    def eof_received(self) -> bool:
        """Whether the connection stays open: an answer may be on its way to a client that says no
        more."""
        if not self._is_whole and self._reader.body:
            self._refuse("the request is cut short")
        return self._is_whole

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        if self._timer is not None:
            self._timer.cancel()

    def abort(self) -> None:
        """Close without another byte."""
        if self._transport is not None:
            self._transport.abort()

    async def _answer(self) -> None:
        began = perf_counter()
        engine, transport = self._engine, self._transport
        assert transport is not None
        if self._timer is not None:
            self._timer.cancel()
        try:
            heard = engine.channel.hear(bytes(self._reader.body))
        except NotARequest as reason:
            self._refuse(str(reason))
            return
        user = heard.user or _address(transport)
        turned = await engine.conversations.hear(
            engine.channel, user, engine.domain_of(heard), heard
        )
        strike = turned.strike
        answer = b"" if turned.said is None else engine.channel.reply(heard, turned.said)
        if strike is not None:
            answer = strike.body(answer)
        self._note(began, heard, turned, answer)
        if strike is not None and is_delivered_otherwise(strike.fault):
            await deliver(transport, answer, len(answer), strike)
        else:
            transport.write(answer)
        transport.close()

    def _expire(self, seconds: float) -> None:
        if self._reader.body:
            self._refuse(f"no whole request within {seconds:g} seconds (handler_timeout)")
        elif self._transport is not None:
            self._transport.close()

    def _refuse(self, why: str) -> None:
        self._is_whole = True
        self._note(perf_counter(), None, None, b"", why)
        if self._transport is not None:
            self._transport.close()

    def _note(
        self,
        began: float,
        heard: Heard | None,
        turned: Turned | None,
        answer: bytes,
        why: str = "",
    ) -> None:
        received = Received(body=bytes(self._reader.body))
        engine = self._engine
        engine.conversations.note(
            engine.channel, began, received, heard, turned, answer, 200 if answer else 0, why
        )


def _address(transport: asyncio.Transport) -> str:
    """Where a client is."""
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if peer else ""
