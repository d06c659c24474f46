"""The proxy that a command's variables name: what it sends on, and where."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import pytest

from mockgenie.launch import ETRI, Endpoint, ForwardingProxy, Redirection, UpstreamProxy
from tests.support import NO_LINGER, PATIENCE, free_port

Serves: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
POST = b"POST http://aiopen.etri.re.kr:8000/Dialog HTTP/1.1\r\nHost: aiopen.etri.re.kr:8000\r\n"


class Origin:
    """A server that answers each connection with its own name, and keeps what came."""

    def __init__(self, name: bytes) -> None:
        self.name = name
        self.heads: list[bytes] = []
        self.place = Endpoint("", 0)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(ANSWER + self.name)
        writer.close()


@asynccontextmanager
async def listening(serve: Serves) -> AsyncIterator[Endpoint]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield Endpoint(*server.sockets[0].getsockname())
    finally:
        server.close()


@pytest.fixture
async def home() -> AsyncIterator[Origin]:
    """Where the redirected connections go."""
    origin = Origin(b"me")
    async with listening(origin.serve) as origin.place:
        yield origin


@pytest.fixture
async def other() -> AsyncIterator[Origin]:
    """Somebody else: a server, or a proxy."""
    origin = Origin(b"ot")
    async with listening(origin.serve) as origin.place:
        yield origin


@asynccontextmanager
async def forwarding(
    target: Endpoint, upstream: UpstreamProxy | None = None, no_proxy: str = ""
) -> AsyncIterator[Endpoint]:
    proxy = ForwardingProxy(Redirection((ETRI,), target), upstream, no_proxy)
    try:
        yield await proxy.start()
    finally:
        await proxy.close()


async def asked(proxy: Endpoint, request: bytes) -> bytes:
    """All that comes back for a request."""
    reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
    writer.write(request)
    try:
        return await asyncio.wait_for(reader.read(), PATIENCE)
    finally:
        writer.close()


def get(place: Endpoint, path: str = "/") -> bytes:
    return f"GET http://{place}{path} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode()


async def test_a_redirected_request_is_sent_as_if_it_had_been_sent_straight(home: Origin) -> None:
    headers = b"Content-Length: 2\r\nX-Of-The-Bot:  as it is \r\n\r\nhi"
    async with forwarding(home.place) as proxy:
        assert await asked(proxy, POST + headers) == ANSWER + b"me"
    (head,) = home.heads
    assert head == (
        b"POST /Dialog HTTP/1.1\r\nHost: aiopen.etri.re.kr:8000\r\nContent-Length: 2\r\n"
        b"X-Of-The-Bot:  as it is \r\nConnection: close\r\n\r\n"
    )


async def test_what_is_for_the_proxy_stays_with_it(home: Origin) -> None:
    hops = (
        b"Proxy-Connection: keep-alive\r\nProxy-Authorization: Basic eA==\r\nKeep-Alive: 5\r\n"
        b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n"
    )
    async with forwarding(home.place) as proxy:
        await asked(proxy, POST + hops)
    assert home.heads == [
        b"POST /Dialog HTTP/1.1\r\nHost: aiopen.etri.re.kr:8000\r\nConnection: close\r\n\r\n"
    ]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"http://aiopen.etri.re.kr:8000", b"/"),
        (b"HTTP://AIOPEN.etri.re.kr.:8000/a?b=c", b"/a?b=c"),
        (b"http://me:you@aiopen.etri.re.kr:8000?b", b"/?b"),
        (b"http://aiopen.etri.re.kr:8000/a#b", b""),
    ],
)
async def test_an_address_in_any_spelling(home: Origin, target: bytes, path: bytes) -> None:
    async with forwarding(home.place) as proxy:
        await asked(proxy, b"GET %b HTTP/1.0\r\n\r\n" % target)
    assert [head.split(b" ")[1] for head in home.heads] == ([path] if path else [])


async def test_another_request_goes_to_where_it_is_for(home: Origin, other: Origin) -> None:
    async with forwarding(home.place) as proxy:
        assert await asked(proxy, get(other.place, "/x")) == ANSWER + b"ot"
    assert other.heads[0].startswith(b"GET /x HTTP/1.1\r\nHost: ")
    assert home.heads == []


async def test_a_tunnel_leads_to_the_target_or_to_where_it_is_for(
    home: Origin, other: Origin
) -> None:
    inner = b"GET /y HTTP/1.1\r\nConnection: keep-alive\r\n\r\n"
    established = b"HTTP/1.1 200 Connection Established\r\n\r\n"
    async with forwarding(home.place) as proxy:
        for place, name in ((ETRI, b"me"), (other.place, b"ot")):
            request = f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode()
            assert await asked(proxy, request + inner) == established + ANSWER + name
    assert home.heads == other.heads == [inner]


async def test_another_request_is_asked_of_the_proxy_that_was_there(
    home: Origin, other: Origin
) -> None:
    upstream = UpstreamProxy(other.place, "Basic eA==")
    async with forwarding(home.place, upstream) as proxy:
        await asked(proxy, get(Endpoint("far.example", 80), "/z"))
        await asked(proxy, b"CONNECT far.example:443 HTTP/1.1\r\nHost: far.example:443\r\n\r\n")
        assert await asked(proxy, POST + b"\r\n") == ANSWER + b"me"
    plain, tunnel = other.heads
    assert plain == (
        b"GET http://far.example:80/z HTTP/1.1\r\nHost: far.example:80\r\n"
        b"Proxy-Authorization: Basic eA==\r\nConnection: close\r\n\r\n"
    )
    assert tunnel == (
        b"CONNECT far.example:443 HTTP/1.1\r\nHost: far.example:443\r\n"
        b"Proxy-Authorization: Basic eA==\r\n\r\n"
    )


async def test_for_what_no_proxy_covers_that_proxy_is_not_asked(
    home: Origin, other: Origin
) -> None:
    nobody = UpstreamProxy(Endpoint("127.0.0.1", free_port()))
    async with forwarding(home.place, nobody, no_proxy="127.0.0.1") as proxy:
        assert await asked(proxy, get(other.place)) == ANSWER + b"ot"


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET https://far.example/ HTTP/1.1\r\n\r\n",
        b"GET http://far.example:99999/ HTTP/1.1\r\n\r\n",
        b"GET http:///x HTTP/1.1\r\n\r\n",
        b"CONNECT far.example:0 HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\r\n\r\n",
        b"GET http://far.example/ HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
    ],
    ids=["path", "https", "port", "no host", "tunnel", "tls", "long"],
)
async def test_what_a_proxy_is_not_asked_for_is_refused(home: Origin, head: bytes) -> None:
    async with forwarding(home.place) as proxy:
        answer = await asked(proxy, head)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n")
    assert home.heads == []


async def test_who_cannot_be_reached_is_told(home: Origin) -> None:
    nobody = Endpoint("127.0.0.1", free_port())
    async with forwarding(home.place) as proxy:
        answer = await asked(proxy, get(nobody))
    assert answer.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    assert f"mockgenie run: cannot connect to {nobody}: ".encode() in answer


async def test_a_client_that_only_sends_no_more_has_its_answer() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"%d" % len(await reader.read()))  # until its end
        writer.close()

    async with listening(serve) as place, forwarding(place) as proxy:
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
        writer.write(b"CONNECT aiopen.etri.re.kr:8000 HTTP/1.1\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"x" * 200_000)
        writer.write_eof()
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b"200000"
        writer.close()


async def test_a_connection_that_the_server_resets_is_reset() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        writer.transport.abort()

    async with listening(serve) as place, forwarding(place) as proxy:
        with pytest.raises(ConnectionError):
            await asked(proxy, POST + b"\r\n")


async def test_closing_breaks_off_what_is_under_way() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with listening(serve) as place:
        proxy = ForwardingProxy(Redirection((ETRI,), place))
        where = await proxy.start()
        reader, writer = await asyncio.open_connection(where.host, where.port)
        writer.write(b"CONNECT aiopen.etri.re.kr:8000 HTTP/1.1\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.wait_for(proxy.close(), PATIENCE)
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
        writer.close()
