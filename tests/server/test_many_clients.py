"""Thousands of clients that are idle, slow or never read do not keep others from their answers."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from mockgenie.contract import DOMAINS
from tests.server.http_bytes import INVALID_METHOD, TALK, engine_error, post
from tests.support import PATIENCE, Server, read_all, serve

IDLE = 10_000
SLOW = 1_000
SPARE = 500
"""File descriptors for everything else."""
FEWEST = 1_000

ROUNDS = 4
KEPT = engine_error("Invalid method", "talk", "keep-alive")


@contextmanager
def many_files(wanted: int) -> Iterator[int]:
    """How many files may be open at once, after as much was asked for as the system allows; what
    is started meanwhile may have as many. Skips the test where it does not tell."""
    resource = pytest.importorskip("resource", reason="no limit of open files can be set here")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        more = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
    now = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    try:
        yield wanted if now == resource.RLIM_INFINITY else now
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def connected(server: Server, stack: ExitStack, count: int) -> list[socket.socket]:
    return [stack.enter_context(server.connect()) for _ in range(count)]


def push(client: socket.socket, request: bytes, most: int) -> int:
    """Send requests until nobody takes them any more, `most` bytes at most; how many were taken."""
    client.setblocking(False)
    taken, waited, many = 0, 0, request * 100
    while taken < most and waited < 20:
        try:
            taken += client.send(many[taken % len(request) :])
            waited = 0
        except BlockingIOError:
            waited += 1
            time.sleep(0.05)
    return taken


@pytest.mark.slow
def test_idle_slow_and_deaf_clients_do_not_keep_another_from_its_answer() -> None:
    with many_files(IDLE + SLOW + SPARE) as files, ExitStack() as stack:
        idle = min(IDLE, files - SLOW - SPARE)
        if idle < FEWEST:
            pytest.skip(f"only {files} files may be open here at once")
        options = ("--domains", str(DOMAINS), "--keep-alive", "--handler-timeout", "600")
        server = stack.enter_context(serve(*options))
        connected(server, stack, idle)
        slow = connected(server, stack, SLOW)
        (deaf,) = connected(server, stack, 1)
        push(deaf, post(TALK), 1_000_000)
        sent, due = 0, time.monotonic()
        answers = 0
        while sent < ROUNDS:
            if time.monotonic() >= due:
                for client in slow:
                    client.sendall(post(TALK)[sent : sent + 1])
                sent, due = sent + 1, due + 1
            assert server.exchange(post(TALK, "Connection: close")) == INVALID_METHOD
            answers += 1
        assert answers >= ROUNDS
        for client in slow[::100]:
            client.sendall(post(TALK, "Connection: close")[sent:])
            client.shutdown(socket.SHUT_WR)
            assert read_all(client) == INVALID_METHOD


@pytest.mark.slow
def test_a_client_that_sends_and_never_reads_is_not_answered_for_ever() -> None:
    options = ("--domains", str(DOMAINS), "--keep-alive")
    with serve(*options) as server, server.connect() as deaf:
        most = 1_000_000_000  # far more than any system buffers
        taken = push(deaf, post(TALK), most)
        assert 0 < taken < most
        # Whoever reads late still gets every answer in its order.
        deaf.settimeout(PATIENCE)
        whole = taken // len(post(TALK))
        got = b""
        while len(got) < min(whole, 1000) * len(KEPT):
            got += deaf.recv(65536)
        assert got.startswith(KEPT * min(whole, 1000))
