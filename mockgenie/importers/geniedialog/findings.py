"""What is noted while a database is understood, and how its words become those of a domain."""

from __future__ import annotations

import re

from mockgenie.importers.geniedialog.model import OpenPoint, Origin
from mockgenie.importers.geniedialog.tables import GenieRow
from mockgenie.korean import composed
from mockgenie.source import short

_NO_LETTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What no text of a domain has in it: controls, signs that end a line, no characters at all."""
_NO_WORD = re.compile(r"\W+")
_KEYWORDS = frozenset(("and", "or", "is", "not", "filled", "unwanted"))
_LONGEST_NAME = 60


class Findings:
    """Collects decisions and open points, each once."""

    def __init__(self) -> None:
        self._decisions: dict[str, None] = {}
        self._open_points: dict[OpenPoint, None] = {}

    def decide(self, told: str) -> None:
        """Note what was decided."""
        self._decisions[told] = None

    def leave_open(self, origin: Origin, advice: str) -> str:
        """Note what is left open; the same as a comment."""
        self._open_points[OpenPoint(origin, advice)] = None
        return comment(f"{advice}: {origin.text}" if origin.text else advice)

    @property
    def decisions(self) -> tuple[str, ...]:
        """What was decided, in the order in which it was."""
        return tuple(self._decisions)

    @property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """What was left open."""
        return tuple(self._open_points)


def origin(table: str, row: GenieRow, column: str = "", text: str = "") -> Origin:
    """A place in a database: a cell, or something in it."""
    return Origin(table, row.number, text or (row[column] if column else ""))


def clean(text: str) -> str:
    """A text as a domain may have it: in composed letters, with LF for every end of a line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return composed(_NO_LETTERS.sub("", text)).strip()


def line(text: str) -> str:
    """The same on one line."""
    if text.isprintable() and "  " not in text:  # most are, and this is fast
        return composed(text).strip()
    return " ".join(clean(text).split())


def comment(text: str, longest: int = 300) -> str:
    """A text as it may stand in a comment."""
    return short(line(text), longest)


class NamesTaken:
    """Gives names that nothing else has, whatever the case of their letters."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def identifier(self, written: str, otherwise: str) -> str:
        """A name as classes and slots have it: letters, digits and `_`; `otherwise`: where nothing
        is left of what is written."""
        name = _NO_WORD.sub("_", clean(written)).strip("_")[:_LONGEST_NAME]
        if not name or not re.match(r"[^\W\d]", name):
            name = f"{otherwise}_{name}".rstrip("_")
        if name.casefold() in _KEYWORDS:
            name += "_"
        return self.unique(name, "_")

    def unique(self, name: str, sign: str = " ") -> str:
        """The name itself, or with a number behind it where it is taken."""
        one = name
        while one.casefold() in self._numbers:
            self._numbers[name.casefold()] += 1
            one = f"{name}{sign}{self._numbers[name.casefold()]}"
        self._numbers[one.casefold()] = 1
        return one
