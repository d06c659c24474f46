"""Reads the body of a request, as much and as long as is allowed."""

from __future__ import annotations

import asyncio

from aiohttp import HttpVersion11, StreamReader, web

from mockgenie.protocol import CONTINUE


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
