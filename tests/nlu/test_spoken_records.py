"""The day of the record that is spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Slots
from mockgenie.nlu import Pipeline
from tests.nlu.steps import load

FAIR = """
entities:
  Show:
    key: name
    slots: {name: {values: [개막식, 폐막식]}, day: {type: date}, time: {type: time}}
    instances:
      - {name: 개막식, day: 목요일, time: 오전 10시}
      - {name: 폐막식, day: 일요일, time: 오후 5시}
  Visit: {slots: {day: {type: date}, people: {type: int, counters: [명]}}}
tasks:
  look: {fill: Show.name, lookup: Show}
  visit: {fill: [Visit.day, Visit.people]}
"""


def said(folder: Path, text: str, task: str, **fields: object) -> Slots:
    fair = load(folder, FAIR)
    session = Session("Test", "internal_data", task, turn=1, **fields)  # type: ignore[arg-type]
    return Pipeline(fair).understand(text, session, fair.tasks[task].fill).slots


CHOSEN: Slots = {"Show.name": ("폐막식",)}


def test_that_day_is_the_day_of_the_record_that_is_chosen(tmp_path: Path) -> None:
    assert said(tmp_path, "그날 또 뭐 있어요?", "look", slots=CHOSEN)["Show.day"] == ("일요일",)


def test_it_is_the_day_of_what_is_asked_for_then(tmp_path: Path) -> None:
    slots = said(tmp_path, "그날 네 명이요", "visit", slots=CHOSEN, asked="Visit.day")
    assert slots["Visit.day"] == ("일요일",)


@pytest.mark.parametrize("listed", [(), ("Show.name", "개막식", "폐막식")])
def test_of_several_records_it_is_none(tmp_path: Path, listed: tuple[str, ...]) -> None:
    assert "Show.day" not in said(tmp_path, "그날 또 뭐 있어요?", "look", listed=listed)


def test_a_word_for_several_records_points_at_the_one_that_is_chosen(tmp_path: Path) -> None:
    fair = load(
        tmp_path,
        FAIR.replace("[개막식, 폐막식]", "{개막식: [행사], 폐막식: [행사]}"),
    )
    session = Session("Test", "internal_data", "look", turn=1, slots=CHOSEN)
    pipeline = Pipeline(fair)
    assert pipeline.understand("그 행사는 며칠이에요?", session).slots["Show.name"] == ("폐막식",)
    assert len(pipeline.understand("행사는 며칠이에요?", session).slots["Show.name"]) == 2
