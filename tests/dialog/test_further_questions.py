"""Several questions about one record are all answered, or named as not answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.dialog import Engine
from mockgenie.domain import Domain
from tests.engines import Conversation

SHOPS = """
entities:
  Shop:
    key: name
    slots:
      name: {values: [물결서점, 구름책방]}
      area: {values: [합정, 망원]}
      parking: {type: boolean, words: [주차]}
      wifi: {type: boolean, words: [와이파이]}
      hours: 문 닫는 시각
      phone: 전화번호
      fee: 입장료
    instances:
      - {name: 물결서점, area: 합정, parking: yes, wifi: no, hours: 9시, phone: 1번, fee: 3천 원}
      - {name: 구름책방, area: 망원, parking: no, wifi: yes, hours: 8시, phone: 2번, fee: 2천 원}
  Visit: {slots: {day: {type: date, description: 언제요}}}
acts:
  find: [<Shop.name>, <Shop.area>, 서점]
  ask_phone: 전화번호 [(뭐|알려)]
  ask_hours: 몇 시 [까지]
  ask_fee: [얼마, 입장료 (얼마|알려)]
  parking: <Shop.parking>
  wifi: <Shop.wifi>
  visit: [갈게, <Visit.day>]
tasks:
  find:
    fill: Shop.area
    ask: {Shop.area: 어디요?}
    goal: Shop.name is filled
    lookup: Shop
    say: {text: "{count}곳이요.", each: "{Shop.name}"}
  visit: {fill: [Shop.name, Visit.day], confirm: "{Visit.day} 맞죠?", say: 네., reset: true}
  detail:
    lookup: Shop
    say:
      - {when: act = "ask_phone", text: "전화는 {Shop.phone}."}
      - {when: act = "ask_hours", text: "{Shop.hours}까지."}
      - {when: act = "ask_fee", text: "{Shop.fee}."}
      - {when: act = "parking", text: "주차 {if Shop.parking = \\"yes\\"}돼요{else}안 돼요{end}."}
      - {when: act = "wifi", text: "와이파이 {if Shop.wifi = \\"yes\\"}돼요{else}안 돼요{end}."}
anywhere:
  - task: detail
    when: >-
      Shop.name is filled and (act = "ask_phone" or act = "ask_hours" or act = "ask_fee"
      or act = "parking" or act = "wifi")
  - {task: visit, when: act = "visit"}
  - {task: find, when: act = "find" or act = "parking" or act = "wifi"}
unknown: "{unknown}은(는) 몰라요."
fallback: 네?
"""


@pytest.fixture
def chosen(talk: Callable[..., Conversation]) -> Conversation:
    conversation = talk(SHOPS)
    conversation.say("물결서점이요")
    return conversation


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("주차랑 와이파이 되나요?", "주차 돼요.\n와이파이 안 돼요."),
        ("와이파이하고 주차 돼요?", "와이파이 안 돼요.\n주차 돼요."),
        ("몇 시까지 하고 얼마예요?", "9시까지.\n3천 원."),
        ("얼마예요? 몇 시까지 해요?", "3천 원.\n9시까지."),
        ("전화번호랑 입장료 알려 주세요", "전화는 1번.\n3천 원."),
        ("주차 되고 와이파이도 되나요", "주차 돼요.\n와이파이 안 돼요."),
        ("주차 돼요? 와이파이는요? 몇 시까지예요?", "주차 돼요.\n와이파이 안 돼요.\n9시까지."),
        ("구름책방은 몇 시까지 하고 전화번호가 뭐예요?", "8시까지.\n전화는 2번."),
    ],
)
def test_all_that_is_asked_is_answered(chosen: Conversation, text: str, said: str) -> None:
    assert chosen.say(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("전화번호 뭐예요?", "전화는 1번."),
        ("입장료 전화번호 알려 주세요", "전화는 1번."),
        ("친구랑 가는데 주차 돼요?", "주차 돼요."),
        ("강아지 있는데요 주차 되나요?", "주차 돼요."),
        ("입장료가 얼마예요?", "3천 원."),
        ("주차 주차 되냐고요", "주차 돼요."),
    ],
)
def test_one_question_has_one_answer(chosen: Conversation, text: str, said: str) -> None:
    assert chosen.say(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("주차 돼요? 사물함 있어요?", "사물함은 몰라요.\n주차 돼요."),
        ("사물함 있나요? 몇 시까지 해요?", "사물함은 몰라요.\n9시까지."),
        ("주차 되고 사물함도 있나요?", "사물함은 몰라요.\n주차 돼요."),
        ("강아지 데려가도 되나요? 와이파이는요?", "강아지는 몰라요.\n와이파이 안 돼요."),
    ],
)
def test_what_is_not_known_beside_is_named(chosen: Conversation, text: str, said: str) -> None:
    assert chosen.say(text) == said


def test_a_task_that_was_left_is_come_back_to(chosen: Conversation) -> None:
    chosen.say("갈게요")
    assert chosen.say("주차랑 와이파이 되나요?") == "주차 돼요.\n와이파이 안 돼요.\n언제요?"


def test_where_no_record_is_spoken_of_they_are_wishes(talk: Callable[..., Conversation]) -> None:
    conversation = talk(SHOPS)
    assert conversation.say("주차랑 와이파이 되나요?") == "어디요?"
    assert set(conversation.filled()) == {"Shop.parking", "Shop.wifi"}


def test_a_client_is_asked_for_its_records_once(domain: Callable[[str], Domain]) -> None:
    conversation = Conversation(Engine(domain(SHOPS)), "external_data")
    conversation.turn("물결서점이요")
    conversation.turn(data=[{"Shop.name": "물결서점"}])
    conversation.turn("몇 시까지 하고 얼마예요?")
    record = {"Shop.name": "물결서점", "Shop.hours": "7시", "Shop.fee": "천 원"}
    assert conversation.give(record) == "7시까지.\n천 원."
    conversation.turn("얼마예요?")
    assert conversation.give(record) == "천 원."


def test_the_next_turn_goes_on_from_the_last_of_them(chosen: Conversation) -> None:
    chosen.say("몇 시까지 하고 얼마예요?")
    assert chosen.say("구름책방은요?") == "2천 원."
