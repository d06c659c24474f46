"""Conversations as they happen, for whoever watches the server."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from mockgenie.journal import Entry, Exchange, Reader, lines_of, short_keys_in, unpack
from mockgenie.server.settings import LogFormat
from mockgenie.source import columns, escaped, safe_json

_MOST_WAITING = 2_000
"""Exchanges that may wait to be shown; further ones are counted only."""
_MOST_AT_ONCE = 50
_SHARE = 0.01
"""How much of a processor showing may take: the turns come first."""
_EPOCH = datetime(1970, 1, 1)
_SHORT = 6
"""Digits of a uuid, the last ones, that tell sessions apart."""


class Traffic:
    """Shows each exchange, in a thread of its own, so that no turn ever waits for a reader.

    `write` gets whole lines; it may take as long as it likes, and raises OSError where nobody
    reads any more, which ends the showing. Showing takes about a percent of a processor:
    what comes faster than that is left out, and how much was left out is said.
    """

    def __init__(self, write: Callable[[str], None], log_format: LogFormat = "text") -> None:
        self._write = write
        self._render = _as_json if log_format == "json" else _as_text
        self._left_out = _left_out_as_json if log_format == "json" else _left_out_as_text
        self._reader = Reader()
        self._waiting: deque[bytes] = deque()
        self._passed_over = 0
        self._news = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="traffic", daemon=True)

    def start(self) -> None:
        """Begin to show."""
        self._thread.start()

    def note(self, packed: bytes) -> None:
        """Show an exchange, packed as the journal keeps it, as soon as there is time for it."""
        if len(self._waiting) >= _MOST_WAITING:
            self._passed_over += 1
            return
        self._waiting.append(packed)
        self._news.set()

    def stop(self, patience: float = 0.5) -> None:
        """Show what waits, for so many seconds at most."""
        self._ended.set()
        self._news.set()
        self._thread.join(patience)

    def _run(self) -> None:
        try:
            while not (self._ended.is_set() and not self._waiting):
                self._news.wait()
                self._news.clear()
                while self._waiting:
                    began = time.thread_time()
                    self._show_some()
                    took = time.thread_time() - began
                    self._ended.wait(took / _SHARE)
        except OSError:  # nobody reads any more
            self._waiting = deque(maxlen=0)

    def _show_some(self) -> None:
        shown = []
        for _ in range(min(_MOST_AT_ONCE, len(self._waiting))):
            shown.append(self._show(unpack(self._waiting.popleft())))
        if self._passed_over:
            passed_over, self._passed_over = self._passed_over, 0
            shown.append(self._left_out(passed_over))
        self._write("".join(f"{lines}\n" for lines in shown))

    def _show(self, exchange: Exchange) -> str:
        return self._render(exchange.at, self._reader.read(exchange))


def _as_text(at: float, entry: Entry) -> str:
    """Time, session and domain, and beside them what was said."""
    try:
        moment = datetime.fromtimestamp(at)
    except (OverflowError, ValueError, OSError):  # a clock that was set to another age
        moment = _EPOCH + timedelta(seconds=at)
    clock = f"{moment:%H:%M:%S}"
    session = entry.uuid[-_SHORT:] if entry.uuid else "-" * _SHORT
    before = escaped(f"{clock} {session} {entry.domain}".rstrip())
    indent = " " * columns(before)
    first, *more = lines_of(entry, timed=True)
    return "\n".join([f"{before}  {first}", *(f"{indent}  {line}" for line in more)])


def _as_json(_: float, entry: Entry) -> str:
    entry = short_keys_in(entry)
    try:
        return safe_json(msgspec.json.encode(entry).decode())
    except UnicodeEncodeError:  # half of a surrogate pair, of which UTF-8 has none
        return json.dumps(msgspec.to_builtins(entry))


def _left_out_as_text(count: int) -> str:
    return f"… {count:,} more, too fast to be shown"


def _left_out_as_json(count: int) -> str:
    return json.dumps({"left_out": count})
