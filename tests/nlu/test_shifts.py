"""Times and days that are said from the one that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Slots
from mockgenie.nlu import Pipeline
from tests.nlu.steps import load

COURT = """
entities:
  Game:
    key: name
    slots: {name: {values: [결승, 예선, 예선 첫째]}, day: {type: date}, time: {type: time}}
    instances:
      - {name: 결승, day: 금요일, time: 오후 3시}
      - {name: 예선, day: 화요일, time: 오전 10시}
  Move:
    slots: {day: {type: date, words: &to [로 옮겨, 로 바꿔]}, time: {type: time, words: *to}}
  Stay: {slots: {day: {type: date}, time: {type: time}, nights: {type: int, counters: [박]}}}
tasks:
  look: {fill: Game.name, lookup: Game}
  move: {fill: [Move.day, Move.time], confirm: 옮길까요?}
"""
GAMES = """
entities:
  Game: {slots: {day: {type: date}}, instances: [{day: 금요일}]}
tasks: {look: {fill: Game.day, lookup: Game}}
"""
ROOM = """
entities:
  Stay:
    slots:
      day: {type: date}
      time: {type: time}
      length: {type: duration}
      nights: {type: int, counters: [박]}
tasks: {book: {fill: [Stay.day, Stay.time, Stay.nights, Stay.length], confirm: 맞아요?}}
"""


def slots(folder: Path, domain: str, text: str, task: str, **fields: object) -> Slots:
    loaded = load(folder, domain)
    access = str(fields.pop("access", "internal_data"))
    session = Session("Test", access, task, turn=1, **fields)  # type: ignore[arg-type]
    return Pipeline(loaded).understand(text, session, loaded.tasks[task].fill).slots


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한 시간 미뤄 주세요", {"Stay.time": ("오후 8시",)}),
        ("하루만 늦춰 줘", {"Stay.day": ("글피",)}),
        ("아니 30분 일찍이요", {"Stay.time": ("6시 반",)}),
    ],
)
def test_what_is_to_be_confirmed_is_shifted(tmp_path: Path, text: str, expected: Slots) -> None:
    known = {"Stay.day": ("모레",), "Stay.time": ("7시",), "Stay.nights": ("2",)}
    assert slots(tmp_path, ROOM, text, "book", stage="confirming", slots=known) == expected


def test_what_was_settled_is_shifted(tmp_path: Path) -> None:
    done = {"Stay.day": ("내일",), "Stay.nights": ("2",)}
    said = slots(tmp_path, ROOM, "하루 늦춰 줘", "book", stage="done", outcome=done)
    assert said["Stay.day"] == ("모레",)


def test_with_nothing_to_shift_it_gives_nothing(tmp_path: Path) -> None:
    said = slots(tmp_path, ROOM, "한 시간 미뤄 주세요", "book", asked="Stay.day")
    assert said.get("Stay.time") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("결승 한 시간 앞당겨 줘", {"Game.name": ("결승",), "Move.time": ("오후 2시",)}),
        ("예선 하루 미뤄 줘", {"Game.name": ("예선",), "Move.day": ("화요일 다음 날",)}),
    ],
)
def test_the_record_that_is_named_is_shifted_into_the_slot_of_changes(
    tmp_path: Path, text: str, expected: Slots
) -> None:
    assert slots(tmp_path, COURT, text, "look") == expected


def test_so_is_the_record_that_is_spoken_of(tmp_path: Path) -> None:
    known = {"Game.name": ("결승",)}
    said = slots(tmp_path, COURT, "30분 늦춰 줘", "look", slots=known)
    assert said == {"Move.time": ("오후 3시 반",)}


def test_a_client_says_itself_what_its_records_have(tmp_path: Path) -> None:
    known = {"Game.name": ("결승",)}
    fields = {"slots": known, "access": "external_data"}
    assert "Move.time" not in slots(tmp_path, COURT, "30분 늦춰 줘", "look", **fields)
    shown = ({"Game.name": "결승", "Game.time": "오전 9시"},)
    said = slots(tmp_path, COURT, "30분 늦춰 줘", "look", shown=shown, **fields)
    assert said == {"Move.time": ("오전 9시 반",)}


def test_the_day_after_is_the_one_after_the_day_spoken_of(tmp_path: Path) -> None:
    known = {"Game.day": ("내일",)}
    assert slots(tmp_path, COURT, "그 다음 날은?", "look", slots=known) == {"Game.day": ("모레",)}


def test_a_weekday_alone_is_of_the_week_that_is_known(tmp_path: Path) -> None:
    known = {"Stay.day": ("다음 주 수요일",)}
    for fields in ({"slots": known}, {"outcome": known, "stage": "done"}):
        assert slots(tmp_path, ROOM, "아니 목요일이요", "book", **fields) == {
            "Stay.day": ("다음 주 목요일",)
        }
    found = slots(tmp_path, ROOM, "이번 주 목요일이요", "book", slots=known)
    assert found["Stay.day"] == ("이번 주 목요일",)
    assert slots(tmp_path, ROOM, "목요일이요", "book")["Stay.day"] == ("목요일",)
    found = slots(tmp_path, ROOM, "목요일이요", "book", slots=known, asked="Stay.day")
    assert found["Stay.day"] == ("목요일",)


@pytest.mark.parametrize(
    ("text", "stage", "day"),
    [
        ("목요일은요?", "done", "다음 주 목요일"),
        ("목요일 경기 보여 줘", "done", "목요일"),
        ("아니 목요일이요", "confirming", "다음 주 목요일"),
    ],
)
def test_another_day_of_what_is_looked_up_is_of_any_week(
    tmp_path: Path, text: str, stage: str, day: str
) -> None:
    known = {"Game.day": ("다음 주 수요일",)}
    found = slots(tmp_path, GAMES, text, "look", slots=known, stage=stage)
    assert found == {"Game.day": (day,)}
