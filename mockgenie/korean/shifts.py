"""Times and days that are said from another one: 한 시간 늦춰 줘, 하루 앞당겨, 그 다음 날."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from mockgenie.korean.dates import shift_day
from mockgenie.korean.durations import find_durations, resolve_duration
from mockgenie.korean.lazy_regex import ANY_SIGNS, Signs, SoughtPattern
from mockgenie.korean.times import shift_time

_DAY = timedelta(1)
_WINDOW = 24
"""Letters in which a duration stands before what is to be done with it."""
_WAY = SoughtPattern(
    r"\s?(?:만|정도|쯤)?\s?(?:더|좀|조금)?\s?"
    "(?:(?P<later>뒤(?=로)|미[뤄루룰뤘]|늦[게춰추출춥췄]|연기)"
    "|(?P<earlier>앞(?=으로)|당[겨기길겼]|앞당|일찍|빨리))",
    sign="뒤로|미[뤄루룰뤘]|늦[게춰추출춥췄]|연기|앞으로|당[겨기길겼]|앞당|일찍|빨리",
)
_NEXT = SoughtPattern(r"(?<![가-힣])(?:그\s?)?(?:(?P<next>(?:다음|담)\s?날|이튿날)|전날)")
SHIFT_SIGNS = frozenset((_WAY, _NEXT))
"""One of these is where `find_shift` finds anything."""


class TimeShift(Struct, frozen=True, gc=False):
    """What stands in a text from `start` to `end` is so much later, or earlier, than something."""

    start: int
    end: int
    amount: timedelta
    changes: bool = True
    """Something is to be changed by it (하루 늦춰), not only spoken of (그 다음 날은?)."""

    @property
    def of_days(self) -> bool:
        """Whether it is said of a day, not of a time."""
        return self.amount % _DAY == timedelta(0)

    def apply(self, words: str) -> str:
        """The day or the time that is so much later than the one that `words` name, as people say
        it; "" where there is none."""
        if self.of_days:
            return shift_day(words, self.amount // _DAY)
        return shift_time(words, self.amount)


def find_shift(text: str, signs: Signs = ANY_SIGNS) -> TimeShift | None:
    """The first shift in a text, None for none; `signs`: those of its letters, where known."""
    if _WAY in signs:
        for found in _WAY.compiled.finditer(text):
            begin = max(0, found.start() - _WINDOW)
            before = text[begin : found.start()]
            spans = find_durations(before)
            if not spans or spans[-1][1] != len(before.rstrip()):
                continue
            start, end = spans[-1]
            amount = resolve_duration(before[start:end])
            if amount:
                way = amount if found["later"] else -amount
                return TimeShift(begin + start, found.end(), way)
    if _NEXT in signs and (found_next := _NEXT.compiled.search(text)):
        return TimeShift(*found_next.span(), _DAY if found_next["next"] else -_DAY, False)
    return None
