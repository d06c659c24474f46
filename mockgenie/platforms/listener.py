"""Where a simulated platform takes what bots send to it: HTTP and HTTPS at one port, which is a
proxy as well for the names that a bot has hard-coded."""

from __future__ import annotations

import json
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct

from mockgenie.sockets import open_sockets

log = logging.getLogger("mockgenie")

_MOST_BYTES = 4_000_000
_SECONDS = 30.0
"""For which a bot that says nothing is waited for."""
_TLS_RECORD = b"\x16"
"""The first byte of whoever speaks TLS."""


class Posted(Struct, frozen=True):
    """What a bot sends: path without a query, headers by their names in small letters, body."""

    path: str
    headers: Mapping[str, str]
    body: bytes


Answerer: TypeAlias = Callable[[Posted], tuple[int, dict[str, Any]]]
"""The status and the JSON object that are answered to a POST."""


class Listener:
    """Takes POSTs at an address of this machine, in threads of its own, until `close`.

    `tls`: what HTTPS is spoken with, None for HTTP alone. `names`: the hosts that it stands for:
    as a proxy it leads to them, and nowhere else. `tell` is called with what people should know.
    Raises OSError where it cannot listen.
    """

    def __init__(
        self,
        answer: Answerer,
        host: str = "localhost",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        names: Collection[str] = (),
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.answer = answer
        self.tls = tls
        self.names = names
        self.tell = tell
        self._servers = [_Server(self, sock) for sock in open_sockets(host, port)]
        self.port: int = self._servers[0].server_port
        shown = "127.0.0.1" if host == "localhost" else f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.port}"
        """What addresses of this place begin with."""
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Take nothing more."""
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    """A server on a socket that is bound already."""

    daemon_threads = True

    def __init__(self, listener: Listener, sock: socket.socket) -> None:
        self.listener = listener
        super().__init__(sock.getsockname()[:2], _Connection, bind_and_activate=False)
        self.socket.close()
        sock.setblocking(True)
        self.socket = sock
        self.server_name, self.server_port = sock.getsockname()[:2]
        self.server_activate()

    def handle_error(self, request: object, client_address: object) -> None:
        """A bot that has gone away is nothing to tell."""


class _Connection(BaseHTTPRequestHandler):
    """One connection of a bot."""

    protocol_version = "HTTP/1.1"
    timeout = _SECONDS
    server: _Server

    def setup(self) -> None:
        self.request.settimeout(_SECONDS)
        if self.request.recv(1, socket.MSG_PEEK) == _TLS_RECORD:
            self._speak_tls()
        super().setup()

    def do_CONNECT(self) -> None:
        host = self.path.rpartition(":")[0].strip("[]")
        listener = self.server.listener
        self.close_connection = True
        if host not in listener.names:
            self._refuse(host)
            return
        self.send_response_only(200, "Connection Established")
        self.end_headers()
        self.wfile.flush()
        self._speak_tls()
        super().setup()  # reading and writing begin anew, behind TLS
        self.close_connection = False
        self.handle()

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            self._answer(413, {"message": f"a body has {_MOST_BYTES} bytes at most"})
            return
        try:
            place = urlsplit(self.path)
        except ValueError:
            place = urlsplit("/")
        if place.hostname and place.hostname not in self.server.listener.names:
            self._refuse(place.hostname)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            answered = self.server.listener.answer(Posted(place.path, headers, body))
        except Exception:
            log.exception("what a bot has sent to %s failed unforeseen", place.path)
            answered = 500, {"message": "mockgenie failed; its log has the traceback"}
        self._answer(*answered)

    def do_GET(self) -> None:
        self._answer(404, {"message": "there is nothing to be got here; bots POST"})

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _refuse(self, host: str) -> None:
        """Lead nowhere."""
        self.server.listener.tell(f"a bot asked for {host}, to which nothing leads from here")
        self._answer(403, {"message": f"no way leads to {host} from here"})

    def _body(self) -> bytes | None:
        """The body of a request, None for one that is too long."""
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "0").strip()
        size = int(length) if length.isascii() and length.isdigit() else 0
        return self.rfile.read(size) if size <= _MOST_BYTES else None

    def _chunks(self) -> bytes | None:
        body = b""
        while len(body) <= _MOST_BYTES:
            size = self.rfile.readline(100).partition(b";")[0].strip()
            count = int(size, 16) if size else 0
            if not count:
                while self.rfile.readline(1000).strip():
                    pass
                return body
            body += self.rfile.read(min(count, _MOST_BYTES + 1))
            self.rfile.readline(100)
        return None

    def _speak_tls(self) -> None:
        """Go on behind TLS. Raises OSError where that cannot be done."""
        listener = self.server.listener
        if listener.tls is None:
            listener.tell("a bot came by HTTPS; it is understood with --tls")
            raise ConnectionAbortedError
        try:
            self.request = listener.tls.wrap_socket(self.request, server_side=True)
        except ssl.SSLError as error:
            reason = (error.reason or str(error)).lower().replace("_", " ")
            listener.tell(f"a bot came by HTTPS and went away, as it trusts us not: {reason}")
            raise

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        # What was wrapped is another socket than the one that the server closes.
        with suppress(OSError):
            self.request.close()
