"""Comparisons in a dialog: what they find, what is said of them, what a client is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Talk = Callable[..., Any]

CAMP = r"""
entities:
  Site:
    key: name
    slots:
      name: {words: [자리]}
      area: {values: [숲, 물가], words: [구역]}
      rate: {type: int, counters: [원], words: [요금], more: [좋은]}
      walk: {type: duration, words: [입구], less: [가까운], more: [먼]}
      opens: {type: time, words: [입장]}
      free: {type: date}
    instances:
      - {name: 가온, area: 숲, rate: 20000, walk: 15분, opens: "14:00", free: 토요일}
      - {name: 나루, area: 물가, rate: 45000, walk: 3분, opens: "12:30", free: 내일}
      - {name: 다래, area: 숲, rate: 30000, walk: 8분, opens: "15:00", free: 토요일}
      - {name: 라온, area: 물가, rate: 60000, walk: 20분, opens: "11:00", free: 12월 5일}
acts:
  find: [자리, <Site.area>, <Site.rate>, <Site.walk>, <Site.opens>, <Site.free>]
  choose: <Site.name>
tasks:
  hello: {say: 캠핑장입니다.}
  find:
    lookup: Site
    say:
      - when: count = 0
        text: "{if Site.rate is filled}{Site.rate:,}원은{else}그런 자리는{end} 없어요."
      - {when: count = 1, text: "{Site.name}, {Site.rate:,}원"}
      - {text: "{if Site.rate is filled}{Site.rate:,}원 {end}{count}곳", each: "{Site.name}"}
  detail: {fill: [Site.name], lookup: Site, say: "{Site.name}: {Site.rate:,}원"}
anywhere:
  - {task: find, when: act = "find"}
  - {task: detail, when: act = "choose"}
"""


@pytest.fixture
def camp(talk: Talk) -> Any:
    return talk(CAMP)


@pytest.fixture
def external(talk: Talk) -> Any:
    """The same, with the records of a client."""
    return talk(CAMP, "external_data")


def listed(said: str) -> str:
    """The names in a list of several records, or of the only one."""
    head, *names = said.split("\n")
    return " ".join(names) or head.partition(",")[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("사만 원 이하 자리", "가온 다래"),
        ("3만 원 넘는 자리", "나루 라온"),
        ("2만5천 원에서 5만 원 사이로", "나루 다래"),
        ("입구에서 십 분 안 걸리는 자리, 10분 이내요", "나루 다래"),
        ("두 시 이후에 입장하는 자리", "가온 다래"),
        ("토요일 이후 자리", "가온 다래 라온"),
        ("요금이 제일 비싼 자리", "라온"),
        ("입구에서 제일 가까운 자리", "나루"),
        ("싼 순으로 자리 보여 줘", "가온 다래 나루 라온"),
        ("숲에서 제일 비싼 자리", "다래"),
        ("입장이 제일 늦은 자리", "다래"),
    ],
)
def test_records_within_limits_are_found(camp: Any, text: str, names: str) -> None:
    assert listed(camp.say(text)) == names


def test_texts_say_the_comparison(camp: Any) -> None:
    assert camp.say("4만 원 이하 자리").startswith("40,000원 이하 2곳")
    assert camp.say("만 원 미만이요") == "10,000원 미만은 없어요."
    assert camp.say("2만 원에서 5만 원 사이요").startswith("20,000원에서 50,000원 사이 3곳")
    assert camp.say("이만오천 원 안 넘는 자리") == "가온, 20,000원"


def test_limits_of_two_turns_hold_together(camp: Any) -> None:
    camp.say("3만 원 이상 자리")
    assert listed(camp.say("5만 원 이하요")) == "나루 다래"
    assert camp.session.compared == {"Site.rate": (">=30000", "<=50000")}
    assert listed(camp.say("4만 원 이하로 볼게요")) == "다래"
    assert camp.session.compared == {"Site.rate": (">=30000", "<=40000")}


def test_a_limit_that_contradicts_another_comes_in_its_place(camp: Any) -> None:
    camp.say("5만 원 이상 자리")
    camp.say("3만 원 이하요")
    assert camp.session.compared == {"Site.rate": ("<=30000",)}


@pytest.mark.parametrize(
    ("text", "slots"), [("요금은 상관없어요", ()), ("4만5천 원짜리요", ("45000",))]
)
def test_a_value_comes_in_the_place_of_a_limit(
    camp: Any, text: str, slots: tuple[str, ...]
) -> None:
    camp.say("4만 원 이하 자리")
    camp.say(text)
    assert (camp.session.compared, camp.session.slots["Site.rate"]) == ({}, slots)


def test_a_limit_comes_in_the_place_of_a_value(camp: Any) -> None:
    camp.say("이만 원짜리 자리")
    assert listed(camp.say("4만 원 이하로요")) == "가온 다래"
    assert "Site.rate" not in camp.session.slots


def test_an_order_comes_in_the_place_of_another(camp: Any) -> None:
    camp.say("제일 싼 자리")
    assert listed(camp.say("입구에서 제일 가까운 자리요")) == "나루"
    assert camp.session.compared == {"Site.walk": ("lowest",)}


def test_more_and_less_are_compared_with_what_is_spoken_of(camp: Any) -> None:
    camp.say("제일 비싼 자리")
    assert listed(camp.say("더 싼 자리는요?")) == "가온 나루 다래"
    assert camp.say("다래요") == "다래: 30,000원"
    assert listed(camp.say("더 비싼 자리 있어요?")) == "나루 라온"
    assert camp.session.compared == {"Site.rate": (">30000",)}


def test_where_nothing_is_less_the_dialog_stays_where_it_was(camp: Any) -> None:
    camp.say("제일 싼 자리")
    assert camp.say("더 싼 자리 없어요?") == "20,000원 미만은 없어요."
    assert camp.session.slots["Site.name"] == ("가온",)
    assert camp.session.compared == {"Site.rate": ("lowest",)}


def test_more_is_compared_with_the_value_that_is_known(camp: Any) -> None:
    camp.say("두 시에 입장하는 자리")
    assert camp.session.slots["Site.opens"] == ("두 시",)
    assert listed(camp.say("더 늦게 입장하는 자리요")) == "다래"
    assert camp.session.compared == {"Site.opens": (">두 시",)}


def test_more_than_nothing_is_an_order(camp: Any) -> None:
    assert listed(camp.say("좀 더 비싼 자리요")) == "라온 나루 다래 가온"


def test_the_chosen_record_is_forgotten_where_it_is_not_within(camp: Any) -> None:
    camp.say("라온 볼게요")
    camp.say("3만 원 이하 자리")
    assert camp.session.slots.get("Site.name") is None
    camp.say("가온이요")
    camp.say("2만5천 원 이하 자리")
    assert camp.session.slots["Site.name"] == ("가온",)


def test_a_slot_with_a_limit_is_not_asked_for(talk: Talk) -> None:
    camp = talk(CAMP.replace("  find:\n", "  find:\n    fill: [Site.rate]\n"))
    assert camp.say("자리 있어요?") == "Site.rate?"
    assert listed(camp.say("35000 이하로요")) == "가온 다래"


def test_an_order_reaches_a_goal(talk: Talk) -> None:
    fill = "fill: [Site.area]\n    goal: Site.rate is filled\n"
    camp = talk(CAMP.replace("  find:\n", f"  find:\n    {fill}"))
    assert camp.say("자리 있어요?") == "Site.area?"
    assert listed(camp.say("제일 비싼 자리로요")) == "라온"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("삼만 원 이하 자리", 'Site.rate<="30000"'),
        ("숲 말고 4만 원 미만 자리", 'Site.area~="숲" and Site.rate<"40000"'),
        (
            "2만 원에서 4만 원 사이 물가 자리",
            'Site.area="물가" and Site.rate>="20000" and Site.rate<="40000"',
        ),
        ("오후 두 시 이후 입장하는 자리", 'Site.opens>="14:00"'),
        ("금요일 전에 자리 있어요?", 'Site.free<"2026-11-27"'),
        ("입구에서 10분 안 넘는 자리", 'Site.walk<="PT10M"'),
        ("제일 싼 자리", ""),
        ("숲에서 제일 싼 자리", 'Site.area="숲"'),
    ],
)
def test_a_client_is_asked_by_the_limits(external: Any, text: str, condition: str) -> None:
    external.turn(text)
    assert [asked for _, asked in external.requested] == [condition]


SENT = (
    {"Site.name": "먼섬", "Site.rate": "52,000", "Site.area": "물가"},
    {"Site.name": "솔숲", "Site.rate": "18000", "Site.area": "숲"},
    {"Site.name": "바위", "Site.rate": "31000", "Site.area": "숲"},
)


def test_what_a_client_sends_is_picked_and_ordered(external: Any) -> None:
    external.turn("4만 원 이하 자리")
    assert listed(external.give(*SENT)) == "솔숲 바위"
    external.turn("제일 비싼 자리요")
    assert external.give(*SENT) == "바위, 31,000원"
    external.turn("더 싼 자리요")
    assert external.requested[0][1] == 'Site.rate<"31000"'
    assert external.give(*SENT) == "솔숲, 18,000원"


def test_a_count_of_a_client_is_no_count_of_the_first_of_an_order(external: Any) -> None:
    external.turn("제일 비싼 자리")
    count = {"Site.name": "<count>40</count>", "Site.rate": "<count>40</count>"}
    assert external.give(*SENT[1:], count) == "바위, 31,000원"


PIER = r"""
entities:
  Ferry:
    key: ship
    slots:
      ship: {values: [파랑호, 노랑호], words: [배]}
      day: {type: date}
      hour: {type: choice, values: [7시, 8시, 9시], words: [시간]}
      time: {type: time, spoken: false}
    instances:
      - {ship: 파랑호, day: 내일, hour: 7시, time: "19:10"}
      - {ship: 노랑호, day: 내일, hour: 9시, time: "21:40"}
  Ticket:
    slots:
      people: {type: int, counters: [명, 인분]}
      name: {words: [이름]}
      card: {type: pattern, pattern: "[0-9]{4}"}
acts:
  find: [배, <Ferry.day>, <Ferry.hour>, <Ferry.time>]
  book: [예약]
tasks:
  hello: {say: 부두입니다.}
  find:
    fill: [Ferry.day]
    ask: {Ferry.day: 언제요?}
    lookup: Ferry
    say: [{when: count = 0, text: 없어요.}, {each: "{Ferry.ship} {Ferry.time}"}]
  book:
    fill: [Ferry.ship, Ticket.people, Ticket.name, Ticket.card]
    ask:
      Ferry.ship: 어느 배요?
      Ticket.people: 몇 분이요?
      Ticket.name: 성함이요?
      Ticket.card: 카드요?
    confirm: 예약할까요?
    say: 예약했어요.
    reset: true
anywhere: [{task: find, when: act = "find"}, {task: book, when: act = "book"}]
"""


def test_a_time_that_is_not_spoken_of_is_compared_at_any_place(talk: Talk) -> None:
    pier = talk(PIER)
    assert pier.say("내일 배 있어요?") == "파랑호 19:10\n노랑호 21:40"
    assert pier.say("제일 늦은 거요") == "노랑호 21:40"
    assert pier.say("저녁 8시 이전에 뜨는 건요?") == "파랑호 19:10"
    assert pier.say("파랑호로 예약할게요") == "몇 분이요?"
    assert pier.say("두 명이요") == "성함이요?"
    assert pier.say("이름은 김민호고 카드는 1234예요 저녁 7시 이후요") != ""
    pier = talk(PIER)
    for said in ("파랑호 예약", "두 명", "김민호", "1234", "네"):
        pier.say(said)
    assert pier.said == "예약했어요."
    assert pier.say("더 늦은 거 아니 7시 이후 아니 8시 이후 있나요?") != ""


def test_so_many_more_come_to_those_that_are_known(talk: Talk) -> None:
    pier = talk(PIER)
    pier.say("파랑호 예약할게요")
    pier.say("두 명이요")
    pier.say("김민호요")
    pier.say("1234")
    pier.say("한 명 더 가요")
    assert pier.session.slots["Ticket.people"] == ("3",)
    pier.say("구명조끼 하나 부탁해요")
    assert pier.session.slots["Ticket.people"] == ("3",)
