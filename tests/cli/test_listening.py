"""`mockgenie serve`: where it listens, how it ends."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cli.serving import open_dialog, spoken
from tests.support import PATIENCE, free_port

pytestmark = pytest.mark.slow  # each test starts processes of its own

Serving = Callable[..., Any]

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals are not the same there")


# Where it listens


@pytest.mark.usefixtures("ipv6")
def test_localhost_is_both_loopback_addresses(serving: Serving) -> None:
    server = serving()
    for address in ("127.0.0.1", "::1"):
        assert spoken(server.post(open_dialog("Weather"), address)).startswith("안녕하세요.")


@pytest.mark.usefixtures("ipv6")
def test_an_address_is_that_address_alone(serving: Serving) -> None:
    server = serving("--host", "127.0.0.1")
    with pytest.raises(ConnectionRefusedError):
        server.connect("::1")


@pytest.mark.usefixtures("ipv6")
def test_every_address_of_ipv6_is_every_address_of_ipv4_too(serving: Serving) -> None:
    server = serving("--host", "::")
    for address in ("127.0.0.1", "::1"):
        assert spoken(server.post(open_dialog("Weather"), address)).startswith("안녕하세요.")


@posix_only
@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_what_others_can_reach_is_warned_of(
    serving: Serving, host: str, request: pytest.FixtureRequest
) -> None:
    if host == "::":
        request.getfixturevalue("ipv6")
    server = serving("--host", host)
    address = "127.0.0.1" if host == "0.0.0.0" else "::1"
    assert spoken(server.post(open_dialog("Weather"), address)).startswith("안녕하세요.")
    code, errors = server.stop()
    assert code == 0
    (line,) = errors.splitlines()
    assert line.startswith(f"mockgenie: WARNING: {host} ")


@posix_only
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2"])
def test_loopback_is_not_warned_of(serving: Serving, host: str) -> None:
    if host == "127.0.0.2" and sys.platform == "darwin":
        pytest.skip("macOS has only 127.0.0.1")
    assert serving("--host", host).stop() == (0, "")


def test_a_port_that_is_given_is_taken(serving: Serving) -> None:
    server = serving("--port", str(free_port()))
    assert spoken(server.post(open_dialog("Weather"))).startswith("안녕하세요.")


# How it ends


@pytest.fixture
def clients() -> Iterator[list[socket.socket]]:
    """Connections that a test leaves open."""
    opened: list[socket.socket] = []
    yield opened
    for one in opened:
        one.close()


@posix_only
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once_whoever_is_connected(
    serving: Serving, clients: list[socket.socket], number: int
) -> None:
    server = serving("--keep-alive", "--handler-timeout", "600")
    idle, half, waiting, kept = (server.connect() for _ in range(4))
    clients += [idle, half, waiting, kept]
    half.sendall(b"POST /Dialog HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    waiting.sendall(b"POST /Dia")
    body = open_dialog("Weather").encode()
    head = f"POST /Dialog HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    kept.sendall(head.encode() + body)
    assert kept.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")
    # The whole of it has arrived where a later client has been answered.
    assert spoken(server.post(open_dialog("Weather")))
    assert server.stop(number) == (0, "")


@posix_only
def test_a_signal_that_comes_twice_ends_it_just_as_well(serving: Serving) -> None:
    server = serving()
    server.process.send_signal(signal.SIGINT)
    code, errors = server.stop(signal.SIGINT)
    assert code == 0
    assert "Traceback" not in errors


@posix_only
def test_the_port_is_free_again_at_once(serving: Serving) -> None:
    first = serving("--port", str(free_port()))
    assert spoken(first.post(open_dialog("Weather")))
    assert first.stop() == (0, "")
    second = serving("--port", str(first.port))
    assert second.port == first.port
    assert spoken(second.post(open_dialog("Weather")))


@posix_only
def test_whoever_reads_only_the_first_line_does_not_stop_it(serving: Serving) -> None:
    server = serving()
    server.process.stdout.close()
    assert spoken(server.post(open_dialog("Weather")))
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 0
