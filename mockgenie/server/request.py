"""Requests as they come: the plain ones, the body of any, and heads that aiohttp does not take."""

from __future__ import annotations

import asyncio
import re
from functools import lru_cache

from aiohttp import HttpVersion11, StreamReader, web
from msgspec import Struct

from mockgenie.faults import HEADER
from mockgenie.journal import Received
from mockgenie.protocol import CONTINUE

ADDED_HOST = (b"Host", b"")
"""What a request without a Host is given, for aiohttp reads none without."""

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE = rb"[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?"
_HEADER = re.compile(rb"(%b): ?(%b)\r\n" % (_TOKEN, _VALUE))
_LINE_OF_DIALOG = b"POST /Dialog HTTP/1.1\r\n"
_HEAD = re.compile(rb"%b(?:%b: ?%b\r\n){1,50}\r\n" % (re.escape(_LINE_OF_DIALOG), _TOKEN, _VALUE))
_LENGTH = re.compile(rb"0|[1-9][0-9]{0,17}")
_LONGEST_HEAD = 4096
_AUTHORIZATION = b"authorization"
_UNUSUAL = frozenset({b"transfer-encoding", b"expect", b"upgrade", b"content-encoding", b"te"})

_LINE = re.compile(rb"([!-~]+ )([^ \r\n]+)( HTTP/1\.[01]\r\n)")
_NO_ASCII = re.compile(rb"[\x80-\xff]")
_HOST = b"%b: %b\r\n" % ADDED_HOST


class Plain(Struct, frozen=True, gc=False):
    """A plain request, and its headers `Authorization` and `X-Mockgenie-Fault`; `keep`: its client
    may go on with another one."""

    received: Received
    authorization: str
    fault: str
    keep: bool


def read_plain(data: bytes) -> Plain | None:
    """The request that is all of `data`, if it is a plain one: a whole POST /Dialog as most
    clients send it, which aiohttp would take longer to read than to answer.

    Whatever is in any way unusual is not read here, so what is HTTP is aiohttp's to say.
    """
    end = data.find(b"\r\n\r\n") + 4
    if not data.startswith(_LINE_OF_DIALOG) or not 4 < end <= _LONGEST_HEAD:
        return None
    head = _read_head(data[:end])
    if head is None or head.length != len(data) - end:
        return None
    received = Received(b"POST", b"/Dialog", b"1.1", head.headers, data[end:])
    return Plain(received, head.authorization, head.fault, head.keep)


class _Head(Struct, frozen=True, gc=False):
    """What the head of a plain request says: its headers, the length of its body, and the rest as
    in Plain."""

    headers: tuple[tuple[bytes, bytes], ...]
    length: int
    authorization: str
    fault: str
    keep: bool


@lru_cache(256)  # a client sends the same head again and again
def _read_head(written: bytes) -> _Head | None:
    """A head, with the empty line behind it; None where anything in it is unusual."""
    if _HEAD.fullmatch(written) is None:
        return None
    headers = tuple(_HEADER.findall(written))
    known = {name.lower(): value for name, value in headers}
    length = known.get(b"content-length", b"")
    connection = known.get(b"connection", b"keep-alive").lower()
    if (
        len(known) < len(headers)
        or not _LENGTH.fullmatch(length)
        or b"host" not in known
        or not _UNUSUAL.isdisjoint(known)
        or connection not in (b"keep-alive", b"close")
    ):
        return None
    return _Head(
        headers,
        int(length),
        known[_AUTHORIZATION].decode("utf-8", "replace") if _AUTHORIZATION in known else "",
        known[HEADER].decode("utf-8", "replace") if HEADER in known else "",
        connection == b"keep-alive",
    )


class BodyTooLarge(Exception):
    """A body, or what frames its chunks, that is longer than allowed."""


async def read_body(request: web.BaseRequest, most: int, seconds: float) -> bytes:
    """All of a body, which may have `most` bytes and has to come within `seconds`.

    Raises BodyTooLarge, asyncio.TimeoutError, and web.RequestPayloadError where it is cut short
    or its chunks are not as they should be. A client that waits for `100 Continue` is told to go
    on.
    """
    if (request.content_length or 0) > most:
        raise BodyTooLarge
    content = request.content
    if content.is_eof() and content.exception() is None:
        body = content.read_nowait()
        if len(body) > most:
            raise BodyTooLarge
        return body
    if expects_continue(request) and request.transport is not None:
        request.transport.write(CONTINUE)
    return await asyncio.wait_for(_read(content, most), seconds)


def expects_continue(request: web.BaseRequest) -> bool:
    """Whether the client waits to be asked for the body."""
    expected = request.headers.get("Expect", "")
    return expected.lower() == "100-continue" and request.version >= HttpVersion11


async def expect_nothing(_: web.Request) -> None:
    """An expect handler for routes that call `read_body`: a request that is refused is not asked
    for its body first, and an expectation that nobody knows is passed over."""


async def _read(content: StreamReader, most: int) -> bytes:
    parts: list[bytes] = []
    length = 0
    while not content.at_eof():
        part = await content.readany()
        length += len(part)
        if length > most:
            raise BodyTooLarge
        parts.append(part)
    return b"".join(parts)


def mended(head: bytes) -> bytes:
    """A whole head in which letters of the target beyond ASCII are quoted (curl sends those of a
    query as they are) and which has a Host, be it an empty one."""
    end = head.find(b"\r\n") + 2
    if b"\nHost:" not in head and b"\nhost:" not in head.lower():
        head = head[:end] + _HOST + head[end:]
    if head[:end].isascii() or not (line := _LINE.match(head)):
        return head
    target = _NO_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), line[2])
    return line[1] + target + line[3] + head[end:]
