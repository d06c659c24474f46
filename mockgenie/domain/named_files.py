"""The files beside a domain file that its text names, and how one tells that a file has changed."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path, PureWindowsPath
from stat import S_ISREG
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, ...]
"""What changes when a file does: time, size, inode and rights; () where there is no file."""

EXHAUSTED = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS))
"""What the system says where it has nothing left to open a file or a connection with. It says
nothing of the file, and passes."""

_DATA_FILE = re.compile(rb"\.(?:csv|tsv|json|txt|db|sqlite3?)\b", re.IGNORECASE)
_NAME_BEGINS = re.compile(r"""(?<=[\s"':,\[\]{}])(?![\s"':,\[\]{}])|^""")
_LONGEST_NAME = 255  # bytes
_MOST_NAMES = 1000
_LARGEST_TEXT = 20_000_000
_SMALL_FILE = 16_000_000


def content_of(path: Path) -> bytes:
    """The content of a domain file, or else what keeps it from being read. Raises OSError where
    the system is exhausted."""
    try:
        status = os.stat(path)
        if not S_ISREG(status.st_mode):  # reading a pipe might never end
            return b"no file"
        return b"too large" if status.st_size > _LARGEST_TEXT else path.read_bytes()
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise
        return str(error).encode("utf-8", "replace")


def named_files(content: bytes, folder: Path) -> tuple[Path, ...]:
    """The data files in `folder` that the text of a domain file there may mean.

    The text is searched rather than understood, so that a file is known whose domain does not
    load, perhaps because just that file is missing. Where no such file is there, every name
    that the text could be read as is given.
    """
    found: dict[Path, None] = {}
    for end in islice((match.end() for match in _DATA_FILE.finditer(content)), _MOST_NAMES):
        names = [folder / name for name in _readings(content, end)]
        found.update(dict.fromkeys([path for path in names if os.path.isfile(path)] or names))
    return tuple(found)


def _readings(content: bytes, end: int) -> Iterator[str]:
    """The names that could end at `end`: from the beginning of the line, of each word in it."""
    start = max(content.rfind(b"\n", 0, end) + 1, end - _LONGEST_NAME)
    line = content[start:end].decode("utf-8", "ignore")
    for begin in _NAME_BEGINS.finditer(line):
        name = line[begin.start() :]
        if _stays_inside(name):
            yield name


def _stays_inside(name: str) -> bool:
    """Whether `name` is one that a domain may use: of a file in its own folder, on any system."""
    path = PureWindowsPath(name)
    return not path.anchor and ".." not in path.parts and name.isprintable()


def stamp(path: Path) -> Stamp:
    """The stamp of the file to which `path` leads."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ()
    if not S_ISREG(status.st_mode):
        return ()
    return (status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode)


def version_of(content: bytes, named: Iterable[tuple[Path, Stamp]]) -> str:
    """16 hexadecimal digits that change with a domain file and the files it names.

    The same content gives the same digits everywhere, except that a named file above 16
    megabytes counts by the time of its last change and its size. Raises OSError where the system
    is exhausted.
    """
    digest = blake2b(content, digest_size=8)
    for path, changed in named:
        small = _content_of_small(path, changed)
        what = f"{changed[:2]}" if small is None else f"{len(small)}"
        digest.update(f"\0{path.name}\0{what}\0".encode("utf-8", "replace"))
        digest.update(small or b"")
    return digest.hexdigest()


def _content_of_small(path: Path, changed: Stamp) -> bytes | None:
    if not changed or changed[1] > _SMALL_FILE:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise
        return None
