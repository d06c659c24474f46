"""Servers of bots' authors, for the tests of the platforms that call them."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support import PATIENCE

Answer = Callable[[dict[str, Any]], Any]


class Bot:
    """A server of somebody's, and what it was sent. What `answer` gives for a request is its
    answer: an object, the bytes of a body, or None for an empty one."""

    def __init__(self, answer: Answer, status: int, kind: str) -> None:
        self.answer = answer
        self.status = status
        self.kind = kind
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""


@contextmanager
def bot(answer: Answer, status: int = 200, kind: str = "application/json") -> Iterator[Bot]:
    """A bot that listens."""
    made = Bot(answer, status, kind)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.requests.append(request)
            made.headers.append({name.lower(): value for name, value in self.headers.items()})
            found = made.answer(request)
            body = b"" if found is None else found
            if not isinstance(body, bytes):
                body = json.dumps(body).encode()
            self.send_response(made.status)
            self.send_header("Content-Type", made.kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    made.url = f"http://127.0.0.1:{server.server_port}/bot"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def post(url: str, message: Any, **headers: str) -> Any:
    """What a bot gets that sends JSON, or bytes, to a platform."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    given = {"Content-Type": "application/json;charset=UTF-8", **headers}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, body, given), timeout=PATIENCE) as answer:
        return json.load(answer)
