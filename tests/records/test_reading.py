"""What values compare by on a given day."""

from __future__ import annotations

from datetime import date

import pytest

from mockgenie.conditions import Key, compare
from mockgenie.records.table import reading_on

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("오늘", ("date", SUNDAY)),
        ("내일", ("date", date(2026, 11, 23))),
        ("다음 주 금요일", ("date", date(2026, 11, 27))),
        ("11월 25일", ("date", date(2026, 11, 25))),
        ("2026-11-25", ("date", date(2026, 11, 25))),
        ("2026.11.25", ("date", date(2026, 11, 25))),
        ("12", ("number", 12)),
        ("서울", ("text", "서울")),
        ("2월 30일", ("text", "2월 30일")),
        ("오" * 10_000, ("text", "오" * 10_000)),
    ],
)
def test_a_value_is_read_as_on_that_day(text: str, key: Key) -> None:
    assert reading_on(SUNDAY)(text) == key


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        ("오늘", "=", "2026-11-22"),
        ("오늘", "=", "일요일"),
        ("내일", "=", "월요일"),
        ("모레", ">", "내일"),
        ("어제", "<", "오늘"),
        ("4일 뒤", "=", "11월 26일"),
        ("다음 주 월요일", ">=", "하루 뒤"),
    ],
)
def test_days_compare_whatever_they_are_called(left: str, operator: str, right: str) -> None:
    assert compare(left, operator, right, reading_on(SUNDAY))


def test_another_day_is_another_reading() -> None:
    monday = date(2026, 11, 23)
    assert reading_on(monday)("오늘") == reading_on(SUNDAY)("내일") == ("date", monday)
    assert reading_on(SUNDAY)("오늘") == ("date", SUNDAY)


def test_the_same_day_is_the_same_reading() -> None:
    assert reading_on(SUNDAY) is reading_on(date(2026, 11, 22))
