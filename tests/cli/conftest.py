"""The `mockgenie` command in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

READY = re.compile(r"mockgenie listening on http://(.+):(\d+)/Dialog")
PATIENCE = 30.0
"""Seconds after which a test gives up on a command that does not end."""


def _environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **changes}


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `mockgenie ARGUMENTS` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "mockgenie", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=_environment(),
        timeout=PATIENCE,
        check=False,
    )


class Serving:
    """A `mockgenie serve` that is ready; `lines` is what it has said so far on stdout."""

    def __init__(self, *options: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mockgenie", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=_environment(**environment),
        )
        self.lines = [self._line()]
        ready = READY.fullmatch(self.lines[0])
        if ready is None:
            self.process.kill()
            raise AssertionError(self.process.communicate(timeout=PATIENCE)[1])
        self.host, self.port = ready[1], int(ready[2])

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().rstrip("\n")

    def read_lines(self, count: int) -> list[str]:
        """The first `count` lines that it says on stdout."""
        while len(self.lines) < count:
            self.lines.append(self._line())
        return self.lines

    def stop(self, number: int = signal.SIGTERM, seconds: float = PATIENCE) -> tuple[int, str]:
        """Send a signal; the exit code and all that was said on stderr."""
        self.process.send_signal(number)
        code = self.process.wait(seconds)
        errors = self.process.communicate(timeout=PATIENCE)[1]
        return code, errors

    def connect(self, address: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection((address, self.port), PATIENCE)

    def post(self, body: str, address: str = "127.0.0.1") -> str:
        """Post `body` to /Dialog; the body of the answer."""
        content = body.encode()
        head = (
            f"POST /Dialog HTTP/1.1\r\nConnection: close\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        with self.connect(address) as connection:
            connection.sendall(head.encode() + content)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts).decode().partition("\r\n\r\n")[2]


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `mockgenie ARGUMENTS` to its end."""
    return run_command


@pytest.fixture
def serving() -> Iterator[Callable[..., Serving]]:
    """Starts `mockgenie serve --port 0 OPTIONS`, as often as wanted, until the test ends."""
    started: list[Serving] = []

    def serving(*options: str, **environment: str) -> Serving:
        started.append(Serving(*options, **environment))
        return started[-1]

    yield serving
    for one in started:
        one.process.kill()
        one.process.communicate(timeout=PATIENCE)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of the test's folder."""

    def write(name: str, content: str = "tasks: {hello: {say: 안녕하세요.}}\n") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        return path

    return write


@contextmanager
def _listening(family: int, address: str) -> Iterator[int]:
    with socket.socket(family, socket.SOCK_STREAM) as taken:
        if family == socket.AF_INET6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind((address, 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port of 127.0.0.1 that somebody else listens on."""
    with _listening(socket.AF_INET, "127.0.0.1") as port:
        yield port


@pytest.fixture
def ipv6() -> None:
    """Skips the test where the machine has no IPv6 loopback."""
    try:
        with _listening(socket.AF_INET6, "::1"):
            pass
    except OSError:
        pytest.skip("no IPv6 loopback here")


@pytest.fixture
def taken_ipv6_port(ipv6: None) -> Iterator[int]:
    """A port of ::1 that somebody else listens on."""
    with _listening(socket.AF_INET6, "::1") as port:
        yield port
