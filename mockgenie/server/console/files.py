"""The files of the console, as responses of aiohttp."""

from __future__ import annotations

import asyncio
import hashlib
import re
from pathlib import Path

from aiohttp import web

from mockgenie.server.admin.problem import HEADERS, Refused

_FOLDER = Path(__file__).with_name("page")
_PAGE = "index.html"
_NAME = re.compile(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+(\.[a-z]+)")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
"""What the page may do: run and fetch what this server has, and nothing that stands in a text."""

_HEADERS = {
    **HEADERS,
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


async def serve_file(request: web.Request) -> web.Response:
    """The page, or one of its files; a browser that has it already gets 304.

    Raises Refused, 404 where there is no such file, 503 where it cannot be read now.
    """
    name = request.match_info.get("file", _PAGE)
    written = _NAME.fullmatch(name)
    if written is None or written[1] not in _TYPES:
        raise _unknown()
    try:
        content = await asyncio.to_thread((_FOLDER / name).read_bytes)
    except (FileNotFoundError, NotADirectoryError):
        raise _unknown() from None
    except OSError as error:
        raise Refused(503, f"the file cannot be read now: {error.strerror}") from None
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**_HEADERS, "Content-Type": _TYPES[written[1]], "ETag": tag}
    known = [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]
    if tag in known or f"W/{tag}" in known:
        return web.Response(status=304, headers=headers)
    return web.Response(body=content, headers=headers)


def _unknown() -> Refused:
    return Refused(404, "the console has no such file")
