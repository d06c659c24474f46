"""What values are, and how two of them compare (wire contract, section 7).

Two numbers compare as numbers, two dates or times as such, anything else as text.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeAlias

Values: TypeAlias = Mapping[str, object]
"""Names to values: of a record or of a dialog.

A value is a text, or what can be written as one: a number, a date, a time. A tuple or list is
several values. None, "" and an empty tuple are none: then the name might as well be missing.
"""

Key: TypeAlias = tuple[str, object]
"""What a value compares by: its kind (`number`, `date`, `time`, `text`) and its place in it. Of
a text the place is the text itself."""

Reading: TypeAlias = Callable[[str], Key]
"""Gives a value its key; an engine may know more dates than the ISO ones."""

_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")


def read_value(text: str) -> Key:
    """The key of a value as it stands: `12.50` is a number, `2021-03-02` a date, `14:30` a time."""
    # The usual ones first, because this is done for every record.
    if text.isdecimal() and text.isascii():
        return ("number", int(text)) if len(text) <= 300 else ("text", text)
    first = text[:1]
    if not (first.isdecimal() or first == "-"):
        return "text", text
    try:
        if _is_day(text):
            return "date", date.fromisoformat(text)
        if _NUMBER.fullmatch(text):
            return "number", float(text) if "." in text else int(text)
        if clock := _TIME.fullmatch(text):
            return "time", time(int(clock[1]), int(clock[2]), int(clock[3] or 0))
    except ValueError:  # 2021-02-30, 25:00
        pass
    return "text", text


def _is_day(text: str) -> bool:
    """Whether a text has the form of a day: what is no digit in it is then found by `date`."""
    return len(text) == 10 and text[4] == "-" == text[7] and text.isascii()


def unwanted_name(name: str) -> str:
    """The name under which the values of a slot that the user ruled out stand among `Values`."""
    return f"~{name}"


def value_text(value: object) -> str:
    """A value as conditions write it: 3.0 is `3`, True is `true`, half past two is `14:30`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    from decimal import Decimal  # late: a server starts without it

    if isinstance(value, float):
        value = Decimal(float.__repr__(value))  # numpy's own is none
    if isinstance(value, Decimal):
        # Nothing with an exponent is a number, and 3.0 is written as most write it.
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return str(value)


TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "~=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
OPERATORS = tuple(TESTS)


def satisfies(left: Key, operator: str, right: Key) -> bool:
    """Whether `left operator right` holds for two keys of one kind."""
    return TESTS[operator](left[1], right[1])


def compare(left: str, operator: str, right: str, read: Reading = read_value) -> bool:
    """Whether `left operator right` holds."""
    left_key, right_key = read(left), read(right)
    if left_key[0] == right_key[0]:
        return satisfies(left_key, operator, right_key)
    return TESTS[operator](left, right)
