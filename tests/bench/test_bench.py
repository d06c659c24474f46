"""The benchmarks run, and they count nothing but turns. What they measure is no test's business."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from mockgenie.sockets import FASTER
from tests.support import PATIENCE

pytestmark = pytest.mark.slow

BENCH = Path(__file__).resolve().parents[2] / "bench"
TURNS = ("turns.py", "--rounds", "1", "--seconds", "0.2", "--connections", "2")
STARTUP = ("startup.py", "--runs", "1")
WORKERS = ("workers.py", "--rounds", "1", "--seconds", "0.2", "--connections", "2", "--json")
IN_TESTS = ("in_tests.py", "--runs", "2")

TURN = b'{"uuid":"1","result":{"system_text":"ok","state":"dialog","message":""}}}'
SPEAK = """
import sys
from dialogs import Session
from load import apply

keep_alive = sys.argv[2] == "keep-alive"
session = Session((b"GET",), b'{"uuid":"1"')
print(len(apply(int(sys.argv[1]), [session], 0.0, keep_alive).latencies))
"""


def run(*command: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=BENCH,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
    )


def answer(status: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


@contextmanager
def answering(what: bytes) -> Iterator[int]:
    """The port of a server that answers one request with `what` and closes."""

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(what)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield listener.getsockname()[1]
        server.join(PATIENCE)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["--closing", "--keep-alive"])
def test_turns_prints_a_ratio(mode: str) -> None:
    result = run(*TURNS, mode)
    assert result.returncode == 0, result.stderr
    assert re.search(r"ratio of rates \d+\.\d\d \(rounds: ", result.stdout)


def test_workers_says_what_each_store_costs() -> None:
    result = run(*WORKERS, seconds=5 * PATIENCE)  # eight processes start
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    names = ["memory", "SQLite, 1", "SQLite, 2"]
    if found["redis"]:
        names = ["memory", "SQLite, 1", "Redis, 1", "SQLite, 2", "Redis, 2"]
    assert list(found["sides"]) == names
    assert found["sides"]["memory"]["ratio"] == 1
    assert all(side["turns_per_s"] > 0 for side in found["sides"].values())


@pytest.mark.slow
def test_turns_measures_both_modes_unless_told_otherwise() -> None:
    result = run(*TURNS, "--json")
    assert result.returncode == 0, result.stderr
    modes = json.loads(result.stdout)
    assert list(modes) == ["closing after each answer", "--keep-alive"]
    assert all(mode["ratio"] > 0 for mode in modes.values())


@pytest.mark.skipif(find_spec(FASTER) is None, reason="the extra speed is not installed")
def test_turns_compares_the_event_loops() -> None:
    result = run(*TURNS, "--speed", "--closing")
    assert result.returncode == 0, result.stderr
    assert "mockgenie beside mockgenie --loop asyncio" in result.stdout
    assert re.search(r"ratio of rates \d+\.\d\d \(rounds: ", result.stdout)


@pytest.mark.slow
def test_startup_prints_a_ratio() -> None:
    result = run(*STARTUP)
    assert result.returncode == 0, result.stderr
    assert re.search(r"ratio of times \d+\.\d\d \(pairs: ", result.stdout)


@pytest.mark.slow
def test_startup_prints_json() -> None:
    result = run(*STARTUP, "--json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["ratio"] > 0


def test_in_tests_prints_a_ratio_and_how_long_clearing_takes() -> None:
    result = run(*IN_TESTS)
    assert result.returncode == 0, result.stderr
    assert re.search(r"^  clear +\d+\.\d\d ", result.stdout, re.MULTILINE)
    assert re.search(r"^  ratio of times \d+\.\d\d$", result.stdout, re.MULTILINE)


def test_in_tests_prints_json() -> None:
    result = run(*IN_TESTS, "--json")
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["ratio"] > 0
    assert len(told["clear"]) == len(told["seconds"]["mockgenie"]) == 2


@pytest.mark.parametrize("mode", ["closing", "keep-alive"])
def test_a_whole_turn_counts(mode: str) -> None:
    with answering(answer(b"200 OK", TURN)) as port:
        result = run("-c", SPEAK, str(port), mode)
    assert result.stdout == "1\n", result.stderr


@pytest.mark.parametrize("mode", ["closing", "keep-alive"])
@pytest.mark.parametrize(
    ("what", "complaint"),
    [
        (answer(b"500 Internal Server Error", TURN), "not a 200"),
        (answer(b"200 OK", TURN.replace(b'"1"', b'"2"')), "not a turn"),
        (answer(b"200 OK", TURN.replace(b'"dialog"', b'"error"')), "not a turn"),
        (answer(b"200 OK", TURN.replace(b'"dialog"', b'"end"')), "not a turn"),
        (answer(b"200 OK", TURN) + b"more", "not a turn"),
        (answer(b"200 OK", TURN)[:-1], "the connection was closed"),
        (b"", "the connection was closed"),
    ],
)
def test_anything_else_ends_the_benchmark(what: bytes, complaint: str, mode: str) -> None:
    with answering(what) as port:
        result = run("-c", SPEAK, str(port), mode)
    assert result.returncode != 0
    assert f"WrongAnswerError: {complaint}" in result.stderr
