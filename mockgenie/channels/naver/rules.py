"""Rules that many parts of an event have: lists, texts, addresses, users."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from mockgenie.channels.problem import Problem

NOT_DELIVERED = "the API takes it, and the user never sees it"
NOT_TAKEN = "the API refuses it"
IGNORED = "the user sees it without"

_LONGEST = 40
_ALIKE = 0.8
"""From here on a name that is none is another one misspelt."""
_USER = re.compile(r"[A-Za-z0-9_-]{22}")


def misspelt(path: str, value: dict[str, Any], known: Iterable[str]) -> Iterator[Problem]:
    """Fields that are none, though one that is was probably meant. Others are passed over: the
    documents do not name all that there are."""
    names = tuple(known)
    for name in value:
        is_none = name not in names and len(name) <= _LONGEST
        near = get_close_matches(name, names, 1, _ALIKE) if is_none else ()
        for meant in near:
            place = f"{path}.{name}" if path else name
            told = f'there is no such field, did you mean "{meant}"?'
            yield Problem(place, told, IGNORED, drops=False)


def is_user(value: object) -> bool:
    """Whether a value can be a user's key: 22 letters of base64url."""
    return isinstance(value, str) and _USER.fullmatch(value) is not None


def check_list(path: str, value: Any, most: int) -> Iterator[Problem]:
    """A list with one entry at least, and `most` at most."""
    if not isinstance(value, list) or not value:
        yield Problem(path, "it has to be a list with at least one entry", NOT_DELIVERED)
    elif len(value) > most:
        told = f"it has {len(value)} entries, of {most} that there may be"
        yield Problem(path, told, NOT_DELIVERED, most)


def entries(path: str, value: Any, most: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in a list, as many as there may be, each with its place."""
    for number, one in enumerate(value[:most] if isinstance(value, list) else ()):
        yield f"{path}[{number}]", one if isinstance(one, dict) else {}


def check_letters(path: str, value: Any, most: int, needed: bool = False) -> Iterator[Problem]:
    """A text of `most` letters at most; one that is `needed` is there and not empty."""
    if value is None and not needed:
        return
    if not isinstance(value, str) or (needed and not value):
        yield Problem(path, "it has to be a string that is not empty", NOT_DELIVERED)
    elif len(value) > most:
        told = f"it has {len(value):,} letters, of {most:,} that there may be"
        yield Problem(path, told, NOT_DELIVERED, most)
