"""Times and days that are said from another one."""

from __future__ import annotations

from datetime import date

import pytest

from mockgenie.korean import find_shift, resolve_day

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "words", "moved"),
    [
        ("두 시간만 늦춰 주세요", "오전 9시", "오전 11시"),
        ("30분 앞당길 수 있나요", "7시", "6시 반"),
        ("한 시간 뒤로 미루자", "7시", "오후 8시"),
        ("십오 분만 좀 일찍", "오후 1시", "오후 12시 45분"),
        ("한시간미뤄줘", "14:30", "3시 반"),
        ("세 시간 늦게", "밤 10시", ""),
        ("한 시간 늦춰 줘", "하루 종일", ""),
        ("하루 미뤄 주세요", "내일", "모레"),
        ("이틀 당겨 줘", "12월 1일", "11월 29일"),
        ("사흘 뒤로 연기해 줘", "다음 주 화요일", "다음 주 금요일"),
        ("하루 앞당겨 줘", "2027-01-01", "2026-12-31"),
        ("하루 늦춰", "금요일", "금요일 다음 날"),
        ("하루 더 늦춰", "금요일 다음 날", "금요일 2일 뒤"),
        ("하루 당겨", "금요일 다음 날", "금요일"),
        ("그 다음 날은요", "모레", "글피"),
        ("전날은", "글피", "모레"),
        ("하루 미뤄", "언젠가", ""),
    ],
)
def test_what_is_so_much_later_or_earlier(text: str, words: str, moved: str) -> None:
    shift = find_shift(text)
    assert shift is not None
    assert shift.apply(words) == moved


@pytest.mark.parametrize(
    "text",
    ["세 시로 미뤄 줘", "모레로 당겨", "한 시간 뒤에 갈게요", "두 시간 걸려요", "생일 전날이라서",
     "늦게 가요", "뒤로 가", ""],
)  # fmt: skip
def test_what_shifts_nothing(text: str) -> None:
    shift = find_shift(text)
    assert shift is None or not shift.changes


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("금요일 다음 날", date(2026, 12, 5)),
        ("일요일 이튿날", date(2026, 12, 7)),
        ("12월 25일 전날", date(2026, 12, 24)),
        ("다음 주 월요일 3일 뒤", date(2026, 12, 10)),
        ("글피 2일 전", date(2026, 12, 1)),
        ("다음 날", None),
        ("언젠가 다음 날", None),
        ("전날" * 500, None),
    ],
)
def test_a_day_may_be_named_by_another_one(words: str, day: date | None) -> None:
    assert resolve_day(words, TODAY) == day


@pytest.mark.parametrize(
    ("text", "words", "moved", "changes"),
    [
        ("다음 날로 옮겨 줘", "내일", "모레", True),
        ("전날로 당기자", "12월 3일", "12월 2일", True),
        ("다음 주 같은 요일로", "목욜", "다음 주 목요일", True),
        ("담주 같은요일은 어때", "이번 주 화요일", "담 주 화요일", False),
        ("다음 주 같은 요일", "12월 3일", "", False),
        ("다음 날로만 알려", "내일", "모레", False),
    ],
)
def test_what_is_moved_to_another_day(text: str, words: str, moved: str, changes: bool) -> None:
    shift = find_shift(text)
    assert shift is not None
    assert shift.apply(words) == moved
    assert shift.changes is changes
