"""Regular expressions of slots, matched in linear time whoever wrote them.

RE2 has no backreferences and no lookaround, so no expression can make it search back and forth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

_LONGEST = 1000
_MOST_FOUND = 100
"""Each is found in linear time; without end they were not: `a+b|a` reads on to the end for each."""
_HALF_OF_PAIR = re.compile("[\ud800-\udfff]")


def pattern_problem(pattern: str) -> str:
    """What is wrong with a regular expression, "" for nothing."""
    if len(pattern) > _LONGEST:
        return f"a pattern has at most {_LONGEST:,} characters, this one has {len(pattern):,}"
    import re2

    try:
        compiled = _compile(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        return (
            f"not a regular expression that matches in linear time: {text}"
            " (backreferences, lookahead and lookbehind cannot be used)"
        )
    if compiled.fullmatch("") is not None:
        return "this pattern also fits nothing at all; it has to need at least one character"
    return ""


def find_pattern(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `pattern` fits in `text`: (start, end) of each, without overlaps, of the
    first hundred."""
    # RE2 reads UTF-8, which has no halves of a surrogate pair.
    text = _HALF_OF_PAIR.sub("\ufffd", text)
    for found in islice(_compile(pattern).finditer(text), _MOST_FOUND):
        if found.end() > found.start():
            yield found.span()


@lru_cache(1000)
def _compile(pattern: str) -> Any:
    # Imported here, because few domains have such slots.
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)
