"""What is put up with is no wish: 비싸도 괜찮아요, 3만 원보다 비싸도 돼요."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines import Conversation

CAMPS = """
entities:
  Camp:
    key: name
    slots:
      name: {values: [솔숲, 물가, 하늘]}
      side: {values: [산, 바다]}
      fee: {type: int, counters: [원], words: [요금]}
      far: {type: int, counters: [미터], words: [거리]}
      score: {type: float, counters: [점], words: [평점]}
    instances:
      - {name: 솔숲, side: 산, fee: 30000, far: 200, score: 4.1}
      - {name: 물가, side: 바다, fee: 50000, far: 900, score: 4.8}
      - {name: 하늘, side: 산, fee: 90000, far: 3000, score: 3.2}
acts:
  find: [캠핑장, <Camp.side>, <Camp.fee>, <Camp.far>, <Camp.score>]
tasks:
  find: {lookup: Camp, say: {text: "{count}:", each: "{Camp.name}"}}
anywhere: {task: find, when: act = "find"}
"""
ALL = "3:\n솔숲\n물가\n하늘"


@pytest.mark.parametrize(
    "text",
    [
        "4만 원보다 비싸도 괜찮아요",
        "4만 원 조금 넘어도 돼요",
        "사만 원이 넘더라도 상관없어요",
        "캠핑장이 좀 비싸도 괜찮습니다",
        "요금은 상관없어요",
    ],
)
def test_a_limit_that_may_be_passed_is_none(talk: Callable[..., Conversation], text: str) -> None:
    conversation = talk(CAMPS)
    assert conversation.say("4만 원 이하 캠핑장") == "1:\n솔숲"
    conversation.say(text)
    assert conversation.session.compared == {}
    assert conversation.say("캠핑장") == ALL


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("4만 원 넘는 캠핑장", {"Camp.fee": (">40000",)}),
        ("4만 원보다 비싼 캠핑장", {"Camp.fee": (">40000",)}),
        ("비싸도 4만 원", {"Camp.fee": ("<=40000",)}),
        ("4만 원 안 넘는 캠핑장", {"Camp.fee": ("<=40000",)}),
    ],
)
def test_a_wish_stays_one(talk: Callable[..., Conversation], text: str, compared: object) -> None:
    conversation = talk(CAMPS)
    conversation.say(text)
    assert conversation.session.compared == compared


def test_only_what_is_conceded_is_given_up(talk: Callable[..., Conversation]) -> None:
    conversation = talk(CAMPS)
    conversation.say("4만 원 이하 500미터 이내 캠핑장")
    conversation.say("멀어도 괜찮아요")
    assert conversation.session.compared == {"Camp.fee": ("<=40000",)}
