"""A lookup of several classes: the first record of each is seen, and each has its own count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mockgenie.domain import Domain, DomainError

Talk = Callable[..., Any]
METHODS = ("internal_data", "external_data")

MARKET = """
entities:
  Fish:
    slots: {kind: {values: [고등어, 갈치], description: 어떤 생선이요}, price: {type: int}}
    instances:
      - {kind: 고등어, price: 5000}
      - {kind: 고등어, price: 7000}
      - {kind: 갈치, price: 9000}
  Shop:
    slots: {kind: {same: Fish.kind}, place: 자리, price: {type: int}}
    instances:
      - {kind: 고등어, place: 3호}
      - {kind: 갈치, place: 4호, price: 1}
      - {kind: 갈치, place: 5호}
tasks:
  hello: {say: 어서 오세요., next: look}
  look:
    fill: Fish.kind
    lookup: [Fish, Shop]
    say: SAY
"""
FISH = [
    {"Fish.kind": "고등어", "Fish.price": "5000"},
    {"Fish.kind": "고등어", "Fish.price": "7000"},
    {"Fish.kind": "갈치", "Fish.price": "9000"},
]
SHOPS = [
    {"Shop.kind": "고등어", "Shop.place": "3호"},
    {"Shop.kind": "갈치", "Shop.place": "4호", "Shop.price": "1"},
    {"Shop.kind": "갈치", "Shop.place": "5호"},
]


def answer(talk: Talk, say: str, method: str, text: str, *more: dict[str, str]) -> str:
    """What is said of the records of the market; `more` comes behind those of a client."""
    conversation = talk(MARKET.replace("SAY", say), method)
    conversation.turn(text)
    if method == "external_data":
        conversation.give(*SHOPS, *FISH, *more)
    said: str = conversation.said
    return said


@pytest.mark.parametrize("method", METHODS)
def test_a_text_sees_the_first_record_of_each_class(talk: Talk, method: str) -> None:
    say = '"{Fish.kind} {Fish.price:,}원, {Shop.place}"'
    assert answer(talk, say, method, "고등어") == "고등어 5,000원, 3호"
    assert answer(talk, say, method, "갈치") == "갈치 9,000원, 4호"


@pytest.mark.parametrize("method", METHODS)
def test_conditions_see_the_first_record_of_each_class(talk: Talk, method: str) -> None:
    say = """
      - {when: Fish.price < 6000 and Shop.place = "3호", text: 싸요}
      - {when: Shop.price is filled, text: "{if Fish.price > 6000}비싸요{end}"}
    """
    assert answer(talk, say, method, "고등어") == "싸요"
    assert answer(talk, say, method, "갈치") == "비싸요"


@pytest.mark.parametrize("method", METHODS)
def test_each_class_has_its_own_count(talk: Talk, method: str) -> None:
    say = '"{count}: {count.Fish}마리, {count.Shop}곳"'
    assert answer(talk, say, method, "고등어") == "3: 2마리, 1곳"
    assert answer(talk, say, method, "갈치") == "3: 1마리, 2곳"


@pytest.mark.parametrize("method", METHODS)
def test_conditions_know_the_count_of_a_class(talk: Talk, method: str) -> None:
    say = """
      - {when: count.Fish > 1 and count.Shop = 1, text: "한 곳에 {count.Fish:,}마리"}
      - {when: count.Shop > 1, text: "{if count.Fish = 1}한 마리가 {end}{count.Shop}곳에"}
    """
    assert answer(talk, say, method, "고등어") == "한 곳에 2마리"
    assert answer(talk, say, method, "갈치") == "한 마리가 2곳에"


@pytest.mark.parametrize("method", METHODS)
def test_a_line_for_each_record_says_nothing_of_the_other_class(talk: Talk, method: str) -> None:
    say = '{text: "{Fish.price}/{Shop.place}", each: "{number}) {Fish.price}{Shop.place}"}'
    assert answer(talk, say, method, "고등어") == "5000/3호\n1) 5000\n2) 7000\n3) 3호"


@pytest.mark.parametrize("method", METHODS)
def test_a_line_for_each_record_knows_the_counts(talk: Talk, method: str) -> None:
    say = '{each: "{number}/{count.Shop}{if count.Fish = 1 and Fish.price is filled}!{end}"}'
    assert answer(talk, say, method, "갈치") == "1/2!\n2/2\n3/2"


@pytest.mark.parametrize("method", METHODS)
def test_all_shows_the_values_of_every_record_of_a_class(talk: Talk, method: str) -> None:
    assert answer(talk, '"{all Fish.price} {all Shop.place}"', method, "갈치") == "9000 4호, 5호"


@pytest.mark.parametrize("method", METHODS)
def test_what_the_user_left_open_a_class_with_one_record_says(talk: Talk, method: str) -> None:
    content = """
entities:
  Tea: {slots: {leaf: {values: [녹차, 홍차]}}, instances: [{leaf: 녹차}]}
  Cup: {slots: {form: {values: [잔, 컵]}}, instances: [{form: 잔}, {form: 컵}]}
tasks:
  hello: {say: 네., next: look}
  look: {fill: [Tea.leaf, Cup.form], lookup: [Tea, Cup], say: "{Tea.leaf} {Cup.form}"}
"""
    conversation = talk(content, method)
    conversation.turn("녹차나 홍차, 잔이나 컵")
    if method == "external_data":
        conversation.give({"Tea.leaf": "녹차"}, {"Cup.form": "잔"}, {"Cup.form": "컵"})
    assert conversation.said == "녹차 잔, 컵"


def test_a_class_of_which_nothing_was_found_says_nothing(talk: Talk) -> None:
    conversation = talk(
        MARKET.replace("SAY", '"{Fish.price}/{Shop.place} {count.Fish}+{count.Shop}"'),
        "external_data",
    )
    conversation.turn("고등어")
    assert conversation.give(SHOPS[0]) == "/3호 0+1"


def test_the_counts_that_a_client_sends_are_those_of_their_classes(talk: Talk) -> None:
    say = '"{count.Fish}+{count.Shop}={count}"'
    more = {"Fish.price": "<count>30</count>", "Fish.kind": "<count>4</count>"}
    assert answer(talk, say, "external_data", "고등어", more) == "30+1=31"
    more["Shop.place"] = "<count>12</count>"
    assert answer(talk, say, "external_data", "고등어", more) == "30+12=42"


def test_a_record_of_two_classes_counts_for_both_and_once_in_all(talk: Talk) -> None:
    conversation = talk(
        MARKET.replace("SAY", '"{Fish.price} {Shop.place} {count.Fish}+{count.Shop}={count}"'),
        "external_data",
    )
    conversation.turn("고등어")
    assert conversation.give({**FISH[1], **SHOPS[0]}) == "7000 3호 1+1=1"


def test_slots_of_a_class_whose_condition_a_record_does_not_meet_are_not_seen(talk: Talk) -> None:
    conversation = talk(MARKET.replace("SAY", '"{Fish.price}/{Shop.place}"'), "external_data")
    conversation.turn("고등어")
    assert conversation.give({**FISH[0], **SHOPS[1]}) == "5000/"


COUNTED = """
entities:
  A: {slots: [x], instances: [{x: 1}, {x: 2}]}
  B: {slots: [count], instances: [{count: 많음}]}
acts: {first: 하나, second: 둘}
tasks:
  hello: {say: "{count.A} {count.B}{if count.A = 0}!{end}"}
  first: {lookup: A, say: "{count} {count.A} {count.B}"}
  second: {lookup: B, say: "{count} {count.A} {count.B} {B.count}"}
anywhere:
  - {task: first, when: act = "first"}
  - {task: second, when: act = "second"}
"""


def test_the_count_of_a_class_is_that_of_its_last_lookup(talk: Talk) -> None:
    conversation = talk(COUNTED)
    assert conversation.said == "0 0!"
    assert conversation.say("하나") == "2 2 0"
    assert conversation.say("둘") == "1 2 1 많음"  # a slot named count is a slot


def test_a_slot_that_is_written_like_a_count_is_the_slot(talk: Talk) -> None:
    content = """
entities:
  count: {slots: [A], instances: [{A: 칸}]}
  A: {slots: [x], instances: [{x: 1}, {x: 2}]}
tasks: {a: {lookup: [count, A], say: "{count.A} {count.count} {count}"}}
"""
    assert talk(content).said == "칸 1 3"


@pytest.mark.parametrize(
    ("say", "problem"),
    [
        ('"{count.C}"', 'unknown name "count.C", did you mean "count.A"?'),
        ('"{A.count}"', 'unknown name "A.count", did you mean "count.A"?'),
        ("{when: A.count > 1, text: x}", 'unknown name "A.count", did you mean "count.A"?'),
    ],
)
def test_a_count_of_a_class_that_is_not_there_is_a_mistake(
    domain: Callable[[str], Domain], tmp_path: Path, say: str, problem: str
) -> None:
    with pytest.raises(DomainError) as error:
        domain(f"entities: {{A: {{slots: [x]}}}}\ntasks: {{a: {{lookup: A, say: {say}}}}}")
    assert [one.message for one in error.value.diagnostics] == [problem]


# The names of records


NAMED = """
entities:
  Film:
    key: title
    slots: {title: {values: [낮, 밤]}, genre: {values: [코미디, 공포], description: 장르}}
    instances: [{title: 낮, genre: 코미디}, {title: 밤, genre: 공포}]
  Hall:
    key: name
    slots: {name: {values: [북관, 남관]}, genre: {same: Film.genre}}
    instances: [{name: 북관, genre: 코미디}, {name: 남관, genre: 공포}, {name: 북관, genre: 공포}]
tasks:
  hello: {say: 네., next: look}
  look: {fill: Film.genre, lookup: [Film, Hall], say: SAY}
"""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("say", ['"{Film.title} {Hall.name}"', '{each: "{Film.title}{Hall.name}"}'])
def test_the_single_record_of_each_class_fills_its_key(talk: Talk, say: str, method: str) -> None:
    conversation = talk(NAMED.replace("SAY", say), method)
    conversation.turn("코미디")
    if method == "external_data":
        conversation.give(
            {"Hall.name": "북관", "Hall.genre": "코미디"},
            {"Film.title": "낮", "Film.genre": "코미디"},
        )
        assert len(conversation.session.shown) == 2
    assert conversation.filled() == {
        "Film.genre": ("코미디",),
        "Film.title": ("낮",),
        "Hall.name": ("북관",),
    }


def test_of_several_records_of_a_class_none_is_chosen(talk: Talk) -> None:
    conversation = talk(NAMED.replace("SAY", '{each: "{Film.title}{Hall.name}"}'))
    assert conversation.say("공포") == "밤\n남관\n북관"
    assert conversation.filled() == {"Film.genre": ("공포",), "Film.title": ("밤",)}


def test_the_list_is_of_the_first_class_of_which_records_were_said(talk: Talk) -> None:
    conversation = talk(NAMED.replace("SAY", '{each: "{Film.title}{Hall.name}"}'), "external_data")
    conversation.turn("공포")
    conversation.give(
        {"Hall.name": "북관", "Hall.genre": "공포"}, {"Hall.name": "남관", "Hall.genre": "공포"}
    )
    assert conversation.session.listed == ("Hall.name", "북관", "남관")
