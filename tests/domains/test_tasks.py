"""Acts and tasks, every field in every form it may take."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.conditions import ALWAYS, parse
from mockgenie.domains import (
    Act,
    Domain,
    Saying,
    SlotRef,
    Task,
    Template,
    Transition,
)
from mockgenie.domains.templates import parse_template

Load = Callable[[str | bytes], Domain]

SLOTS = "entities: {Weather: {slots: [city, date, info]}}\n"


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
    assert domain.acts == (
        Act(
            "ask",
            (
                (SlotRef("Weather.city"), "날씨", "어때"),
                (SlotRef("Weather.city"), "날씨", "알려줘"),
                ("비", "와"),
            ),
        ),
        Act("bye", (("그만",), ("종료",))),
        Act("thank", (("고마워",),)),
    )


# Tasks


def test_the_first_task_is_where_a_dialog_opens(load: Load) -> None:
    domain = load("tasks: {b: {say: B}, a: {say: A}}")
    assert list(domain.tasks) == ["b", "a"]
    assert domain.opening.name == "b"


@pytest.mark.parametrize("say", ["안녕", "[안녕]", "[{text: 안녕}]", "{text: 안녕}"])
def test_a_saying_has_several_forms(load: Load, say: str) -> None:
    assert load(f"tasks: {{a: {{say: {say}}}}}").opening.say == (Saying(Template(("안녕",))),)


def test_sayings_have_conditions_and_lines_for_records(load: Load) -> None:
    domain = load(
        SLOTS
        + """
tasks:
  a:
    say:
      - {when: count = 0, text: 없습니다.}
      - when: Weather.city is filled and turn > 3
        text: "{count}건"
        each: "{Weather.city}은(는) {Weather.info}"
      - each: "{Weather.info}"
      - 끝
"""
    )
    assert domain.opening.say == (
        Saying(Template(("없습니다.",)), parse("count = 0")),
        Saying(
            parse_template("{count}건"),
            parse("Weather.city is filled and turn > 3"),
            parse_template("{Weather.city}은(는) {Weather.info}"),
        ),
        Saying(Template(("",)), ALWAYS, parse_template("{Weather.info}")),
        Saying(Template(("끝",))),
    )


def test_a_task_fills_asks_looks_up_and_resets(load: Load) -> None:
    domain = load(
        SLOTS
        + """
tasks:
  a:
    fill: [Weather.city, Weather.date]
    ask:
      Weather.city: 어느 도시요?
      Weather.date: "{Weather.city}의 언제요?"
    lookup: Weather
    reset: Weather.date
    end: true
"""
    )
    assert domain.opening == Task(
        "a",
        fill=("Weather.city", "Weather.date"),
        ask={
            "Weather.city": parse_template("어느 도시요?"),
            "Weather.date": parse_template("{Weather.city}의 언제요?"),
        },
        lookup=("Weather",),
        reset=("Weather.date",),
        end=True,
    )


def test_what_is_not_asked_in_words_is_asked_by_the_slots_description(load: Load) -> None:
    domain = load(
        "entities: {W: {slots: {city: {description: 도시}, date: , k: {description: '{괄호}'}}}}\n"
        "tasks: {a: {fill: [W.city, W.date, W.k]}}"
    )
    asked = {slot: question.render(str) for slot, question in domain.opening.ask.items()}
    assert asked["W.city"].startswith("도시")
    assert asked["W.date"].startswith("W.date")
    assert asked["W.k"].startswith("{괄호}")


def test_a_task_may_look_up_several_classes(load: Load) -> None:
    domain = load(
        "entities: {A: {slots: [x]}, B: {slots: [y]}}\ntasks: {a: {lookup: [B, A]}}"
    )  # fmt: skip
    assert domain.opening.lookup == ("B", "A")


@pytest.mark.parametrize("flag", ["true", "True", "yes", "on"])
def test_a_task_may_end_the_dialog(load: Load, flag: str) -> None:
    assert load(f"tasks: {{a: {{end: {flag}}}}}").opening.end is True


@pytest.mark.parametrize("flag", ["false", "no", "off"])
def test_a_task_that_says_so_does_not_end_the_dialog(load: Load, flag: str) -> None:
    assert load(f"tasks: {{a: {{end: {flag}}}}}").opening.end is False


def test_a_task_leads_to_others(load: Load) -> None:
    domain = load(
        """
acts: {bye: 그만}
tasks:
  a:
    next:
      - {task: b, when: act = "bye"}
      - {task: c, when: count > 10, controller: system}
      - {task: a, controller: user}
      - c
  b: {next: c}
  c: {next: {task: a}}
"""
    )
    assert domain.tasks["a"].next == (
        Transition("b", parse('act="bye"')),
        Transition("c", parse("count > 10"), "system"),
        Transition("a"),
        Transition("c"),
    )
    assert domain.tasks["b"].next == (Transition("c"),)
    assert domain.tasks["c"].next == (Transition("a"),)


def test_a_fallback_is_a_text(load: Load) -> None:
    domain = load(SLOTS + 'tasks: {a: }\nfallback: "{Weather.city}? 다시요"')
    assert domain.fallback == parse_template("{Weather.city}? 다시요")
