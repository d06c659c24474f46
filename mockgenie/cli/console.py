"""Where a command talks with somebody: the terminal, or plain lines."""

from __future__ import annotations

import sys
from contextlib import suppress

from mockgenie.cli.lines import ChatLines, Pipe


def open_lines() -> ChatLines:
    """Those of the terminal, where there is one: only then its line editor is imported."""
    if sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty():
        from mockgenie.cli.terminal import Terminal

        with suppress(OSError):
            return Terminal()
    return Pipe()
