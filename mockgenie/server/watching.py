"""Waiting until something happens in some folders."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchfiles import Change

_LOOK_SECONDS = 1.0
"""How often to look where the system does not report changes."""

_STEP_MS = 50
_LONGEST_BURST_MS = 1600
_TIMEOUT_MS = 100
"""How long one step of the notifier takes at most: a wait is so many steps."""


class Watch:
    """Waits for changes in folders, not in those below them. Where the system does not report
    changes, `say` gets a line about it, once, and every wait lasts a second at most.

    Used by one thread, except for `end`.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._ended = threading.Event()
        self._reports = True
        self._watched: frozenset[tuple[str, int, int]] = frozenset()
        self._changes: Generator[set[tuple[Change, str]], None, None] | None = None
        self._has_changed = False

    @property
    def ended(self) -> bool:
        """Whether `end` was called."""
        return self._ended.is_set()

    def follow(self, folders: Iterable[Path]) -> None:
        """Wait for changes in these folders from now on. What happens after this call ends the
        next wait, even where it happens before that begins."""
        # With its identity: a folder that was made anew has to be followed anew.
        wanted = frozenset(filter(None, map(_identity, folders)))
        if wanted == self._watched or not self._reports:
            return
        self.close()
        try:
            self._changes = self._watch_folders([path for path, _, _ in wanted])
            # The notifier begins with its first step.
            self._has_changed = bool(next(self._changes, None))
            self._watched = wanted
        except FileNotFoundError:
            self.close()  # a folder has just gone; the next look sees which
        except (ImportError, OSError, RuntimeError) as error:
            self.close()
            self._reports = False
            self._say(
                f"changes are not reported here ({error}), so the domain files are looked at"
                " every second"
            )

    def wait(self, seconds: float) -> None:
        """Until something has happened and then, for a moment, nothing more; until `seconds`
        have passed; or until the end."""
        if self._changes is None:
            self._ended.wait(min(seconds, _LOOK_SECONDS))
            return
        end = time.monotonic() + seconds
        while not (self._has_changed or self.ended) and time.monotonic() < end:
            self._has_changed = bool(next(self._changes, None))
        self._has_changed = False

    def pause(self, seconds: float) -> None:
        """`seconds`, or until the end."""
        self._ended.wait(seconds)

    def end(self) -> None:
        """End every wait, now and in future. Any thread may call this."""
        self._ended.set()

    def close(self) -> None:
        """Stop watching."""
        if self._changes is not None:
            self._changes.close()
        self._changes, self._watched, self._has_changed = None, frozenset(), False

    def _watch_folders(self, folders: list[str]) -> Generator[set[tuple[Change, str]], None, None]:
        """What changes in each step, without end."""
        # Imported here: it takes longer than much of the start.
        from watchfiles import watch

        return watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST_BURST_MS,
            step=_STEP_MS,
            stop_event=self._ended,
            rust_timeout=_TIMEOUT_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=False,
            recursive=False,
            ignore_permission_denied=True,
        )


def _identity(folder: Path) -> tuple[str, int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return (str(folder), status.st_dev, status.st_ino)
