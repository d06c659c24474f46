"""Lines on their way to somebody who may not read them: whoever says one never waits."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable

from msgspec import Struct

from mockgenie.source import escaped, short

_MOST_LINES = 2_000
"""Lines that may wait to be read; further ones are counted only."""
_LONGEST = 4_000
"""Letters of a line."""
_MOST_ROWS = 200
"""Lines of a traceback."""
_AT_ONCE = 20
"""Lines of one kind that are shown in a row; further ones are counted until a while has passed."""
_FIRST_SECONDS, _MOST_SECONDS = 1.0, 60.0
"""How long that while is, which doubles as long as there are more in it."""
_MOST_KINDS = 1_000
_SHOWN = 120


class _Kind(Struct):
    """Lines that say the same thing: how many there were in the `seconds` up to `end`, how many of
    them were not shown, and the last of these."""

    end: float
    seconds: float
    count: int = 0
    folded: int = 0
    last: str = ""


class LineQueue:
    """Hands lines to `write`, in a thread of its own.

    `write` may take as long as it likes, and raises OSError where nobody reads any more; from then
    on lines are thrown away. Lines that come too fast are left out, and how many that were is
    said, as soon as somebody reads: repeats of one kind as "… 278,000 more like this", others as
    "… 300 lines left out". `clock` gives seconds. Any thread may use it.
    """

    def __init__(
        self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write = write
        self._clock = clock
        self._changed = threading.Condition()
        self._waiting: deque[str] = deque()
        self._left_out = 0
        self._kinds: dict[str, _Kind] = {}
        self._is_writing = self._is_ending = self._is_gone = False
        self._thread: threading.Thread | None = None

    @property
    def is_used(self) -> bool:
        """Whether there has been a line."""
        return self._thread is not None

    def say(self, message: str) -> None:
        """A message of the command, on one line."""
        self.put(short(f"mockgenie: {escaped(message)}", _LONGEST), message)

    def put(self, line: str, kind: str = "") -> None:
        """Show a line, or lines that belong together; those of one `kind`, "" for none, are shown
        so often only. Never waits."""
        with self._changed:
            if self._is_gone or (kind and self._is_folded(kind, line)):
                return
            if len(self._waiting) >= _MOST_LINES:
                self._left_out += 1
                return
            self._waiting.append(f"{line}\n")
            self._wake()

    def put_slowly(self, lines: str) -> None:
        """Show whole lines once all that came before is on its way; waits for the reader, but not
        when this is closed.

        Raises BrokenPipeError where nobody reads any more.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._is_gone or self._is_ending or not self._waiting)
            if self._is_gone:
                raise BrokenPipeError
            self._waiting.append(lines)
            self._wake()

    def flush(self, patience: float = 0.5) -> None:
        """Wait until all is written, for so many seconds at most."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_gone or not (self._waiting or self._is_writing), patience
            )

    def close(self, patience: float = 0.5) -> None:
        """Show what waits, for so many seconds at most."""
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(patience)

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="lines", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _is_folded(self, kind: str, line: str) -> bool:
        """Count a line of a kind; whether there have been enough of it."""
        now = self._clock()
        known = self._kinds.get(kind)
        if known is None or (now >= known.end and not known.folded):
            self._kinds.pop(kind, None)
            if len(self._kinds) >= _MOST_KINDS:
                self._forget(now)
            known = self._kinds[kind] = _Kind(now + _FIRST_SECONDS, _FIRST_SECONDS)
        known.count += 1
        if known.count <= _AT_ONCE:
            return False
        known.folded += 1
        known.last = line
        if known.folded == 1:
            self._wake()  # to tell of them in a while
        return True

    def _forget(self, now: float) -> None:
        """Forget the kinds that are over; where all are under way, those that are oldest."""
        for kind, known in list(self._kinds.items()):
            if now >= known.end and not known.folded:
                del self._kinds[kind]
        while len(self._kinds) >= _MOST_KINDS:
            self._left_out += self._kinds.pop(next(iter(self._kinds))).folded

    def _tell_of_folded(self, now: float) -> None:
        """Put a line for each kind whose while is over, and begin another, twice as long."""
        for known in self._kinds.values():
            if known.folded and (now >= known.end or self._is_ending):
                self._waiting.append(f"{_folded(known)}\n")
                known.seconds = min(2 * known.seconds, _MOST_SECONDS)
                known.end = now + known.seconds
                known.count = known.folded = 0

    def _run(self) -> None:
        while lines := self._next():
            try:
                self._write(lines)
            except (OSError, ValueError):  # nobody reads any more; the stream is closed
                with self._changed:
                    self._is_gone, self._is_writing = True, False
                    self._waiting.clear()
                    self._kinds.clear()
                    self._changed.notify_all()
                return

    def _next(self) -> str:
        """What is to be written next; "" at the end."""
        with self._changed:
            self._is_writing = False
            self._changed.notify_all()
            while True:
                now = self._clock()
                self._tell_of_folded(now)
                if self._left_out:
                    count, self._left_out = self._left_out, 0
                    self._waiting.append(f"mockgenie: … {count:,} lines left out\n")
                if self._waiting:
                    lines = "".join(self._waiting)
                    self._waiting.clear()
                    self._is_writing = True
                    return lines
                if self._is_ending:
                    return ""
                ends = [known.end for known in self._kinds.values() if known.folded]
                self._changed.wait(max(0.0, min(ends) - now) if ends else None)


def _folded(known: _Kind) -> str:
    first = known.last.partition("\n")[0].removeprefix("mockgenie: ")
    return f"mockgenie: … {known.folded:,} more like this: {short(first, _SHOWN)}"


class LogLines(logging.Handler):
    """Puts log records into a queue of lines; records of one template are of one kind."""

    def __init__(self, lines: LineQueue) -> None:
        super().__init__(logging.WARNING)
        self._lines = lines
        self.setFormatter(_Formatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Put a record."""
        try:
            self._lines.put(self.format(record), f"{record.name} {record.msg}")
        except Exception:
            self.handleError(record)


class _Formatter(logging.Formatter):
    """`mockgenie: ` and a message on one line; what belongs to it is indented, so that nothing in
    a record looks like another one."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as it is shown."""
        lines = [f"mockgenie: {escaped(record.getMessage())}"]
        if record.exc_info:
            traceback = self.formatException(record.exc_info)
            lines += [f"  {escaped(line)}" for line in traceback.split("\n")][-_MOST_ROWS:]
        return "\n".join(short(line, _LONGEST) for line in lines)
