"""Days as people say them, seen from a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import (
    day_words,
    find_dates,
    find_weekdays,
    in_week_of,
    means_day_of_month,
    means_now,
    resolve_day,
)

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)
NEW_YEARS_EVE = date(2026, 12, 31)  # a Thursday


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("오늘", 0),
        ("금일", 0),
        ("내일", 1),
        ("명일", 1),
        ("모레", 2),
        ("내일모레", 2),
        ("내일 모레", 2),
        ("글피", 3),
        ("그글피", 4),
        ("어제", -1),
        ("그제", -2),
        ("그저께", -2),
        ("하루 뒤", 1),
        ("이틀 뒤", 2),
        ("사흘 뒤", 3),
        ("사흘뒤", 3),
        ("나흘 후", 4),
        ("닷새 뒤", 5),
        ("엿새 후", 6),
        ("일주일 뒤", 7),
        ("일주일 전", -7),
        ("열흘 뒤", 10),
        ("보름 뒤", 15),
        ("이틀 전", -2),
        ("0일 뒤", 0),
        ("3일 뒤", 3),
        ("3일 후", 3),
        ("3 일 뒤", 3),
        ("10일 전", -10),
        ("100일 뒤", 100),
        ("1주 뒤", 7),
        ("2주 뒤", 14),
        ("2주일 뒤", 14),
        ("3주 전", -21),
        ("삼 일 뒤", 3),
        ("십이 일 뒤", 12),
        ("한 주 뒤", 7),
        ("두 주 후", 14),
        ("이 주일 전", -14),
        ("지금", 0),
    ],
)
def test_a_day_at_a_distance(words: str, days: int) -> None:
    for today in (SUNDAY, NEW_YEARS_EVE, date(2028, 2, 28), date(2027, 2, 28)):
        assert resolve_day(words, today) == today + timedelta(days)


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("12월 셋째 주 금요일", SUNDAY, date(2026, 12, 18)),
        ("12월 첫 주 월요일", SUNDAY, date(2026, 12, 7)),
        ("다음 달 둘째주 토요일", SUNDAY, date(2026, 12, 12)),
        ("넷째 주 금요일", SUNDAY, date(2026, 11, 27)),
        ("첫째 주 토요일", SUNDAY, date(2026, 12, 5)),
        ("1월 마지막 주 일요일", SUNDAY, date(2027, 1, 31)),
        ("이번 달 마지막 주 월요일", SUNDAY, date(2026, 11, 30)),
        ("12월 다섯째 주 월요일", SUNDAY, None),
        ("11월 첫째 주 월요일", SUNDAY, date(2027, 11, 1)),
    ],
)
def test_a_weekday_of_a_month(words: str, today: date, day: date | None) -> None:
    assert resolve_day(words, today) == day


@pytest.mark.parametrize(
    ("words", "known", "meant"),
    [
        ("목요일", "다음 주 수요일", "다음 주 목요일"),
        ("금요일", "다음 주말", "다음 주 금요일"),
        ("일욜", "담주 토욜", "담주 일욜"),
        ("토요일", "다다음주 금요일", "다다음주 토요일"),
        ("토요일", "12월 셋째 주 금요일", "12월 셋째 주 토요일"),
        ("목요일", "이번 주 수요일", ""),
        ("목요일", "수요일", ""),
        ("다음 주 목요일", "다음 주 수요일", ""),
        ("내일", "다음 주 수요일", ""),
    ],
)
def test_a_weekday_is_of_the_week_that_is_spoken_of(words: str, known: str, meant: str) -> None:
    assert in_week_of(words, known) == meant


@pytest.mark.parametrize(
    ("letters", "is_day"),
    [
        ("25일에", True),
        ("25일로바꿔", True),
        ("3일로바꿔", False),
        ("3일간", False),
        ("25일동안", False),
        ("3일", None),
    ],
)
def test_what_stands_behind_it_tells_days_from_a_day(letters: str, is_day: bool | None) -> None:
    assert means_day_of_month(letters, letters.index("일") + 1) is is_day


def test_the_days_around_29_february() -> None:
    assert resolve_day("내일", date(2028, 2, 28)) == date(2028, 2, 29)
    assert resolve_day("모레", date(2028, 2, 28)) == date(2028, 3, 1)
    assert resolve_day("내일", date(2027, 2, 28)) == date(2027, 3, 1)
    assert resolve_day("2월 29일", date(2028, 2, 1)) == date(2028, 2, 29)
    assert resolve_day("29일", date(2028, 2, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("한 달 뒤", SUNDAY, date(2026, 12, 22)),
        ("두 달 후", SUNDAY, date(2027, 1, 22)),
        ("3개월 뒤", SUNDAY, date(2027, 2, 22)),
        ("육개월 전", SUNDAY, date(2026, 5, 22)),
        ("한 달 뒤", date(2027, 1, 31), date(2027, 2, 28)),
        ("한 달 전", date(2028, 3, 30), date(2028, 2, 29)),
        ("말일", SUNDAY, date(2026, 11, 30)),
        ("월말", NEW_YEARS_EVE, NEW_YEARS_EVE),
        ("이번 달 말일", SUNDAY, date(2026, 11, 30)),
        ("다음 달 말", NEW_YEARS_EVE, date(2027, 1, 31)),
        ("크리스마스", SUNDAY, date(2026, 12, 25)),
        ("크리스마스 이브", date(2026, 12, 24), date(2026, 12, 24)),
        ("성탄절", NEW_YEARS_EVE, date(2027, 12, 25)),
        ("어린이날", SUNDAY, date(2027, 5, 5)),
    ],
)
def test_months_on_and_days_of_the_year(words: str, today: date, day: date) -> None:
    assert resolve_day(words, today) == day


@pytest.mark.parametrize("letters", ["지금", "지금요", "네지금바로갈게요", "지금부터요"])
def test_an_answer_may_mean_now(letters: str) -> None:
    assert means_now(letters)


@pytest.mark.parametrize("letters", ["", "지금몇시예요", "지금은안돼요", "방금", "지금되나요"])
def test_not_every_word_for_now_means_it(letters: str) -> None:
    assert not means_now(letters)


def test_the_days_around_the_end_of_the_year() -> None:
    assert resolve_day("내일", NEW_YEARS_EVE) == date(2027, 1, 1)
    assert resolve_day("금요일", NEW_YEARS_EVE) == date(2027, 1, 1)
    assert resolve_day("주말", NEW_YEARS_EVE) == date(2027, 1, 2)
    assert resolve_day("다음 주 월요일", NEW_YEARS_EVE) == date(2027, 1, 4)
    assert resolve_day("사흘 전", date(2027, 1, 2)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        # alone: the next one to come, today included
        ("일요일", SUNDAY, SUNDAY),
        ("월요일", SUNDAY, MONDAY),
        ("토요일", SUNDAY, date(2026, 11, 28)),
        ("수요일", SUNDAY, WEDNESDAY),
        ("수요일", WEDNESDAY, WEDNESDAY),
        ("화요일", WEDNESDAY, date(2026, 12, 1)),
        # of a week, which begins on Monday
        ("이번 주 일요일", SUNDAY, SUNDAY),
        ("이번 주 월요일", SUNDAY, date(2026, 11, 16)),
        ("이번 주 월요일", MONDAY, MONDAY),
        ("이번주 금요일", MONDAY, date(2026, 11, 27)),
        ("금주 금요일", MONDAY, date(2026, 11, 27)),
        ("다음 주 월요일", SUNDAY, MONDAY),
        ("다음 주 일요일", SUNDAY, date(2026, 11, 29)),
        ("다음주 금요일", SUNDAY, date(2026, 11, 27)),
        ("다음 주 금요일", MONDAY, date(2026, 12, 4)),
        ("담주 금요일", MONDAY, date(2026, 12, 4)),
        ("다다음 주 월요일", SUNDAY, date(2026, 11, 30)),
        ("지난주 토요일", SUNDAY, date(2026, 11, 14)),
        ("지난 주 금요일", MONDAY, FRIDAY),
        ("저번 주 금요일", MONDAY, FRIDAY),
    ],
)
def test_a_weekday(words: str, today: date, day: date) -> None:
    assert resolve_day(words, today) == day


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("주말", MONDAY, date(2026, 11, 28)),
        ("주말", FRIDAY, SATURDAY),
        ("주말", SATURDAY, SATURDAY),
        ("주말", SUNDAY, SUNDAY),
        ("이번 주말", WEDNESDAY, date(2026, 11, 28)),
        ("이번주 주말", WEDNESDAY, date(2026, 11, 28)),
        ("이번 주말", SUNDAY, SUNDAY),
        ("다음 주말", FRIDAY, date(2026, 11, 28)),
        ("다음 주말", SUNDAY, date(2026, 11, 28)),
        ("다음 주 주말", MONDAY, date(2026, 12, 5)),
        ("지난 주말", MONDAY, SATURDAY),
        ("지난 주말", SUNDAY, date(2026, 11, 14)),
    ],
)
def test_a_weekend_is_its_first_day_that_is_not_over(words: str, today: date, day: date) -> None:
    assert resolve_day(words, today) == day


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("2026-11-25", SUNDAY, WEDNESDAY),
        ("2026.11.25", SUNDAY, WEDNESDAY),
        ("2026/11/25", SUNDAY, WEDNESDAY),
        ("2026-1-2", SUNDAY, date(2026, 1, 2)),
        ("2028-02-29", SUNDAY, date(2028, 2, 29)),
        ("2026년 11월 25일", SUNDAY, WEDNESDAY),
        ("2026년11월25일", SUNDAY, WEDNESDAY),
        ("2027년 1월 1일", SUNDAY, date(2027, 1, 1)),
        ("11월 25일", SUNDAY, WEDNESDAY),
        ("11월25일", SUNDAY, WEDNESDAY),
        ("11월 05일", SUNDAY, date(2026, 11, 5)),
        ("12월 3일", SUNDAY, date(2026, 12, 3)),
        ("25일", SUNDAY, WEDNESDAY),
        ("22일", SUNDAY, SUNDAY),
        ("21일", SUNDAY, date(2026, 12, 21)),
        ("9일", date(2026, 12, 7), date(2026, 12, 9)),
    ],
)
def test_a_day_of_the_calendar(words: str, today: date, day: date) -> None:
    assert resolve_day(words, today) == day


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("1월 2일", NEW_YEARS_EVE, date(2027, 1, 2)),
        ("1월 1일", date(2026, 12, 26), date(2027, 1, 1)),
        ("12월 30일", NEW_YEARS_EVE, date(2026, 12, 30)),
        ("12월 31일", date(2027, 1, 1), NEW_YEARS_EVE),
        ("2일", date(2026, 11, 30), date(2026, 12, 2)),
        ("1일", NEW_YEARS_EVE, date(2027, 1, 1)),
        ("31일", date(2026, 12, 30), NEW_YEARS_EVE),
    ],
)
def test_a_date_without_its_year_is_the_nearest_and_a_day_without_its_month_the_next(
    words: str, today: date, day: date
) -> None:
    assert resolve_day(words, today) == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "서울",
        "오늘은",
        "아침",
        "2월 30일",
        "11월 31일",
        "13월 1일",
        "0월 1일",
        "1월 0일",
        "1월 32일",
        "2027년 2월 29일",
        "2027-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "0000년 1월 1일",
        "32일",
        "0일",
        "요일",
        "천요일",
        "오늘 내일",
        "다음 주",
        "일주일",
        "1000일 뒤",
        "3일 동안",
    ],
)
def test_what_names_no_day(words: str) -> None:
    assert resolve_day(words, SUNDAY) is None


@pytest.mark.parametrize(
    ("words", "today"),
    [
        ("내일", date.max),
        ("어제", date.min),
        ("999일 뒤", date.max),
        ("다음 주 월요일", date.max),
        ("지난 주 월요일", date.min),
        ("일요일", date.max),
        ("주말", date.max),
    ],
)
def test_a_day_that_no_calendar_has_is_none(words: str, today: date) -> None:
    assert resolve_day(words, today) is None


def test_every_word_for_a_day_names_one() -> None:
    words = list(day_words())
    assert len(words) == len(set(words))
    assert all(resolve_day(word, WEDNESDAY) for word in words)
    assert {"오늘", "내일모레", "사흘뒤", "금요일", "다음주금요일", "주말", "이번주말"} <= set(
        words
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("오늘 내일", []),
        ("서울 25일 날씨", ["25일"]),
        ("25 일", ["25 일"]),
        ("11월 25일 서울", ["11월 25일"]),
        ("11월 25일하고 12월3일은", ["11월 25일", "12월3일"]),
        ("11/25 서울", ["11/25"]),
        ("3일 뒤 날씨", ["3일 뒤"]),
        ("3일뒤랑 25일", ["3일뒤", "25일"]),
        ("2주 뒤", ["2주 뒤"]),
        ("2026-11-25에", ["2026-11-25"]),
        ("2026년 11월 25일", ["2026년 11월 25일"]),
        ("3일간 묵을게요", []),
        ("3일 동안 묵을게요", []),
        ("3일째 비", []),
        ("32일", []),
        ("100일", []),
        ("10월 32일", []),
        ("2박 3일", []),
        ("13/25", []),
        ("1.5일", []),
        ("12/25/2026", []),
        ("크리스마스에 갈게요", ["크리스마스"]),
        ("크리스마스 이브 저녁", ["크리스마스 이브"]),
        ("스승의 날이요", ["스승의 날"]),
        ("12월 24일 크리스마스 파티", ["12월 24일"]),
        ("12월 셋째 주 금요일에 갈게요", ["12월 셋째 주 금요일"]),
    ],
)
def test_days_with_digits_are_found_in_a_text(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_dates(text)] == found


@given(st.dates(date(1, 1, 1)))
def test_every_day_is_named_by_its_numbers(day: date) -> None:
    assert resolve_day(day.isoformat(), SUNDAY) == day
    assert resolve_day(f"{day.year:04}년 {day.month}월 {day.day}일", SUNDAY) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from("월화수목금토일"))
def test_a_weekday_alone_comes_within_a_week(today: date, weekday: str) -> None:
    day = resolve_day(f"{weekday}요일", today)
    assert day
    assert 0 <= (day - today).days < 7
    assert "월화수목금토일"[day.weekday()] == weekday


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_weekend_is_never_over(today: date) -> None:
    day = resolve_day("주말", today)
    assert day
    assert day.weekday() >= 5
    assert 0 <= (day - today).days <= 5


@given(st.text(max_size=20), st.dates())
def test_any_text_names_a_day_or_none(words: str, today: date) -> None:
    assert resolve_day(words, today) is None or isinstance(resolve_day(words, today), date)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("월수금 어때요", [("월요일", "수요일", "금요일")]),
        ("화목은 바빠", [("화요일", "목요일")]),
        ("토일 날씨", [("토요일", "일요일")]),
        ("월화수요일에", [("월요일", "화요일", "수요일")]),
        ("금일 휴업", []),
        ("수일 내로", []),
        ("금월에", []),
        ("화목한 가정", []),
        ("월요일", []),
    ],
)
def test_several_weekdays_are_named_by_their_letters(
    text: str, days: list[tuple[str, ...]]
) -> None:
    assert [found[2] for found in find_weekdays(text)] == days
