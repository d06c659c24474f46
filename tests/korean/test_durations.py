"""Durations as people type them."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import find_durations, resolve_duration


def days(number: float) -> timedelta:
    return timedelta(days=number)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("words", "length"),
    [
        # nights count, not days
        ("2박 3일", days(2)),
        ("1박2일", days(1)),
        ("일박이일", days(1)),
        ("이박 삼일", days(2)),
        ("이박삼일", days(2)),
        ("2박3일간", days(2)),
        ("3박", days(3)),
        ("세 박", days(3)),
        ("하룻밤", days(1)),
        # days
        ("하루", days(1)),
        ("이틀", days(2)),
        ("사흘", days(3)),
        ("나흘간", days(4)),
        ("닷새", days(5)),
        ("엿새 동안", days(6)),
        ("열흘", days(10)),
        ("보름", days(15)),
        ("3일", days(3)),
        ("3 일", days(3)),
        ("3일간", days(3)),
        ("3일 동안", days(3)),
        ("3일동안", days(3)),
        ("삼일", days(3)),
        ("오일 동안", days(5)),
        ("십일간", days(10)),
        ("이십 일 동안", days(20)),
        ("100일", days(100)),
        ("1,000일", days(1000)),
        # weeks, months, years
        ("일주일", days(7)),
        ("일주일간", days(7)),
        ("이주일", days(14)),
        ("2주", days(14)),
        ("2주일", days(14)),
        ("두 주", days(14)),
        ("이주 동안", days(14)),
        ("한 달", days(30)),
        ("한달", days(30)),
        ("석 달", days(90)),
        ("한 달 반", days(45)),
        ("3개월", days(90)),
        ("육개월", days(180)),
        ("반년", days(180)),
        ("1년", days(365)),
        ("일 년", days(365)),
        ("1년 6개월", days(365 + 180)),
        # hours and minutes
        ("세 시간", minutes(180)),
        ("한시간", minutes(60)),
        ("열두 시간", minutes(720)),
        ("24시간", minutes(1440)),
        ("2시간 30분", minutes(150)),
        ("두시간삼십분", minutes(150)),
        ("두 시간 반", minutes(150)),
        ("한시간반", minutes(90)),
        ("한시간 반동안", minutes(90)),
        ("2.5시간", minutes(150)),
        ("30분", minutes(30)),
        ("90분", minutes(90)),
        ("삼십 분", minutes(30)),
        ("오 분", minutes(5)),
        ("10초", timedelta(seconds=10)),
        ("1분 30초", minutes(1.5)),
    ],
)
def test_a_duration_is_found_whole_and_resolved(words: str, length: timedelta) -> None:
    assert resolve_duration(words) == length
    assert find_durations(words) == [(0, len(words))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("제주도 2박 3일 여행이요", ["2박 3일"]),
        ("2박3일로 예약해 주세요", ["2박3일"]),
        ("2박으로 할게요", ["2박"]),
        ("내일부터 3일이요", ["3일"]),
        ("삼일 묵을게요", ["삼일"]),
        ("사흘만 묵을게요", ["사흘"]),
        ("하루만요", ["하루"]),
        ("오늘 하루", ["하루"]),
        ("한 30분 정도요", ["30분"]),
        ("두 시간쯤 걸려요", ["두 시간"]),
        ("택시로 30분", ["30분"]),
        ("다시 30분만", ["30분"]),
        ("일주일이나 이주일", ["일주일", "이주일"]),
        ("2시에 30분 동안", ["30분 동안"]),
        ("3일 후쿠오카 여행", ["3일"]),
        ("2시간 반찬 만들기", ["2시간"]),
        ("하루 이틀", ["하루", "이틀"]),
    ],
)
def test_a_duration_is_found_without_what_is_around_it(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_durations(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2시 30분",
        "2시30분에요",
        "두 시 30분",
        "오후 다섯시 삼십분",
        "14:30분",
        "3월 3일",
        "3월3일이요",
        "삼월 삼일",
        "11/25일",
        "2026년",
        "3일 뒤",
        "3일뒤에",
        "2주 후",
        "2주후",
        "이틀 전",
        "이틀 전에",
        "사흘 뒤 날씨",
        "3시간 뒤",
        "30분 후에",
        "한 달 전부터",
        "1일차",
        "3일째 비",
        "3주년",
        "30분위기",
        "이 시간에",
        "이시간",
        "이 분이요",
        "필요한 시간",
        "시간 있어요",
        "몇 시간",
        "이번 주",
        "이 주",
        "이 달",
        "네 주세요",
        "네 주말이요",
        "사주 보는 곳",
        "오일 파스타",
        "십일 명",
        "만일 비가 오면",
        "내일",
        "월요일",
        "생일",
        "보름달",
        "하루하루",
        "두 분",
        "세 일",
    ],
)
def test_what_is_no_duration(text: str) -> None:
    assert find_durations(text) == []


@pytest.mark.parametrize(
    "words",
    ["", "30분 정도", "3일 뒤", "2시 30분", "사흘 나흘", "3명", "하루만", "9" * 14 + "일", "이"],
)
def test_what_says_no_duration(words: str) -> None:
    assert resolve_duration(words) is None


@given(st.integers(1, 30))
def test_a_stay_is_as_long_as_its_nights(nights: int) -> None:
    assert resolve_duration(f"{nights}박 {nights + 1}일") == days(nights)
    assert resolve_duration(f"{nights}박") == resolve_duration(f"{nights}일") == days(nights)


@given(st.integers(0, 99), st.integers(0, 59))
def test_hours_and_minutes_add_up(hours: int, more: int) -> None:
    assert resolve_duration(f"{hours}시간 {more}분") == minutes(60 * hours + more)


@given(st.text(alphabet="이일삼두세한박시간분주달년반하루틀동안 012뒤월", max_size=30))
def test_any_text_is_searched(text: str) -> None:
    spans = find_durations(text)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("piece", ["2", "한", "2시", "2일", "하루", "2박 ", "1시간", "만 ", "이십"])
def test_a_long_text_is_searched(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert len(find_durations(text)) <= 10_000 // len(piece)
    assert resolve_duration(text) is None
