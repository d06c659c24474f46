"""What values compare by on a given day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from mockgenie.conditions import Key, Reading, read_value
from mockgenie.korean import resolve_day, resolve_duration, resolve_time

_LONGEST = 40


@lru_cache(4)
def reading_on(today: date) -> Reading:
    """How values are read on the day `today`: 오늘 is that day, 2026-11-25 itself, 오후 두 시 is
    14:00, 두 시간 a duration, 12 a number.

    The same day gives the same function, so that an index made with it can be kept.
    """

    @lru_cache(2_000)
    def read(text: str) -> Key:
        key = read_value(text)
        if key[0] != "text" or len(text) > _LONGEST:
            return key
        if (day := resolve_day(text, today)) is not None:
            return "date", day
        if (time := resolve_time(text)) is not None:
            return "time", time
        if (duration := resolve_duration(text)) is not None:
            return "duration", duration
        return key

    return read
