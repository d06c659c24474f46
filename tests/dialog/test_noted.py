"""What is filled before its turn is noted; an interrupting question changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from tests.engines import Conversation

Talk = Callable[..., Conversation]

LAUNDRY = r"""
entities:
  Wash:
    slots:
      cloth: {values: [셔츠, 이불]}
      day: {type: date}
      way: {type: choice, values: [수거, 방문], noted: "네, {Wash.way}로 할게요."}
      extra:
        values: [풀, 향]
        noted: [{when: Wash.extra is unwanted, text: 네 뺄게요.}, 네 넣을게요.]
acts:
  ask: <Wash.day> [뭐] 있
tasks:
  order:
    fill: [Wash.cloth, Wash.day, Wash.way]
    ask: {Wash.cloth: [무엇이요?, 무엇인지요?], Wash.day: 언제요?, Wash.way: 어떻게요?}
    say: "{Wash.cloth} {Wash.day} {Wash.way}"
  day: {say: "{Wash.day}은(는) 비었어요.", reset: Wash.day}
anywhere: {task: day, when: act = "ask"}
"""


def test_what_is_filled_before_its_turn_is_noted(talk: Talk) -> None:
    dialog = talk(LAUNDRY)
    assert dialog.say("수거요") == "네, 수거로 할게요.\n무엇이요?"
    assert dialog.say("향은 빼고요") == "네 뺄게요.\n무엇이요?"
    assert dialog.say("이불이요") == "언제요?"
    assert dialog.say("내일") == "이불 내일 수거"


def test_what_answers_the_question_too_is_not(talk: Talk) -> None:
    assert talk(LAUNDRY).say("셔츠 수거요") == "언제요?"
    assert talk(LAUNDRY).say("모레 수거요") == "네, 수거로 할게요.\n무엇이요?"


def test_a_question_in_between_leaves_what_was_known(talk: Talk) -> None:
    dialog = talk(LAUNDRY)
    assert dialog.say("내일 이불이요") == "어떻게요?"
    assert dialog.say("모레 뭐 있어?") == "모레는 비었어요.\n어떻게요?"
    assert dialog.say("방문이요") == "이불 내일 방문"


def test_yes_to_a_question_for_something_has_it_asked_again(talk: Talk) -> None:
    dialog = talk(LAUNDRY)
    assert dialog.say("네") == "무엇인지요?"
    assert dialog.say("네") == "무엇인지요?"
