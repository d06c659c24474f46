"""`mockgenie serve --engine-port`: where the engine's socket is, and what it costs without it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from mockgenie.cli.serve_engine import engine_domains, unknown_engine_domains
from tests.support import PATIENCE, free_port

Run = Callable[..., subprocess.CompletedProcess[str]]
Serving = Callable[..., Any]


def ask(port: int, text: str, bot_type: str = "TEST", address: str = "127.0.0.1") -> str:
    with socket.create_connection((address, port), PATIENCE) as sock:
        sock.send(json.dumps({"Query": text, "BotType": bot_type}).encode())
        return str(json.loads(sock.recv(2048))["Answer"])


def engine_port(server: Any) -> int:
    """Where a server says its engine listens."""
    while not (found := re.fullmatch(r"The chat engine listens on .*:(\d+)", server.lines[-1])):
        server.read_lines(len(server.lines) + 1)
    return int(found[1])


def test_domains_of_bot_types_and_of_all_others() -> None:
    given = ("Pizza", "JOY=Movie", "a b = 날씨")
    assert engine_domains(given) == {"": "Pizza", "joy": "Movie", "a b": "날씨"}


def test_a_domain_that_is_not_served_is_told_with_the_one_meant() -> None:
    (told,) = unknown_engine_domains({"": "Pizzza", "joy": "Movie"}, ["Movie", "Pizza"])
    assert 'did you mean "Pizza"' in told


@pytest.mark.slow
def test_the_engine_answers_beside_the_server(serving: Serving) -> None:
    server = serving(
        "--engine-port", "0", "--engine-domain", "Pizza", "--engine-domain", "W=Weather"
    )
    port = engine_port(server)
    assert "피자" in ask(port, "주문할게요")
    assert "날씨" in ask(port, "서울 날씨 알려줘", "W")
    if os.name == "posix":
        assert server.stop() == (0, "")


@pytest.mark.slow
def test_the_port_that_is_given_is_taken_on_both_addresses(serving: Serving, ipv6: None) -> None:
    given = free_port()
    server = serving("--engine-port", str(given), "--engine-domain", "Pizza")
    assert engine_port(server) == given
    for address in ("127.0.0.1", "::1"):
        assert ask(given, "주문할게요", address=address)


@pytest.mark.slow
def test_a_port_that_is_taken(run: Run, taken_port: int) -> None:
    refused = run("serve", "--port", "0", "--engine-port", str(taken_port))
    assert refused.returncode == 2
    assert f"localhost:{taken_port}" in refused.stderr


@pytest.mark.slow
def test_a_limit_below_the_least(run: Run) -> None:
    refused = run("serve", "--engine-limit", "100")
    assert refused.returncode == 2
    assert "a whole number from 256 on" in refused.stderr


@pytest.mark.slow
def test_without_it_nothing_of_the_channels_is_imported() -> None:
    program = (
        "import sys; from mockgenie.server import Server, app_of; app_of(Server({}));"
        " print([name for name in sys.modules if 'channels' in name or 'engine_socket' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", timeout=PATIENCE
    )
    assert done.stdout == "[]\n"
