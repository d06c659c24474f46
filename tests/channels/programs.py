"""API servers in a process of their own, for the tests that put them between engine and
platforms."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.clients.runtimes import environment
from tests.support import PATIENCE, free_port, serve

_RUNNING = re.compile(r"Running on (http://127\.0\.0\.1:\d+)")


class ApiServer:
    """Where a server of Flask listens, and what it has said on standard error since."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.said: list[str] = []

    def post(self, bot_type: str, body: object) -> requests.Response:
        """What the server answers to a platform."""
        return requests.post(f"{self.url}/query/{bot_type}", json=body, timeout=PATIENCE)


@contextmanager
def chatbot_engine() -> Iterator[int]:
    """The port of an engine with the domain Chatbot, in a process of its own."""
    port = free_port()
    with serve("--engine-port", str(port), "--engine-domain", "Chatbot"):
        yield port


@contextmanager
def api_server(script: Path, *arguments: str, **variables: str) -> Iterator[ApiServer]:
    """Run a server of Flask until the block ends."""
    process = subprocess.Popen(
        [sys.executable, str(script), *arguments],
        env=environment(PYTHONUTF8="1", PYTHONUNBUFFERED="1", **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr
    try:
        before = []
        while line := process.stderr.readline():
            before.append(line)
            if found := _RUNNING.search(line):
                break
        else:
            raise AssertionError(f"the server did not start: {''.join(before)}")
        server = ApiServer(found[1])
        reader = threading.Thread(target=server.said.extend, args=(process.stderr,), daemon=True)
        reader.start()
        yield server
    finally:
        process.kill()
        process.wait(PATIENCE)
    reader.join(PATIENCE)
    process.stderr.close()
