"""Days as people say them: 오늘, 모레, 사흘 뒤, 다음 주 금요일, 3월 2일, 2026-11-25."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from mockgenie.korean.lazy_regex import ANY_SIGNS, LazyPattern, Signs, SoughtPattern
from mockgenie.korean.numerals import UP_TO_TEN

_NAMED = {
    "그저께": -2,
    "그제": -2,
    "어제": -1,
    "오늘": 0,
    "금일": 0,
    "내일": 1,
    "낼": 1,
    "명일": 1,
    "내일모레": 2,
    "낼모레": 2,
    "모레": 2,
    "글피": 3,
    "그글피": 4,
}
_COUNTED = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "열흘": 10,
    "보름": 15,
}
_FEASTS = {
    "신정": (1, 1),
    "삼일절": (3, 1),
    "어린이날": (5, 5),
    "어버이날": (5, 8),
    "스승의날": (5, 15),
    "현충일": (6, 6),
    "광복절": (8, 15),
    "개천절": (10, 3),
    "한글날": (10, 9),
    "크리스마스": (12, 25),
    "성탄절": (12, 25),
    "크리스마스이브": (12, 24),
}
"""Days of the year by name, as month and day; those of the lunar calendar move."""
_MONTH_ENDS = ("말일", "월말", "달말", "달말일")
_AMOUNTS = dict(zip(("", *"일이삼사오육칠팔구"), range(10), strict=True))
_SINO = {
    f"{tens_word}{one_word}": 10 * tens + one
    for tens, tens_word in enumerate(("", "십", "이십", "삼십"))
    for one_word, one in _AMOUNTS.items()
    if tens + one
}
_UNITS = {"일": _SINO, "주": UP_TO_TEN, "주일": _SINO, "달": UP_TO_TEN, "개월": _SINO}
"""What days are counted in, with the numerals that go with it: 삼 일, 한 주, 두 달."""
_DAYS = {"일": 1, "주": 7, "주일": 7}
_WEEKS = {"지난": -1, "저번": -1, "이번": 0, "금": 0, "다음": 1, "담": 1, "다다음": 2}
_NTH = {"첫": 0, "첫째": 0, "둘째": 1, "셋째": 2, "넷째": 3, "다섯째": 4, "마지막": -1}
"""Which of a month's days of one name is meant: 셋째 주 금요일 is the third Friday."""
NOW = "지금"
"""A day, and a time, where one was asked for; elsewhere it mostly is neither (지금 되나요?)."""
_WEEKDAYS = "월화수목금토일"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ANY_FEAST = _any_of(_FEASTS).replace("의날", r"의\s?날").replace("스이", r"스\s?이")
_ENDS = r"(?=$|[^가-힣]|에|은|는|이|의|로|랑|하고|과|와|쯤|부터|까지|요|정도)"
_WAY = rf"(?:뒤|후|\s*(?:뒤|후|전){_ENDS})"
"""How many days on or back; 2일 전주 and 2일 후쿠오카 say something else."""

_DAY = LazyPattern(
    rf"""
      (?<![0-9])(?P<year>[0-9]{{4}})\s*[-./]\s*(?P<month>[0-9]{{1,2}})\s*[-./]\s*(?P<day>[0-9]{{1,2}})
    | (?<![0-9/])(?P<smonth>1[0-2]|0?[1-9])/(?P<sday>3[01]|[12][0-9]|0?[1-9])(?![0-9/])
    | (?<![0-9])(?:(?P<kyear>[0-9]{{4}})\s*년\s*)?
      (?P<kmonth>1[0-2]|0?[1-9])\s*월\s*(?P<kday>3[01]|[12][0-9]|0?[1-9])\s*일
    | (?:(?P<wmonth>다다음|다음|담|이번)\s*달\s*|(?P<kwmonth>1[0-2]|0?[1-9])\s*월\s*)?
      (?P<nth>{_any_of(_NTH)})\s*주\s*(?P<nweekday>[{_WEEKDAYS}])(?:요일|욜)
    | (?P<rmonth>다다음|다음|담|이번|지난|저번)\s*달\s*(?P<rday>3[01]|[12][0-9]|0?[1-9])\s*일
    | (?:(?<![0-9.])(?P<figures>[0-9]{{1,3}})|(?P<amount>{_any_of(_SINO | UP_TO_TEN)}))\s*
      (?P<unit>{_any_of(_UNITS)})(?P<uway>{_WAY})
    | (?P<emonth>다다음|다음|담|이번)?\s*(?:{"|".join(_MONTH_ENDS[::-1])})(?P<end>)
    | (?P<feast>{_ANY_FEAST})
    | (?P<counted>{_any_of(_COUNTED)})(?P<cway>뒤|후|전)
    | (?:(?P<week>{_any_of(_WEEKS)})주)?(?P<weekday>[{_WEEKDAYS}])(?:요일|욜)
    | (?:(?P<wweek>{_any_of(_WEEKS)})주?)?(?P<weekend>주말)
    | (?<![0-9.])(?<!박)(?<!박\s)(?P<mday>3[01]|[12][0-9]|0?[1-9])\s*일(?!\s?(?:간|째|동안))
    | (?P<named>{_any_of(_NAMED)}|{NOW})
    """,
    re.VERBOSE,
)
_NUMBERED_OR_FEAST = SoughtPattern(
    rf"[0-9]\s*[-./월일년주달개]|{_ANY_FEAST}", sign=f"[0-9]|{_ANY_FEAST}"
)
"""What a day that is named with digits, or a day of the year, has in it."""
DATE_SIGNS = frozenset((_NUMBERED_OR_FEAST,))
"""One of these is where `find_dates` finds anything."""
_MAY_BEGIN = LazyPattern(rf"(?<![0-9])[0-9]|다음|다다음|담|이번|지난|저번|{_ANY_FEAST}")
"""What such a day begins with."""
_SPACES = LazyPattern(r"\s+")
_BESIDE = LazyPattern(
    r"^(?P<day>.+?)(?:(?P<next>다음날|이튿날|전날)|(?P<way>[0-9]{1,3}일(?:뒤|전)))$"
)
_COUNTED_ON = LazyPattern(r" (?:다음 날|전날|(?P<figures>[0-9]{1,3})일 (?P<way>뒤|전))$")
_BESIDE_BY = {1: "다음 날", -1: "전날"}
_NAMES = {0: "오늘", 1: "내일", 2: "모레", 3: "글피", -1: "어제", -2: "그저께"}
_LONGEST_BESIDE = 30
_NO_LEAP_YEAR = date(2026, 7, 1)
_DIGIT = LazyPattern("[0-9]")


def day_words() -> Iterator[str]:
    """Every way of naming a day without digits, without spaces: 오늘, 사흘뒤, 다음주금요일."""
    yield from _NAMED
    for counted in _COUNTED:
        yield from (counted + way for way in ("뒤", "후", "전"))
    yield from _MONTH_ENDS[:2]
    for month in ("이번", "다음", "다다음"):
        yield from (f"{month}{end}" for end in _MONTH_ENDS[2:])
    for unit, amounts in _UNITS.items():
        yield from (amount + unit + way for amount in amounts for way in ("뒤", "후", "전"))
    for weekday in (day + end for day in _WEEKDAYS for end in ("요일", "욜")):
        yield weekday
        yield from (f"{week}주{weekday}" for week in _WEEKS)
        for nth in (one for one, number in _NTH.items() if number < 4):
            yield from (f"{month}{nth}주{weekday}" for month in ("", "이번달", "다음달"))
    yield "주말"
    for week in _WEEKS:
        yield from (f"{week}주말", f"{week}주주말")


_MEANS_NOW = LazyPattern(
    f"(?:네|예|아|음|어|그냥)*{NOW}(?:바로|당장)?"
    "(?:이?요|이에요|부터요?|(?:갈|가|출발|보내|부탁|해|할)[가-힣]*)?"
)


def means_now(letters: str) -> bool:
    """Whether an answer is that it is to be now: 지금요, 네 지금 바로 갈게요."""
    return NOW in letters and _MEANS_NOW.compiled.fullmatch(letters) is not None


def is_weekday(word: str) -> bool:
    """Whether a word names nothing but a day of the week."""
    return len(word) <= 3 and word[:1] in _WEEKDAYS and word[1:] in ("요일", "욜")


WEEKDAY_SIGNS = frozenset((SoughtPattern(f"[{_WEEKDAYS}](?:요일|욜)"),))
"""One of these is where `in_week_of` finds anything."""
_NAMES_WEEKDAY = LazyPattern(rf"[{_WEEKDAYS}](?=요일|욜)")


def weekday_of(words: str) -> str:
    """The weekday that words for a day name, "" where they name none: 다음 주 금욜 is 금요일."""
    found = _NAMES_WEEKDAY.compiled.search(words)
    return f"{found[0]}요일" if found else ""


_IN_WEEK = LazyPattern(
    rf"(?P<week>(?:다다음|다음|담)\s?주|.*(?:{_any_of(_NTH)})\s?주)"
    rf"(?P<space>\s?)(?:주?말|[{_WEEKDAYS}](?:요일|욜))"
)


def in_week_of(words: str, known: str) -> str:
    """A weekday in the week of the day that is `known`, where that is named by its week; "" where
    it is not, or `words` are no weekday alone.

    >>> in_week_of("목요일", "다음 주 수요일")
    '다음 주 목요일'
    """
    found = _IN_WEEK.compiled.fullmatch(known) if is_weekday(words) else None
    if found is None:
        return ""
    space = " " if known.endswith("말") else found["space"]
    return f"{found['week']}{space}{words}"


def means_day_of_month(letters: str, end: int) -> bool | None:
    """Whether the 3일 that ends at letter `end` is a day (3일에, 3일부터) or so many days (3일
    예약, 3일만); None where what stands behind it does not tell."""
    changed = _CHANGED_INTO.compiled.match(letters, max(0, end - len("25일")))
    if changed or letters.startswith(_DAY_BEHIND, end):
        return True
    return False if letters.startswith(_DAYS_BEHIND, end) else None


_CHANGED_INTO = LazyPattern("[123][0-9]일로(?!예약|묵|숙박|머|지내)")
"""25일로 바꿔 줘 is a day: hardly anybody stays that long."""
_DAY_BEHIND = (
    "에",
    "부터",
    "날",
    "자",
    "까지",
    "저녁",
    "아침",
    "오전",
    "오후",
    "점심",
    "밤",
)
_DAYS_BEHIND = ("예약", "묵", "숙박", "간", "만", "정도", "로", "동안", "머", "지내", "투숙", "있")


_RUN = SoughtPattern(
    rf"(?<![가-힣])(?P<days>[{_WEEKDAYS}]{{2,7}})(?:요일)?(?=\s|$|[.,?!]|은|는|에|만|도|다)",
    sign=rf"[{_WEEKDAYS}]{{2}}",
)
WEEKDAYS_SIGNS = frozenset((_RUN,))
"""One of these is where `find_weekdays` finds anything."""
_NO_RUNS = ("금일", "수일", "월일", "화일", "목일", "일토", "수목일")


def find_weekdays(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where several days of the week are named by their first letters alone (수목금, 토일): (start,
    end) of each, and the days."""
    for found in _RUN.compiled.finditer(text):
        days = found["days"]
        numbers = [*map(_WEEKDAYS.index, days)]
        if days not in _NO_RUNS and all(one < next_ for one, next_ in pairwise(numbers)):
            yield *found.span(), tuple(f"{day}요일" for day in days)


def find_dates(text: str, signs: Signs = ANY_SIGNS) -> list[tuple[int, int]]:
    """Where days are named with digits in `text`, or by the name of a day of the year where there
    are none (크리스마스 파티 on 12월 24일 is no second day): (start, end) of each."""
    if not (_NUMBERED_OR_FEAST in signs and _NUMBERED_OR_FEAST.compiled.search(text)):
        return []
    found: list[re.Match[str]] = []
    for place in _MAY_BEGIN.compiled.finditer(text):
        if found and place.start() < found[-1].end():
            continue
        if day := _DAY.compiled.match(text, place.start()):
            found.append(day)
    numbered = [day.span() for day in found if _DIGIT.compiled.search(text, *day.span())]
    return numbered or [day.span() for day in found if day["feast"]]


def resolve_day(words: str, today: date) -> date | None:
    """The day that `words` name, seen from `today`; None where they name none.

    A weekday or a day of the month alone is its next coming, today included; a date without its
    year is the nearest one; a weekend is its Saturday, on a Sunday the day itself.
    """
    letters = _SPACES.compiled.sub("", words)
    found = _DAY.compiled.fullmatch(letters)
    if found is None:
        return _beside(letters, today)
    try:
        return _resolve(found.groupdict(), today)
    except (ValueError, OverflowError):  # 2월 30일
        return None


def _beside(letters: str, today: date) -> date | None:
    """The day that is so many days on or back from another one: 금요일 다음 날, 말일 이틀 전."""
    may_be = len(letters) <= _LONGEST_BESIDE and letters.endswith(("날", "뒤", "전"))
    found = _BESIDE.compiled.search(letters) if may_be else None
    if found is None or (day := resolve_day(found["day"], today)) is None:
        return None
    if way := found["next"]:
        return day + timedelta(-1 if way == "전날" else 1)
    return resolve_day(found["way"], day)


def shift_day(words: str, days: int) -> str:
    """The day so many days on, or back, from the one that `words` name, as people say it; "" where
    they name none."""
    if (on := _COUNTED_ON.compiled.search(words)) is not None:
        words, days = words[: on.start()], days + _days_on(on)
    found = _DAY.compiled.fullmatch(_SPACES.compiled.sub("", words))
    if found is None:
        return ""
    if days == 0:
        return words
    return _moved(found, days) or f"{words} {_BESIDE_BY.get(days) or _counted_days(days)}"


def _moved(day: re.Match[str], days: int) -> str:
    """Another day named as this one is, "" where that depends on what day it is today."""
    if (named := day["named"]) in _NAMED:
        number = _NAMED[named] + days
        return _NAMES.get(number) or _counted_days(number)
    if day["week"] and 0 <= (weekday := _WEEKDAYS.index(day["weekday"]) + days) < 7:
        return f"{day['week']} 주 {_WEEKDAYS[weekday]}요일"
    if day["month"] or (day["kmonth"] and not day["kyear"]):
        with suppress(ValueError):
            there = _dated(day.groupdict(), _NO_LEAP_YEAR)
            if there is not None:
                there += timedelta(days)
                return there.isoformat() if day["year"] else f"{there.month}월 {there.day}일"
    return ""


def _days_on(found: re.Match[str]) -> int:
    if found["figures"]:
        return int(found["figures"]) * (-1 if found["way"] == "전" else 1)
    return -1 if found[0].endswith("전날") else 1


def _counted_days(days: int) -> str:
    return f"{abs(days)}일 {'뒤' if days > 0 else '전'}"


def _resolve(part: dict[str, str | None], today: date) -> date | None:
    if named := part["named"]:
        return today + timedelta(_NAMED.get(named, 0))
    for way in (_dated, _of_month, _counted, _named_in_year, _nth_of_month):
        if (day := way(part, today)) is not None:
            return day
    return _in_week(part, today) if part["weekday"] or part["weekend"] else None


def _dated(part: dict[str, str | None], today: date) -> date | None:
    """2026-11-25, 3월 2일."""
    if year := part["year"]:
        return date(int(year), int(part["month"] or 0), int(part["day"] or 0))
    if month := part["kmonth"] or part["smonth"]:
        year, number, day = part["kyear"], int(month), int(part["kday"] or part["sday"] or 0)
        if year:
            return date(int(year), number, day)
        years = range(today.year - 1, today.year + 2)
        return min(
            _existing((year, number, day) for year in years),
            key=lambda found: abs(found - today),
            default=None,
        )
    return None


def _of_month(part: dict[str, str | None], today: date) -> date | None:
    """다음 달 3일, 3일."""
    if relative := part["rmonth"]:
        meant = today.year * 12 + today.month - 1 + _WEEKS[relative]
        return date(meant // 12, meant % 12 + 1, int(part["rday"] or 0))
    if month_day := part["mday"]:
        this_month = today.year * 12 + today.month - 1
        # A day that this month lacks, or that is over, is in one of the next two.
        months = range(this_month, this_month + 3)
        coming = _existing((m // 12, m % 12 + 1, int(month_day)) for m in months)
        return next((found for found in coming if found >= today), None)
    return None


def _counted(part: dict[str, str | None], today: date) -> date | None:
    """사흘 뒤, 2주 전."""
    if unit := part["unit"]:
        number = int(part["figures"] or _UNITS[unit].get(part["amount"] or "", 0))
        number *= -1 if "전" in (part["uway"] or "") else 1
        if unit in _DAYS:
            return today + timedelta(number * _DAYS[unit])
        return _in_month(today, number, today.day)
    if counted := part["counted"]:
        return today + timedelta(_COUNTED[counted] * (-1 if part["cway"] == "전" else 1))
    return None


def _named_in_year(part: dict[str, str | None], today: date) -> date | None:
    """크리스마스, 다음 달 말일."""
    if feast := part["feast"]:
        days = _existing((today.year + later, *_FEASTS[feast]) for later in (0, 1))
        return next(day for day in days if day >= today)
    if part["end"] is not None:
        return _in_month(today, _WEEKS[part["emonth"] or "이번"], 31)
    return None


def _nth_of_month(part: dict[str, str | None], today: date) -> date | None:
    """12월 셋째 주 금요일; without a month, the next that comes."""
    if part["nth"] is None:
        return None
    number, weekday = _NTH[part["nth"]], _WEEKDAYS.index(part["nweekday"] or "")
    this_month = today.year * 12 + today.month - 1
    if relative := part["wmonth"]:
        meant = this_month + _WEEKS[relative]
        return _nth_weekday(meant, number, weekday)
    if named := part["kwmonth"]:
        first = this_month + (int(named) - today.month) % 12
        months = range(first, first + 13, 12)
    else:
        months = range(this_month, this_month + 2)
    coming = (_nth_weekday(month, number, weekday) for month in months)
    return next((day for day in coming if day is not None and day >= today), None)


def _nth_weekday(month: int, number: int, weekday: int) -> date | None:
    """A weekday of a month, which is told by how many there were before it."""
    days = _existing((month // 12, month % 12 + 1, day) for day in range(1, 32))
    named = [day for day in days if day.weekday() == weekday]
    return named[number] if number < len(named) else None


def _in_month(today: date, months: int, day: int) -> date:
    """A day some months on, or the last one of a month that is shorter."""
    meant = today.year * 12 + today.month - 1 + months
    year, month = meant // 12, meant % 12 + 1
    return max(_existing((year, month, one) for one in range(min(day, 28), day + 1)))


def _in_week(part: dict[str, str | None], today: date) -> date:
    """금요일, 다음 주 주말."""
    weeks = _WEEKS[part["week"] or part["wweek"] or "이번"]
    if part["weekend"]:
        weekday = max(5, today.weekday()) if weeks == 0 else 5
    else:
        weekday = _WEEKDAYS.index(part["weekday"] or "")
        if part["week"] is None:
            return today + timedelta((weekday - today.weekday()) % 7)
    return today + timedelta(weekday - today.weekday() + 7 * weeks)


def _existing(candidates: Iterable[tuple[int, int, int]]) -> Iterator[date]:
    """The days that there are among candidates (year, month, day)."""
    for candidate in candidates:
        with suppress(ValueError):
            yield date(*candidate)
