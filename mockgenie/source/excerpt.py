"""Lines of text as a terminal has to show them: what cannot be seen, and carets below."""

from __future__ import annotations

import re
import unicodedata

_WINDOW = 120
"""So many characters of a long line are shown."""
_NOT_SHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


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
    return sum(map(width, text))


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


def escaped(text: str) -> str:
    """The text on one line, with escapes for what cannot be seen."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def printable(text: str) -> str:
    """The text without what would move the cursor or colour the terminal; tabs stay."""
    return _NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", text)
