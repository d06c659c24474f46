"""Regular expressions of slots, matched in linear time whoever wrote them.

RE2 has no backreferences and no lookaround, so no expression can make it search back and forth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from mockgenie.source.mistakes import Mistake, mistake

_LONGEST = 1000
_MOST_FOUND = 100
"""Each is found in linear time; without end they were not: `a+b|a` reads on to the end for each."""
_PART = re.compile(r"\{\{|\}\}|\{(?P<group>[0-9]{1,3})(?::(?P<case>upper|lower))?\}|[{}]")
_HALF_OF_PAIR = re.compile("[\ud800-\udfff]")


def pattern_problem(pattern: str) -> Mistake | None:
    """What is wrong with a regular expression, None for nothing."""
    if len(pattern) > _LONGEST:
        return mistake("regex-too-long", most=_LONGEST, length=len(pattern))
    import re2

    try:
        compiled = _compile(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        return mistake("bad-regex", problem=text)
    if compiled.fullmatch("") is not None:
        return mistake("regex-matches-nothing")
    return None


def format_problem(form: str, pattern: str) -> tuple[int, Mistake] | None:
    """What is wrong with a form of the values of a pattern, and at which character; None for
    nothing. A form has `{1}` for what the first group of the pattern matches, `{0}` for all of
    it, `{1:upper}` and `{1:lower}` for the same in other letters, and `{{` and `}}` for braces."""
    groups = _compile(pattern).groups
    for part in _PART.finditer(form):
        if part[0] in "{}" or (part["group"] and int(part["group"]) > groups):
            return part.start(), mistake("no-group", written=part[0], groups=groups)
    return None


def find_formatted(pattern: str, form: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Where `pattern` fits in `text`, as `find_pattern` has it, and what fits: as it stands, or
    in a `form` (see `format_problem`)."""
    for found in _found(pattern, text):
        value = _PART.sub(partial(_written, found), form) if form else ""
        yield *found.span(), value or text[found.start() : found.end()]


def find_pattern(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `pattern` fits in `text`: (start, end) of each, without overlaps, of the
    first hundred."""
    return (found.span() for found in _found(pattern, text))


def _found(pattern: str, text: str) -> Iterator[Any]:
    # RE2 reads UTF-8, which has no halves of a surrogate pair.
    text = _HALF_OF_PAIR.sub("\ufffd", text)
    for found in islice(_compile(pattern).finditer(text), _MOST_FOUND):
        if found.end() > found.start():
            yield found


def _written(found: Any, part: re.Match[str]) -> str:
    """What a part of a form stands for."""
    if part["group"] is None:
        return part[0][0]
    group: str = found[int(part["group"])] or ""
    return group.upper() if part["case"] == "upper" else group.lower() if part["case"] else group


@lru_cache(1000)
def _compile(pattern: str) -> Any:
    # Imported here, because few domains have such slots.
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)
