"""An application of a bot's author, served in the process of a test."""

from __future__ import annotations

import inspect
import socketserver
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from aiohttp import web

_HOST = "127.0.0.1"


@contextmanager
def hosted(app: Any) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address.

        with hosted(app) as url:
            kakao = KakaoUser(f"{url}/query/KAKAO")

    `app`: one of WSGI, as those of Flask, Django and Bottle are, or an `aiohttp.web.Application`.
    Requests are answered in other threads than the test's. Raises TypeError for anything else.
    """
    if hasattr(app, "router") and hasattr(app, "on_startup"):
        with _aiohttp(app) as url:
            yield url
        return
    if not callable(app) or _is_asgi(app):
        raise TypeError(
            "hosted takes an application of WSGI or aiohttp; one of ASGI is served by a server of"
            " its own, as uvicorn, whose address is then given"
        )
    with _wsgi(app) as url:
        yield url


@contextmanager
def _wsgi(app: Callable[..., Any]) -> Iterator[str]:
    from mockgenie.sockets import open_sockets

    (sock,) = open_sockets(_HOST, 0)
    sock.setblocking(True)
    server = _WsgiServer(sock.getsockname(), _Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = sock
    server.server_name, server.server_port = sock.getsockname()
    server.setup_environ()
    server.set_app(app)
    server.server_activate()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://{_HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _aiohttp(app: web.Application) -> Iterator[str]:
    from aiohttp import web

    from mockgenie.sockets import open_sockets
    from mockgenie.testing.live.background import Background

    background = Background()
    runner = web.AppRunner(app)
    (sock,) = open_sockets(_HOST, 0)

    async def start() -> None:
        await runner.setup()
        await web.SockSite(runner, sock).start()

    try:
        background.run(start())
        yield f"http://{_HOST}:{sock.getsockname()[1]}"
        background.run(runner.cleanup())
    finally:
        background.stop()


def _is_asgi(app: object) -> bool:
    """Whether an application is one of ASGI: it is awaited."""
    call: Callable[..., Awaitable[Any]] | None = getattr(app, "__call__", None)  # noqa: B004
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(call)


class _WsgiServer(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""
