"""Reads conditions without the parser, as long as nothing is wrong with them.

What the grammar says of a condition holds; whatever is not quite usual is left to it, mistakes
above all. Loading the parser and its grammar takes a tenth of the time in which a server starts.
"""

from __future__ import annotations

import re

from mockgenie.conditions.tree import NAME, Comparison, Condition, Filled, Unwanted, all_of, any_of

_PART = re.compile(
    rf"\s*(?P<name>{NAME.pattern})"
    r"(?:\s*(?P<operator>~=|>=|<=|[=><])\s*"
    r'(?:"(?P<text>[^"\\]*(?:\\["\\][^"\\]*)*)"|(?P<number>-?[0-9]+(?:\.[0-9]+)?))'
    r"|\s+[iI][sS](?P<negation>\s+[nN][oO][tT])?\s+(?:(?P<filled>filled)|unwanted))(?=[\s)]|\Z)"
)
_KEYWORDS = frozenset(("and", "or", "is", "not", "filled", "unwanted"))
"""Where one of them is no name, only the grammar tells."""
_ESCAPED = re.compile(r'\\(["\\])')
_OPEN = re.compile(r"\s*\(")
_CLOSED = re.compile(r"\s*\)(?=[\s)]|\Z)")
_JOINT = re.compile(r"\s+(and|or|AND|OR)(?=[\s(])")
_END = re.compile(r"\s*\Z")
_DEEPEST = 20


def read_plain(text: str) -> Condition | None:
    """The condition, None where it is not a plain one or none at all."""
    read = _read(text, 0, 0)
    return read[0] if read and _END.match(text, read[1]) else None


def unescaped(text: str) -> str:
    """What stands between the quotes of a value."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _read(text: str, position: int, depth: int) -> tuple[Condition, int] | None:
    """The condition that begins at `position`, and where it ends."""
    alternatives: list[list[Condition]] = [[]]
    while True:
        read = _read_factor(text, position, depth)
        if read is None:
            return None
        alternatives[-1].append(read[0])
        position = read[1]
        joint = _JOINT.match(text, position)
        if joint is None:
            break
        if joint[1].lower() == "or":
            alternatives.append([])
        position = joint.end()
    return any_of(map(all_of, alternatives)), position


def _read_factor(text: str, position: int, depth: int) -> tuple[Condition, int] | None:
    if opened := _OPEN.match(text, position):
        inner = _read(text, opened.end(), depth + 1) if depth < _DEEPEST else None
        closed = _CLOSED.match(text, inner[1]) if inner else None
        return (inner[0], closed.end()) if inner and closed else None
    found = _PART.match(text, position)
    if found is None or found["name"].lower() in _KEYWORDS:
        return None
    if found["operator"]:
        value = found["number"] if found["text"] is None else unescaped(found["text"])
        return Comparison(found["name"], found["operator"], value), found.end()
    kind = Filled if found["filled"] else Unwanted
    return kind(found["name"], found["negation"] is None), found.end()
