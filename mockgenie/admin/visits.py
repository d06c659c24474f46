"""The HTTP side of the admin API: connections, as aiohttp serves them."""

from __future__ import annotations

import asyncio

from aiohttp import web

from mockgenie.admin.answering import AdminAnswering, Answered, Asked, answer_to
from mockgenie.admin.callers import Caller
from mockgenie.admin.problem import Refused
from mockgenie.server import Server

LARGEST_BODY = 1024 * 1024
"""Bytes of a request body."""

_BODY_SECONDS = 30.0
_HEAD_SECONDS = 30.0
_LINGERING_SECONDS = 2.0
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def serve(server: Server, token: str) -> web.Server:
    """The admin API of a server; each connection that it makes takes one request."""
    answering = AdminAnswering(server, token)

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        asked = Asked(request.method, request.raw_path, _caller(request), lambda: _body(request))
        response = _response(await answering.answer(asked))
        # The next request may be one of /Dialog, of which nobody here knows anything.
        response.force_close()
        return response

    return _Visits(
        handle,
        handler_cancellation=True,  # nobody waits for what nobody will read
        access_log=None,
        keepalive_timeout=_HEAD_SECONDS,
        auto_decompress=False,
        lingering_time=_LINGERING_SECONDS,
    )


class _Visit(web.RequestHandler):
    """A connection. What is no HTTP gets a problem, as every other mistake does, and is nothing
    that the log has to tell with a traceback."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if status >= 500:
            return super().handle_error(request, status, exc, message)
        first, *_ = (message or "that is no HTTP").splitlines()
        refused = Refused(status, first.rstrip(":"))
        response = _response(answer_to(refused))
        response.force_close()
        return response


class _Visits(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _Visit(self, loop=self._loop, **self._kwargs)


def _caller(request: web.BaseRequest) -> Caller:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    headers: dict[str, list[str]] = {}
    for name, value in request.headers.items():
        headers.setdefault(name.lower(), []).append(value)
    return Caller(peer[0] if isinstance(peer, tuple) else "", headers)


async def _body(request: web.BaseRequest) -> bytes:
    """All of it. Raises Refused, 400, 408 or 413."""
    too_large = Refused(413, f"a body has at most {LARGEST_BODY:,} bytes", "body")
    if (request.content_length or 0) > LARGEST_BODY:
        raise too_large
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(_CONTINUE)
    try:
        return await asyncio.wait_for(request.read(), _BODY_SECONDS)
    except web.HTTPRequestEntityTooLarge:
        raise too_large from None
    except asyncio.TimeoutError:
        raise Refused(408, f"the body has not come in {_BODY_SECONDS:g} seconds", "body") from None
    except (web.RequestPayloadError, ConnectionError):
        raise Refused(
            400, "the body is cut short, or its chunks are not as they should be"
        ) from None


def _response(answered: Answered) -> web.Response:
    return web.Response(
        status=answered.status, body=answered.body, headers={**_ALWAYS, **answered.headers}
    )
