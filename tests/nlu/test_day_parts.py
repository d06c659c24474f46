"""A part of the day as all that is said of when records are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines import Conversation

HALL = """
entities:
  Show:
    key: name
    slots:
      name: {values: [마술, 인형극, 저녁 음악회, 사자춤]}
      day: {type: date}
      time: {type: time}
    instances:
      - {name: 마술, day: 내일, time: 오전 10시}
      - {name: 인형극, day: 내일, time: 오후 1시}
      - {name: 저녁 음악회, day: 내일, time: 오후 7시}
      - {name: 사자춤, day: 모레, time: 오후 3시}
  New: {slots: {name: 이름, seats: {type: int, counters: [석]}}}
acts:
  list: [공연, (뭐|무슨 공연) (있|해)]
  when: 몇 시
  plan: [<Show.day> <New.name> 열어야 해]
tasks:
  hello: {say: 어서 오세요.}
  list:
    fill: Show.day
    lookup: Show
    say:
      - {when: count = 0, text: "{Show.day} {Show.time}에는 없어요."}
      - {each: "{Show.name}"}
    reset: [Show.day, Show.time]
  when: {fill: Show.name, lookup: Show, say: "{all Show.time}", reset: [Show.name, Show.time]}
  plan: {fill: [New.name, Show.day, Show.time], ask: {Show.time: 몇 시에요?}, confirm: 맞아요?}
anywhere:
  - {task: plan, when: act = "plan"}
  - {task: when, when: act = "when"}
  - {task: list, when: act = "list"}
  - {task: list, when: act = "plan"}
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("내일 오전에 뭐 있어요?", "마술"),
        ("내일 오후 공연 알려 줘", "인형극\n저녁 음악회"),
        ("내일 점심때 뭐 해?", "인형극"),
        ("내일 밤에는 무슨 공연 있나요", "내일 오후 8시 이후에는 없어요."),
        ("모레 아침 공연은?", "모레 오전 11시 전에는 없어요."),
        ("내일 저녁 7시에 뭐 있어?", "저녁 음악회"),
        ("저녁 음악회 몇 시예요?", "오후 7시"),
        ("인형극이 저녁 몇 시죠?", "오후 1시"),
        ("내일 공연 뭐 있어?", "마술\n인형극\n저녁 음악회"),
    ],
)
def test_what_is_looked_up_is_within_it(
    talk: Callable[..., Conversation], text: str, said: str
) -> None:
    assert talk(HALL).say(text) == said


def test_alone_it_asks_again_what_was_asked(talk: Callable[..., Conversation]) -> None:
    conversation = talk(HALL)
    conversation.say("내일 오전에 뭐 있어요?")
    assert conversation.say("오후에는?") == "인형극\n저녁 음악회"
    assert conversation.say("그럼 저녁은요") == "저녁 음악회"
    assert conversation.say("모레 오후는요?") == "사자춤"


def test_without_a_day_the_one_that_was_asked_about_is_meant(
    talk: Callable[..., Conversation],
) -> None:
    conversation = talk(HALL)
    conversation.say("내일 뭐 있어요?")
    assert conversation.say("저녁에 뭐 있는데요?") == "저녁 음악회"


def test_what_is_noted_is_not_limited_by_it(talk: Callable[..., Conversation]) -> None:
    assert talk(HALL).say("내일 오후에 동요제 열어야 해") == "몇 시에요?"
