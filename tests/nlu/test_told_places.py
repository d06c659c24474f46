"""A place that is told at a confirmation."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Slots
from mockgenie.nlu import Pipeline
from tests.nlu.steps import load

CLUB = """
entities:
  Club: {key: name, slots: {name: {values: [합창, 합창 회의]}}}
  Meeting: {slots: {title: 모임 이름, day: {type: date}, place: 모임 장소}}
acts: {look: <Club.name>}
tasks:
  add:
    fill: [Meeting.title, Meeting.day, Meeting.place]
    goal: Meeting.title is filled and Meeting.day is filled
    confirm: 넣을까요?
  look: {fill: Club.name}
"""


@pytest.fixture
def club(tmp_path: Path) -> Pipeline:
    return Pipeline(load(tmp_path, CLUB))


def told(club: Pipeline, text: str, stage: str = "confirming", **slots: tuple[str, ...]) -> Slots:
    known = {"Meeting.title": ("연습",), "Meeting.day": ("내일",)}
    known |= {f"Meeting.{name}": values for name, values in slots.items()}
    session = Session("Test", "internal_data", "add", slots=known, stage=stage)  # type: ignore[arg-type]
    fill = ("Meeting.title", "Meeting.day", "Meeting.place")
    return club.understand(text, session, fill).slots


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("신촌역에서요", "신촌역"),
        ("문화 회관이에요", "문화 회관"),
        ("강릉이야", "강릉"),
        ("연습실 A", "연습실 A"),
        ("별관 4층", "별관 4층"),
        ("우리 집에서 모일 거야", "우리 집"),
        ("합창 회의실에서", "합창 회의실"),
        ("네 강릉이요", "강릉"),
        ("연습실은 지하 2층이에요", "지하 2층"),
    ],
)
def test_a_place_alone_is_the_one_of_what_is_confirmed(
    club: Pipeline, text: str, place: str
) -> None:
    assert told(club, text) == {"Meeting.place": (place,)}


def test_it_comes_in_the_place_of_another_one(club: Pipeline) -> None:
    assert told(club, "아니 별관에서", place=("강당",)) == {"Meeting.place": ("별관",)}


@pytest.mark.parametrize(
    "text",
    [
        "네", "아니요", "됐어요", "좋아요", "어디서요?", "별관이에요?", "진짜", "날씨 좋네요",
        "오늘 피곤해요", "배고파", "민수야", "농담이야", "나중에요", "그거요", "회사에서 시켰어",
        "합창 회의", "잠깐만요", "취소해 줘",
    ],
)  # fmt: skip
def test_what_tells_no_place_is_none(club: Pipeline, text: str) -> None:
    assert "Meeting.place" not in told(club, text)


def test_elsewhere_a_place_alone_is_no_value(club: Pipeline) -> None:
    assert told(club, "강릉이야", stage="") == {}


def test_what_is_told_is_confirmed_anew(club: Pipeline) -> None:
    session = Session("Test", "internal_data", "add", stage="confirming")
    understood = club.understand("네 강릉이요", session, ("Meeting.place",))
    assert not understood.agrees


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("합주 말고 연습이요", {}),
        ("연습 말고 공연이요", {"Meeting.title": ("공연",)}),
        ("연습 말고 공연이라고 해 주게", {"Meeting.title": ("공연",)}),
        ("아 강당이 아니라 별관이에요", {"Meeting.place": ("작은 별관",)}),
        ("연습 말고 공연인가요?", {}),
    ],
)
def test_words_of_an_open_slot_are_replaced(club: Pipeline, text: str, slots: Slots) -> None:
    assert told(club, text, place=("작은 강당",)) == slots
