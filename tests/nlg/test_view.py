"""Chooses and fills in what the system says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Talk = Callable[..., Any]


def test_the_first_saying_whose_condition_holds_is_said(talk: Talk) -> None:
    opened = talk(
        """
acts: {go: 가자, stay: 있자}
tasks:
  a:
    say:
      - {when: turn = 0, text: 처음}
      - {when: turn > 2, text: 오래}
      - {when: act = "go", text: 가요}
      - 기본
    next: a
"""
    )
    assert [opened.said, *(opened.say(text) for text in ("가자", "있자", "가자"))] == [
        "처음",
        "가요",
        "기본",
        "오래",
    ]


def test_where_no_condition_holds_nothing_is_said(talk: Talk) -> None:
    assert talk("tasks: {a: {say: {when: turn > 0, text: 안녕}}}").said == ""


def test_a_text_may_speak_of_the_first_record(talk: Talk) -> None:
    opened = talk(
        """
entities:
  A: {slots: [b, c], instances: [{b: 1, c: 하나}, {b: 2, c: 둘}]}
tasks:
  a:
    lookup: A
    say: [{when: A.c = "둘", text: 아님}, {when: A.c = "하나", text: "{A.c} {count}"}]
"""
    )
    assert opened.said == "하나 2"


def test_a_line_for_each_record_follows_the_text(talk: Talk) -> None:
    content = """
entities:
  A: {slots: [b, c], instances: [{b: 1, c: 하나}, {b: 2}, {c: 셋}]}
tasks: {a: {lookup: A, say: {TEXT each: "{A.b}/{A.c}/{count}"}}}
"""
    assert talk(content.replace("TEXT", "text: 모두,")).said == "모두\n1/하나/3\n2//3\n/셋/3"
    assert talk(content.replace("TEXT", "")).said == "1/하나/3\n2//3\n/셋/3"


def test_without_records_only_the_text_is_said(talk: Talk) -> None:
    content = (
        "entities: {A: {slots: [b]}}\ntasks: {a: {lookup: A, say: {text: 모두, each: '{A.b}'}}}"
    )
    assert talk(content).said == "모두"


def test_a_task_may_look_up_several_classes(talk: Talk) -> None:
    content = """
entities:
  A: {slots: {b: {values: [1호, 2호]}}, instances: [{b: 1호}, {b: 2호}]}
  C: {slots: [d], instances: [{d: 셋}]}
tasks: {a: {fill: A.b, lookup: [A, C], say: {text: "{count}", each: "{A.b}{C.d}"}}}
"""
    internal = talk(content)
    assert internal.say("2호") == "2\n2호\n2호셋"
    external = talk(content, "external_data")
    external.turn("2호")
    assert external.requested == [(["A.b"], 'A.b="2호"'), (["C.d"], "")]
    assert external.give({"A.b": "1호"}, {"C.d": "셋"}, {"A.b": "2호"}) == "2\n2호\n2호셋"
