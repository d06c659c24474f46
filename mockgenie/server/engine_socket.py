"""The chat engine's socket: one question and one answer a connection, nothing around them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from time import perf_counter

from mockgenie.channels import EngineChannel, Heard, NotARequest, ObjectReader
from mockgenie.journal import Received
from mockgenie.server.conversations import Conversations, Turned
from mockgenie.server.response import deliver, is_delivered_otherwise
from mockgenie.sockets import AT_ONCE, BACKLOG, read_in_pieces

_PIECE = 2**16
"""Bytes that are read at once."""


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
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Accept connections on `sockets`, which are bound."""
        for sock in sockets:
            server = await asyncio.start_server(self._accept, sock=sock, backlog=AT_ONCE)
            sock.listen(BACKLOG)
            self._servers.append(server)

    async def close(self) -> None:
        """Accept no more, and close all connections."""
        for server in self._servers:
            server.close()
        connections = dict(self._connections)
        for task, writer in connections.items():
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        read_in_pieces(writer.transport)
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._connections[task] = writer
        task.add_done_callback(self._connections.pop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the one question of a connection, and close it."""
        with suppress(OSError):  # the client has gone
            try:
                body, why = await self._read(reader)
                if why:
                    await self._note(perf_counter(), body, why=why)
                elif body:
                    await self._answer(body, writer)
            finally:
                writer.close()
            await self._sent(writer)

    async def _sent(self, writer: asyncio.StreamWriter) -> None:
        """Wait until all has left, as long as the client may take to ask; a peer that never reads
        what no buffer holds is not waited for."""
        try:
            await asyncio.wait_for(
                writer.wait_closed(), self.conversations.settings.handler_timeout
            )
        except asyncio.TimeoutError:
            writer.transport.abort()

    async def _read(self, reader: asyncio.StreamReader) -> tuple[bytes, str]:
        """What has come, and why it is not to be answered, "" where it is a whole request."""
        settings = self.conversations.settings
        request = ObjectReader()

        async def read() -> str:
            while piece := await reader.read(_PIECE):
                if request.take(piece):
                    return ""
                if len(request.body) > settings.max_body:
                    most = f"{settings.max_body:,} bytes of max_body"
                    return f"the request has more than the {most} and no end"
            return "the request is cut short" if request.body else ""

        seconds = settings.handler_timeout
        try:
            why = await asyncio.wait_for(read(), seconds)
        except asyncio.TimeoutError:
            late = f"no whole request within {seconds:g} seconds (handler_timeout)"
            why = late if request.body else ""
        return bytes(request.body), why

    async def _answer(self, body: bytes, writer: asyncio.StreamWriter) -> None:
        began = perf_counter()
        try:
            heard = self.channel.hear(body)
        except NotARequest as reason:
            await self._note(perf_counter(), body, why=str(reason))
            return
        user = heard.user or _address(writer)
        turned = await self.conversations.hear(self.channel, user, self._domain_of(heard), heard)
        strike = turned.strike
        answer = b"" if turned.said is None else self.channel.reply(heard, turned.said)
        if strike is not None:
            answer = strike.body(answer)
        await self._note(began, body, heard, turned, answer)
        if strike is not None and is_delivered_otherwise(strike.fault):
            await deliver(writer.transport, answer, len(answer), strike)
        else:
            writer.write(answer)

    def _domain_of(self, heard: Heard) -> str:
        """The domain that a question is for, "" for the first."""
        return self._domains.get(heard.bot_type.lower()) or self._domains.get("", "")

    async def _note(
        self,
        began: float,
        body: bytes,
        heard: Heard | None = None,
        turned: Turned | None = None,
        answer: bytes = b"",
        why: str = "",
    ) -> None:
        status = 200 if answer else 0
        noting = self.conversations.note(
            self.channel, began, Received(body=body), heard, turned, answer, status, why
        )
        if noting is not None:
            await noting


def _address(writer: asyncio.StreamWriter) -> str:
    """Where a client is."""
    peer = writer.get_extra_info("peername")
    return str(peer[0]) if peer else ""
