"""Several of one class in one dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Talk = Callable[..., Any]

BAKERY = r"""
entities:
  Bread:
    many: "{Bread.kind} {Bread.size} {Bread.pieces}개"
    slots:
      kind: {values: {식빵: [토스트], 바게트: [], 크림빵: []}, description: 무슨 빵이요}
      size: {type: choice, values: {작은: [], 큰: []}}
      pieces: {type: int, counters: [개]}
      price: {type: int}
    instances:
      - {kind: 식빵, size: 큰, pieces: 1, price: 4000}
      - {kind: 식빵, size: 작은, pieces: 1, price: 3000}
      - {kind: 바게트, size: 큰, pieces: 1, price: 5000}
      - {kind: 바게트, size: 작은, pieces: 1, price: 2500}
      - {kind: 바게트, size: 작은, pieces: 2, price: 5000}
      - {kind: 크림빵, size: 작은, pieces: 1, price: 1500}
acts: {order: [<Bread.kind>, <Bread.size>, <Bread.pieces>, 주세요]}
tasks:
  order:
    fill: [Bread.kind, Bread.size, Bread.pieces]
    ask: {Bread.size: "{Bread.kind} 크기는요?", Bread.pieces: "{Bread.kind} 몇 개요?"}
    confirm: "{itemised}, {items}가지 맞나요?"
    next: {task: bill, controller: system}
  bill:
    lookup: Bread
    say: {text: "{count}가지 {sum Bread.price:,}원", each: "{Bread.kind} {Bread.price}원"}
    reset: Bread.kind
"""


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (["큰 식빵 한 개랑 작은 바게트 두 개요"], "식빵 큰 1개, 바게트 작은 2개, 2가지 맞나요?"),
        (["식빵 한 개랑 바게트 두 개요", "큰 거요", "작은 거요"],
         "식빵 큰 1개, 바게트 작은 2개, 2가지 맞나요?"),
        (["식빵하고 바게트 한 개씩 주세요", "둘 다 작은 거요"],
         "식빵 작은 1개, 바게트 작은 1개, 2가지 맞나요?"),
        (["큰 식빵 한 개요", "작은 크림빵도 한 개 추가요"],
         "식빵 큰 1개, 크림빵 작은 1개, 2가지 맞나요?"),
        (["큰 식빵 한 개랑 작은 바게트 두 개요", "식빵은 작은 거로 바꿔 주세요"],
         "바게트 작은 2개, 식빵 작은 1개, 2가지 맞나요?"),
        (["큰 식빵 한 개랑 작은 바게트 두 개요", "바게트는 빼 주세요"],
         "식빵 큰 1개, 1가지 맞나요?"),
        (["큰 식빵 한 개요", "바게트로 바꿔 주세요"], "바게트 큰 1개, 1가지 맞나요?"),
    ],
)  # fmt: skip
def test_each_has_its_own_slots(talk: Talk, said: list[str], asked: str) -> None:
    conversation = talk(BAKERY)
    for one in said:
        conversation.say(one)
    assert conversation.reply.text == asked


def test_what_one_of_them_lacks_is_asked_for(talk: Talk) -> None:
    conversation = talk(BAKERY)
    assert conversation.say("식빵 한 개랑 바게트요") == "식빵 크기는요?"
    assert conversation.say("작은 거요") == "바게트 크기는요?"
    assert conversation.say("큰 거요") == "바게트 몇 개요?"


def test_the_first_record_of_each_is_found(talk: Talk) -> None:
    conversation = talk(BAKERY)
    conversation.say("큰 식빵 한 개랑 작은 바게트 두 개요")
    assert conversation.say("네") == "2가지 9,000원\n식빵 4000원\n바게트 5000원"


def test_they_are_forgotten_together(talk: Talk) -> None:
    conversation = talk(BAKERY)
    conversation.say("큰 식빵 한 개랑 작은 바게트 두 개요")
    conversation.say("네")
    assert (conversation.session.done_items, conversation.session.next_items) == ((), ())
    conversation.say("작은 식빵 한 개요")
    conversation.say("처음부터 다시 할게요")
    assert conversation.session.slots == {}


def test_a_client_is_asked_for_all(talk: Talk) -> None:
    conversation = talk(BAKERY, "external_data")
    conversation.turn("큰 식빵 한 개랑 작은 바게트 두 개요")
    conversation.turn("네")
    assert [condition for _, condition in conversation.requested] == [
        (
            'Bread.kind="식빵" and Bread.size="큰" and Bread.pieces="1" or '
            'Bread.kind="바게트" and Bread.size="작은" and Bread.pieces="2"'
        )
    ]
    sent = {"Bread.kind": "식빵", "Bread.size": "큰", "Bread.pieces": "1", "Bread.price": "4000"}
    other = {
        "Bread.kind": "바게트",
        "Bread.size": "작은",
        "Bread.pieces": "2",
        "Bread.price": "5000",
    }
    assert conversation.give(other, sent) == "2가지 9,000원\n식빵 4000원\n바게트 5000원"


TWO = "작은 식빵 세 개랑 작은 바게트 한 개요"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        # what is known of each is said of each
        (["식빵 세 개랑 바게트 한 개요", "식빵은 큰 거로 바게트는 작은 거로요"],
         "식빵 큰 3개, 바게트 작은 1개, 2가지 맞나요?"),
        ([TWO, "식빵 두 개랑 크림빵 한 개요", "큰 거요"],
         "식빵 작은 2개, 바게트 작은 1개, 크림빵 큰 1개, 3가지 맞나요?"),
        (["식빵하고 바게트 한 개씩 주세요", "바게트는 큰 거로요", "작은 거요"],
         "식빵 작은 1개, 바게트 큰 1개, 2가지 맞나요?"),
        # parts of what is known
        (["식빵하고 바게트 한 개씩 주세요", "하나는 큰 거 하나는 작은 거로요"],
         "식빵 큰 1개, 바게트 작은 1개, 2가지 맞나요?"),
        (["식빵 세 개요", "두 개는 큰 거로 하고 하나는 작은 거요"],
         "식빵 큰 2개, 식빵 작은 1개, 2가지 맞나요?"),
        (["식빵 세 개요", "한 개는 큰 거로 나머지는 작은 거로 주세요"],
         "식빵 큰 1개, 식빵 작은 2개, 2가지 맞나요?"),
        (["식빵이요", "두 개는 큰 거로 하고 하나는 작은 거요"],
         "식빵 큰 2개, 식빵 작은 1개, 2가지 맞나요?"),
        ([TWO, "식빵 한 개는 큰 거로 바꿔 주세요"],
         "식빵 작은 2개, 식빵 큰 1개, 바게트 작은 1개, 3가지 맞나요?"),
        ([TWO, "아 하나는 큰 거로 바꿔 주세요"],
         "식빵 작은 3개, 바게트 큰 1개, 2가지 맞나요?"),
        (["작은 식빵 세 개요", "아 한 개는 크림빵으로 바꿔도 되나요?"],
         "식빵 작은 2개, 크림빵 작은 1개, 2가지 맞나요?"),
        (["식빵이요", "하나만 큰 거로 주세요"], "식빵 큰 1개, 1가지 맞나요?"),
        (["큰 식빵 두 개 작은 바게트 한 개요", "큰 거 하나는 크림빵으로 바꿔 주세요"],
         "식빵 큰 1개, 크림빵 큰 1개, 바게트 작은 1개, 3가지 맞나요?"),
        (["작은 식빵 세 개요", "한 개 빼 주세요"], "식빵 작은 2개, 1가지 맞나요?"),
        ([TWO, "식빵은 하나 빼 주세요"], "식빵 작은 2개, 바게트 작은 1개, 2가지 맞나요?"),
        ([TWO, "바게트 한 개 빼 주세요"], "식빵 작은 3개, 1가지 맞나요?"),
        (["작은 식빵 한 개요", "한 개 빼 주세요"], "식빵 작은 1개, 1가지 맞나요?"),
        # several of a kind
        (["식빵 큰 거 두 개 작은 거 한 개 주세요"], "식빵 큰 2개, 식빵 작은 1개, 2가지 맞나요?"),
        (["식빵이요", "큰 거 두 개 작은 거 한 개요"], "식빵 큰 2개, 식빵 작은 1개, 2가지 맞나요?"),
        (["큰 거 세 개 주세요 식빵 한 개 바게트 두 개요"],
         "식빵 큰 1개, 바게트 큰 2개, 2가지 맞나요?"),
        (["큰 거 두 개요 하나는 식빵 하나는 바게트로 주세요"],
         "식빵 큰 1개, 바게트 큰 1개, 2가지 맞나요?"),
        (["작은 식빵 두 개 작은 바게트 한 개요", "식빵도 한 개로 해 주세요"],
         "바게트 작은 1개, 식빵 작은 1개, 2가지 맞나요?"),
    ],
)  # fmt: skip
def test_parts_of_what_is_known_have_their_own_slots(
    talk: Talk, said: list[str], asked: str
) -> None:
    conversation = talk(BAKERY)
    for one in said:
        conversation.say(one)
    assert conversation.reply.text == asked


def test_what_was_left_for_another_one_is_asked_for(talk: Talk) -> None:
    conversation = talk(BAKERY)
    conversation.say("큰 식빵 한 개랑 바게트 한 개요")
    assert conversation.say("식빵은 작은 거로 바꿔 주세요") == "바게트 크기는요?"


TEA_ROOM = r"""
entities:
  Tea:
    many: >-
      {Tea.kind}{if Tea.size is filled} {Tea.size}{end}{if Tea.cups is filled} {Tea.cups}잔{end}
    slots:
      kind: {values: &teas {홍차: [], 녹차: [], 보리차: []}, description: 어떤 차요}
      size: {type: choice, values: {작은 잔: [], 큰 잔: [큰 거]}}
      cups: {type: int, counters: [잔, 개]}
  Cake:
    many: "{Cake.kind}{if Cake.pieces is filled} {Cake.pieces}조각{end}"
    slots:
      kind:
        values: {치즈케이크: [], 당근케이크: [], 롤케이크: []}
        description: 케이크
        noted: "{itemised.Cake}, {items.Cake}가지"
      pieces: {type: int, counters: [조각, 개]}
  Price:
    slots:
      tea: {values: *teas, words: [얼마, 가격]}
      won: {type: int}
    instances: [{tea: 홍차, won: 4000}, {tea: 녹차, won: 3000}, {tea: 보리차, won: 2000}]
acts:
  order: [<Tea.kind>, <Tea.size>, <Tea.cups>, <Cake.kind>, <Cake.pieces>, 주세요]
  price: 얼마
  list: 뭐 시켰
tasks:
  order:
    fill: [Tea.kind, Tea.cups, Tea.size]
    ask: {Tea.cups: 몇 잔이요, Tea.size: 크기는요}
    say: "{itemised}"
  price: {lookup: Price, say: {each: "{Price.tea} {Price.won}원"}, reset: Price.tea}
  list:
    say: >-
      차 {items}: {itemised}{if Cake.kind is filled}, 케이크 {items.Cake}: {itemised.Cake}{end}.
anywhere:
  - {task: price, when: act = "price"}
  - {task: list, when: act = "list"}
  - {task: order, when: act = "order"}
"""


@pytest.mark.parametrize(
    ("said", "ordered"),
    [
        (["홍차 두 잔이랑 녹차 한 잔, 치즈케이크 하나랑 롤케이크 두 조각이요"],
         "차 2: 홍차 2잔, 녹차 1잔, 케이크 2: 치즈케이크 1조각, 롤케이크 2조각."),
        (["홍차 한 잔", "치즈케이크 두 조각이랑 롤케이크 하나요"],
         "차 1: 홍차 1잔, 케이크 2: 치즈케이크 2조각, 롤케이크 1조각."),
        (["홍차 한 잔", "치즈케이크 두 조각이랑 롤케이크 하나요",
          "치즈케이크 하나는 당근케이크로 바꿔 주세요"],
         "차 1: 홍차 1잔, 케이크 3: 치즈케이크 1조각, 당근케이크 1조각, 롤케이크 1조각."),
        (["홍차 한 잔", "치즈케이크랑 롤케이크 한 조각씩", "치즈케이크는 빼 주세요"],
         "차 1: 홍차 1잔, 케이크 1: 롤케이크 1조각."),
        (["홍차 세 잔이랑 보리차 큰 거 두 잔"], "차 2: 홍차 3잔, 보리차 큰 잔 2잔."),
        (["홍차 한 잔이랑 녹차 두 잔", "홍차 말고 보리차로 주세요"],
         "차 2: 보리차 1잔, 녹차 2잔."),
        (["홍차 한 잔이랑 녹차 두 잔", "홍차 말고 보리차 한 잔 더요"],
         "차 3: 홍차 1잔, 녹차 2잔, 보리차 1잔."),
        (["홍차 한 잔이랑 녹차 두 잔", "녹차 한 잔 더 주세요"], "차 2: 홍차 1잔, 녹차 3잔."),
        (["홍차 한 잔이랑 녹차 두 잔", "홍차는 빼고 보리차 하나 추가요"],
         "차 2: 녹차 2잔, 보리차 1잔."),
        (["홍차 한 잔이랑 녹차 두 잔", "홍차는 취소할게요"], "차 1: 녹차 2잔."),
        (["홍차 한 잔", "녹차는 얼마예요?", "그것도 하나 주세요"], "차 2: 홍차 1잔, 녹차 1잔."),
        (["홍차랑 녹차 하나씩이요"], "차 2: 홍차 1잔, 녹차 1잔."),
        (["홍차 큰 잔은 얼마예요?"], "차 0: ."),
        (["홍차 큰 잔은 얼마예요?", "두 잔 주세요"], "차 1: 홍차 큰 잔 2잔."),
        (["녹차 얼마예요? 두 잔 주세요"], "차 1: 녹차 2잔."),
        (["홍차 한 잔", "녹차 큰 잔 두 잔이면 얼마예요?"], "차 1: 홍차 1잔."),
    ],
)  # fmt: skip
def test_each_class_of_many_has_its_own(talk: Talk, said: list[str], ordered: str) -> None:
    conversation = talk(TEA_ROOM)
    for one in said:
        conversation.say(one)
    assert conversation.say("뭐 시켰죠").splitlines()[0] == ordered
