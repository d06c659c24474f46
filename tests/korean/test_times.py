"""Times of day as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import find_times, resolve_time


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        # as written
        ("14:30", 14, 30),
        ("7:30", 7, 30),
        ("07:30", 7, 30),
        ("0:05", 0, 5),
        ("24:00", 0, 0),
        ("18시 22분", 18, 22),
        ("15시05분", 15, 5),
        ("13시", 13, 0),
        ("24시", 0, 0),
        ("0시", 0, 0),
        ("십팔시 이십분", 18, 20),
        # as people mean it
        ("1시", 13, 0),
        ("2시", 14, 0),
        ("7시", 19, 0),
        ("8시", 8, 0),
        ("11시", 11, 0),
        ("12시", 12, 0),
        ("두 시", 14, 0),
        ("두시", 14, 0),
        ("두 시 반", 14, 30),
        ("세시반", 15, 30),
        ("여덟 시", 8, 0),
        ("열 시", 10, 0),
        ("열한시", 11, 0),
        ("열 한 시 반", 11, 30),
        ("열두시", 12, 0),
        ("열 두 시", 12, 0),
        ("두 시 오분", 14, 5),
        ("네 시 오십오 분", 16, 55),
        # in the morning
        ("오전 11시", 11, 0),
        ("오전 11:30", 11, 30),
        ("오전 12시", 0, 0),
        ("아침 여덟 시", 8, 0),
        ("아침 6시", 6, 0),
        ("새벽 두시", 2, 0),
        ("새벽 12시", 0, 0),
        ("새벽 5시 반", 5, 30),
        # in the afternoon
        ("오후 두 시 반", 14, 30),
        ("오후 2시 30분", 14, 30),
        ("오후3시", 15, 0),
        ("오후 다섯시 삼십분", 17, 30),
        ("오후 12시", 12, 0),
        ("오후 12시 30분", 12, 30),
        ("오후 7:05", 19, 5),
        ("오후 15시", 15, 0),
        ("오후 11시", 23, 0),
        # at noon, in the evening, at night
        ("낮 12시", 12, 0),
        ("낮 1시", 13, 0),
        ("낮 11시", 11, 0),
        ("점심 12시 반", 12, 30),
        ("저녁 7시 반", 19, 30),
        ("저녁에 7시", 19, 0),
        ("저녁 8시", 20, 0),
        ("밤 8시", 20, 0),
        ("밤 11시", 23, 0),
        ("밤 12시", 0, 0),
        ("밤 1시", 1, 0),
        ("점심때", 12, 0),
        ("저녁 무렵", 18, 0),
        ("아침때", 8, 0),
        ("정오", 12, 0),
        ("자정", 0, 0),
        # with Latin letters
        ("PM 3:30", 15, 30),
        ("3:30 PM", 15, 30),
        ("3:30pm", 15, 30),
        ("3pm", 15, 0),
        ("9 a.m.", 9, 0),
        ("AM 9시", 9, 0),
        ("12:15 AM", 0, 15),
    ],
)
def test_a_time_is_found_whole_and_resolved(words: str, hour: int, minute: int) -> None:
    assert resolve_time(words) == time(hour, minute)
    assert find_times(words) == [(0, len(words))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2시에 예약해 주세요", ["2시"]),
        ("오후 두 시 반에요", ["오후 두 시 반"]),
        ("결혼식이 2시야", ["2시"]),
        ("벌써 다섯 시네요", ["다섯 시"]),
        ("2시야간", []),
        ("두시반이요", ["두시반"]),
        ("내일 오후 2시쯤 갈게요", ["오후 2시"]),
        ("10시경", ["10시"]),
        ("3시 정도", ["3시"]),
        ("3시정도로 해줘", ["3시"]),
        ("3시 정각", ["3시"]),
        ("6시 이후로요", ["6시"]),
        ("6시이후", ["6시"]),
        ("네 시에요", ["네 시"]),
        ("네, 네 시요", ["네 시"]),
        ("3월 2일 5시", ["5시"]),
        ("2026-11-25 14:30에 갈게요", ["14:30"]),
        ("11:00~14:00", ["11:00", "14:00"]),
        ("9시부터 6시까지", ["9시", "6시"]),
        ("오전 9시에서 오후 6시 사이", ["오전 9시", "오후 6시"]),
        ("내일두시에", ["두시"]),
        ("토요일한시에", ["한시"]),
        ("오늘 저녁 일곱시로 두 명", ["저녁 일곱시"]),
        ("자정까지요", ["자정"]),
        ("내일 정오에", ["정오"]),
        ("2시예약", ["2시"]),
        ("2시 반찬 많은 집", ["2시"]),
        ("3 p.m. 에", ["3 p.m."]),
        ("12시 세 명이요", ["12시"]),
        ("2시 두 분이요", ["2시"]),
    ],
)
def test_a_time_is_found_without_what_is_around_it(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_times(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24시간",
        "24시간 운영",
        "2시간",
        "두시간",
        "한 시간 반",
        "3시간 뒤",
        "몇 시",
        "몇시에 문 열어요",
        "다시 말해 줘",
        "3시리즈",
        "3시즌",
        "네 시청 근처요",
        "필요한 시기",
        "두세 시쯤",
        "모두 시원해요",
        "3:2",
        "2:1로",
        "25:00",
        "25시",
        "2:75",
        "1:10000",
        "11월 25일",
        "11/25",
        "12.30",
        "1.5시",
        "일시",
        "오시는 길",
        "하십시오",
        "아침",
        "저녁에요",
        "오후",
        "수정오빠",
        "과자정리",
        "PM2.5",
        "8 ample",
        "010-1234-5678",
        "택시",
        "서울시",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text) == []


@pytest.mark.parametrize(
    "words", ["", "2시에", "2시간", "오후", "25시", "2:75", "두 시 세 시", "24:30"]
)
def test_what_names_no_time(words: str) -> None:
    assert resolve_time(words) is None


@given(st.times())
def test_every_time_of_the_clock_is_written_with_a_colon(moment: time) -> None:
    assert resolve_time(f"{moment:%H:%M}") == time(moment.hour, moment.minute)


@given(st.integers(1, 11), st.integers(0, 59))
def test_morning_and_afternoon_are_twelve_hours_apart(hour: int, minute: int) -> None:
    assert resolve_time(f"오전 {hour}시 {minute}분") == time(hour, minute)
    assert resolve_time(f"오후 {hour}시 {minute}분") == time(hour + 12, minute)


@given(st.text(alphabet="오전후밤 한두세열시반분0123:apm.에정자", max_size=30))
def test_what_is_found_is_resolved(text: str) -> None:
    spans = find_times(text)
    assert all(resolve_time(text[start:end]) is not None for start, end in spans)


@pytest.mark.parametrize("piece", ["2", "한", "2시", "2시 ", "열 ", "12:", "오후 ", "PM ", "밤 12"])
def test_a_long_text_is_searched(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert all(text[start:end] == "2시" for start, end in find_times(text))
    assert resolve_time(text) is None
