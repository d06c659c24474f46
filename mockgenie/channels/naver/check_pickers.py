"""The options of buttons with which a day or a time is picked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from mockgenie.channels.naver.rules import NOT_DELIVERED
from mockgenie.channels.problem import Problem

_WEEKDAY = re.compile("[0-6]")
_CLOCK = re.compile(r"([01][0-9]|2[0-3])[0-5][0-9]")
_STEP = 5
_LONGEST = 720


def check_calendar(path: str, options: Any) -> Iterator[Problem]:
    """The problems of `options.calendar`: `start` and `end` come together, as YYYYMMDD; `disables`
    has weekdays (0 to 6), days and ranges of days between commas."""
    calendar = options.get("calendar") if isinstance(options, dict) else None
    if not isinstance(calendar, dict):
        return
    place = f"{path}.calendar"
    yield from _ends(place, calendar, _is_day, "a day is written YYYYMMDD")
    given = [calendar.get(name) is not None for name in ("start", "end")]
    if any(given) and not all(given):
        missing = "end" if given[0] else "start"
        told = "start and end are there both, or neither is"
        yield Problem(f"{place}.{missing}", told, NOT_DELIVERED)
    yield from _disables(f"{place}.disables", calendar.get("disables"), _is_disabled_day)


def check_interval(path: str, options: Any) -> Iterator[Problem]:
    """The problems of `options.timeInterval`: `start` and `end` as HHMM, `interval` minutes from 5
    to 720, in steps of 5."""
    given = options.get("timeInterval") if isinstance(options, dict) else None
    if not isinstance(given, dict):
        return
    place = f"{path}.timeInterval"
    yield from _ends(place, given, _is_time, "a time is written HHMM")
    minutes = given.get("interval")
    if minutes is not None and not _is_interval(minutes):
        told = f"minutes go from {_STEP} to {_LONGEST}, in steps of {_STEP}"
        yield Problem(f"{place}.interval", told, NOT_DELIVERED, _LONGEST)
    yield from _disables(f"{place}.disables", given.get("disables"), _is_time)


def _ends(place: str, given: Any, is_one: Any, told: str) -> Iterator[Problem]:
    """The problems of `start` and `end`, each of which may be left out."""
    for name in ("start", "end"):
        value = given.get(name)
        if value is not None and not is_one(value):
            yield Problem(f"{place}.{name}", told, NOT_DELIVERED)


def _disables(path: str, value: Any, is_one: Any) -> Iterator[Problem]:
    if value is None:
        return
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else [None]
    for part in parts:
        ends = part.split("-") if isinstance(part, str) else [part]
        if len(ends) > 2 or not all(is_one(end) for end in ends):
            told = f'"{part}" is nothing that can be left out'
            yield Problem(path, told, NOT_DELIVERED)
            return


def _is_disabled_day(value: Any) -> bool:
    return _is_day(value) or (isinstance(value, str) and _WEEKDAY.fullmatch(value) is not None)


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 8 or not (value.isascii() and value.isdigit()):
        return False
    try:
        datetime.strptime(value, "%Y%m%d")
    except ValueError:
        return False
    return True


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and _CLOCK.fullmatch(value) is not None


def _is_interval(value: Any) -> bool:
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return False
    return _STEP <= int(text) <= _LONGEST and int(text) % _STEP == 0
