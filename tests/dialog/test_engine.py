"""Domain, session and what the user says, to the next session and a reply."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from mockgenie.dialog import Session, Speech
from tests.shop import FALLBACK, SHOP

Talk = Callable[..., Any]

# Opening


def test_a_dialog_opens_with_what_the_first_task_says(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.reply == Speech("어서 오세요.")
    said = shop.reply.text
    assert shop.session == Session("Shop", "internal_data", "greeting", stage="done", last=said)


def test_a_dialog_may_open_with_a_question(talk: Talk) -> None:
    opened = talk("entities: {A: {slots: [b]}}\ntasks: {a: {fill: A.b, ask: {A.b: 무엇을요?}}}")
    assert opened.reply == Speech("무엇을요?")


def test_a_first_task_that_asks_says_its_text_when_it_knows(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: [b]}}\n"
        "tasks: {a: {fill: A.b, ask: {A.b: 무엇을요?}, say: '{A.b}이군요.'}}"
    )
    assert opened.said == "무엇을요?"
    assert opened.say("사과") == "사과이군요."


def test_a_dialog_may_open_on_the_way_to_another_task(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: [b]}}\n"
        "tasks:\n"
        "  hello: {say: 어서 오세요., next: {task: ask, controller: system}}\n"
        "  ask: {fill: A.b, ask: {A.b: 무엇을요?}}\n"
    )
    assert opened.reply == Speech("어서 오세요.\n무엇을요?")
    assert opened.session.task == "ask"
    assert opened.session.asked == "A.b"


def test_a_dialog_may_end_where_it_begins(talk: Talk) -> None:
    opened = talk("tasks: {a: {say: 오늘은 쉽니다., end: true}}")
    assert opened.reply == Speech("오늘은 쉽니다.", end=True)


def test_a_task_without_a_text_says_nothing(talk: Talk) -> None:
    assert talk("tasks: {a: }").reply == Speech("")


def test_a_dialog_may_look_up_before_it_says_anything(talk: Talk) -> None:
    content = """
entities: {A: {slots: [b], instances: [{b: 1}, {b: 2}]}}
tasks: {a: {lookup: A, say: "{count}건"}}
"""
    assert talk(content).said == "2건"
    opened = talk(content, "external_data")
    assert opened.said == ""  # open_dialog never asks for records
    opened.turn("네")
    assert opened.requested == [(["A.b"], "")]
    assert opened.give({"A.b": "1"}) == "1건"


# Asking


def test_what_is_missing_is_asked_one_after_the_other(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("주문할게요") == "무엇을 드릴까요?"
    assert shop.say("라떼요") == "라떼는 어떤 크기로 드릴까요?"
    assert shop.say("큰 걸로요") == "벤티 라떼는 4500원입니다."


def test_what_is_known_is_not_asked(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("라떼 큰 거 주문이요") == "벤티 라떼는 4500원입니다."


def test_what_comes_in_another_order_is_not_asked_either(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("주문이요") == "무엇을 드릴까요?"
    assert shop.say("작은 거요") == "무엇을 드릴까요?"
    assert shop.say("아아요") == "톨 아메리카노는 3000원입니다."


def test_a_question_is_asked_again_after_a_word_that_is_not_understood(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("주문")
    assert shop.say("글쎄요") == FALLBACK
    assert shop.session.asked == "Coffee.kind"
    assert shop.say("라떼") == "라떼는 어떤 크기로 드릴까요?"


def test_a_question_without_words_is_asked_by_the_description_of_the_slot(talk: Talk) -> None:
    opened = talk("entities: {A: {slots: {b: {description: 도시}}}}\ntasks: {a: {fill: A.b}}")
    assert opened.said == "도시?"


def test_a_word_of_two_slots_is_taken_for_the_one_asked_for(talk: Talk) -> None:
    trip = talk(
        """
entities:
  Trip: {slots: {from: {values: [서울, 부산]}, to: {values: [서울, 부산]}}}
tasks:
  a:
    fill: [Trip.from, Trip.to]
    ask: {Trip.from: 어디서요?, Trip.to: 어디로요?}
    say: "{Trip.from}에서 {Trip.to}(으)로 갑니다."
"""
    )
    assert trip.say("부산") == "어디로요?"
    assert trip.say("서울이요") == "부산에서 서울로 갑니다."


# Answering


def test_a_new_value_replaces_the_old_one(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("라떼 큰 거")
    assert shop.say("아메리카노 큰 거는요?") == "벤티 아메리카노는 4000원입니다."
    assert shop.filled() == {"Coffee.kind": ("아메리카노",)}


def test_reset_forgets_after_the_answer(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("라떼 큰 거")
    assert shop.filled() == {"Coffee.kind": ("라떼",)}
    assert shop.say("아메리카노는요?") == "아메리카노는 어떤 크기로 드릴까요?"


def test_several_values_are_several_records(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("아메리카노랑 라떼 큰 거요") == (
        "2가지입니다.\n- 아메리카노 벤티: 4000원\n- 라떼 벤티: 4500원"
    )


def test_any_value_will_do(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("라떼요") == "라떼는 어떤 크기로 드릴까요?"
    assert shop.say("상관없어요") == "2가지입니다.\n- 라떼 톨: 3500원\n- 라떼 벤티: 4500원"
    assert shop.filled() == {"Coffee.kind": ("라떼",)}


def test_any_value_of_all_slots_is_all_records(talk: Talk) -> None:
    shop = talk(SHOP)
    shop.say("주문이요, 아무거나")
    assert shop.filled() == {"Coffee.kind": ()}
    assert shop.session.asked == "Coffee.size"
    assert shop.say("크기도 상관없어요") == "4가지나 있습니다."


def test_no_record_at_all(talk: Talk) -> None:
    shop = talk(SHOP)
    assert shop.say("녹차 큰 거 주문") == "녹차는 없습니다."


def test_several_values_are_named_with_commas(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: {b: {values: [서울, 제주]}}}}\n"
        "tasks: {a: {fill: A.b, say: '{A.b}은(는) 맑음'}}"
    )
    assert opened.say("서울하고 제주요") == "서울, 제주는 맑음"


@pytest.mark.parametrize(
    "text",
    [
        "라떼 큰 거",
        "라떼벤티로",
        "라 떼 큰 거",
        unicodedata.normalize("NFD", "라떼 큰 거"),
        "라떼는 큰 것으로",
        "큰 라떼요!!",
        "카페라떼 벤티로 주세요",
        "카페 라떼, 벤티",
        "ㅋㅋ 라떼 큰 걸로 😀",
    ],
)
def test_neither_spaces_nor_particles_nor_composition_hide_a_value(talk: Talk, text: str) -> None:
    assert talk(SHOP).say(text) == "벤티 라떼는 4500원입니다."


# Not understanding


@pytest.mark.parametrize("text", ["", " ", "?!", "ㅋㅋ", "배고파요", "asdf", "\x00", "😀"])
def test_what_is_not_understood_gets_exactly_the_fallback(talk: Talk, text: str) -> None:
    shop = talk(SHOP)
    before = shop.session
    assert shop.say(text) == FALLBACK
    assert shop.session.task == before.task
    assert shop.session.slots == before.slots


def test_an_act_that_leads_nowhere_gets_the_fallback(talk: Talk) -> None:
    assert talk(SHOP).say("설명서") == FALLBACK


def test_a_domain_without_a_fallback_still_has_one(talk: Talk) -> None:
    assert talk("tasks: {a: {say: 안녕}}").say("뭐라고?") != ""


def test_a_fallback_may_name_values(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: {b: {values: [서울]}}}}\n"
        "tasks: {a: {fill: A.b}}\nfallback: '{A.b}? {turn}번째'"
    )
    opened.say("서울")
    assert opened.say("뭐") == "서울? 2번째"
