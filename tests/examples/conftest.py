"""The servers that the example bots are run against."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support import Server, serve


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """mockgenie with the domains that ship."""
    with serve() as running:
        yield running


@pytest.fixture(scope="session")
def narrow_server() -> Iterator[Server]:
    """mockgenie with room for one session, so that a session left open is noticed."""
    with serve("--max-sessions", "1") as running:
        yield running


class BadGateway(BaseHTTPRequestHandler):
    """A proxy whose server is gone."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        page = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
        self.send_response(502)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="session")
def bad_gateway() -> Iterator[str]:
    """The URL of something that answers with a web page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BadGateway) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/Dialog"
        running.shutdown()
