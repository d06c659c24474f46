"""Tasks, every field in every form it may take."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.conditions import parse
from mockgenie.domain import Confirmation, Domain, Sayings, Task, parse_template
from tests.domain.placeless import placeless, saying, says, way

Load = Callable[[str | bytes], Domain]

SLOTS = "entities: {Weather: {slots: [city, date, info]}}\n"


def opening(domain: Domain) -> Task:
    return placeless(domain.opening)


def test_the_first_task_is_where_a_dialog_opens(load: Load) -> None:
    domain = load("tasks: {b: {say: B}, a: {say: A}}")
    assert list(domain.tasks) == ["b", "a"]
    assert domain.opening.name == "b"


def test_a_task_needs_nothing(load: Load) -> None:
    assert opening(load("tasks: {hello: }")) == Task("hello")
    assert opening(load("tasks: {hello: {}}")) == Task("hello")


def test_a_task_knows_where_it_stands(load: Load) -> None:
    domain = load("tasks:\n  a: {say: 안녕}\n  b:\n    say: 안녕\n")
    assert [task.place for task in domain.tasks.values()] == [(2, 3), (3, 3)]


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
    assert opening(domain) == Task(
        "a",
        fill=("Weather.city", "Weather.date"),
        ask={
            "Weather.city": says("어느 도시요?"),
            "Weather.date": says("{Weather.city}의 언제요?"),
        },
        lookup=("Weather",),
        reset=("Weather.date",),
        end=True,
    )


def test_what_a_task_may_say_of_itself_beside_that(load: Load) -> None:
    domain = load(
        SLOTS
        + """
tasks:
  a:
    description: 날씨 안내
    type: optional
    goal: Weather.city is filled and turn > 3
    enter: 날씨를 알려 드릴게요.
    fill: Weather.city
    confirm: "{Weather.city} 맞나요?"
    leave: [{when: count = 0, text: 아쉽네요.}, 네.]
    ask: {Weather.city: 어디요?}
"""
    )
    task = opening(domain)
    assert task.confirm is not None
    assert task == Task(
        "a",
        fill=("Weather.city",),
        ask={"Weather.city": says("어디요?")},
        goal=parse("Weather.city is filled and turn > 3"),
        confirm=Confirmation(says("{Weather.city} 맞나요?"), task.confirm.change),
        enter=says("날씨를 알려 드릴게요."),
        leave=(saying("아쉽네요.", when="count = 0"), saying("네.")),
        optional=True,
        description="날씨 안내",
    )


@pytest.mark.parametrize(("type_", "optional"), [("essential", False), ("optional", True)])
def test_a_task_is_essential_or_optional(load: Load, type_: str, optional: bool) -> None:
    assert load(f"tasks: {{a: {{type: {type_}}}}}").opening.optional is optional
    assert load("tasks: {a: }").opening.optional is False


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("어디요?", says("어디요?")),
        ("[어디요?, 도시 이름이 뭐예요?]", says("어디요?", "도시 이름이 뭐예요?")),
        (
            "[{when: turn > 5, text: [어디요?, 어느 도시요?]}, 도시요?]",
            (saying("어디요?", "어느 도시요?", when="turn > 5"), saying("도시요?")),
        ),
    ],
)
def test_a_slot_is_asked_for_in_several_wordings(load: Load, written: str, asked: Sayings) -> None:
    domain = load(SLOTS + f"tasks: {{a: {{fill: Weather.city, ask: {{Weather.city: {written}}}}}}}")
    assert opening(domain).ask == {"Weather.city": asked}


def test_what_is_not_asked_in_words_is_asked_by_the_slots_description(load: Load) -> None:
    domain = load(
        "entities: {W: {slots: {city: {description: 도시}, date: , k: {description: '{괄호}'}}}}\n"
        "tasks: {a: {fill: [W.city, W.date, W.k]}}"
    )
    questions = {
        slot: asked[0].texts[0].template.render(None)  # type: ignore[arg-type]
        for slot, asked in domain.opening.ask.items()
    }
    assert questions == {"W.city": "도시?", "W.date": "W.date?", "W.k": "{괄호}?"}
    assert [asked[0].place for asked in domain.opening.ask.values()] == [(0, 0)] * 3


@pytest.mark.parametrize("before", ["Weather.city", "[Weather.city]"])
def test_slots_may_precede_others_and_are_asked_for_too(load: Load, before: str) -> None:
    domain = load(
        SLOTS + f"tasks: {{a: {{fill: Weather.date, preceding: {{Weather.date: {before}}}}}}}"
    )
    assert domain.opening.preceding == {"Weather.date": ("Weather.city",)}
    assert opening(domain).ask == {
        "Weather.date": says("Weather.date?"),
        "Weather.city": says("Weather.city?"),
    }


def test_a_task_may_look_up_several_classes(load: Load) -> None:
    domain = load(
        "entities: {A: {slots: [x]}, B: {slots: [y]}}\ntasks: {a: {lookup: [B, A]}}"
    )  # fmt: skip
    assert domain.opening.lookup == ("B", "A")


@pytest.mark.parametrize(
    ("written", "forgotten"),
    [
        ("true", ("Weather.city", "Weather.date")),
        ("false", ()),
        ("Weather.info", ("Weather.info",)),
        ("[Weather.date, Weather.info]", ("Weather.date", "Weather.info")),
    ],
)
def test_a_task_forgets_some_slots_or_those_it_fills(
    load: Load, written: str, forgotten: tuple[str, ...]
) -> None:
    domain = load(SLOTS + f"tasks: {{a: {{fill: [Weather.city, Weather.date], reset: {written}}}}}")
    assert domain.opening.reset == forgotten


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
    tasks = placeless(domain.tasks)
    assert tasks["a"].next == (
        way("b", 'act="bye"'),
        way("c", "count > 10", controller="system"),
        way("a"),
        way("c"),
    )
    assert tasks["b"].next == (way("c"),)
    assert tasks["c"].next == (way("a"),)
    assert [transition.place[0] for transition in domain.tasks["a"].next] == [6, 7, 8, 9]


@pytest.mark.parametrize("written", ["b", "[b]", "{task: b}", "[{task: b, controller: user}]"])
def test_some_ways_lead_on_from_anywhere(load: Load, written: str) -> None:
    domain = load(f"anywhere: {written}\ntasks: {{a: , b: }}")
    assert placeless(domain.anywhere) == (way("b"),)
    assert load("tasks: {a: }").anywhere == ()


def test_a_name_of_a_term_may_be_shown(load: Load) -> None:
    text = "{act} {count} {turn} {system_act} {settled} {unknown} {number}"
    domain = load(f"tasks: {{a: {{say: [{{each: '{text}'}}]}}}}")
    assert domain.opening.say[0].each == parse_template(text)
