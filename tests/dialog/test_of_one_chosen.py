"""Records of one that was chosen before, such as the departures of a ship: where none meets what
is wished, the task says which there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Talk = Callable[..., Any]

HARBOUR = """
entities:
  Ship:
    key: name
    slots:
      name: {values: [갈매기호, 돌고래호, 물총새호]}
    instances: [{name: 갈매기호}, {name: 돌고래호}, {name: 물총새호}]
  Trip:
    key: name
    slots:
      name: {same: Ship.name}
      day: {type: date, description: 날}
      pier: {values: [동쪽 부두, 서쪽 부두], description: 부두}
      part: {type: choice, values: [오전, 오후], description: 때}
    instances:
      - {name: 갈매기호, day: 월요일, pier: 동쪽 부두, part: 오전}
      - {name: 갈매기호, day: 화요일, pier: 서쪽 부두, part: 오후}
      - {name: 돌고래호, day: 월요일, pier: 서쪽 부두, part: 오후}
acts:
  choose: <Ship.name>
  trips: [<Trip.day>, <Trip.pier>, <Trip.part>, 언제]
tasks:
  hello: {say: 부두입니다.}
  choose: {fill: Ship.name, lookup: Ship, say: "{Ship.name}입니다."}
  trips:
    type: optional
    fill: Trip.day
    ask: {Trip.day: "어느 날이요?"}
    lookup: Trip
    say:
      - {when: dropped is filled and count = 0, text: "{Ship.name}은(는) 다니지 않아요."}
      - when: dropped is filled
        text: "{dropped} 없음."
        each: "{Trip.day} {Trip.pier} {Trip.part}"
      - {when: count = 0, text: 없어요.}
      - {text: "{count}번", each: "{Trip.name} {Trip.day} {Trip.pier} {Trip.part}"}
anywhere:
  - {task: choose, when: act = "choose"}
  - {task: trips, when: act = "trips"}
"""

TRIPS = [
    {"Trip.name": "갈매기호", "Trip.day": "월요일", "Trip.pier": "동쪽 부두", "Trip.part": "오전"},
    {"Trip.name": "갈매기호", "Trip.day": "화요일", "Trip.pier": "서쪽 부두", "Trip.part": "오후"},
]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (["월요일 서쪽 부두요"], "서쪽 부두 없음.\n월요일 동쪽 부두 오전"),
        (["월요일이요", "오후로요"], "오후 없음.\n월요일 동쪽 부두 오전"),
        (["월요일 동쪽 부두요", "서쪽 부두는요?"], "서쪽 부두 없음.\n월요일 동쪽 부두 오전"),
        (["동쪽 부두요", "화요일이요"], "동쪽 부두 없음.\n화요일 서쪽 부두 오후"),
        (["수요일 동쪽 부두요"], "수요일 없음.\n월요일 동쪽 부두 오전"),
    ],
)
def test_the_one_that_was_chosen_is_kept(talk: Talk, said: list[str], answer: str) -> None:
    conversation = talk(HARBOUR)
    conversation.say("갈매기호요")
    for utterance in said[:-1]:
        conversation.say(utterance)
    assert conversation.say(said[-1]) == answer
    assert conversation.session.slots["Ship.name"] == ("갈매기호",)


def test_where_neither_is_met_all_there_are_are_said(talk: Talk) -> None:
    conversation = talk(HARBOUR)
    conversation.say("돌고래호요")
    assert conversation.say("수요일 동쪽 부두 오전이요") == (
        "수요일, 동쪽 부두, 오전 없음.\n월요일 서쪽 부두 오후"
    )
    assert conversation.session.slots == {"Ship.name": ("돌고래호",)}


def test_where_there_are_none_at_all_it_is_said_and_the_wishes_are_kept(talk: Talk) -> None:
    conversation = talk(HARBOUR)
    conversation.say("물총새호요")
    assert conversation.say("월요일 동쪽 부두요") == "물총새호는 다니지 않아요."
    assert conversation.session.slots["Trip.pier"] == ("동쪽 부두",)
    conversation.say("갈매기호요")
    assert conversation.say("언제요?") == "1번\n갈매기호 월요일 동쪽 부두 오전"


def test_without_one_that_was_chosen_nothing_is_left_out_of_a_first_search(talk: Talk) -> None:
    assert talk(HARBOUR).say("수요일 동쪽 부두요") == "없어요."


def test_a_client_is_asked_for_all_of_what_was_chosen(talk: Talk) -> None:
    conversation = talk(HARBOUR, "external_data")
    conversation.turn("갈매기호요")
    conversation.give({"Ship.name": "갈매기호"})
    conversation.turn("수요일 동쪽 부두요")
    request = conversation.turn(None, [])
    assert [entry.condition for entry in request.entries] == ['Trip.name="갈매기호"']
    assert conversation.give(*TRIPS) == "수요일 없음.\n월요일 동쪽 부두 오전"


def test_a_client_is_asked_no_more_than_twice(talk: Talk) -> None:
    conversation = talk(HARBOUR, "external_data")
    conversation.turn("갈매기호요")
    conversation.give({"Ship.name": "갈매기호"})
    conversation.turn("수요일 동쪽 부두요")
    conversation.turn(None, [])
    assert conversation.give() == "갈매기호는 다니지 않아요."
    assert conversation.session.slots["Trip.pier"] == ("동쪽 부두",)
