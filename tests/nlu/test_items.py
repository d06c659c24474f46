"""Several of one kind in one utterance."""

from __future__ import annotations

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Slots
from mockgenie.nlu import Pipeline
from tests.nlu.steps import load

FLOWERS = """
entities:
  Flower:
    many: "{Flower.kind} {Flower.count}송이"
    slots:
      kind: {values: [장미, 튤립, 수국]}
      colour: {type: choice, values: [붉은, 흰]}
      count: {type: int, counters: [송이]}
tasks:
  order: {fill: [Flower.kind, Flower.colour, Flower.count]}
"""


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("flowers"), FLOWERS))


def understood(pipeline: Pipeline, text: str, **known: str) -> tuple[list[str], str]:
    slots: Slots = {f"Flower.{slot}": (value,) for slot, value in known.items()}
    session = Session("Test", "internal_data", "order", turn=1, slots=slots)
    found = pipeline.understand(text, session)
    written = [
        " ".join(v[0] for _, v in sorted(one.items())) for one in (found.slots, *found.items)
    ]
    return written, found.items_are.get("Flower", "")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("장미 세 송이랑 튤립 두 송이요", ["3 장미", "2 튤립"]),
        ("붉은 장미 세 송이, 흰 튤립 두 송이", ["붉은 3 장미", "흰 2 튤립"]),
        ("장미 붉은 거 세 송이하고 튤립이요", ["붉은 3 장미", "튤립"]),
        ("장미랑 튤립이랑 수국 한 송이씩", ["1 장미", "1 튤립", "1 수국"]),
        ("장미 말고 튤립 두 송이", ["2 튤립"]),
    ],
)
def test_what_is_said_of_each_is_told_apart(
    pipeline: Pipeline, text: str, items: list[str]
) -> None:
    assert understood(pipeline, text) == (items, "")


def test_what_comes_to_those_there_are_is_further(pipeline: Pipeline) -> None:
    assert understood(pipeline, "튤립도 두 송이 주세요", kind="장미") == (["2 튤립"], "further")
    assert understood(pipeline, "튤립 두 송이로 할게요", kind="장미") == (["2 튤립"], "")


def test_what_is_said_of_all_is_of_each(pipeline: Pipeline) -> None:
    assert understood(pipeline, "둘 다 흰 거로요", kind="장미") == (["흰"], "each")
    assert understood(pipeline, "다 흰 거로요", kind="장미") == (["흰"], "each")
    assert understood(pipeline, "흰 거로요", kind="장미") == (["흰"], "")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("하나는 흰 거 하나는 붉은 거로 주세요", ["흰 1", "붉은 1"]),
        ("두 송이는 흰 거로 하고 한 송이는 붉은 거로 바꿔 주세요", ["흰 2", "붉은 1"]),
        ("한 송이는 수국으로 바꿔 주세요", ["1 수국"]),
        ("장미 한 송이는 흰 거로요", ["흰 1 장미"]),
        ("한 송이는 흰 거 나머지는 붉은 거요", ["흰 1", "붉은"]),
    ],
)
def test_what_is_said_of_some_is_of_parts(pipeline: Pipeline, text: str, parts: list[str]) -> None:
    assert understood(pipeline, text, kind="장미", count="3") == (parts, "parts")


@pytest.mark.parametrize("text", ["한 송이만 주세요", "세 송이는 얼마예요", "하나는 너무 적어요"])
def test_a_count_that_nothing_is_said_of_is_no_part(pipeline: Pipeline, text: str) -> None:
    assert understood(pipeline, text, kind="장미", count="3")[1] == ""


def test_without_one_that_is_known_there_are_no_parts(pipeline: Pipeline) -> None:
    assert understood(pipeline, "한 송이는 장미 두 송이는 튤립이요")[1] == ""


def test_of_very_many_the_first_are_told_apart(pipeline: Pipeline) -> None:
    items, _ = understood(pipeline, "장미 한 송이랑 튤립 두 송이랑 " * 200)
    assert len(items) == 50
