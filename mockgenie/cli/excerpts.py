"""The line of a file that a problem is about, with a caret under the place."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from pathlib import Path

_SMALL_FILE = 20_000_000
_LONGEST_LINE = 1_000_000
_WINDOW = 120
"""So many characters of a long line are shown."""
_YAML_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_NOT_SHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


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
        start = max(0, column - 1 - _WINDOW // 2) if len(text) > _WINDOW else 0
        cut = text[start : start + _WINDOW]
        before = "…" if start else ""
        behind = "…" if start + _WINDOW < len(text) else ""
        at = column - 1 - start
        under = "".join("\t" if char == "\t" else " " * width(char) for char in before + cut[:at])
        marked = cut[at : end_column - 1 - start] if end_column > column else ""
        return [
            printable(before + cut + behind),
            under + "^" + "~" * (sum(map(width, marked)) - 1),
        ]

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


def width(char: str) -> int:
    """How many columns of a terminal a character takes: 0, 1 or 2."""
    if unicodedata.category(char) in ("Cf", "Me", "Mn") or "\u1160" <= char <= "\u11ff":
        # The vowels and finals of decomposed Hangul stand in the syllable that has begun.
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def printable(text: str) -> str:
    """The text without what would move the cursor or colour the terminal; tabs stay."""
    return _NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", text)
