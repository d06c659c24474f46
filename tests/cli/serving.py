"""The `mockgenie` command in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import Any

from tests.support import PATIENCE, READY


def command_environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **changes}


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `mockgenie ARGUMENTS` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "mockgenie", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=command_environment(),
        timeout=PATIENCE,
        check=False,
    )


def check_refused(refused: subprocess.CompletedProcess[str], *pieces: str) -> None:
    """Exit code 2, nothing on stdout, one line on stderr with all `pieces` in it."""
    assert refused.returncode == 2
    assert refused.stdout == ""
    lines = refused.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("mockgenie")
    for piece in pieces:
        assert piece in lines[0]


class Serving:
    """A `mockgenie serve` that is ready; `lines` is what it has said so far on stdout."""

    def __init__(self, *options: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mockgenie", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",  # nobody reads what it shows: the last line may be cut short
            env=command_environment(**environment),
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

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; the exit code and all that was said on stderr."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        errors = self.process.communicate(timeout=PATIENCE)[1]
        return code, errors

    def errors_until(self, *parts: str) -> list[str]:
        """The next lines that it says on stderr, up to the one with which each of `parts` has been
        in one of them."""
        assert self.process.stderr
        missing, lines = set(parts), list[str]()
        give_up = threading.Timer(PATIENCE, self.process.kill)
        give_up.start()
        try:
            while missing:
                line = self.process.stderr.readline()
                assert line, f"{missing} is not in {lines}"
                lines.append(line.rstrip("\n"))
                missing -= {part for part in missing if part in line}
        finally:
            give_up.cancel()
        return lines

    def admin(self, method: str, path: str) -> Any:
        """What the admin API answers, decoded."""
        return json.loads(self._exchange(method, f"/__mockgenie{path}", b""))

    def connect(self, address: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection((address, self.port), PATIENCE)

    def post(self, body: str, address: str = "127.0.0.1") -> str:
        """Post `body` to /Dialog; the body of the answer."""
        return self._exchange("POST", "/Dialog", body.encode(), address)

    def _exchange(self, method: str, path: str, content: bytes, address: str = "127.0.0.1") -> str:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        with self.connect(address) as connection:
            connection.sendall(head.encode() + content)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts).decode().partition("\r\n\r\n")[2]


def open_dialog(name: str, access_method: str = "internal_data") -> str:
    argument = {"method": "open_dialog", "name": name, "access_method": access_method}
    return json.dumps({"access_key": "k", "argument": argument}, ensure_ascii=False)


def spoken(answer: str) -> str:
    """The system_text of an answer."""
    text: str = json.loads(answer)["return_object"]["result"]["system_text"]
    return text
