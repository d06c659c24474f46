"""What one thing shares with another that was spoken of."""

from __future__ import annotations

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Domain
from mockgenie.nlu import Pipeline
from tests.nlu.steps import load

JOURNEY = """
entities:
  Camp:
    key: name
    slots:
      name: {description: 야영장 이름, values: [솔숲, 별밭]}
      area: {words: [지역], values: [강릉, 속초, 양양]}
      kind: {values: [글램핑, 오토캠핑]}
      fire: {type: boolean, words: [모닥불]}
    instances:
      - {name: 솔숲, area: 강릉}
      - {name: 별밭, area: 양양}
  Stay:
    slots:
      day: {type: date}
      out: {type: date, words: [까지]}
      people: {type: int, counters: [명], words: [인원]}
  Diner:
    key: name
    slots:
      name: {description: 밥집 이름, values: [두부마을, 물회촌]}
      area: {words: [지역], values: [강릉, 속초, 양양, 고성]}
      kind: {values: [두부, 물회, 막국수]}
    instances: [{name: 두부마을, area: 강릉}]
  Table:
    slots:
      day: {type: date}
      time: {type: time}
      people: {type: int, counters: [명, 분]}
  Bus:
    slots:
      from: {words: [에서], description: 어디에서 타세요}
      to: {words: [까지], description: 어디까지 가세요}
acts:
  camp: 야영장
  diner: 밥집
  bus: 버스
tasks:
  camp: {fill: [Camp.area], lookup: Camp}
  stay: {fill: [Camp.name, Stay.day, Stay.people]}
  diner: {fill: [Diner.area, Diner.kind], lookup: Diner}
  table: {fill: [Diner.name, Table.day, Table.time, Table.people]}
  bus: {fill: [Bus.from, Bus.to]}
anywhere:
  - {task: camp, when: act = "camp"}
  - {task: diner, when: act = "diner"}
  - {task: bus, when: act = "bus"}
"""
STAYED = {
    "Camp.name": ("별밭",),
    "Camp.area": ("양양",),
    "Stay.day": ("토요일",),
    "Stay.people": ("5",),
}
Slots = dict[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Domain:
    return load(tmp_path_factory.mktemp("journey"), JOURNEY)


def filled(journey: Domain, text: str, task: str, slots: Slots = STAYED) -> Slots:
    session = Session("Test", "internal_data", task, slots=slots, turn=3)
    return Pipeline(journey).understand(text, session, journey.tasks[task].fill).slots


@pytest.mark.parametrize(
    "text",
    [
        "야영장이랑 같은 지역에 막국수 파는 데요",
        "야영장 근처에서 막국수 먹을래요",
        "야영장에서 가까운 막국수 집이요",
        "별밭 주변 막국수 집 찾아 줘",
        "막국수 먹고 싶은데 같은 동네로요",
        "막국수요 지역은 똑같이 해 주세요",
        "거기 부근에 막국수 집 있나요",
    ],
)
def test_the_place_is_that_of_what_was_spoken_of(journey: Domain, text: str) -> None:
    slots = filled(journey, text, "stay")
    assert slots["Diner.area"] == ("양양",)
    assert slots["Diner.kind"] == ("막국수",)


def test_a_value_that_only_names_the_other_thing_is_not_wanted(journey: Domain) -> None:
    slots = filled(journey, "글램핑이랑 같은 지역의 밥집이요", "stay")
    assert slots == {"Diner.area": ("양양",)}


def test_the_record_says_where_it_is(journey: Domain) -> None:
    chosen = {"Camp.name": ("솔숲",)}
    assert filled(journey, "야영장 근처 밥집이요", "stay", chosen) == {"Diner.area": ("강릉",)}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("같은 날 같은 인원으로 6시요", {"Table.day": ("토요일",), "Table.people": ("5",)}),
        ("같은 날짜에 3명이요", {"Table.day": ("토요일",)}),
        ("내일 6시에 인원은 동일하게요", {"Table.people": ("5",)}),
        ("야영장 예약한 날 6시로요", {"Table.day": ("토요일",)}),
    ],
)
def test_day_and_people_are_those_of_the_other_task(
    journey: Domain, text: str, slots: Slots
) -> None:
    found = filled(journey, text, "table")
    assert {slot: found[slot] for slot in slots} == slots


def test_the_ends_of_a_way_are_what_was_chosen(journey: Domain) -> None:
    chosen = {"Camp.name": ("별밭",), "Diner.name": ("물회촌",)}
    found = filled(journey, "야영장에서 밥집까지 가려고요", "bus", chosen)
    assert found == {"Bus.from": ("별밭",), "Bus.to": ("물회촌",)}
    assert filled(journey, "거기에서 출발해요", "bus", STAYED)["Bus.from"] == ("별밭",)


@pytest.mark.parametrize(
    "text",
    [
        "야영장 찾아 줘",
        "막국수 같은 거요",
        "같은 걸로 주세요",
        "속초 밥집이랑 같은 지역이요",
        "다 똑같아요",
    ],
)
def test_nothing_else_is_shared(journey: Domain, text: str) -> None:
    slots = filled(journey, text, "camp", {})
    assert not slots.keys() & {"Table.day", "Table.people", "Camp.area"}


def test_what_was_said_counts_more(journey: Domain) -> None:
    found = filled(journey, "같은 날 말고 일요일에 같은 인원으로요", "table")
    assert found == {"Table.day": ("일요일",), "Table.people": ("5",)}
