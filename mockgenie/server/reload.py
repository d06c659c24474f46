"""Reads domain files again when they change, and serves the result."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mockgenie.dialog import Engine
from mockgenie.domain import DomainError, Edition, Library, Stamps
from mockgenie.server.domains import Engines, Versions, engines_of

if TYPE_CHECKING:
    from watchfiles import Change

log = logging.getLogger("mockgenie")

_FIRST_LOOK_SECONDS = 0.2
_SETTLED_SECONDS = 0.1
_MOST_LOOKS = 15
_LOOK_SECONDS = 2.0
_CONTENT_SECONDS = 3.5
"""How often to look at the content of files of which nothing else has changed."""
_LOOKING_SHARE = 0.01
_NEVER = 1_000_000

_UNREPORTED_SECONDS = 1.0
"""How often to look where the system does not report changes."""

_STEP_MS = 50
_LONGEST_BURST_MS = 1600
_TIMEOUT_MS = 100
"""How long one step of the notifier takes at most: a wait is so many steps."""


def prepare(engines: Engines) -> None:
    """Make what the first turns would have to wait for, as far as that can be done now."""
    for engine in engines.values():
        if isinstance(engine, Engine):
            try:
                engine.prepare()
            except Exception:  # the system is exhausted: the first turn tries again
                log.debug("%s cannot be prepared now", engine.domain.name, exc_info=True)


def describe_changes(before: Mapping[str, Edition], after: Mapping[str, Edition]) -> Iterator[str]:
    """A line for each domain that was loaded, reloaded or removed, or for each problem in it."""
    for name, edition in after.items():
        old = before.get(name)
        if old is not None and _same(old, edition):
            continue
        if isinstance(edition.entry, DomainError):
            yield from map(str, edition.entry.diagnostics)
        else:
            yield f"{'reloaded' if old else 'loaded'} {name} ({edition.path})"
    paths = {edition.path for edition in after.values()}
    for name, old in before.items():
        if name in after:
            continue
        if name != str(old.path):
            yield f"removed {name} ({old.path})"
        elif old.path not in paths:  # its name had been taken, so the path had to do
            yield f"removed {old.path}"


def _same(one: Edition, other: Edition) -> bool:
    if isinstance(one.entry, DomainError) and isinstance(other.entry, DomainError):
        # The error that a name is taken is made anew each time.
        return one.version == other.version and one.entry.diagnostics == other.entry.diagnostics
    return one.entry is other.entry


class Reloading:
    """Reads the files of `library` again when they change, and serves the result by `versions`.

    Reading happens in a thread of its own. `say` gets one line for each domain that was read,
    or for each problem in it.
    """

    def __init__(
        self, library: Library, engines: Engines, versions: Versions, say: Callable[[str], None]
    ) -> None:
        self._library = library
        self._engines = engines
        self._versions = versions
        self._say = say
        self._watch = Watch(say)
        self._thread = threading.Thread(target=self._run, name="reload", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._using_library = threading.Lock()
        self._contents_looked_at = time.monotonic()
        self._is_blind = False

    @property
    def editions(self) -> Mapping[str, Edition]:
        """The domains as they were read last, by the name that open_dialog asks for."""
        return self._library.editions

    def start(self) -> None:
        """Begin to watch; what has changed since `library` was read is found as well. From here
        on nobody else may use it. To be called on the event loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def now(self) -> list[str]:
        """Read and serve what has changed, whether or not the files are watched; a line for each
        change. To be called on the event loop that serves. Raises OSError where the system is
        exhausted: all is then as it was."""
        self._loop = asyncio.get_running_loop()
        return await asyncio.to_thread(self._read_now)

    def stop(self, patience: float = 0.5) -> None:
        """End the watching; a domain that is being read is waited for no longer than that."""
        self._watch.end()
        self._thread.join(patience)

    def _run(self) -> None:
        # The first requests come right after the start, and importing would hold them up.
        self._watch.pause(_FIRST_LOOK_SECONDS)
        with _without_full_collections():
            prepare(self._engines)
        with contextlib.closing(self._watch):
            while not self._watch.ended:
                try:
                    self._watch.wait(self._look())
                except Exception:
                    log.exception("reloading failed in a way that was not foreseen")
                    self._watch.pause(_LOOK_SECONDS)

    def _read_now(self) -> list[str]:
        with self._using_library:
            return self._reload()

    def _look(self) -> float:
        """Serve what has changed; the seconds after which to look again, whatever happens."""
        self._on_the_loop(self._versions.forget_idle)
        with self._using_library:
            begun = time.monotonic()
            folders = self._library.folders()
            took = time.monotonic() - begun
            self._watch.follow(folders)
            try:
                took += self._look_at_files()
            except OSError as error:
                if not self._is_blind:
                    self._is_blind = True
                    self._say(
                        f"the domain files cannot be looked at now ({error.strerror}); what is"
                        " served stays as it is"
                    )
                return _UNREPORTED_SECONDS
        self._is_blind = False
        # Where a network or a link keeps changes from being reported, looking finds them; with
        # many files more rarely, so that it costs next to nothing.
        return max(_LOOK_SECONDS, took / _LOOKING_SHARE)

    def _look_at_files(self) -> float:
        """Read what has changed; the seconds that looking has taken. Raises OSError where the
        system is exhausted."""
        begun = time.monotonic()
        if begun - self._contents_looked_at >= _CONTENT_SECONDS:
            self._library.check_contents()
            self._contents_looked_at = time.monotonic()
        now, read = self._library.look(), self._library.read_at()
        took = time.monotonic() - begun
        if now != read and self._settled(now) != read:
            self._reload()
        return took

    def _settled(self, now: Stamps) -> Stamps:
        """The files once they stay as they are: editors empty a file and then write it, or
        move it away and write another."""
        for _ in range(_MOST_LOOKS):
            self._watch.pause(_SETTLED_SECONDS)
            before, now = now, self._library.look()
            if now == before:
                break
        return now

    def _reload(self) -> list[str]:
        before = self._library.editions
        with _without_full_collections():
            self._library.refresh()
            after = self._library.editions
            self._engines = engines = engines_of(after, self._engines)
            prepare(engines)
        self._on_the_loop(lambda: self._versions.replace(engines))
        # Whoever reads these lines and then calls is served what they say: the loop comes to a
        # call only after what was handed to it before.
        lines = list(describe_changes(before, after))
        for line in lines:
            self._say(line)
        return lines

    def _on_the_loop(self, do: Callable[[], None]) -> None:
        assert self._loop
        with contextlib.suppress(RuntimeError):  # the loop is closed: the server has ended
            self._loop.call_soon_threadsafe(do)


@contextlib.contextmanager
def _without_full_collections() -> Iterator[None]:
    """Around the reading of files, which makes many objects that stay and hardly any garbage: to
    look through all of them, time and again, would stop the whole server each time."""
    young, middle, full = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
        gc.freeze()  # nor are they looked through later, as at the start
    finally:
        gc.set_threshold(young, middle, full)


class Watch:
    """Waits for changes in folders, not in those below them. Where the system does not report
    changes, `say` gets a line about it, once, and every wait lasts a second at most; so it does
    where there are folders whose names are no Unicode, which the notifier cannot be told.

    Used by one thread, except for `end`.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._ended = threading.Event()
        self._reports = True
        self._reports_all = True
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
        paths = [path for path, _, _ in wanted]
        named = [path for path in paths if _is_unicode(path)]
        self._reports_all = len(named) == len(paths)
        if named:
            self._changes = self._watch_folders(named)
            self._step()  # the notifier begins with its first step
            if self._changes is None:
                return
        self._watched = wanted

    def wait(self, seconds: float) -> None:
        """Until something has happened and then, for a moment, nothing more; until `seconds`
        have passed; or until the end."""
        begun = time.monotonic()
        while not (self._has_changed or self.ended):
            blind = self._changes is None or not self._reports_all
            most = min(seconds, _UNREPORTED_SECONDS) if blind else seconds
            if (left := begun + most - time.monotonic()) <= 0:
                break
            if self._changes is None:
                self._ended.wait(left)
            else:
                self._step()
        self._has_changed = False

    def _step(self) -> None:
        """Let the notifier wait for a moment."""
        assert self._changes is not None
        try:
            self._has_changed = bool(next(self._changes, None))
        except FileNotFoundError:
            self.close()  # a folder has just gone; the next look sees which
        except Exception as error:  # whatever it is, looking does without
            self.close()
            self._reports = False
            self._say(
                f"changes are not reported here ({error}), so the domain files are looked at"
                " every second"
            )

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

        yield from watch(
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


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _identity(folder: Path) -> tuple[str, int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return (str(folder), status.st_dev, status.st_ino)
