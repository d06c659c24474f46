"""What is wrong with a value in a client's record, by the type of its slot."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

from mockgenie.conditions import Key
from mockgenie.domain import Slot
from mockgenie.korean import resolve_day, resolve_duration, resolve_time
from mockgenie.records import READERS, CellError, reading_on, shown
from mockgenie.source import did_you_mean, find_pattern

_LONGEST = 40
"""What is longer is no day, time or duration."""

_MOST_VALUES = 200
"""Of so many values the one that was meant is looked for."""

_TAGS = ("<count>", "</count>")


def value_problem(slot: Slot, value: str, today: date) -> str:
    """What is wrong with `value`, a text without spaces around it and no count, in `slot`; "" for
    nothing."""
    if "<" in value and any(tag in value.lower() for tag in _TAGS):
        return f"{quoted(value)} is no count; write <count>124</count>, with at most 15 digits"
    check = _CHECKS.get(slot.type)
    if check is None or value in slot.values:
        return ""
    return check(slot, value, today)


def quoted(text: str) -> str:
    """The beginning of a text in quotes, on one line and without control characters."""
    plain = (char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in shown(text))
    return f'"{"".join(plain)}"'


def as_sent(text: str) -> str:
    """A text of a client's in quotes; and what no eye sees of it, its letters being decomposed."""
    composed = unicodedata.is_normalized("NFC", shown(text))
    return quoted(text) + ("" if composed else " in decomposed letters (NFD; write NFC)")


def _cell(slot: Slot, value: str, today: date) -> str:
    """A number, yes or no, as conditions compare it."""
    read = reading_on(today)
    try:
        plain = READERS[slot.type](value)
    except CellError:
        wanted = _WANTED[slot.type]
        return f"{as_sent(value)} is not {wanted}"
    if read(plain) == read(value):
        return ""
    return f"{as_sent(value)} is compared as a text; write {quoted(plain)}"


def _time_value(resolve: Callable[[str, date], object]) -> Callable[[Slot, str, date], str]:
    """The check of a slot whose values are days, times or durations, by what reads these."""

    def check(slot: Slot, value: str, today: date) -> str:
        if len(value) <= _LONGEST:
            kind: Key = reading_on(today)(value)
            if kind[0] == slot.type or resolve(value, today) is not None:
                return ""
        return f"{as_sent(value)} is not {_WANTED[slot.type]}"

    return check


def _pattern(slot: Slot, value: str, today: date) -> str:
    if any(find_pattern(rf"\A(?:{slot.pattern})\z", value)):
        return ""
    return f"{as_sent(value)} does not fit the pattern {slot.pattern}"


def choice_problem(slot: Slot, value: str, today: date) -> str:
    """What is wrong with `value` where the values of `slot` are those that the domain lists."""
    read = reading_on(today)
    if read(value) in map(read, slot.values):
        return ""
    called = next((word for word, others in slot.values.items() if value in others), "")
    if called:
        return f"{as_sent(value)} is compared as it stands; write {quoted(called)}"
    near = did_you_mean(shown(value), slot.values) if len(slot.values) <= _MOST_VALUES else ""
    return f"{as_sent(value)} is none of the values of {slot.name}{near}"


_WANTED = {
    "boolean": "yes or no",
    "int": "a whole number such as 1500",
    "float": "a number such as 2.5",
    "date": "a day; write 2026-11-25, or a word for a day such as 내일",
    "time": "a time; write 14:30, or words for a time such as 오후 두 시 반",
    "duration": "a duration; write words for one such as 두 시간 or 2박 3일",
}

_CHECKS: dict[str, Callable[[Slot, str, date], str]] = {
    "boolean": _cell,
    "int": _cell,
    "float": _cell,
    "date": _time_value(resolve_day),
    "time": _time_value(lambda value, _: resolve_time(value)),
    "duration": _time_value(lambda value, _: resolve_duration(value)),
    "pattern": _pattern,
    "choice": choice_problem,
}
"""By the type of a slot; a slot of another type takes every text."""
