"""Questions that only name another thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

STALL = """
entities:
  Order:
    slots: {soup: {values: &soups [설렁탕, 곰탕, 갈비탕]}, cups: {type: int, counters: [그릇]}}
  Soup:
    key: name
    slots: {name: {values: *soups, words: [얼마, 매워]}, price: 값}
    instances:
      - {name: 설렁탕, price: 9000}
      - {name: 곰탕, price: 8000}
      - {name: 갈비탕, price: 12000}
acts:
  order: [<Order.soup>, 주세요]
  ask_price: 얼마
  ask_hours: 몇 시
tasks:
  order: {fill: [Order.soup, Order.cups], ask: {Order.soup: 뭐 드릴까요?, Order.cups: 몇 그릇이요?}}
  price: {lookup: Soup, say: {each: "{Soup.name} {Soup.price}원"}, reset: Soup.name}
  hours: {say: 아홉 시까지 해요.}
anywhere:
  - {task: price, when: act = "ask_price" and Soup.name is filled}
  - {task: hours, when: act = "ask_hours"}
  - {task: order, when: act = "order"}
"""
Talk = Callable[..., Any]


@pytest.mark.parametrize("text", ["곰탕은요?", "그럼 곰탕은?", "곰탕은요"])
def test_the_same_is_asked_of_another_one(talk: Talk, text: str) -> None:
    conversation = talk(STALL)
    assert conversation.say("설렁탕 얼마예요?") == "설렁탕 9000원\n뭐 드릴까요?"
    assert conversation.say(text) == "곰탕 8000원\n뭐 드릴까요?"
    assert conversation.say("갈비탕은요?") == "갈비탕 12000원\n뭐 드릴까요?"
    assert conversation.say("갈비탕이요") == "몇 그릇이요?"


@pytest.mark.parametrize("text", ["곰탕이요", "곰탕으로 주세요", "곰탕은 두 그릇이요"])
def test_what_is_said_of_it_is_no_question(talk: Talk, text: str) -> None:
    conversation = talk(STALL)
    conversation.say("설렁탕 얼마예요?")
    assert "8000" not in conversation.say(text)


def test_behind_another_question_it_is_a_question_of_its_own(talk: Talk) -> None:
    conversation = talk(STALL)
    conversation.say("몇 시까지 해요?")
    assert "아홉 시" not in conversation.say("곰탕은요?")


def test_what_is_named_is_pointed_at(talk: Talk) -> None:
    conversation = talk(STALL)
    conversation.say("설렁탕 얼마예요?")
    assert conversation.say("갈비탕 그거 얼마예요?").startswith("갈비탕 12000원")


SIDES = """
entities:
  Order:
    slots:
      soup: {values: [설렁탕, 곰탕]}
      cups: {type: int, counters: [그릇, 개]}
  Extra: {slots: {dish: {values: [김치, 만두], noted: 네.}, count: {type: int, counters: [개]}}}
  Dish: {slots: {name: {values: [김치, 만두], words: [얼마]}}, instances: [{name: 만두}]}
acts: {order: [<Order.soup>, 주세요], ask_price: 얼마}
tasks:
  order: {fill: [Order.soup, Order.cups], ask: {Order.soup: 뭐요?, Order.cups: 몇 그릇이요?}}
  price: {lookup: Dish, say: {each: "{Dish.name} 3000원"}, reset: Dish.name}
anywhere:
  - {task: price, when: act = "ask_price" and Dish.name is filled}
  - {task: order, when: act = "order"}
"""


def test_what_was_asked_about_is_ordered_beside_what_is_known(talk: Talk) -> None:
    conversation = talk(SIDES)
    conversation.say("설렁탕 두 그릇 주세요")
    conversation.say("만두 얼마예요?")
    conversation.say("그것도 하나 주세요")
    slots = conversation.session.slots
    assert (slots["Extra.dish"], slots["Extra.count"]) == (("만두",), ("1",))
    assert slots["Order.cups"] == ("2",)
