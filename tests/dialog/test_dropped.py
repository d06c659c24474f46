"""A wish that leaves no record is left out again, where the task says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Talk = Callable[..., Any]

BOATS = r"""
entities:
  Boat:
    key: name
    slots:
      name: {values: [갈매기, 돌고래, 물총새]}
      lake: {values: [큰못, 작은못], description: 못}
      roof: {type: boolean, words: [지붕], description: 지붕}
      fare: {type: int, counters: [원], description: 요금}
    instances:
      - {name: 갈매기, lake: 큰못, roof: no, fare: 9000}
      - {name: 돌고래, lake: 큰못, roof: no, fare: 12000}
      - {name: 물총새, lake: 작은못, roof: yes, fare: 30000}
acts:
  find: [배, <Boat.lake>, <Boat.roof>, <Boat.fare>]
  choose: <Boat.name>
tasks:
  hello: {say: 나루터입니다.}
  find:
    fill: Boat.lake
    ask: {Boat.lake: "어느 못이요?"}
    lookup: Boat
    say:
%s
      - {when: count = 0, text: 없어요.}
      - {text: "{count}척", each: "{Boat.name}"}
  choose: {fill: Boat.name, lookup: Boat, say: "{Boat.name}, {Boat.fare}원"}
anywhere:
  - {task: choose, when: act = "choose"}
  - {task: find, when: act = "find"}
"""
AWARE = (
    BOATS
    % "      - {when: dropped is filled, text: '{dropped} 없이 {count}척', each: '{Boat.name}'}"
)
SENT = [
    {"Boat.name": "갈매기", "Boat.lake": "큰못", "Boat.fare": "9000"},
    {"Boat.name": "돌고래", "Boat.lake": "큰못", "Boat.fare": "12000"},
]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("지붕 있는 배로요", "지붕 없이 2척\n갈매기\n돌고래"),
        ("5천 원 이하로요", "요금 없이 2척\n갈매기\n돌고래"),
        ("지붕 있고 만 원 이하인 배요", "지붕, 요금 없이 2척\n갈매기\n돌고래"),
        ("만 원 이하로요", "1척\n갈매기"),
    ],
)
def test_what_was_added_is_left_out(talk: Talk, said: str, answer: str) -> None:
    conversation = talk(AWARE)
    assert conversation.say("큰못 배요") == "2척\n갈매기\n돌고래"
    assert conversation.say(said) == answer


def test_what_was_left_out_is_forgotten(talk: Talk) -> None:
    conversation = talk(AWARE)
    conversation.say("큰못 배요")
    conversation.say("지붕 있는 배로요")
    assert conversation.say("만 원 이하로요") == "1척\n갈매기"


def test_a_wish_that_is_replaced_is_not_left_out(talk: Talk) -> None:
    conversation = talk(AWARE)
    conversation.say("큰못 만 원 이하 배요")
    assert conversation.say("작은못은요?") == "없어요."


def test_nothing_is_left_out_of_a_first_search(talk: Talk) -> None:
    assert talk(AWARE).say("큰못에 지붕 있는 배요") == "없어요."


def test_nothing_is_left_out_after_a_new_beginning(talk: Talk) -> None:
    conversation = talk(AWARE)
    conversation.say("큰못 배요")
    conversation.say("처음부터 다시 할게요")
    assert conversation.say("큰못에 지붕 있는 배요") == "없어요."


def test_a_task_that_does_not_say_so_keeps_the_wish(talk: Talk) -> None:
    conversation = talk(BOATS % "")
    conversation.say("큰못 배요")
    assert conversation.say("지붕 있는 배로요") == "없어요."
    assert conversation.session.slots["Boat.roof"] == ("yes",)


def test_of_a_client_it_is_what_was_said_last(talk: Talk) -> None:
    conversation = talk(AWARE, "external_data")
    conversation.turn("큰못 배요")
    assert conversation.give(*SENT) == "2척\n갈매기\n돌고래"
    conversation.turn("지붕 있는 배로요")
    assert conversation.give() == "지붕 없이 2척\n갈매기\n돌고래"
