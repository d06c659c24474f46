"""Problems of files as tests expect them: place, code, and the word that is suggested.

    3:14 unknown-slot → Weather.city
    hotels.csv:2:1 wrong-value

The place is `line:column`, behind the name of the file where it is not the file itself. How a code
is worded stands in `tests/source/test_mistakes.py` alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from mockgenie.source import Diagnostic

_SUGGESTED = re.compile(r'did you mean "([^"]*)"')
ARROW = " → "


def brief(diagnostic: Diagnostic, path: Path | None = None) -> str:
    """A problem in short; `path` is the file whose name is left out."""
    file = "" if diagnostic.path == path else f"{diagnostic.path.name}:"
    suggested = _SUGGESTED.search(diagnostic.message)
    meant = f"{ARROW}{suggested[1]}" if suggested else ""
    return f"{file}{diagnostic.line}:{diagnostic.column} {diagnostic.code}{meant}"


def assert_problems(found: Sequence[str], expected: Sequence[str]) -> None:
    """Problems in short are the expected ones, in their order. One that is expected without a
    suggestion may have any."""
    assert len(found) == len(expected), found
    assert [
        one if ARROW in wanted else one.partition(ARROW)[0]
        for one, wanted in zip(found, expected, strict=True)
    ] == list(expected)
