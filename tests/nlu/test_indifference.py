"""Slots that are left open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.domain import Domain, Slots
from tests.nlu.steps import Steps

STEPS = (
    "dictionary",
    "dates",
    "counts",
    "slot_resolver",
    "patterns",
    "polarity",
    "truths",
    "filling",
    "indifference",
)
INNS = """
entities:
  Inn:
    slots:
      area: {values: [강남, 종로], words: [지역, 위치]}
      kind: {values: [호텔, 모텔], words: [종류]}
      price: {values: [싼, 비싼], words: [가격, 가격대]}
      parking: {type: boolean, words: [주차]}
  Stay:
    slots:
      day: {type: date}
      nights: {type: int, counters: [박]}
      people: {type: int, counters: [명], words: [인원]}
tasks:
  find: {fill: [Inn.area, Inn.kind, Inn.price], lookup: Inn}
  book: {fill: [Stay.day, Stay.nights, Stay.people]}
"""


@pytest.fixture
def inns(domain: Callable[[str], Domain]) -> Steps:
    return Steps(domain(INNS))


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("가격은 크게 상관은 없어요", {"Inn.price": ()}),
        ("종류 가격 지역은 신경 안 써요", {"Inn.area": (), "Inn.kind": (), "Inn.price": ()}),
        ("가격이랑 종류는 신경 쓰지 마세요", {"Inn.kind": (), "Inn.price": ()}),
        ("위치는 강남이고 가격은 상관없어요", {"Inn.area": ("강남",), "Inn.price": ()}),
        ("지역은 아직 못 정했어요", {"Inn.area": ()}),
        ("다 상관없는데 주차는 돼야 해요",
         {"Inn.area": (), "Inn.kind": (), "Inn.price": (), "Inn.parking": ("yes",)}),
        ("강남이요 나머지는 알아서 해 주세요",
         {"Inn.area": ("강남",), "Inn.kind": (), "Inn.price": ()}),
        ("비싼 곳으로 아무 데나요", {"Inn.price": ("비싼",)}),
        ("모텔이 아니어도 괜찮아요", {"Inn.kind": ()}),
    ],
)  # fmt: skip
def test_slots_are_left_open(inns: Steps, text: str, slots: Slots) -> None:
    assert inns.run(STEPS, text).slots == slots


def test_both_are_the_one_that_was_asked_for_and_the_next(inns: Steps) -> None:
    draft = inns.run(STEPS, "둘 다 상관없어요", asked="Inn.kind")
    assert draft.slots == {"Inn.kind": (), "Inn.area": ()}
    known: Slots = {"Inn.area": ("강남",)}
    draft = inns.run(STEPS, "둘 다 상관없어요", asked="Inn.kind", slots=known)
    assert draft.slots == {"Inn.kind": (), "Inn.price": ()}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("며칠 묵을지는 아직 몰라서 가서 정할게요", {"Stay.nights": ()}),
        ("몇 명이 올지는 미정이에요", {"Stay.people": ()}),
        ("인원은 아직 못 정했어요", {}),
        ("몇 명이 갈지 모르겠어요", {}),
        ("다른 건 상관없어요", {}),
    ],
)
def test_what_is_to_be_booked_is_asked_for_where_it_is_only_undecided(
    inns: Steps, text: str, slots: Slots
) -> None:
    assert inns.run(STEPS, text, "book").slots == slots
