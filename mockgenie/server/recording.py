"""What bots say, written into a file as conversation tests while a server runs."""

from __future__ import annotations

import errno
import logging
import os
import re
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path

import yaml
from msgspec.structs import replace

from mockgenie.conversations import Conversation, recorded, with_patterns, write_conversation
from mockgenie.dialog import Engine
from mockgenie.journal import Entry, Reader, unpack
from mockgenie.source import read_yaml

log = logging.getLogger("mockgenie")

DOMAIN = "{domain}"
"""What stands in the name of a file for the name of the domain."""

LARGEST = 16 * 1024 * 1024
"""Bytes of a file; what would be behind that is not written."""
_MOST_WAITING = 2_000
"""Exchanges that may wait to be looked at."""
_MOST_OPEN = 1_000
"""Conversations that are held in memory until they end."""
_MOST_EXCHANGES = 500
"""Of one conversation."""
_SHARE = 0.04
"""How much of a processor recording may take: the turns come first."""
_NO_FILE = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]|^\.')


class RecordError(ValueError):
    """A file that conversations cannot be added to; the message says why."""


class Recording:
    """Adds each conversation to a file when it has ended, in a thread of its own.

    A conversation is added in one piece, so that the file is one of conversations whenever the
    process ends. `place`: the file; with `{domain}` in its name one for each domain.
    `engine_of` a domain, None where it is not served; `idle_seconds`: after so long without a call
    a conversation is over. What comes faster than it can be written is left out, and said.
    """

    def __init__(
        self, place: str, engine_of: Callable[[str], Engine | None], idle_seconds: float
    ) -> None:
        self._place = place
        self._engine_of = engine_of
        self._idle_seconds = idle_seconds
        self._reader = Reader()
        self._files: dict[str, _File] = {}
        self._waiting: deque[bytes] = deque()
        self._lost = 0
        # By uuid, least recently used first, each with when that was.
        self._open: OrderedDict[str, tuple[float, list[Entry]]] = OrderedDict()
        self._news = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)

    def start(self) -> None:
        """Begin to record. Raises RecordError where the file is none of conversations."""
        if DOMAIN not in self._place:
            self._file("")
        self._thread.start()

    def note(self, packed: bytes) -> None:
        """Record an exchange, packed as the journal keeps it, as soon as there is time for it."""
        if len(self._waiting) >= _MOST_WAITING:
            self._lost += 1
            return
        self._waiting.append(packed)
        self._news.set()

    def stop(self, patience: float = 5.0) -> None:
        """Write the conversations that have not ended, and end; for so many seconds at most."""
        self._ended.set()
        self._news.set()
        self._thread.join(patience)

    def _run(self) -> None:
        while not (self._ended.is_set() and not self._waiting):
            self._news.wait(min(1.0, self._idle_seconds))
            self._news.clear()
            began = time.thread_time()
            self._look_at_some()
            self._write_idle()
            if self._waiting:
                self._news.set()
            self._ended.wait((time.thread_time() - began) / _SHARE)
        for _, entries in self._open.values():
            self._write(entries)

    def _look_at_some(self) -> None:
        if self._lost:
            # Nobody knows which conversations have a gap now.
            lost, self._lost = self._lost, 0
            count = len(self._open)
            self._open.clear()
            log.warning("not recorded, for too much was said: %d exchanges, so that %d"
                        " conversations have a gap", lost, count)  # fmt: skip
        for _ in range(min(50, len(self._waiting))):
            self._look_at(self._reader.read(unpack(self._waiting.popleft())))

    def _look_at(self, entry: Entry) -> None:
        if not entry.uuid:
            return
        known = self._open.pop(entry.uuid, None)
        entries = known[1] if known else []
        if not entries and entry.method != "open_dialog":
            return  # its opening was before the recording began
        if len(entries) < _MOST_EXCHANGES:
            entries.append(entry)
        if entry.state == "end" or (entry.method == "close_dialog" and not entry.message):
            self._write(entries)
            return
        self._open[entry.uuid] = (time.monotonic(), entries)
        if len(self._open) > _MOST_OPEN:
            _, (_, oldest) = self._open.popitem(last=False)
            self._write(oldest)

    def _write_idle(self) -> None:
        horizon = time.monotonic() - self._idle_seconds
        while self._open and next(iter(self._open.values()))[0] < horizon:
            _, (_, entries) = self._open.popitem(last=False)
            self._write(entries)

    def _write(self, entries: list[Entry]) -> None:
        conversation = recorded(entries)
        if conversation is None or not conversation.domain or len(conversation.turns) < 2:
            return  # nothing was said
        if (engine := self._engine_of(conversation.domain)) is not None:
            conversation = with_patterns(engine, conversation)
        try:
            self._file(conversation.domain).add(conversation)
        except (OSError, RecordError) as error:
            log.error("a conversation is not recorded: %s", error)

    def _file(self, domain: str) -> _File:
        path = self._place.replace(DOMAIN, _NO_FILE.sub("_", domain))
        if path not in self._files:
            self._files[path] = _File(Path(path))
        return self._files[path]


class _File:
    """A file of conversations that grows. Raises RecordError where it is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_full = False
        self._names = set(map(str, _names_in(path)))

    def add(self, conversation: Conversation) -> None:
        """Add a conversation, in one piece. Raises OSError."""
        if self._is_full:
            return
        name, number = conversation.name, 2
        while name in self._names:
            name, number = f"{conversation.name} ({number})", number + 1
        written = write_conversation(replace(conversation, name=name)).encode()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        file = os.open(self._path, flags, 0o644)
        try:
            size = os.fstat(file).st_size
            if size + len(written) > LARGEST:
                self._is_full = True
                log.warning("%s has %d bytes: nothing more is recorded there", self._path, size)
                return
            added = b"\n" + written if size else written
            if os.write(file, added) < len(added):
                os.ftruncate(file, size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))
        finally:
            os.close(file)
        self._names.add(name)


def _names_in(path: Path) -> list[object]:
    """The names of the conversations that are in a file already. Raises RecordError."""
    if not path.exists():
        return []
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise RecordError(f"{path} is no file of at most {LARGEST:,} bytes")
    try:
        text = path.read_text(encoding="utf-8")
        loaded = read_yaml(text)
    except OSError as error:
        raise RecordError(f"cannot read {path}: {error.strerror}") from None
    except (yaml.YAMLError, ValueError):
        raise RecordError(
            f"{path} is no file of conversations, so nothing is added to it"
        ) from None
    if loaded is None and not text.strip():
        return []
    if not isinstance(loaded, list) or not text.endswith("\n"):
        raise RecordError(
            f"{path} is no list of conversations (- name: …), so nothing is added to it"
        )
    return [one.get("name") for one in loaded if isinstance(one, dict)]
