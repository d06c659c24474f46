"""The parent, as its worker sees it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from mockgenie.workers.orders import FRAME_END, Orders, read_orders

_INPUT, _OUTPUT, _ERRORS = 0, 1, 2
_PIECE = 1 << 20
_PATIENCE_S = 5.0
"""How long a worker may take to end after its parent."""


class Parent:
    """What has started this process, which is worker number `number` of its kind.

    Made first of all: it takes standard input and output for itself, and Ctrl-C is the parent's.
    Raises SystemExit where the parent is gone already.
    """

    def __init__(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.number = int(sys.argv[1])
        self._output = os.dup(_OUTPUT)
        os.dup2(_ERRORS, _OUTPUT)  # what is printed by mistake is no frame
        self._sending = threading.Lock()
        self._ended = threading.Event()
        self._end: Callable[[], None] | None = None
        self.send(str(os.getpid()))
        orders = read_orders(_read)
        if orders is None:
            raise SystemExit(0)
        self.orders: Orders = orders
        threading.Thread(target=self._watch, name="parent", daemon=True).start()

    def send(self, text: str) -> None:
        """Send a text; the first one says that this worker does its work. Waits for the reader;
        raises OSError where nobody reads any more. Any thread may call this."""
        rest = memoryview(text.encode("utf-8", "replace") + FRAME_END)
        with self._sending:
            while rest:
                rest = rest[os.write(self._output, rest) :]

    def when_it_ends(self, end: Callable[[], None]) -> None:
        """Have `end` called, in a thread of its own, when this worker has to end: its parent wants
        it or is gone. If it takes too long to do so, the process ends all the same."""
        self._end = end
        if self._ended.is_set():
            end()

    def _watch(self) -> None:
        """Wait for the end of the pipe: nothing else comes after the orders."""
        while _read(1):
            pass
        self._ended.set()
        if self._end is None:
            os._exit(0)  # nothing has begun
        with suppress(RuntimeError):  # the loop that is to be told has ended
            self._end()
        time.sleep(_PATIENCE_S)
        os._exit(1)


def _read(count: int) -> bytes:
    """So many bytes of standard input, fewer at its end. Not by way of `sys.stdin`, whose lock a
    thread that reads would hold while the interpreter ends."""
    parts: list[bytes] = []
    while count:
        try:
            part = os.read(_INPUT, min(count, _PIECE))
        except OSError:
            break
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
