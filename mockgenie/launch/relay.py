"""Bytes carried between two connections, as they come."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from collections.abc import Iterable
from typing import NamedTuple

from mockgenie.launch.endpoints import Endpoint

_AT_ONCE = 65536
_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""SO_LINGER for a socket whose closing is a reset."""


class Stream(NamedTuple):
    """Both ways of a connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


async def connect(place: Endpoint) -> Stream:
    """A connection. Raises OSError."""
    return Stream(*await asyncio.open_connection(place.host, place.port, limit=_AT_ONCE))


async def relay(one: Stream, other: Stream) -> None:
    """Carry what either side sends to the other one, until both have ended. That a side sends no
    more, and that it breaks the connection off, the other one sees as well."""
    ways = [
        asyncio.ensure_future(_carry(one.reader, other.writer)),
        asyncio.ensure_future(_carry(other.reader, one.writer)),
    ]
    try:
        await asyncio.gather(*ways)
    except OSError:
        _reset(one.writer)
        _reset(other.writer)
    finally:
        for way in ways:
            way.cancel()
        one.writer.close()
        other.writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_AT_ONCE):
        writer.write(data)
        await writer.drain()
    if not writer.is_closing():
        writer.write_eof()


def _reset(writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    if sock is not None and not writer.is_closing():
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    writer.transport.abort()


class Connected:
    """Accepts connections, and keeps the tasks that serve them until `close`."""

    def __init__(self) -> None:
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def _listen(self, sockets: Iterable[socket.socket], limit: int = _AT_ONCE) -> None:
        for sock in sockets:
            self._servers.append(await asyncio.start_server(self._accept, sock=sock, limit=limit))

    async def _serve(self, client: Stream) -> None:
        raise NotImplementedError

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            await self._serve(Stream(reader, writer))
        except (OSError, asyncio.CancelledError):  # it has gone; all ends
            writer.transport.abort()

    async def close(self) -> None:
        """Accept no more, and break off what is still under way."""
        for server in self._servers:
            server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Relay(Connected):
    """Leads all connections of some sockets to `target`."""

    def __init__(self, target: Endpoint) -> None:
        super().__init__()
        self._target = target

    async def start(self, sockets: Iterable[socket.socket]) -> None:
        """Accept connections on `sockets`, which are bound."""
        await self._listen(sockets)

    async def _serve(self, client: Stream) -> None:
        await relay(client, await connect(self._target))
