"""A mockgenie server in a process of its own, for tests that look at it from outside."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

READY = re.compile(r"mockgenie listening on http://(.+):(\d+)/Dialog")


class Server(NamedTuple):
    """Where the server listens, and its process."""

    host: str
    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/Dialog"

    def connect(self, timeout: float = 20) -> socket.socket:
        """A fresh TCP connection to the server."""
        return socket.create_connection((self.host, self.port), timeout)

    def exchange(self, request: bytes, timeout: float = 20) -> bytes:
        """Send `request` on a connection of its own; all bytes until the server closes."""
        with self.connect(timeout) as connection:
            connection.sendall(request)
            return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    """Every byte until the other side closes."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


@contextmanager
def serve(*options: str) -> Iterator[Server]:
    """Run `mockgenie serve --port 0 OPTIONS` until the block ends."""
    command = [sys.executable, "-m", "mockgenie", "serve", "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )
    errors: list[str] = []
    assert process.stdout
    assert process.stderr
    drain_errors = threading.Thread(target=lambda: errors.extend(process.stderr or ()), daemon=True)
    drain_errors.start()
    try:
        while line := process.stdout.readline():
            if match := READY.search(line):
                break
        else:
            drain_errors.join(10)
            raise AssertionError(f"the server did not start: {''.join(errors)}")
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield Server(match[1], int(match[2]), process)
    finally:
        process.terminate()
        process.wait(10)
