"""What time it is for the server: the machine's time, unless it is frozen or moved."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

_KOREA_IS_AHEAD = 9 * 3600
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = (date(2, 1, 1).toordinal() - _EPOCH) * _DAY
_LAST = (date(9999, 1, 1).toordinal() - _EPOCH) * _DAY

_PARTS = 2.0**20  # of a second; sums of them are exact for 272 years

KOREA = timezone(timedelta(hours=9), "KST")

Instant: TypeAlias = date | datetime | str
"""A day (from its first moment in Korea), a time, or either as ISO 8601 writes it."""


class ClockState(Struct, frozen=True, array_like=True):
    """How a clock is set: `moved` seconds from the machine's wall clock, `aged` seconds from its
    steady one; `frozen`: what `now` and `seconds` of one give that stands still, None for one that
    goes on."""

    moved: float = 0.0
    aged: float = 0.0
    frozen: tuple[float, float] | None = None


class Clock:
    """Time that can stand still or be another one.

    `now` is seconds since 1970-01-01 UTC; `seconds` only ever grows and is for how long something
    has lasted: it stands still while the clock is frozen, and goes on by what the clock is moved
    forward. It counts whole parts of a second, about a microsecond each, so that however often the
    clock is moved, what has lasted is exactly the sum. `wall` and `steady` give the machine's own
    two. It shows the years 2 to 9998; a moment outside them raises ValueError, and changes nothing.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._moved = 0.0
        self._aged = 0.0
        self._frozen: tuple[float, float] | None = None

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return self._frozen[0] if self._frozen else self._wall() + self._moved

    def seconds(self) -> float:
        """Seconds from some moment on."""
        if self._frozen:
            return self._frozen[1]
        return round(self._steady() * _PARTS) / _PARTS + self._aged  # as `_whole` has it

    def today(self) -> date:
        """The day it is in Korea, wherever the server runs: 오늘 means the same in every CI."""
        return day_at(self.now())

    def day(self) -> int:
        """The number of that day: it changes at midnight in Korea."""
        return int((self.now() + _KOREA_IS_AHEAD) // _DAY)

    def seconds_to_midnight(self) -> float:
        """How long the day lasts that it is in Korea."""
        return _DAY - (self.now() + _KOREA_IS_AHEAD) % _DAY

    @property
    def is_frozen(self) -> bool:
        """Whether it stands still."""
        return self._frozen is not None

    @property
    def moved(self) -> float:
        """How many seconds it is ahead of the machine's, less than 0 where it is behind."""
        return self.now() - self._wall()

    def freeze(self, at: float | None = None) -> None:
        """Stand still, at the moment `at` (seconds since 1970) or at this one."""
        now = self.now()
        at = now if at is None else at
        _check(at)
        self._frozen = (at, self.seconds() + _whole(max(at - now, 0.0)))

    def move(self, seconds: float) -> None:
        """Be so much later, or earlier; one that stands still goes on standing still."""
        _check(self.now() + seconds)
        aged = _whole(max(seconds, 0.0))  # going back makes nothing younger
        if self._frozen:
            self._frozen = (self._frozen[0] + seconds, self._frozen[1] + aged)
        else:
            self._moved += seconds
            self._aged += aged

    def release(self) -> None:
        """Show the machine's time again."""
        reached = self.seconds()
        self._frozen = None
        self._moved = 0.0
        self._aged = reached - _whole(self._steady())

    def state(self) -> ClockState:
        """How it is set, for another process whose machine has the same two clocks: its steady one
        has to begin at the same moment, as the wall clock does."""
        return ClockState(self._moved, self._aged, self._frozen)

    def restore(self, state: ClockState) -> None:
        """Be set as another one is. Raises ValueError for a moment that no clock shows."""
        _check(state.frozen[0] if state.frozen else self._wall() + state.moved)
        self._moved, self._aged, self._frozen = state.moved, state.aged, state.frozen


def day_at(moment: float) -> date:
    """The day it is in Korea, so many seconds since 1970-01-01 UTC."""
    return _day(int((moment + _KOREA_IS_AHEAD) // _DAY))


@lru_cache(16)  # the same object again and again is also found faster by what is kept of a day
def _day(number: int) -> date:
    return date.fromordinal(_EPOCH + number)


def _whole(seconds: float) -> float:
    """As many whole parts as that is nearest to."""
    return round(seconds * _PARTS) / _PARTS


def _check(moment: float) -> None:
    """Raises ValueError for a moment of which nobody could tell the day, everywhere on Earth."""
    if not _FIRST <= moment < _LAST:
        raise ValueError("a moment has to be in the years 2 to 9998")


def seconds_at(moment: Instant) -> float:
    """Seconds since 1970-01-01 UTC at a moment. Raises ValueError for a text that is none."""
    if isinstance(moment, str):
        moment = _read(moment)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=KOREA)
    return moment.timestamp()


def _read(text: str) -> datetime:
    iso = text.strip()
    if iso[-1:] in ("Z", "z"):
        iso = iso[:-1] + "+00:00"
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        examples = "2026-11-22, 2026-11-22T23:59 or 2026-11-22T14:59:00Z"
        raise ValueError(f'"{text}" is no moment such as {examples}') from None
