"""Where a skill sends an answer that it has promised for later, as Kakao has it."""

from __future__ import annotations

import json
import queue
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from mockgenie.channels.kakao import MOST_BYTES

SECONDS = 60.0
"""Within which a promised answer has to come."""

_PATH = "/v1/bots/64a0000000000000000000b1/callback/"


class Callbacks:
    """Takes answers at an address of this machine: one for each `expect`, and no other."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._open: dict[str, queue.Queue[bytes]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def expect(self) -> str:
        """An address to which one answer may be sent."""
        token = f"cbtoken:{secrets.token_hex(16)}"
        self._open = {token: queue.Queue(1)}
        return f"http://127.0.0.1:{self._server.server_port}{_PATH}{token}"

    def wait(self) -> bytes | None:
        """The answer that was expected last, None where it does not come in time."""
        (coming,) = self._open.values()
        try:
            return coming.get(timeout=self._seconds)
        except queue.Empty:
            return None

    def take(self, path: str, body: bytes) -> bool:
        """Whether an answer may be sent to that path; it may once."""
        coming = self._open.get(path.removeprefix(_PATH))
        if coming is None:
            return False
        try:
            coming.put_nowait(body)
        except queue.Full:
            return False
        return True

    def close(self) -> None:
        """Take nothing more."""
        self._server.shutdown()
        self._server.server_close()


def _handler(callbacks: Callbacks) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "0")
            size = int(length) if length.isdigit() else 0
            body = self.rfile.read(min(size, MOST_BYTES * 4))
            status = "SUCCESS" if callbacks.take(self.path, body) else "FAIL"
            answer = json.dumps({"taskId": secrets.token_hex(8), "status": status}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
