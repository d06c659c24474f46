"""Lines of text as a terminal has to show them: what cannot be seen, and carets below."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from msgspec import Struct

_WINDOW = 120
"""So many characters of a long line are shown."""
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What a terminal obeys, what ends a line or turns what follows around, and halves of surrogate
pairs, with which Python reads file names that are no Unicode."""


_UNSAFE_IN_JSON = re.compile(_UNSAFE.pattern.replace("\x0a-\x1f", "\x0b-\x1f"))


def with_caret(line: str, column: int, end_column: int = 0) -> list[str]:
    """The line, and below it a caret under the column, as a terminal has to show them.

    Columns count characters from 1; `end_column` is 0 where the end of the place is not known. Of
    a long line only the surroundings are shown.
    """
    start = max(0, column - 1 - _WINDOW // 2) if len(line) > _WINDOW else 0
    cut = line[start : start + _WINDOW]
    before = "…" if start else ""
    behind = "…" if start + _WINDOW < len(line) else ""
    at = column - 1 - start
    under = "".join("\t" if char == "\t" else " " * width(char) for char in before + cut[:at])
    marked = cut[at : end_column - 1 - start] if end_column > column else ""
    return [
        printable(before + cut + behind),
        under + "^" + "~" * (columns(marked) - 1),
    ]


def width(char: str) -> int:
    """How many columns of a terminal a character takes: 0, 1 or 2."""
    if unicodedata.category(char) in ("Cf", "Me", "Mn") or "\u1160" <= char <= "\u11ff":
        # The vowels and finals of decomposed Hangul stand in the syllable that has begun.
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(width, text))


class ReportLine(Struct, frozen=True):
    """A line of a report on what is not as expected; `part` says whose words it shows, for
    colouring."""

    text: str
    part: Literal["plain", "expected", "got"] = "plain"


def common_start(one: str, other: str) -> str:
    """What both texts begin with."""
    size = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        size += 1
    return one[:size]


def visible(line: str) -> str:
    """The line with every character to be seen, spaces at its end and control characters too."""
    bare = line.rstrip(" ")
    return escaped(bare) + "␣" * (len(line) - len(bare))


def short(text: str, most: int = 40) -> str:
    """A text for a message: of a long one the first letters, with "…" behind them."""
    return text if len(text) <= most else text[:most] + "…"


def escaped(text: str) -> str:
    """The text on one line, with escapes for what cannot be seen."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def safe(text: str) -> str:
    """The text as it is safe to show: on one line, with escapes for what would colour the
    terminal, move its cursor, forge a line or turn letters around.

    Whatever somebody else has written (a client, a file, the name of a file) goes through this
    before a person sees it, or through `escaped`, which shows all that cannot be seen.
    """
    return _UNSAFE.sub(_escape, text)


def safe_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(safe, text.split("\n")))


def safe_json(written: str) -> str:
    """JSON as it is safe to show, and to write in UTF-8: it has the same value."""
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def printable(text: str) -> str:
    """The text as it is safe to show where each letter has to keep its column."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
