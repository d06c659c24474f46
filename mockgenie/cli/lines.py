"""Lines in and lines out: what `mockgenie chat` talks through."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable, Iterable
from typing import BinaryIO, Protocol, TextIO, TypeAlias

Completions: TypeAlias = Callable[[str], Iterable[str]]
"""What a line that has been begun so may become."""


class ChatLines(Protocol):
    """Somebody who types lines and reads others."""

    @property
    def interactive(self) -> bool:
        """Whether it is a person at a terminal, who can be asked again."""

    def read(self, prompt: str, completions: Completions, remember: bool = True) -> str | None:
        """The next line, None where no more will come. `remember`: it belongs to the history."""

    def say(self, text: str) -> None:
        """What the bot says."""

    def show(self, text: str) -> None:
        """What was asked for: the answer to a command."""

    def trace(self, text: str) -> None:
        """What stands beside the conversation."""

    def note(self, text: str) -> None:
        """A message that nobody asked for."""


BOT = "봇: "


class Pipe:
    """Plain lines in, plain lines out, for scripts: no prompt, and notes on another stream."""

    interactive = False

    def __init__(
        self,
        incoming: BinaryIO | None = None,
        said: TextIO | None = None,
        notes: TextIO | None = None,
    ) -> None:
        self._incoming = incoming or (sys.stdin.buffer if sys.stdin else None)
        self._said = said or sys.stdout
        self._notes = notes or sys.stderr

    def read(self, prompt: str, completions: Completions, remember: bool = True) -> str | None:
        """The next line."""
        line = self._incoming.readline() if self._incoming else b""
        return _decoded(line).rstrip("\r\n") if line else None

    def say(self, text: str) -> None:
        """A line, or more, that begin with who speaks."""
        self._print(f"{BOT}{text}")

    def show(self, text: str) -> None:
        """As it is."""
        self._print(text)

    def trace(self, text: str) -> None:
        """As it is."""
        self._print(text)

    def note(self, text: str) -> None:
        """As other messages of the command."""
        from mockgenie.source import safe_lines  # late: most commands do without

        print(f"mockgenie: {safe_lines(text)}", file=self._notes, flush=True)

    def _print(self, text: str) -> None:
        from mockgenie.source import safe_lines

        try:
            print(safe_lines(text), file=self._said, flush=True)
        except OSError:  # nobody reads it any more
            self._incoming = None
            self._said = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            if not sys.stdout.closed:
                sys.stdout = self._said


def _decoded(line: bytes) -> str:
    """UTF-8, or what consoles of the system write."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode(locale.getpreferredencoding(False), errors="replace")
