"""Times of day as people say them: 오후 두 시 반, 저녁 7시, 14:30, 정오, 3:30 PM."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from mockgenie.korean.lazy_regex import ANY_SIGNS, LazyPattern, Signs, SoughtPattern
from mockgenie.korean.numerals import AT_END, UP_TO_TEN, any_of

_MORNING = {"오전", "아침", "새벽", "am"}
_AFTERNOON = {"오후", "저녁", "pm"}
_MIDDAY = {"낮", "대낮", "한낮", "점심"}
_NIGHT = {"밤", "한밤"}
_PARTS = _MORNING | _AFTERNOON | _MIDDAY | _NIGHT

_NATIVE_HOURS = UP_TO_TEN | {"여덜": 8, "열한": 11, "열두": 12}
_ONES = dict(zip(("", *"일이삼사오육칠팔구"), range(10), strict=True))
_TENS = {"": 0, "십": 10, "이십": 20, "삼십": 30, "사십": 40, "오십": 50}
_SINO = {
    tens_word + one_word: tens + one
    for tens_word, tens in _TENS.items()
    for one_word, one in _ONES.items()
    if tens + one
}
_HOURS = _NATIVE_HOURS | {"영": 0} | {word: hour for word, hour in _SINO.items() if 10 < hour < 25}
"""By the word before 시; with a single letter (이시, 사시) or as 십시 they are other words."""

_NAMED = {"정오": time(12), "자정": time(0)}
_ABOUT = {"아침": time(8), "점심": time(12), "저녁": time(18)}
"""When people eat: 점심때, 저녁 무렵."""

_LATIN = r"[ap]\.?m\b\.?"
_AFTER_DAY = "(?<=[후전녁밤낮침벽심에일늘레요말])"
"""The last letters of parts of the day and of days, behind which an hour may stand unspaced."""
_WORD_BEGINS = rf"(?:(?<![가-힣0-9])|{_AFTER_DAY})"
_NATIVE = any_of(*_NATIVE_HOURS).replace("열", r"열\s?").replace(r"\s?|", "|")
_SINO_HOURS = any_of(*(_HOURS.keys() - _NATIVE_HOURS))
_NO_NUMBER = r"(?<![0-9])(?<![0-9][.,:/])"
_MINUTES = (
    rf"\s{{0,2}}(?:(?P<half>반)(?:{AT_END}|(?=쯤|이[라랬었]))"
    rf"|(?P<minute>[0-5]?[0-9]|{any_of(*_SINO)})\s?분)"
)
_TOLD = "(?=(?:야|여|네요?|구나|래요?|대요?|다)(?![가-힣]))"
_HOUR_ENDS = rf"(?:{AT_END}|{_TOLD}|(?=이전|이후|전|후|경|정각|출발|도착|사이|즈음))"
"""What may stand behind 시; 시간 counts hours, 시청 and 시작 are other words."""

_TIME = LazyPattern(
    rf"""
    (?:(?P<part>{any_of(*(_PARTS - {"am", "pm"}))})(?:에\s)?\s{{0,2}}
      |(?<![a-z])(?P<before>{_LATIN})\s{{0,2}})?
    (?:
      (?:
        {_NO_NUMBER}(?P<figures>[01]?[0-9]|2[0-4])\s{{0,2}}
        |{_WORD_BEGINS}(?P<native>{_NATIVE})\s{{0,2}}
        |(?<![0-9한두세네너모동])(?!한)(?P<glued>{_NATIVE})
        |{_WORD_BEGINS}(?P<sino>{_SINO_HOURS})\s{{0,2}}
      )시(?:{_MINUTES}|{_HOUR_ENDS})
      |{_NO_NUMBER}(?P<clock>(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)
        (?::[0-5][0-9])?(?![0-9]|[:.][0-9])(?:\s{{0,2}}(?P<after>{_LATIN}))?
      |{_NO_NUMBER}(?P<latin>1[0-2]|0?[1-9])\s{{0,2}}(?P<behind>{_LATIN})
      |{_WORD_BEGINS}(?P<named>정오|자정){_HOUR_ENDS}
      |{_WORD_BEGINS}(?P<meal>{any_of(*_ABOUT)})\s?(?:때|무렵|즈음){_HOUR_ENDS}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
    firsts="0-9ap" + "".join(sorted({word[0] for word in (*_PARTS, *_HOURS, *_NAMED)})),
)
_ANY_TIME = SoughtPattern(
    r"[0-9한두세네섯곱덟덜홉열영십일이삼사오육칠팔구정자](?:\s{0,2}[시apAP]|:[0-9]|오|정)|[침심녁]\s?[때무즈]"
)
TIME_SIGNS = frozenset((_ANY_TIME,))
"""One of these is where `find_times` finds anything."""
_BOUNDS = {
    "새벽": ("<오전 6시",),
    "아침": ("<오전 11시",),
    "오전": ("<정오",),
    "점심": (">=오전 11시", "<오후 2시"),
    "낮": (">=오전 11시", "<오후 5시"),
    "오후": (">=정오",),
    "저녁": (">=오후 5시",),
    "밤": (">=오후 8시",),
}
"""What times are within that are in a part of the day."""
_PART_ALONE = SoughtPattern(
    rf"(?<![가-힣])(?P<part>{any_of(*_BOUNDS)})(?:때|시간|시간대)?(?=에|엔|은|는|도|만|\s|$|[?,.])",
    sign=any_of(*_BOUNDS),
)
DAY_PART_SIGNS = frozenset((_PART_ALONE,))
"""One of these is where `find_day_parts` finds anything."""
_SPACES = LazyPattern(r"\s+")
_ANY_DAY = date(2001, 1, 1)


def find_times(text: str, signs: Signs = ANY_SIGNS) -> list[tuple[int, int]]:
    """Where times of day stand in `text`: (start, end) of each, without particles and 쯤."""
    if not (_ANY_TIME in signs and _ANY_TIME.compiled.search(text)):
        return []
    return [found.span() for found in _TIME.compiled.finditer(text)]


def find_day_parts(text: str, signs: Signs = ANY_SIGNS) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where parts of the day stand in `text` that may be all that is said of when something is:
    (start, end) of each, and what times are within, as in `Session.compared` (>=오후 5시)."""
    if _PART_ALONE not in signs:
        return []
    return [
        (*found.span(), _BOUNDS[found["part"]]) for found in _PART_ALONE.compiled.finditer(text)
    ]


def resolve_time(words: str) -> time | None:
    """The time that `words` name; None where they name none.

    An hour without its part of the day is the one people mean in an appointment: 8 to 11 in the
    morning, 12 at noon, 1 to 7 in the afternoon. Written with a colon it is of the 24-hour clock.
    """
    found = _TIME.compiled.fullmatch(words.strip())
    if found is None:
        return None
    if named := found["named"]:
        return _NAMED[named]
    if meal := found["meal"]:
        return _ABOUT[meal]
    part = found["part"] or _latin(found["before"] or found["after"] or found["behind"])
    if clock := found["clock"]:
        hour, minute = map(int, clock.split(":"))
        return time(_hour_of_part(hour, part) if part else hour % 24, minute)
    spoken = found["figures"] or found["latin"]
    if spoken:
        hour = int(spoken)
    else:
        hour = _HOURS[_SPACES.compiled.sub("", found["native"] or found["glued"] or found["sino"])]
    minute = 30 if found["half"] else _minute(found["minute"])
    return time(_hour_of_part(hour, part) if part else _hour_alone(hour), minute)


def shift_time(words: str, amount: timedelta) -> str:
    """The time so much later, or earlier, than the one that `words` name, as people say it; ""
    where there is none on that day."""
    time_ = resolve_time(words)
    if time_ is None:
        return ""
    then = datetime.combine(_ANY_DAY, time_) + amount
    if then.date() != _ANY_DAY:
        return ""
    minutes = {0: "", 30: " 반"}.get(then.minute, f" {then.minute}분")
    alone = f"{then.hour % 12 or 12}시{minutes}"
    if resolve_time(alone) == then.time() and not any(part in words for part in _PARTS):
        return alone
    return f"{'오전' if then.hour < 12 else '오후'} {alone}"


def _latin(part: str | None) -> str:
    return (part or "").lower().replace(".", "")


def _minute(words: str | None) -> int:
    return 0 if words is None else _SINO.get(words) or int(words)


def _hour_alone(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 7 else hour % 24


def _hour_of_part(hour: int, part: str) -> int:
    """The hour, 0 to 23, in a part of the day; one beyond 12 is taken as it is."""
    if hour > 12:
        return hour % 24
    hour %= 12
    if part in _MORNING:
        return hour
    if part in _NIGHT:  # 밤 12시 is midnight, 밤 1시 an hour later
        return hour + 12 if hour > 5 else hour
    if part in _MIDDAY:  # 낮 11시 is before noon
        return hour if hour > 8 else hour + 12
    return hour if part == "저녁" and hour == 0 else hour + 12
