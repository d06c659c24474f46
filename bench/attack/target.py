"""The server that is attacked: what it answers, what it says, and how much memory it takes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mockgenie.protocol import EngineError, GatewayError

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"

_READY = re.compile(r"listening on http://[^ ]+:(\d+)/Dialog")
_MESSAGES = [
    re.compile(re.escape(error.value).replace(r"\{type\}", ".*").replace(r"\{offset\}", r"\d+"))
    for error in EngineError
]
_REASONS = {(error.status, error.reason) for error in GatewayError}
_STATES = ("start", "dialog", "end", "data_request")


class Target:
    """A server in a process of its own, until the block ends; its log goes to a file."""

    def __init__(self, port: int, process: subprocess.Popen[str], log: Path) -> None:
        self.port = port
        self.process = process
        self._log = log

    def memory(self) -> int:
        """Bytes of memory that the process has; 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            return 0

    def said(self) -> str:
        """What the server has written to standard error."""
        return self._log.read_text("utf-8", "replace")


@contextlib.contextmanager
def served(*options: str) -> Iterator[Target]:
    """Run `mockgenie serve` with its shipped domains."""
    command = [sys.executable, "-m", "mockgenie", "serve", "--port", "0", "--host", HOST, *options]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory(prefix="mockgenie-") as folder:
        log = Path(folder, "log.txt")
        with log.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
            )
        try:
            assert process.stdout
            found = _READY.search(process.stdout.readline())
            if found is None:
                raise RuntimeError(f"the server has not started: {log.read_text('utf-8')}")
            yield Target(int(found[1]), process, log)
        finally:
            process.kill()
            process.communicate()


def undocumented(status: int, body: bytes) -> str:
    """What of an answer of /Dialog is not documented, "" for nothing."""
    if not body:
        return "" if status == 400 else f"{status} without a body"
    try:
        answer: dict[str, Any] = json.loads(body)
        if status != 200:
            known = (status, answer["reason"]) in _REASONS and answer["result"] == -1
            return "" if known else f"{status} {answer['reason']}"
        result = answer["return_object"]["result"]
        state, message = result["state"], result["message"]
    except (ValueError, KeyError, TypeError) as error:
        return f"{status} {body[:100]!r}: {error!r}"
    if state == "error":
        return "" if any(one.fullmatch(message) for one in _MESSAGES) else f"message {message!r}"
    return "" if state in _STATES and not message else f"state {state!r}, message {message!r}"


def verdict(problems: list[str], said: str) -> int:
    """Print what went wrong, if anything did; the exit code."""
    if "Traceback" in said:
        problems.append(f"the server's log has a traceback:\n{said[-3000:]}")
    for problem in problems[:20]:
        print(f"!! {problem}")
    print("held" if not problems else f"{len(problems)} problems")
    return 1 if problems else 0
