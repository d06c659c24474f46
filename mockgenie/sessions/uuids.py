"""What sessions are known by: 18 decimal digits of which the first is not 0."""

from __future__ import annotations

import re
from collections.abc import Callable

_UUID = re.compile(r"[1-9][0-9]{17}", re.ASCII)
_FIRST = 10**17


def is_uuid(text: str) -> bool:
    """Whether a store can have given a text as a uuid."""
    return _UUID.fullmatch(text) is not None


def new_uuid(draw: Callable[[int], int]) -> str:
    """Another one; `draw` gives a random number below its argument."""
    return str(_FIRST + draw(9 * _FIRST))
