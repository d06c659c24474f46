"""From one task to the next: on what the user says, or by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mockgenie.dialog import Engine, EngineFailure, Speech
from tests.shop import SHOP

Talk = Callable[..., Any]

MONDAY = date(2026, 11, 23)


def test_an_act_leads_to_another_task(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("라떼")
    assert shop.say("그만할래요") == "안녕히 가세요."
    assert shop.ended


def test_the_first_way_whose_condition_holds_is_taken(talk: Talk) -> None:
    opened = talk(
        """
acts: {go: 가자}
tasks:
  a:
    say: A
    next:
      - {task: d, when: turn > 1}
      - {task: b, when: act = "go"}
      - {task: c, when: act = "go"}
  b: {say: B, next: a}
  c: {say: C}
  d: {say: D}
"""
    )
    assert opened.say("가자") == "B"
    assert opened.say("아무 말") == "A"
    assert opened.say("아무 말") == "D"


def test_a_way_may_depend_on_what_is_filled(talk: Talk) -> None:
    opened = talk(
        """
entities: {A: {slots: {b: {values: [서울, 부산]}, c: {values: [1호, 2호]}}}}
tasks:
  a:
    say: A
    next:
      - {task: both, when: A.b = "서울" and A.c is filled}
      - {task: one, when: A.b is filled and A.c is not filled}
  both: {say: "{A.b} {A.c}"}
  one: {say: "{A.b}", next: a}
"""
    )
    assert opened.say("2호") == "잘 알아듣지 못했어요. 다시 말씀해 주시겠어요?"
    assert opened.say("서울") == "서울 2호"


def test_the_system_goes_on_by_itself(talk: Talk) -> None:
    opened = talk(
        """
acts: {go: 가자}
tasks:
  a: {say: A, next: {task: b, when: act = "go"}}
  b:
    say: B
    next:
      - {task: never, when: count > 0, controller: system}
      - {task: c, controller: system}
  c: {next: {task: d, controller: system}}
  d: {say: D, end: true}
  never: {say: NEVER}
"""
    )
    assert opened.said == "A"
    assert opened.say("가자") == "B\nD"
    assert opened.ended


def test_the_system_waits_where_a_way_is_the_users(talk: Talk) -> None:
    opened = talk("tasks: {a: {say: A, next: b}, b: {say: B}}")
    assert opened.said == "A"
    assert opened.session.task == "a"
    assert opened.say("아무 말") == "B"


def test_the_system_asks_before_it_goes_on(talk: Talk) -> None:
    opened = talk(
        """
entities: {A: {slots: {b: {values: [서울]}}}}
tasks:
  a: {fill: A.b, say: "{A.b}!", next: {task: c, controller: system}}
  c: {say: 끝, end: true}
"""
    )
    assert not opened.ended
    assert opened.say("서울") == "서울!\n끝"
    assert opened.ended


def test_a_task_that_ends_does_not_go_on(talk: Talk) -> None:
    opened = talk(
        "tasks: {a: {say: 끝, end: true, next: {task: b, controller: system}}, b: {say: B}}"
    )
    assert opened.reply == Speech("끝", end=True)


def test_tasks_that_lead_to_each_other_without_end_are_a_failure(domain: Any) -> None:
    engine = Engine(
        domain(
            "tasks:\n"
            "  a: {next: {task: b, controller: system}}\n"
            "  b: {next: {task: a, controller: system}}\n"
        )
    )
    with pytest.raises(EngineFailure, match=r"task [ab] "):
        engine.open("internal_data", MONDAY)


def test_a_failure_in_a_turn_leaves_the_session_usable(domain: Any) -> None:
    engine = Engine(
        domain(
            """
acts: {go: 가자, bye: 그만}
tasks:
  a: {say: A, next: [{task: b, when: act = "go"}, {task: c, when: act = "bye"}]}
  b: {next: {task: b, controller: system}}
  c: {say: C, end: true}
"""
        )
    )
    session, _ = engine.open("internal_data", MONDAY)
    with pytest.raises(EngineFailure):
        engine.step(session, "가자", None, MONDAY)
    assert engine.step(session, "그만", None, MONDAY)[1] == Speech("C", end=True)


def test_a_hundred_tasks_in_a_turn_are_no_failure(talk: Talk) -> None:
    tasks = [
        f"  t{n}: {{say: {n}, next: {{task: t{n + 1}, controller: system}}}}" for n in range(99)
    ]
    opened = talk("\n".join(["tasks:", *tasks, "  t99: {say: 99}"]))
    assert opened.said == "\n".join(map(str, range(100)))


CALENDAR = """
entities:
  Event:
    key: title
    slots: {title: {values: [치과, 안과]}, day: {type: date}, time: {type: time}}
    instances:
      - {title: 치과, day: 목요일, time: 오후 3시}
      - {title: 안과, day: 금요일, time: 오전 9시}
  New: {slots: {title: 무슨 일}}
acts: {add: <New.title> 적어, when: 몇 시, list: 뭐 있}
tasks:
  add: {fill: [New.title, Event.day, Event.time], confirm: "{New.title} {Event.day} {Event.time}?"}
  when: {fill: Event.title, lookup: Event, say: "{Event.day} {Event.time}", reset: Event.title}
  list:
    fill: Event.day
    lookup: Event
    say: {each: "{Event.title}"}
    reset: [Event.day, Event.time]
anywhere:
  - {task: add, when: act = "add"}
  - {task: when, when: act = "when"}
  - {task: list, when: act = "list"}
"""


def test_the_day_to_be_noted_restricts_no_other_question(talk: Talk) -> None:
    calendar = talk(CALENDAR)
    assert calendar.say("토요일 6시에 약속 적어 줘") == "약속 토요일 6시?"
    assert calendar.say("치과 몇 시야?") == "목요일 오후 3시\n약속 토요일 6시?"
    assert calendar.say("금요일에 뭐 있어?") == "안과\n약속 토요일 6시?"
    assert calendar.filled()["Event.time"] == ("6시",)
