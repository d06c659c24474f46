"""The domains of a server that has just begun to listen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mockgenie.dialog import Engine
from mockgenie.domain import DomainError, Library
from mockgenie.server.reload import engines_of
from mockgenie.server.versions import Engines

_NAME_LINE = re.compile(r"^name: *(.+?) *$", re.MULTILINE)


class Arriving(Mapping[str, "Engine | DomainError"]):
    """The engines of a library of which one file is read after the other.

    The domain that is asked for is read at once, so that the first answer need not wait for the
    others. Raises OSError where a place of the library cannot be read.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._unread = library.unread()
        self._engines: Engines = {}

    def read_next(self, name: str = "") -> bool:
        """Read another file, one of the domain `name` if there seems to be one; False where all
        are read."""
        if not self._unread:
            return False
        named = (file for file in self._unread if name and _written_name(file) == name)
        file = next(named, self._unread[0])
        self._unread.remove(file)
        self._library.read(file)
        self._engines = engines_of(self._library.editions, self._engines)
        return True

    def __getitem__(self, name: str) -> Engine | DomainError:
        while name not in self._engines and self.read_next(name):
            pass
        return self._engines[name]

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return iter(self._engines)

    def __len__(self) -> int:
        self._read_all()
        return len(self._engines)

    def _read_all(self) -> None:
        while self.read_next():
            pass


def _written_name(file: Path) -> str:
    """What a file probably calls its domain."""
    try:
        found = _NAME_LINE.search(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError):
        return ""
    return found[1] if found else file.stem
