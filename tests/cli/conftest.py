"""The `mockgenie` command in a process of its own, and what it meets."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.serving import PATIENCE, Serving, run_command


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
    """Writes a file of the test's folder, all at once: a server that looks at it meanwhile sees
    the old one or the new one."""

    def write(name: str, content: str = "tasks: {hello: {say: 안녕하세요.}}\n") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_text(content, "utf-8")
        return new.replace(path)

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
