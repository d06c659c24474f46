"""Reads plain conditions, as most are, without the parser.

`act = "yes"`, `count > 10 and Weather.city is filled`: whatever needs no parentheses. What the
grammar says of them holds; anything else is left to it. Loading the parser and its grammar takes
a tenth of the time in which a server starts.
"""

from __future__ import annotations

import re

from mockgenie.conditions.tree import And, Comparison, Condition, Filled, Or, Unwanted

_PART = re.compile(
    r"\s*(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r'(?:\s*(?P<operator>~=|>=|<=|[=><])\s*(?:"(?P<text>[^"\\]*)"|(?P<number>-?[0-9]+(?:\.[0-9]+)?))'
    r"|\s+[iI][sS](?P<negation>\s+[nN][oO][tT])?\s+(?:(?P<filled>[fF][iI][lL][lL][eE][dD])|unwanted))"
    r"(?:\s*\Z|\s+(?P<joint>and|or|AND|OR)(?=\s))"
)
_KEYWORDS = {"and", "or", "is", "not", "filled", "unwanted"}


def read_plain(text: str) -> Condition | None:
    """The condition, None where it is not a plain one or none at all."""
    alternatives: list[list[Condition]] = [[]]
    position = 0
    while found := _PART.match(text, position):
        if found["name"].lower() in _KEYWORDS:
            return None
        alternatives[-1].append(_read_part(found))
        if found["joint"] is None:
            break
        if found["joint"].lower() == "or":
            alternatives.append([])
        position = found.end()
    if found is None:
        return None
    whole = [parts[0] if len(parts) == 1 else And(tuple(parts)) for parts in alternatives]
    return whole[0] if len(whole) == 1 else Or(tuple(whole))


def _read_part(found: re.Match[str]) -> Condition:
    if found["operator"]:
        value = found["number"] if found["text"] is None else found["text"]
        return Comparison(found["name"], found["operator"], value)
    kind = Filled if found["filled"] else Unwanted
    return kind(found["name"], found["negation"] is None)
