"""Times and days that are said from another one: 한 시간 늦춰 줘, 하루 앞당겨, 그 다음 날."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from mockgenie.korean.dates import shift_day, weekday_of
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
_NEXT = SoughtPattern(
    r"(?<![가-힣])(?:그\s?)?(?:(?P<next>(?:다음|담)\s?날|이튿날)|전날)(?P<into>(?:로|으로)(?![가-힣]))?",
    sign="다음날|담날|이튿날|전날",
)
_SAME_WEEKDAY = SoughtPattern(
    r"(?<![가-힣])(?P<week>다다음|다음|담|이번)\s?주\s?같은\s?요일(?P<into>(?:로|으로)(?![가-힣]))?",
    sign="주같은요일",
)
SHIFT_SIGNS = frozenset((_WAY, _NEXT, _SAME_WEEKDAY))
"""One of these is where `find_shift` finds anything."""


class TimeShift(Struct, frozen=True, gc=False):
    """What stands in a text from `start` to `end` is so much later, or earlier, than something."""

    start: int
    end: int
    amount: timedelta
    changes: bool = True
    """Something is to be changed by it (하루 늦춰), not only spoken of (그 다음 날은?)."""
    week: str = ""
    """The week in which the same day of the week is meant: 다음 주 같은 요일."""

    @property
    def of_days(self) -> bool:
        """Whether it is said of a day, not of a time."""
        return self.amount % _DAY == timedelta(0)

    def apply(self, words: str) -> str:
        """The day or the time that is so much later than the one that `words` name, as people say
        it; "" where there is none."""
        if self.week:
            weekday = weekday_of(words)
            return f"{self.week} 주 {weekday}" if weekday else ""
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
        amount, into = _DAY if found_next["next"] else -_DAY, found_next["into"]
        return TimeShift(*found_next.span(), amount, into is not None)
    if _SAME_WEEKDAY in signs and (same := _SAME_WEEKDAY.compiled.search(text)):
        return TimeShift(*same.span(), _DAY, same["into"] is not None, same["week"])
    return None
