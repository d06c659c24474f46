"""How two values compare (wire contract, section 7).

Two numbers compare as numbers, two dates or times as such, anything else as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import TypeAlias

Key: TypeAlias = tuple[str, object]
"""What a value compares by: its kind (`number`, `date`, `time`, `text`) and its place in it."""

Reading: TypeAlias = Callable[[str], Key]
"""Gives a value its key; an engine may know more dates than the ISO ones."""

_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")


def read_value(text: str) -> Key:
    """The key of a value as it stands: `12.50` is a number, `2021-03-02` a date, `14:30` a time."""
    first = text[:1]
    # isdecimal, because most values start with a letter and are settled here.
    if not (first.isdecimal() or first == "-"):
        return "text", text
    if _NUMBER.fullmatch(text):
        return "number", float(text) if "." in text else int(text)
    try:
        if _DATE.fullmatch(text):
            return "date", date.fromisoformat(text)
        if clock := _TIME.fullmatch(text):
            return "time", time(int(clock[1]), int(clock[2]), int(clock[3] or 0))
    except ValueError:  # 2021-02-30, 25:00
        pass
    return "text", text


_TESTS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "~=": lambda order: order != 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
}
OPERATORS = tuple(_TESTS)


def compare(left: str, operator: str, right: str, read: Reading = read_value) -> bool:
    """Whether `left operator right` holds."""
    if operator == "=" and left == right:
        return True
    left_key, right_key = read(left), read(right)
    if operator == "=":
        return left_key == right_key
    if left_key[0] != right_key[0]:
        left_key, right_key = ("text", left), ("text", right)
    a, b = left_key[1], right_key[1]
    order = 0 if a == b else 1 if a > b else -1  # type: ignore[operator]
    return _TESTS[operator](order)
