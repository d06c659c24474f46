"""`mockgenie` command lines as the documentation gives them, run with a free port."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.docs.speakers import CommandLine, python_environment
from tests.support import PATIENCE, READY, free_port

DOCUMENTED_PORT = 8000
DOCUMENTED_ENGINE_PORT = 5050
DOCUMENTED_API_PORT = 9000
"""Where the send API of `mockgenie naver` is."""
ENGINE = re.compile(r"The chat engine listens on .+:(\d+)")


def is_mockgenie(command: CommandLine) -> bool:
    return command.program == "mockgenie" or (
        command.program == "python" and command.arguments[:2] == ("-m", "mockgenie")
    )


def arguments_of(command: CommandLine) -> tuple[str, ...]:
    """What stands behind `mockgenie` or `python -m mockgenie`."""
    return command.arguments[2 if command.program == "python" else 0 :]


class Running:
    """A `mockgenie serve` of the documentation, listening on a free port instead of its own."""

    def __init__(self, arguments: tuple[str, ...], folder: Path, **variables: str) -> None:
        assert "--port" not in arguments or arguments[arguments.index("--port") + 1] == "0"
        self._printed: list[str] = []
        quiet = ("--port", "0", "--quiet")  # what is shown of a request is no part of the start
        self.api_port = free_port()
        arguments = tuple(map(self._with_api, arguments))
        own = ("--engine-port", "0") if "--engine-port" in arguments else ()
        self._process = _start(("-m", "mockgenie", *arguments, *quiet, *own), folder, **variables)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._ready = threading.Event()
        self._news = threading.Condition()
        self.port = 0
        self.engine_port = 0
        self._needs_engine = bool(own)
        self._reader.start()
        ready = self._ready.wait(PATIENCE)
        if not ready or not self.port:
            self.stop()
            raise AssertionError(f"the server did not start: {''.join(self._printed)}")

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            with self._news:
                self._printed.append(line)
                self._news.notify_all()
            if match := READY.search(line):
                self.port = int(match[2])
            if match := ENGINE.search(line):
                self.engine_port = int(match[1])
            if self.port and (self.engine_port or not self._needs_engine):
                self._ready.set()
        self._ready.set()

    def wait_for(self, line: str) -> None:
        """Wait until it has printed a line."""
        deadline = time.monotonic() + PATIENCE
        with self._news:
            while f"{line}\n" not in self._printed:
                left = deadline - time.monotonic()
                assert left > 0, f"{line!r} is not in {''.join(self._printed)}"
                self._news.wait(left)

    def stop(self) -> str:
        """End the server; all that it has printed, with the port that the documentation names."""
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        return self.documented("".join(self._printed))

    def documented(self, text: str) -> str:
        """A text with the ports that the documentation names."""
        text = re.sub(rf":{self.port}\b", f":{DOCUMENTED_PORT}", text)
        text = re.sub(rf":{self.api_port}\b", f":{DOCUMENTED_API_PORT}", text)
        if self.engine_port:
            text = re.sub(rf":{self.engine_port}\b", f":{DOCUMENTED_ENGINE_PORT}", text)
        return text

    def real(self, text: str) -> str:
        """A text of the documentation with the ports that this server has."""
        text = re.sub(rf"(localhost|127\.0\.0\.1):{DOCUMENTED_PORT}", rf"\1:{self.port}", text)
        text = self._with_api(text)
        if self.engine_port:
            text = re.sub(rf"\b{DOCUMENTED_ENGINE_PORT}\b", str(self.engine_port), text)
        return text

    def _with_api(self, text: str) -> str:
        return re.sub(rf":{DOCUMENTED_API_PORT}\b", f":{self.api_port}", text)


def refused(arguments: tuple[str, ...], folder: Path, **variables: str) -> tuple[int, str]:
    """Exit code and output of a `mockgenie` that ends by itself."""
    return finished(("-m", "mockgenie", *arguments), folder, **variables)


def finished(
    arguments: tuple[str, ...], folder: Path, typed: str = "", **variables: str
) -> tuple[int, str]:
    """Exit code and output of a Python that ends by itself; `typed` is its standard input."""
    process = _start(arguments, folder, **variables)
    try:
        output, _ = process.communicate(typed, timeout=PATIENCE)
    finally:
        process.kill()
    return process.returncode, output


def _start(arguments: tuple[str, ...], folder: Path, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env={**python_environment(), **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
