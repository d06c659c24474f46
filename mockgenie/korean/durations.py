"""Durations as people say them: 2박 3일, 세 시간 반, 30분, 사흘, 일주일, 3개월, 3일 동안."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from mockgenie.korean.lazy_regex import ANY_SIGNS, LazyPattern, Signs, SoughtPattern
from mockgenie.korean.numerals import (
    AT_END,
    COUNTING,
    FIGURES,
    FIRST_LETTERS,
    LAST_LETTERS,
    NOT_IN_NUMBER,
    SINO,
    any_of,
    read_number,
)

_DAY = 24 * 60 * 60
_UNITS = {
    "년": 365 * _DAY,
    "개월": 30 * _DAY,
    "달": 30 * _DAY,
    "주일": 7 * _DAY,
    "주": 7 * _DAY,
    "박": _DAY,
    "밤": _DAY,
    "일": _DAY,
    "시간": 60 * 60,
    "분": 60,
    "초": 1,
}
"""In seconds."""
_NATIVE_UNITS = ("시간", "달", "개월", "주", "박", "밤")

_COUNTED = {
    "하루": 1,
    "하룻밤": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
    "반년": 180,
}
"""In days."""

_FOLLOWS = {
    "년": ("개월", "달"),
    "개월": ("일",),
    "달": ("일",),
    "주일": ("일",),
    "주": ("일",),
    "박": ("일",),
    "일": ("시간",),
    "시간": ("분",),
    "분": ("초",),
}
"""What may stand behind a unit as a part of the same duration."""

_AWAY = rf"(?!\s{{0,2}}(?:뒤|후|전){AT_END})"
"""사흘 뒤 and 2시간 전 are no durations: they say when, not how long."""
_RUN_TOGETHER = "(?=[일이삼사오육칠팔구십]{1,3}[일분])"
"""일박이일, 두시간삼십분."""

_PIECE = LazyPattern(
    rf"""
    (?:(?<!하루)(?P<counted>{any_of(*_COUNTED)})
      |(?:{NOT_IN_NUMBER}(?P<figures>{FIGURES})\s{{0,2}}(?P<unit>{any_of(*_UNITS)})
        |(?<![가-힣0-9])(?P<native>{COUNTING})\s{{0,2}}(?P<native_unit>{any_of(*_NATIVE_UNITS)})
        |(?:(?<![가-힣0-9])|(?<=[박간]))(?P<sino>{SINO})(?P<space>\s{{0,2}})
         (?P<sino_unit>{any_of(*_UNITS)})
      )(?:\s{{0,2}}(?P<half>반)(?:{AT_END}|(?=\s?동안|쯤)))?
    )
    (?P<span>\s{{0,2}}동안|간(?:\s?동안)?)?
    (?:{AT_END}|{_RUN_TOGETHER})
    {_AWAY}
    """,
    re.VERBOSE,
    firsts=FIRST_LETTERS + "".join(word[0] for word in _COUNTED),
)
_ANY_DURATION = SoughtPattern(
    rf"[{LAST_LETTERS}]\s{{0,2}}[{''.join(unit[0] for unit in _UNITS)}]"
    rf"|{any_of(*_COUNTED)}"
)
DURATION_SIGNS = frozenset((_ANY_DURATION,))
"""One of these is where `find_durations` finds anything."""
# What the letters before a piece say it is instead: the minutes of a time, the day of a month.
_HOUR = LazyPattern(
    r"(?:[0-9한두세네섯곱덟덜홉열영십일이삼사오육칠팔구]\s{0,2}시|:[0-9]{2})\s{0,2}\Z"
)
_MONTH = LazyPattern(r"월\s{0,2}\Z")
_WINDOW = 8


class _Piece(Struct, frozen=True):
    start: int
    end: int
    unit: str
    seconds: float
    closed: bool  # with 동안, 간 or 반: nothing more belongs to it
    doubtful: bool  # a duration only behind another one: 일박이일


def find_durations(text: str, signs: Signs = ANY_SIGNS) -> list[tuple[int, int]]:
    """Where durations stand in `text`: (start, end) of each, with 간 and 동안."""
    if not (_ANY_DURATION in signs and _ANY_DURATION.compiled.search(text)):
        return []
    return [(pieces[0].start, pieces[-1].end) for pieces in _durations(text)]


def resolve_duration(words: str) -> timedelta | None:
    """How long `words` say, None where they say no duration.

    2박 3일 is two days, as its nights count; a month has 30 days, a year 365.
    """
    words = words.strip()
    for pieces in _durations(words):
        if pieces[0].start > 0 or pieces[-1].end < len(words):
            return None
        nights = pieces[0].unit == "박"
        seconds = sum(piece.seconds for piece in (pieces[:1] if nights else pieces))
        try:
            return timedelta(seconds=seconds)
        except OverflowError:
            return None
    return None


def _durations(text: str) -> Iterator[list[_Piece]]:
    """The durations of a text, each in its pieces: 두 시간, 30분."""
    pieces: list[_Piece] = []
    for found in _PIECE.compiled.finditer(text):
        piece = _read_piece(found)
        if piece is None:
            continue
        if pieces and _belongs(text, pieces[-1], piece):
            pieces.append(piece)
            continue
        if pieces:
            yield pieces
        pieces = [] if piece.doubtful else [piece]
    if pieces:
        yield pieces


def _belongs(text: str, before: _Piece, piece: _Piece) -> bool:
    between = text[before.end : piece.start]
    follows = piece.unit in _FOLLOWS.get(before.unit, ())
    return follows and not before.closed and len(between) <= 2 and not between.strip()


def _read_piece(found: re.Match[str]) -> _Piece | None:
    start, end = found.span()
    if counted := found["counted"]:
        return _Piece(start, end, "", _COUNTED[counted] * _DAY, True, False)
    unit = found["unit"] or found["native_unit"] or found["sino_unit"]
    number = read_number(found["figures"] or found["native"] or found["sino"])
    before = found.string[max(0, start - _WINDOW) : start]
    if (
        number is None
        or (unit == "분" and _HOUR.compiled.search(before))
        or (unit == "일" and _MONTH.compiled.search(before))
        or (unit == "년" and number >= 1000)
    ):
        return None
    half, span = found["half"] is not None, found["span"] is not None
    doubtful = found["sino"] is not None and not (span or _is_sino_duration(found, unit))
    seconds = (number + (0.5 if half else 0)) * _UNITS[unit]
    return _Piece(start, end, unit, seconds, half or span, doubtful)


def _is_sino_duration(found: re.Match[str], unit: str) -> bool:
    """Whether a Sino-Korean numeral and a unit mean a duration without 동안 or 간 behind them:
    삼일 does, but 이 시간, 십일, 오일 or 사주 are mostly something else."""
    numeral, spaced = found["sino"], found["space"] != ""
    if numeral == "이" and unit in ("시간", "분"):
        return False
    if numeral == "이" and spaced:
        return unit in ("박", "개월", "주일")
    if unit == "일":
        return numeral[-1] in "삼사육칠팔구" or (len(numeral) > 1 and numeral[-1] in "일이오")
    if unit == "주":
        return len(numeral) > 1 or spaced
    return not (unit == "박" and numeral == "구")


_NUMBER_OF_DAYS = {**_COUNTED, "일주일": 7}
_NATIVE_DAYS = LazyPattern(
    rf"(?<![가-힣])(?:{any_of(*_NUMBER_OF_DAYS)})(?!\s?(?:뒤|후|전|이내|안에|만에|종일))"
)


def find_native_days(text: str) -> list[tuple[int, int, int]]:
    """Numbers of days that have a word of their own, with start and end: 이틀 is 2, 일주일 7.

    이틀 뒤 is a day, not a number of days.
    """
    return [
        (*found.span(), _NUMBER_OF_DAYS[found[0]]) for found in _NATIVE_DAYS.compiled.finditer(text)
    ]
