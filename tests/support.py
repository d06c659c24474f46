"""A mockgenie server in a process of its own, for tests that look at it from outside."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, NamedTuple

READY = re.compile(r"mockgenie listening on http://(.+):(\d+)/Dialog")
PATIENCE = 60.0
"""Seconds after which a test gives up on what should have happened long ago."""
NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""SO_LINGER for a socket whose closing is a reset."""


class Server(NamedTuple):
    """Where the server listens, and its process."""

    host: str
    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/Dialog"

    def connect(self, timeout: float = PATIENCE) -> socket.socket:
        """A fresh TCP connection to the server."""
        return socket.create_connection((self.host, self.port), timeout)

    def exchange(self, request: bytes, timeout: float = PATIENCE) -> bytes:
        """Send `request` on a connection of its own; all bytes until the server closes."""
        with self.connect(timeout) as connection:
            connection.sendall(request)
            return read_all(connection)


def answer_to(url: str, argument: Mapping[str, Any]) -> dict[str, Any]:
    """What a call to /Dialog is answered, with whatever status."""
    body = json.dumps({"access_key": "k", "argument": argument}).encode()
    try:
        with urllib.request.urlopen(url, body, PATIENCE) as answer:
            answered: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as refused:
        answered = json.load(refused)
    return answered


def is_refused(port: int) -> bool:
    """Whether nobody listens at a port."""
    try:
        socket.create_connection(("127.0.0.1", port), PATIENCE).close()
    except OSError:
        return True
    return False


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; fails where it never is."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def read_all(connection: socket.socket) -> bytes:
    """Every byte until the other side closes."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def free_port() -> int:
    """A port that was free a moment ago on every loopback address, below those that systems give
    to whoever asks for any: nobody else is likely to get it meanwhile."""
    families = [(socket.AF_INET, "127.0.0.1")]
    if socket.has_ipv6:
        families.append((socket.AF_INET6, "::1"))
    for candidate in random.sample(range(20_000, 32_000), 100):
        if all(_is_free(family, address, candidate) for family, address in families):
            return candidate
    raise AssertionError("none of a hundred ports is free")


def _is_free(family: int, address: str, port: int) -> bool:
    """Whether a port can be had; one of an address that this machine lacks cannot be taken."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as sock:
            sock.bind((address, port))
    except OSError as error:
        return error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
    return True


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
    assert process.stdout
    assert process.stderr
    errors = _drained(process.stderr)
    rest = None
    try:
        while line := process.stdout.readline():
            if match := READY.search(line):
                break
        else:
            raise AssertionError(f"the server did not start: {errors()}")
        rest = _drained(process.stdout)
        yield Server(match[1], int(match[2]), process)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        errors()
        if rest:
            rest()
        process.stdout.close()


def _drained(stream: IO[str]) -> Callable[[], str]:
    """Reads a stream in a thread, so that whoever writes it never waits; call for all of it, at
    its end."""
    parts: list[str] = []

    def drain() -> None:
        with stream:
            parts.extend(stream)

    thread = threading.Thread(target=drain, daemon=True)
    thread.start()

    def read() -> str:
        thread.join(PATIENCE)
        return "".join(parts)

    return read
