"""Dialog acts, in every form they may take."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from mockgenie.domain import BUILT_IN_ACTS, Act, Domain, Slot, SlotRef, built_in_acts
from tests.domain.placeless import placeless

Load = Callable[[str | bytes], Domain]

SLOTS = "entities: {Weather: {slots: {city: , date: {type: date}, sky: {values: [맑음, 흐림]}}}}\n"
CITY, DATE = SlotRef("Weather.city"), SlotRef("Weather.date")


def acts(domain: Domain) -> tuple[Act, ...]:
    return tuple(replace(act, written=()) for act in placeless(domain.acts))


def test_an_act_has_a_pattern_or_several(load: Load) -> None:
    domain = load(
        SLOTS
        + """
acts:
  ask:
    - <Weather.city> 날씨 (어때|알려줘)
    - 비 와
    - 비 와
  bye: [그만, 종료]
  thank: 고마워
tasks: {a: }
"""
    )
    assert acts(domain) == (
        Act("ask", ((CITY, "날씨", "어때"), (CITY, "날씨", "알려줘"), ("비", "와"))),
        Act("bye", (("그만",), ("종료",))),
        Act("thank", (("고마워",),)),
    )


def test_a_pattern_whose_values_are_tagged_is_an_example(load: Load) -> None:
    domain = load(
        SLOTS
        + """
acts:
  ask:
    - <Weather.city=서울> 날씨 알려줘
    - <Weather.city> 날씨
    - 거기 <Weather.city = 부산 > 맞죠, <Weather.date=내일>?
tasks: {a: }
"""
    )
    assert acts(domain) == (
        Act(
            "ask",
            ((CITY, "날씨"),),
            ((CITY, "날씨", "알려줘"), ("거기", CITY, "맞죠", DATE)),
        ),
    )


def test_an_act_may_be_a_mapping(load: Load) -> None:
    domain = load(
        SLOTS
        + """
acts:
  ask:
    description: 날씨를 묻는 말
    patterns: 날씨
    examples: [(비) 와요, <Weather.city> 비 오나, <Weather.city=서울> 비 오나]
  only_examples: {examples: 비 올까}
tasks: {a: }
"""
    )
    assert acts(domain) == (
        Act(
            "ask",
            (("날씨",),),
            # Brackets have no meaning in an example.
            (("비", "와요"), (CITY, "비", "오나")),
            "날씨를 묻는 말",
        ),
        Act("only_examples", (), (("비", "올까"),)),
    )


def test_what_examples_name_is_a_value_of_an_open_slot(load: Load) -> None:
    domain = load(
        SLOTS
        + """
acts:
  ask: [<Weather.city=서울> 날씨, <Weather.city=부산> 날씨, <Weather.city=서울> 비]
  other: <Weather.date=모레> <Weather.sky=맑음>
tasks: {a: }
"""
    )
    slots = domain.slots()
    assert slots["Weather.city"].examples == ("서울", "부산")
    assert placeless(slots["Weather.date"]) == Slot("Weather.date", "date")
    assert slots["Weather.sky"].examples == ()


def test_an_act_knows_where_it_stands(load: Load) -> None:
    domain = load("acts:\n  ask: 날씨\n  bye: {patterns: 그만}\ntasks: {a: }")
    assert [act.place for act in domain.acts] == [(2, 3), (3, 3)]


@pytest.mark.parametrize("name", BUILT_IN_ACTS)
def test_an_act_that_is_built_in_may_be_asked_for(load: Load, name: str) -> None:
    written = f'tasks: {{a: {{next: {{task: a, when: act = "{name}"}}}}}}'
    (transition,) = load(written).opening.next
    assert str(transition.when) == f'act="{name}"'


def test_an_act_that_is_built_in_may_be_written_anew(load: Load) -> None:
    domain = load("acts: {cancel: 물러 줘}\ntasks: {a: }")
    assert acts(domain) == (Act("cancel", (("물러", "줘"),)),)


@pytest.mark.parametrize("name", BUILT_IN_ACTS)
def test_the_patterns_of_an_act_that_is_built_in_have_words_alone(name: str) -> None:
    act = built_in_acts()[name]
    assert act.name == name
    assert all(isinstance(part, str) for variant in act.variants for part in variant)
