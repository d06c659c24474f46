"""What a command tells the person who called it, besides what was asked for."""

from __future__ import annotations

import sys


def say(message: str) -> None:
    """A line on standard error."""
    print(f"mockgenie: {message}", file=sys.stderr, flush=True)


def fail(message: str) -> int:
    """Why it cannot be done as asked; the exit code of that."""
    say(message)
    return 2


def show_log() -> None:
    """From now on what is logged as a warning, or worse, is told like that as well."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("mockgenie: %(message)s"))
    logging.getLogger("mockgenie").addHandler(handler)
