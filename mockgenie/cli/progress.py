"""How far long work is, on a line of the terminal that is gone when it is done."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

_WAIT_S = 1.0
"""Seconds that work may take without a word of it."""
_BETWEEN_S = 0.1
"""Seconds between two looks of the line."""


def shown_progress() -> AbstractContextManager[None]:
    """Within, the progress of long work is shown where a person watches: on standard error, if it
    is a terminal."""
    stream = sys.stderr
    if not stream.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        return nullcontext()
    from mockgenie.source import following

    return following(ProgressLine(stream))


class ProgressLine:
    """Writes how far work is over and over on one line of a terminal. `clock` gives seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._next = 0.0
        self._depth = 0
        self._shown = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show it if it takes long; take it away where nothing is being done."""
        if not what:
            self._depth -= 1
            self._take_away()
            return
        now = self._clock()
        if done == 0:
            self._depth += 1
            if self._depth == 1:
                self._next = now + _WAIT_S
        if now >= self._next:
            self._next = now + _BETWEEN_S
            self._write(f"{what}{_number(done, total)}")

    def _write(self, text: str) -> None:
        from mockgenie.source import columns, safe

        text = safe(text)
        most = shutil.get_terminal_size().columns - 1
        while columns(text) > most:
            text = text[:-1]
        shown = columns(text)
        self._stream.write(f"\r{text}{' ' * (self._shown - shown)}")
        self._stream.flush()
        self._shown = shown

    def _take_away(self) -> None:
        if self._shown:
            self._stream.write(f"\r{' ' * self._shown}\r")
            self._stream.flush()
            self._shown = 0


def _number(done: int, total: int) -> str:
    if done < 0:
        return " …"
    return f": {done:,} of {total:,}" if total else f": {done:,}"
