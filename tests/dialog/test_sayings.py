"""Several things that are said in one utterance are heard one after the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.dialog import DataRequest
from tests.engines import Conversation

TIDES = """
entities:
  Tide:
    slots: {port: {values: [포항, 여수, 군산]}, day: {type: date}, height: 높이}
    instances:
      - {port: 포항, day: 오늘, height: 1}
      - {port: 여수, day: 내일, height: 2}
      - {port: 군산, day: 모레, height: 3}
acts: {ask: [물때, <Tide.port>]}
tasks:
  hello: {say: 물때 안내입니다.}
  tell:
    fill: [Tide.port, Tide.day]
    ask: {Tide.port: 어디요?, Tide.day: 언제요?}
    lookup: Tide
    say: [{when: count = 1, text: "{Tide.port} {Tide.height}"}, "{count}건"]
    reset: true
anywhere: [{task: tell, when: act = "ask"}]
"""
DIARY = """
entities:
  Event:
    key: title
    slots: {title: {values: [연수, 산책, 낚시]}, day: {type: date}, time: {type: time}}
    instances:
      - {title: 연수, day: 내일, time: 오전 9시}
      - {title: 산책, day: 내일, time: 오후 2시}
      - {title: 낚시, day: 모레, time: 오전 6시}
  New: {slots: {title: 무슨 일}}
acts:
  drop: [지워, 삭제]
  add: <New.title> (적어|추가)
  show: 보여
tasks:
  hello: {say: 일정장입니다.}
  drop:
    fill: Event.title
    ask: {Event.title: 무얼 지울까요?}
    confirm: "{Event.title} 지울까요?"
    say: 지웠어요.
    reset: Event.title
    next: {task: kept, when: act = "no"}
  kept: {say: 둘게요., reset: Event.title}
  add:
    fill: [New.title, Event.day, Event.time]
    ask: {Event.day: 언제요?, Event.time: 몇 시요?}
    confirm: "{New.title} {Event.day} {Event.time} 적을까요?"
    say: 적었어요.
    reset: true
  show: {say: 여기 있어요.}
anywhere:
  - {task: add, when: act = "add"}
  - {task: drop, when: act = "drop"}
  - {task: show, when: act = "show"}
cancelled: 그만둘게요.
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("오늘 포항 내일 여수 물때", "포항 1\n여수 2"),
        ("오늘 포항, 내일 여수, 모레 군산 물때 알려 줘", "포항 1\n여수 2\n군산 3"),
        ("포항은 오늘, 여수는 내일 물때가 어때요?", "포항 1\n여수 2"),
        ("포항이랑 여수 오늘 물때", "포항 1"),
        ("오늘 포항 아니 내일 여수 물때", "여수 2"),
    ],
)
def test_values_in_groups_are_said_each_by_itself(
    talk: Callable[..., Conversation], text: str, said: str
) -> None:
    assert talk(TIDES).say(text) == said


def test_texts_are_noted_one_after_the_other(talk: Callable[..., Conversation]) -> None:
    diary = talk(DIARY)
    assert diary.say("모레 9시에 상담이랑 4시에 은행 적어 줘") == "상담 모레 9시 적을까요?"
    assert diary.say("네") == "적었어요.\n은행 모레 4시 적을까요?"
    assert diary.say("네") == "적었어요."


def test_what_is_left_waits_until_the_first_is_done(talk: Callable[..., Conversation]) -> None:
    diary = talk(DIARY)
    assert diary.say("연수는 삭제하고 모레 3시에 미용실 추가해 줘") == "연수 지울까요?"
    assert diary.say("보여 줘") == "여기 있어요.\n연수 지울까요?"
    assert diary.say("네") == "지웠어요.\n미용실 모레 3시 적을까요?"
    assert diary.say("네") == "적었어요."
    assert diary.session.rest == ()


def test_a_no_goes_on_with_what_is_left(talk: Callable[..., Conversation]) -> None:
    diary = talk(DIARY)
    diary.say("연수 지우고 낚시도 지워 줘")
    assert diary.say("아니") == "둘게요.\n낚시 지울까요?"


def test_what_is_called_off_leaves_nothing(talk: Callable[..., Conversation]) -> None:
    diary = talk(DIARY)
    diary.say("연수 지우고 낚시도 지워 줘")
    assert diary.say("그만할래요") == "그만둘게요."
    assert diary.session.rest == ()


def test_a_command_is_a_yes_and_leaves_the_rest(
    talk: Callable[..., Conversation],
) -> None:
    diary = talk(DIARY)
    diary.say("연수 지우고 낚시도 지워 줘")
    assert diary.say("네 지워 주세요") == "지웠어요.\n낚시 지울까요?"


@pytest.mark.parametrize(
    "text", ["연수 지우고 산에 갈 거야", "낚시하고 산책 지워 줘", "3시부터 5시까지 상담 적어 줘"]
)
def test_what_is_one_thing_is_not_divided(talk: Callable[..., Conversation], text: str) -> None:
    diary = talk(DIARY)
    diary.say(text)
    assert diary.session.rest == ()


def test_what_was_said_before_records_are_needed_is_said_with_them(
    talk: Callable[..., Conversation],
) -> None:
    sea = talk(TIDES, "external_data")
    assert isinstance(sea.turn("오늘 포항 내일 여수 물때"), DataRequest)
    assert sea.session.rest == ("내일 여수 물때",)
    again = sea.turn(data=[{"Tide.port": "포항", "Tide.day": "오늘", "Tide.height": "1"}])
    assert isinstance(again, DataRequest)
    assert (
        sea.give({"Tide.port": "여수", "Tide.day": "내일", "Tide.height": "2"}) == "포항 1\n여수 2"
    )
