"""The line of a file that a problem is about, with a caret under the place."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from mockgenie.source import with_caret

_SMALL_FILE = 20_000_000
_LONGEST_LINE = 1_000_000
_YAML_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class Excerpts:
    """Lines of files; of a small file, the last one that was asked for is remembered."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._lines: list[str] = []

    def show(self, path: Path, line: int, column: int, end_column: int = 0) -> list[str]:
        """The line, and below it a caret under the column; nothing where the file has no such
        line. Line and column count from 1; `end_column` is 0 where the end is not known."""
        text = self._line(path, line)
        if text is None or "\0" in text:
            return []
        return with_caret(text, column, end_column)

    def _line(self, path: Path, number: int) -> str | None:
        try:
            if path != self._path:
                if not path.is_file():  # reading a pipe might never end
                    return None
                if path.stat().st_size > _SMALL_FILE:
                    return _line_of_large_file(path, number)
                text = path.read_bytes().decode("utf-8-sig", "replace")
                self._lines = _YAML_BREAK.split(text)
                self._path = path
        except OSError:
            return None
        return self._lines[number - 1] if number <= len(self._lines) else None


def _line_of_large_file(path: Path, number: int) -> str | None:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        lines = iter(lambda: file.readline(_LONGEST_LINE), "")
        return next(islice(lines, number - 1, None), "").rstrip("\n")
