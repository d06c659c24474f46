"""Questions about what is spoken of, and changes of what was settled by so much."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Talk = Callable[..., Any]

POTTERY = r"""
entities:
  Class:
    key: name
    slots:
      name: {values: [물레반, 접시반]}
      area: {values: [강가, 언덕]}
    instances:
      - {name: 물레반, area: 강가}
      - {name: 접시반, area: 언덕}
  Visit:
    slots:
      day: {type: date}
      time: {type: time}
acts:
  find: [찾아, <Class.area>]
  book: [예약]
tasks:
  hello: {say: 공방입니다.}
  find:
    lookup: Class
    say: {each: "{number}. {Class.name}"}
  book:
    fill: [Class.name, Visit.day, Visit.time]
    ask: {Class.name: 어느 반이요?, Visit.day: 며칠에 오세요?, Visit.time: 몇 시에 오세요?}
    confirm: "{Class.name}, {Visit.day} {Visit.time}이에요. 예약할까요?"
    say: 예약했어요.
    reset: true
anywhere:
  - {task: find, when: act = "find"}
  - {task: book, when: act = "book"}
fallback:
  - {when: kind = "question" and Class.name is filled, text: "{Class.name}의 그건 제가 몰라요."}
  - 무슨 말씀이세요?
"""


@pytest.fixture
def pottery(talk: Talk) -> Any:
    return talk(POTTERY)


def test_a_question_that_only_points_at_what_is_spoken_of_is_not_understood(pottery: Any) -> None:
    assert pottery.say("강가에서 찾아 줘") == "1. 물레반"
    assert pottery.say("거기 조용해요?") == "물레반의 그건 제가 몰라요."
    assert pottery.say("거기로 예약할게요") == "며칠에 오세요?"


def test_a_day_that_is_to_be_later_is_confirmed_anew(pottery: Any) -> None:
    pottery.say("물레반 예약")
    pottery.say("내일")
    assert pottery.say("3시") == "물레반, 내일 3시이에요. 예약할까요?"
    assert pottery.say("하루 늦춰 주세요") == "물레반, 모레 3시이에요. 예약할까요?"
    assert pottery.say("네") == "예약했어요."
    assert pottery.say("아 한 시간만 미뤄 주세요") == "물레반, 모레 4시이에요. 예약할까요?"
    assert pottery.say("아홉 시간 더 미뤄 주세요") == "몇 시에 오세요?"


def test_a_question_is_answered_before_the_own_one_is_asked_again(pottery: Any) -> None:
    assert pottery.say("물레반 예약할게요") == "며칠에 오세요?"
    assert pottery.say("앞치마 주시나요?") == "물레반의 그건 제가 몰라요.\n며칠에 오세요?"
    pottery.say("내일 3시")
    answer = pottery.say("주차장이 넓은가요?")
    assert answer == "물레반의 그건 제가 몰라요.\n물레반, 내일 3시이에요. 예약할까요?"


def test_briefly_typed_words_are_heard(talk: Talk) -> None:
    shop = talk("""
acts: {greet: 안녕, thank: (고마워|감사), leave: 안녕히}
tasks:
  open: {say: 공방입니다.}
  hello: {say: 반가워요.}
  thanks: {say: 별말씀을요.}
  bye: {say: 또 오세요.}
anywhere:
  - {task: hello, when: act = "greet"}
  - {task: thanks, when: act = "thank"}
  - {task: bye, when: act = "leave"}
""")
    assert [shop.say(said) for said in ("ㅎㅇ", "ㄱㅅ", "ㅂㅂ")] == [
        "반가워요.",
        "별말씀을요.",
        "또 오세요.",
    ]
