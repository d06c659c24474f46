"""What points back at something that was spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.nlu import Pipeline
from tests.nlu.steps import MENTIONS, Steps, load, mentioned

LISTED = ("Inn.name", "한마루", "소담상", "볕뜰")


@pytest.mark.parametrize("text", ["그 강남 숙소요", "아까 말씀하신 강남이요"])
def test_a_value_that_only_names_again_what_was_said_is_no_mention(inn: Steps, text: str) -> None:
    steps = (*MENTIONS, "repeated_values")
    assert mentioned(inn.run(steps, text, listed=LISTED)) == []
    assert mentioned(inn.run(steps, text)) == [("강남", "Inn.area")]


def test_the_name_of_a_record_is_always_meant(inn: Steps) -> None:
    draft = inn.run((*MENTIONS, "repeated_values"), "그 소담상이요", listed=LISTED)
    assert mentioned(draft) == [("소담상", "Inn.name")]


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("두 번째요", {"Inn.name": ("소담상",)}),
        ("1번이랑 3번", {"Inn.name": ("한마루", "볕뜰")}),
        ("1번 말고 2번이요", {"Inn.name": ("소담상",)}),
        ("마지막 거", {"Inn.name": ("볕뜰",)}),
        ("아홉 번째", {}),
    ],
)
def test_records_are_picked_by_their_positions(
    inn: Steps, text: str, picked: dict[str, tuple[str, ...]]
) -> None:
    assert inn.run(["list_positions"], text, listed=LISTED).slots == picked
    assert inn.run(["list_positions"], text).slots == {}


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("종로 쪽 거요", {"Inn.name": ("소담상",)}),
        ("종로에 있는 걸로 할게요", {"Inn.name": ("소담상",)}),
        ("한마루로 예약해 줘", {"Inn.name": ("한마루",)}),
        ("종로 거 말고요", {}),
        ("종로는 멀어요", {}),
        ("홍대 쪽 거요", {}),
    ],
)
def test_a_record_is_picked_by_what_it_alone_has(
    inn: Steps, text: str, picked: dict[str, tuple[str, ...]]
) -> None:
    assert inn.run(["list_positions"], text, listed=LISTED).slots == picked


def test_another_value_than_the_one_spoken_of_is_no_repetition(inn: Steps) -> None:
    known = {"Inn.area": ("홍대",)}
    steps = (*MENTIONS, "repeated_values")
    draft = inn.run(steps, "아까 그 강남 숙소요", listed=LISTED, slots=known)
    assert mentioned(draft) == [("강남", "Inn.area")]


def test_a_value_that_narrows_the_list_picks_nothing(inn: Steps) -> None:
    steps = (*MENTIONS, "list_positions")
    assert inn.run(steps, "종로 쪽 거요", listed=LISTED).slots == {}
    known = {"Inn.area": ("종로",)}
    picked = inn.run(steps, "종로 쪽 거요", listed=LISTED, slots=known).slots
    assert picked == {"Inn.name": ("소담상",)}


def test_there_is_the_record_that_was_chosen(inn: Steps) -> None:
    draft = inn.run(["references"], "거기로요", "book", slots={"Inn.name": ("볕뜰",)}, turn=1)
    assert draft.slots == {"Inn.name": ("볕뜰",)}


def test_it_is_the_first_record_of_a_list_where_none_was_chosen(inn: Steps) -> None:
    assert inn.run(["references"], "그걸로요", listed=LISTED).slots == {"Inn.name": ("한마루",)}


def test_that_day_is_the_day_the_slot_had(inn: Steps) -> None:
    draft = inn.run(["references"], "그날이요", "book", before={"Visit.day": ("글피",)}, turn=2)
    assert draft.slots == {"Visit.day": ("글피",)}


def test_nothing_is_pointed_at_before_anything_was_said(inn: Steps) -> None:
    assert inn.run(["references"], "거기요", "book", slots={"Inn.name": ("볕뜰",)}).slots == {}


def test_it_is_the_listed_one_that_was_spoken_of_before(inn: Steps) -> None:
    before = {"Inn.name": ("소담상",)}
    draft = inn.run(["references"], "거기요", listed=LISTED, before=before, turn=3)
    assert draft.slots == {"Inn.name": ("소담상",)}


def test_the_one_before_is_meant_where_it_is_said_so(inn: Steps) -> None:
    chosen, before = {"Inn.name": ("볕뜰",)}, {"Inn.name": ("소담상",)}
    for text, name in (("아까 거기로요", "소담상"), ("거기로요", "볕뜰")):
        draft = inn.run(["references"], text, "book", slots=chosen, before=before, turn=3)
        assert draft.slots == {"Inn.name": (name,)}


def test_a_thing_asked_about_is_what_is_ordered(inn: Steps) -> None:
    draft = inn.run(["references"], "그걸로요", "ride", before={"Ride.to": ("공항",)}, turn=3)
    assert draft.slots["Ride.from"] == ("공항",)


def test_what_something_else_is_compared_with_is_not_chosen(inn: Steps) -> None:
    steps = (*MENTIONS, "comparisons", "polarity", "filling", "references")
    listed = ("Inn.name", "볕뜰", "한마루")
    draft = inn.run(steps, "그건 비싸니까 더 싼 데요", turn=2, listed=listed)
    assert (draft.slots, draft.compared) == ({}, {"Inn.rate": ("less",)})
    assert inn.run(steps, "그건 됐고 홍대로요", turn=2, listed=listed).slots == {
        "Inn.area": ("홍대",)
    }


@pytest.mark.parametrize(
    ("text", "fields", "picked"),
    [
        ("둘 중에 어디가 나아요?", {"listed": ("Inn.name", "한마루", "볕뜰")}, ("한마루", "볕뜰")),
        (
            "둘 중에 어디가 나아요?",
            {
                "listed": LISTED,
                "slots": {"Inn.name": ("볕뜰",)},
                "before": {"Inn.name": ("소담상",)},
            },
            ("소담상", "볕뜰"),
        ),
        ("두 곳 가운데 어디가 싸요?", {"listed": LISTED}, ()),
    ],
)
def test_the_two_that_are_spoken_of_are_meant(
    inn: Steps, text: str, fields: dict[str, object], picked: tuple[str, ...]
) -> None:
    assert inn.run(["list_positions"], text, **fields).slots.get("Inn.name", ()) == picked


def test_a_record_is_picked_where_the_task_only_says_something(tmp_path: Path) -> None:
    pipeline = Pipeline(load(tmp_path, HUTS))

    def act(text: str, task: str, **fields: object) -> str:
        session = Session("Test", "internal_data", task, turn=1, **fields)  # type: ignore[arg-type]
        return pipeline.understand(text, session).act

    listed = ("Hut.name", "솔바람", "물안개")
    assert act("두 번째 거요", "help", listed=listed) == "search"
    assert act("두 번째 거요", "find", listed=listed) == ""
    assert act("거기 넓던데", "help", listed=listed, slots={"Hut.name": ("솔바람",)}) == ""
    assert act("두 번째 거요", "help") == ""


HUTS = """
entities:
  Hut:
    key: name
    slots: {name: {values: [솔바람, 물안개]}}
    instances: [{name: 솔바람}, {name: 물안개}]
acts: {search: [산장, <Hut.name>], thank: 고마워}
tasks:
  find: {lookup: Hut, say: {text: 산장이에요., each: "{Hut.name}"}}
  help: {say: 네.}
anywhere: {task: find, when: act = "search"}
"""


def test_the_first_of_those_said_last_is_meant(inn: Steps) -> None:
    for text in ("그중에 제일 싼 데요", "그 중에서 가장 싼 거"):
        assert inn.run(["list_positions"], text, listed=LISTED).slots["Inn.name"] == LISTED[1:]
    assert inn.run(["list_positions"], "그중에 종로요", listed=LISTED).slots == {}
