"""Numbers that options take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from mockgenie.cli.output import shown

_MOST_DIGITS = 15
_LARGEST = 10**9
"""Of those with a point, which are seconds."""


def number(
    is_whole: bool = False,
    least: float | None = None,
    above: float | None = None,
    most: float | None = None,
) -> Callable[[str], Any]:
    """Reads a number within limits, an int where it `is_whole`. What reads raises
    ArgumentTypeError."""
    kind = "a whole number" if is_whole else "a number"
    limits = "" if least is None else f" from {least:g}"
    if above is not None:
        limits = f" above {above:g}"
    if most is not None:
        limits += f" to {most:g}"
    elif least is not None:
        limits += " on"

    def read(text: str) -> Any:
        found = whole(text) if is_whole else _decimal(text)
        if (
            found is None
            or (least is not None and found < least)
            or (above is not None and found <= above)
            or (most is not None and found > most)
        ):
            raise argparse.ArgumentTypeError(f"expected {kind}{limits}, not {shown(text)}")
        return found

    return read


def whole(text: str, digits: int = _MOST_DIGITS) -> int | None:
    """The whole number that a text is, None where it is none or has more digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def _decimal(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 <= found <= _LARGEST else None
