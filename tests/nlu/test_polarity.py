"""Whether values are wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Domain
from mockgenie.korean import Polarity
from mockgenie.nlu import Pipeline
from tests.nlu.steps import MENTIONS, Steps, load

POLARITY = (*MENTIONS, "patterns", "polarity")


@pytest.mark.parametrize(
    ("text", "polarities"),
    [
        ("강남이요", [Polarity.WANTED]),
        ("강남은 싫어요", [Polarity.UNWANTED]),
        ("강남 말고 종로", [Polarity.REPLACED, Polarity.WANTED]),
        ("강남 빼고요", [Polarity.LEFT_OUT]),
        ("강남은 상관없어요", [Polarity.INDIFFERENT]),
        ("강남이나 홍대는 싫어요", [Polarity.UNWANTED, Polarity.UNWANTED]),
        ("강남이요 가격은 상관없고요", [Polarity.WANTED]),
    ],
)
def test_what_is_said_of_a_value_tells_how_it_is_meant(
    inn: Steps, text: str, polarities: list[Polarity]
) -> None:
    assert [m.polarity for m in inn.run(POLARITY, text).mentions] == polarities


def test_what_belongs_to_the_act_is_not_said_of_the_value(domain: Callable[[str], Domain]) -> None:
    steps = Steps(
        domain(
            "entities: {Cart: {slots: {item: {values: [장보기]}}}}\n"
            "acts: {drop: 빼 줘}\ntasks: {a: {fill: [Cart.item]}}"
        )
    )
    (mention,) = steps.run(["dictionary", "slot_resolver", "patterns", "polarity"],
                           "장보기 빼 줘").mentions  # fmt: skip
    assert mention.polarity is Polarity.WANTED


@pytest.mark.parametrize(
    ("text", "values", "polarity"),
    [
        ("주차 되는 데요", ("yes",), Polarity.WANTED),
        ("주차 안 되는 데요", ("no",), Polarity.WANTED),
        ("주차는 빼고요", ("yes",), Polarity.INDIFFERENT),
        ("반려견 금지 말고요", ("yes",), Polarity.WANTED),
        ("아기 침대는 빼 주세요", ("no",), Polarity.WANTED),
        ("아기 침대는 필요 없어요", ("no",), Polarity.WANTED),
    ],
)
def test_a_property_is_yes_or_no(
    inn: Steps, text: str, values: tuple[str, ...], polarity: Polarity
) -> None:
    (mention,) = inn.run((*POLARITY, "truths"), text).mentions
    assert (mention.values, mention.polarity) == (values, polarity)


def test_any_truth_may_be_ruled_out_too(domain: Callable[[str], Domain]) -> None:
    steps = Steps(
        domain(
            "entities: {A: {slots: {b: {type: boolean, words: [창가], any: [아무 자리나]}}}}\n"
            "tasks: {a: {fill: [A.b]}}"
        )
    )
    names = ["dictionary", "slot_resolver", "patterns", "polarity", "truths", "filling"]
    assert steps.run(names, "아무 자리나 싫어요").slots == {"A.b": ()}


def test_a_value_is_not_ruled_out_by_an_act_that_says_so_itself(tmp_path: Path) -> None:
    club = load(
        tmp_path,
        """
entities:
  Club: {key: name, slots: {name: {values: [합창, 등산]}}}
acts: {quit: <Club.name> (안 갈|빠질), look: <Club.name>}
tasks: {look: {fill: Club.name}}
""",
    )
    session = Session("Test", "internal_data", "look")
    understood = Pipeline(club).understand("합창 안 갈래", session)
    assert (understood.act, understood.slots) == ("quit", {"Club.name": ("합창",)})
    assert Pipeline(club).understand("합창 말고", session).unwanted == {"Club.name": ("합창",)}


def test_what_has_not_been_done_is_asked_about_and_not_ruled_out(tmp_path: Path) -> None:
    hall = load(
        tmp_path,
        """
entities: {Lamp: {slots: {hall: {values: [강당, 로비]}}}}
tasks: {light: {fill: Lamp.hall}}
""",
    )
    session = Session("Test", "internal_data", "light")
    assert Pipeline(hall).understand("강당은 아직 안 켰죠?", session).unwanted == {}
    assert Pipeline(hall).understand("강당은 안 켤래요", session).unwanted != {}


def test_what_is_not_wanted_is_what_is_taken_away(tmp_path: Path) -> None:
    club = load(
        tmp_path,
        """
entities:
  Club: {key: name, slots: {name: {values: [합창, 등산]}}}
acts: {drop: (지워|지울|삭제), look: <Club.name>}
tasks: {look: {fill: Club.name}}
""",
    )
    session = Session("Test", "internal_data", "look")
    understood = Pipeline(club).understand("합창은 안 가니까 지워 주세요", session)
    assert (understood.act, understood.slots) == ("drop", {"Club.name": ("합창",)})
    understood = Pipeline(club).understand("합창이랑 등산은 안 가니까 지워 주세요", session)
    assert (understood.slots, understood.unwanted) == ({"Club.name": ("합창", "등산")}, {})


def test_why_something_is_done_rules_nothing_out(tmp_path: Path) -> None:
    hall = load(
        tmp_path,
        """
entities: {Lamp: {slots: {hall: {values: [강당, 로비]}}}}
acts: {light: (켜|꺼) 줘}
tasks: {light: {fill: Lamp.hall}}
""",
    )
    session = Session("Test", "internal_data", "light")
    understood = Pipeline(hall).understand("로비는 이제 안 쓰니까 꺼 줘", session)
    assert (understood.slots, understood.unwanted) == ({"Lamp.hall": ("로비",)}, {})
    understood = Pipeline(hall).understand("로비는 안 쓰니까 강당 켜 줘", session)
    assert understood.slots == {"Lamp.hall": ("강당",)}
