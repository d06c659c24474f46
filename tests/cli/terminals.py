"""A person at a terminal: a pseudo-terminal with a command of mockgenie on it."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time

import pytest

from tests.support import PATIENCE

# Nobody here answers where the cursor is, and whatever is shown can be.
_TERMINAL = {"PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "PYTHONUTF8": "1"}


class Terminal:
    """A command of mockgenie on a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mockgenie", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, **_TERMINAL, **environment},
        )
        os.close(slave)
        self.shown = ""

    def type(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._master, keys.encode())

    def wait_for(self, text: str) -> None:
        """Read until `text` has come; what was before it is forgotten."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown:
            ready, _, _ = select.select([self._master], [], [], deadline - time.monotonic())
            assert ready, f"{text!r} has not come: {self.shown!r}"
            self.shown += _plain(os.read(self._master, 65536).decode(errors="replace"))
        self.shown = self.shown.partition(text)[2]

    def end(self) -> int:
        """The exit code."""
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._master)


def _plain(shown: str) -> str:
    """Without the sequences that colour, move and erase."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]", "", shown)


needs_pty = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are not there")
