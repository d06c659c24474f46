"""Waiting until something happens in some folders."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

_UNTOLD_SECONDS = 1.0
"""How often to look where the system does not tell of changes."""

_STEP_MS = 50
_LONGEST_BURST_MS = 1600


class Watch:
    """Waits for changes in folders, not in those below them. `say` is told, once, where the
    system will not report changes; then every wait lasts a second at most.

    Used by one thread, except for `end`.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._ended = threading.Event()
        self._told = True
        self._watched: frozenset[tuple[str, int, int]] = frozenset()
        self._notify: RustNotify | None = None

    @property
    def ended(self) -> bool:
        """Whether `end` was called."""
        return self._ended.is_set()

    def follow(self, folders: Iterable[Path]) -> None:
        """Wait for changes in these folders from now on. What happens after this call ends the
        next wait, even where it happens before that begins."""
        # With its identity: a folder that was made anew has to be followed anew.
        wanted = frozenset(filter(None, map(_identity, folders)))
        if wanted == self._watched or not self._told:
            return
        self.close()
        try:
            # Imported here: it takes longer than much of the start.
            from watchfiles._rust_notify import RustNotify

            paths = [path for path, _, _ in wanted]
            # Neither debugging nor polling nor folders in folders; rights may be missing.
            self._notify = RustNotify(paths, False, False, 0, False, True)
            self._watched = wanted
        except FileNotFoundError:
            pass  # a folder has just gone; the next look sees which
        except (ImportError, OSError, RuntimeError) as error:
            self._told = False
            self._say(
                f"changes are not reported here ({error}), so the domain files are looked at"
                " every second"
            )

    def wait(self, seconds: float) -> None:
        """Until something has happened and then, for a moment, nothing more; until `seconds`
        have passed; or until the end."""
        if self._notify is None:
            self._ended.wait(min(seconds, _UNTOLD_SECONDS))
            return
        self._notify.watch(_LONGEST_BURST_MS, _STEP_MS, int(seconds * 1000), self._ended)

    def pause(self, seconds: float) -> None:
        """`seconds`, or until the end."""
        self._ended.wait(seconds)

    def end(self) -> None:
        """End every wait, now and in future. Any thread may call this."""
        self._ended.set()

    def close(self) -> None:
        """Stop watching."""
        if self._notify is not None:
            self._notify.close()
        self._notify, self._watched = None, frozenset()


def _identity(folder: Path) -> tuple[str, int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return (str(folder), status.st_dev, status.st_ino)
