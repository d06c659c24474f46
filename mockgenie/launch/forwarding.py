"""The proxy that the variables of a command name: it leads some addresses to the server, and all
others to where they are.

It carries one request for each connection of a client, and says so (`Connection: close`); behind
the head of the request, bytes go both ways as they come.
"""

from __future__ import annotations

import asyncio
import contextlib
import re

from msgspec import Struct

from mockgenie.launch.endpoints import Endpoint, Redirection
from mockgenie.launch.proxies import UpstreamProxy, bypasses
from mockgenie.launch.relay import Connected, Stream, connect, relay
from mockgenie.sockets import open_sockets

LARGEST_HEAD = 64 * 1024
"""Bytes that a request line and its headers may have."""

_HEAD_SECONDS = 30.0
"""For which the head of a request is waited for."""
_LINGERING_SECONDS = 5.0
"""For which a client may go on sending that has been refused."""
_MOST_AT_ONCE = 1_000
"""Connections that are served; further ones wait."""

_REQUEST_LINE = re.compile(rb"([!-~]+) ([!-\xff]+) (HTTP/1\.[01])")
_ABSOLUTE = re.compile(rb"(?i)http://(?:[^/?#@]*@)?([^/?#@]+)([^#]*)")
_AUTHORITY = re.compile(rb"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?")
_HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"upgrade",
}
"""Fields that are for this hop alone (RFC 9110, section 7.6.1)."""


class ForwardingProxy(Connected):
    """A proxy for http on the loopback address, CONNECT included.

    `redirection`: what is led elsewhere. Everything else is asked of `upstream`, but for what
    `no_proxy` covers, or, where there is none, at its own address.
    """

    def __init__(
        self,
        redirection: Redirection,
        upstream: UpstreamProxy | None = None,
        no_proxy: str = "",
    ) -> None:
        super().__init__()
        self._redirection = redirection
        self._upstream = upstream
        self._no_proxy = no_proxy
        self._room = asyncio.Semaphore(_MOST_AT_ONCE)

    async def start(self) -> Endpoint:
        """Accept connections; where. Raises OSError."""
        (sock,) = open_sockets("127.0.0.1", 0)
        await self._listen([sock], LARGEST_HEAD)
        return Endpoint("127.0.0.1", sock.getsockname()[1])

    async def _serve(self, client: Stream) -> None:
        async with self._room:
            try:
                head = await asyncio.wait_for(client.reader.readuntil(b"\r\n\r\n"), _HEAD_SECONDS)
            except asyncio.IncompleteReadError:
                client.writer.close()
                return
            except (asyncio.LimitOverrunError, asyncio.TimeoutError):
                await _refuse(client, "400 Bad Request", "the head is too long, or does not come")
                return
            asked = _asked(head)
            if asked is None:
                await _refuse(
                    client, "400 Bad Request", "a proxy is asked for http://HOST/… or CONNECT"
                )
                return
            await self._forward(client, asked)

    async def _forward(self, client: Stream, asked: _Asked) -> None:
        target = self._redirection.of(asked.place)
        upstream = None
        if target is None and not bypasses(self._no_proxy, asked.place):
            upstream = self._upstream
        place = upstream.place if upstream else target or asked.place
        try:
            server = await connect(place)
        except OSError as error:
            reason = error.strerror or str(error)
            await _refuse(client, "502 Bad Gateway", f"cannot connect to {place}: {reason}")
            return
        if upstream is not None:
            server.writer.write(asked.to_proxy(upstream.authorization))
        elif asked.is_tunnel:
            client.writer.write(b"HTTP/1.1 200 Connection Established\r\n\r\n")
        else:
            server.writer.write(asked.to_server())
        await relay(client, server)


class _Asked(Struct, frozen=True):
    """What a client asks a proxy for: the head of the request, with the `place` that it is for and
    the `target` that this place is asked for, "" where it is a tunnel; `fields` are lines."""

    method: bytes
    place: Endpoint
    target: bytes
    line: bytes
    fields: tuple[bytes, ...]

    @property
    def is_tunnel(self) -> bool:
        """Whether bytes are to be carried to the place as they come."""
        return self.method == b"CONNECT"

    def to_server(self) -> bytes:
        """The head for the server itself."""
        version = self.line.rpartition(b" ")[2]
        line = b" ".join((self.method, self.target, version))
        return _head(line, *self._end_to_end(), b"Connection: close")

    def to_proxy(self, authorization: str) -> bytes:
        """The head for another proxy."""
        proof = [f"Proxy-Authorization: {authorization}".encode()] if authorization else []
        if self.is_tunnel:
            return _head(self.line, *self._end_to_end(), *proof)
        return _head(self.line, *self._end_to_end(), *proof, b"Connection: close")

    def _end_to_end(self) -> list[bytes]:
        named = [_named(field) for field in self.fields]
        dropped = set(_HOP_BY_HOP)
        for name, value in named:
            if name == b"connection":
                dropped |= {one.strip().lower() for one in value.split(b",")}
        return [
            field
            for field, (name, _) in zip(self.fields, named, strict=True)
            if name not in dropped
        ]


def _asked(head: bytes) -> _Asked | None:
    """What a head asks for, None where a proxy cannot be asked so."""
    line, *fields = head[:-4].split(b"\r\n")
    request = _REQUEST_LINE.fullmatch(line)
    if request is None:
        return None
    method, target = request[1], request[2]
    if method == b"CONNECT":
        place = _place(target, 443)
        path = b""
    else:
        absolute = _ABSOLUTE.fullmatch(target)
        if absolute is None:
            return None
        place = _place(absolute[1], 80)
        path = absolute[2] if absolute[2].startswith(b"/") else b"/" + absolute[2]
    return None if place is None else _Asked(method, place, path, line, tuple(fields))


def _place(authority: bytes, port: int) -> Endpoint | None:
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        return None
    number = int(found[2]) if found[2] else port
    host = found[1].decode("latin-1").strip("[]").rstrip(".").lower()
    return Endpoint(host, number) if host and 0 < number < 65536 else None


def _named(field: bytes) -> tuple[bytes, bytes]:
    name, _, value = field.partition(b":")
    return name.strip().lower(), value.strip()


def _head(*lines: bytes) -> bytes:
    return b"\r\n".join([*lines, b"", b""])


async def _refuse(client: Stream, status: str, problem: str) -> None:
    """Answer a client for which nothing can be done."""
    body = f"mockgenie run: {problem}\n".encode()
    client.writer.write(
        _head(
            f"HTTP/1.1 {status}".encode(),
            b"Connection: close",
            b"Content-Type: text/plain; charset=UTF-8",
            f"Content-Length: {len(body)}".encode(),
        )
        + body
    )
    client.writer.write_eof()
    # Who still sends would lose the answer by a reset.
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(_pass_over(client.reader), _LINGERING_SECONDS)
    client.writer.close()


async def _pass_over(reader: asyncio.StreamReader) -> None:
    while await reader.read(LARGEST_HEAD):
        pass
