"""Records that come from the client, and what is asked of it (wire contract, section 6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from engine.shop import ALL, FALLBACK, SHOP, SLOTS

from mockgenie.engine import (
    ClassRequest,
    DataMissing,
    DataRequest,
    Speech,
)

Talk = Callable[..., Any]

MONDAY = date(2026, 11, 23)


@pytest.fixture
def external(talk: Talk) -> Any:
    """A conversation whose records come from the client."""
    return talk(SHOP, "external_data")


def test_only_a_turn_that_needs_records_asks_for_them(external: Any) -> None:
    assert external.said == "어서 오세요."
    assert external.say("주문") == "무엇을 드릴까요?"
    assert external.say("라떼") == "라떼는 어떤 크기로 드릴까요?"
    assert external.turn("작은 거") == DataRequest(
        (ClassRequest(tuple(SLOTS), 'Coffee.kind="라떼" and Coffee.size="톨"'),)
    )
    assert external.session.pending


def test_the_answer_to_a_request_is_the_answer_of_the_turn(external: Any) -> None:
    external.turn("작은 라떼")
    assert external.give(ALL[2]) == "톨 라떼는 3500원입니다."
    assert not external.session.pending
    assert external.session.turn == 1
    assert external.filled() == {"Coffee.kind": ("라떼",)}


KIND, SIZE = "Coffee.kind=", "Coffee.size="


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("라떼 큰 거", 'Coffee.kind="라떼" and Coffee.size="벤티"'),
        ("큰 라떼", 'Coffee.kind="라떼" and Coffee.size="벤티"'),
        (
            "아메리카노 라떼 큰 거",
            '(Coffee.kind="아메리카노" or Coffee.kind="라떼") and Coffee.size="벤티"',
        ),
        (
            "녹차 라떼 큰 거 작은 거",
            f'({KIND}"녹차" or {KIND}"라떼") and ({SIZE}"벤티" or {SIZE}"톨")',
        ),
        ("라떼 크기 상관없어", 'Coffee.kind="라떼"'),
        ("녹차나 라떼, 상관없어", 'Coffee.kind="녹차" or Coffee.kind="라떼"'),
    ],
)
def test_the_condition_says_what_the_user_wants(external: Any, text: str, condition: str) -> None:
    external.turn(text)
    assert external.requested == [(SLOTS, condition)]


@pytest.mark.parametrize(
    "text", ["라떼 큰 거", "아메리카노 작은 거", "녹차 큰 거", "라떼 아무 크기나 상관없어요",
             "라떼랑 아메리카노 큰 거", "라떼 아메리카노 작은 거 큰 거"],
)  # fmt: skip
def test_the_same_records_give_the_same_words_as_internal_data(
    talk: Talk, external: Any, text: str
) -> None:
    external.turn(text)
    assert external.give(*ALL) == talk(SHOP).say(text)


def test_records_of_others_and_with_other_slots_do_not_matter(external: Any) -> None:
    external.turn("큰 라떼")
    extra = {"Coffee.origin": "에티오피아", "Sensor.light": "31"}
    assert (
        external.give(
            {"Sensor.light": "31", "Sensor.humidity": "40"}, ALL[0], {}, {**ALL[3], **extra}, ALL[2]
        )
        == "벤티 라떼는 4500원입니다."
    )


def test_a_record_without_a_slot_that_was_asked_for_does_not_fit(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "라떼", "Coffee.price": "1"}) == "라떼는 없습니다."


def test_a_record_may_lack_what_no_condition_speaks_of(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "라떼", "Coffee.size": "벤티"}) == "벤티 라떼는 원입니다."


def test_an_empty_list_means_that_nothing_was_found(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give() == "라떼는 없습니다."


def test_a_count_tells_how_many_there_are(external: Any) -> None:
    external.turn("큰 라떼")
    count = dict.fromkeys(SLOTS, "<count>124</count>")
    assert external.give(ALL[3], ALL[3], count) == "124가지나 있습니다."
    assert external.session.count == 124


def test_a_count_may_stand_beside_plain_values(external: Any) -> None:
    external.turn("큰 라떼")
    count = {"Coffee.kind": "라떼", "Coffee.size": "벤티", "Coffee.price": "<count> 7 </count>"}
    assert external.give(ALL[3], count) == "7가지나 있습니다."


def test_a_count_alone_is_enough(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "<count>12</count>"}) == "12가지나 있습니다."


def test_a_count_of_zero_means_that_nothing_was_found(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.give({"Coffee.kind": "<count>0</count>"}) == "라떼는 없습니다."


@pytest.mark.parametrize(
    "value", ["<count></count>", "<count>x</count>", "<count>3", "count 3", "<COUNT>3</COUNT>"]
)
def test_what_is_no_count_is_a_value(external: Any, value: str) -> None:
    external.turn("큰 라떼")
    record = {"Coffee.kind": "라떼", "Coffee.size": "벤티", "Coffee.price": value}
    assert external.give(record) == f"벤티 라떼는 {value}원입니다."


def test_a_count_that_is_not_last_is_a_record_that_does_not_fit(external: Any) -> None:
    external.turn("큰 라떼")
    count = dict.fromkeys(SLOTS, "<count>124</count>")
    assert external.give(count, ALL[3]) == "벤티 라떼는 4500원입니다."


def test_without_data_the_turn_goes_on_waiting(external: Any) -> None:
    external.turn("큰 라떼")
    before = external.session
    for text in ("작은 거", "그만", "", None):
        with pytest.raises(DataMissing):
            external.turn(text)
        assert external.session is before
    assert external.give(*ALL) == "벤티 라떼는 4500원입니다."


def test_text_beside_data_is_ignored_while_data_is_waited_for(external: Any) -> None:
    external.turn("큰 라떼")
    assert external.turn("그만", ALL) == Speech("벤티 라떼는 4500원입니다.")


def test_data_that_nobody_asked_for_is_ignored(external: Any) -> None:
    assert external.turn("주문", ALL) == Speech("무엇을 드릴까요?")
    assert external.turn("라떼", []) == Speech("라떼는 어떤 크기로 드릴까요?")


def test_data_alone_that_nobody_asked_for_is_not_understood(external: Any) -> None:
    assert external.turn(None, ALL) == Speech(FALLBACK)


def test_each_lookup_asks_again(external: Any) -> None:
    external.turn("큰 라떼")
    external.give(*ALL)
    external.turn("작은 아메리카노")
    assert external.requested == [(SLOTS, 'Coffee.kind="아메리카노" and Coffee.size="톨"')]
    assert external.give(*ALL) == "톨 아메리카노는 3000원입니다."


def test_what_was_said_on_the_way_comes_before_the_answer(talk: Talk) -> None:
    content = """
entities: {A: {slots: [b], instances: [{b: 1}]}}
acts: {go: 가자}
tasks:
  a: {say: A, next: {task: b, when: act = "go"}}
  b: {say: 잠시만요., next: {task: c, controller: system}}
  c: {lookup: A, say: "{A.b}번입니다.", next: {task: d, controller: system}}
  d: {say: 끝, end: true}
"""
    expected = Speech("잠시만요.\n1번입니다.\n끝", end=True)
    assert talk(content).turn("가자") == expected
    external = talk(content, "external_data")
    assert external.turn("가자") == DataRequest((ClassRequest(("A.b",), ""),))
    assert external.turn(data=[{"A.b": "1"}]) == expected


def test_a_quoted_value_is_escaped_in_the_condition(talk: Talk) -> None:
    opened = talk(
        "entities: {A: {slots: [b]}}\ntasks: {a: {fill: A.b, lookup: A, say: '{count}'}}",
        "external_data",
    )
    opened.turn('"C:\\날씨"')
    assert opened.requested == [(["A.b"], r'A.b="\"C:\\날씨\""')]


# Days


DIARY = """
entities:
  Day:
    slots: {date: {type: date}, info: }
    instances:
      - {date: 2026-11-23, info: 첫눈}
      - {date: 내일, info: 시험}
tasks:
  a:
    fill: Day.date
    ask: {Day.date: 언제요?}
    lookup: Day
    say: {text: "{Day.date}", each: "{Day.info}"}
"""


@pytest.mark.parametrize(
    ("today", "text", "said"),
    [
        (MONDAY, "오늘", "오늘\n첫눈"),
        (MONDAY, "내일", "내일\n시험"),
        (MONDAY, "11월 23일", "11월 23일\n첫눈"),
        (date(2026, 11, 22), "내일", "내일\n첫눈\n시험"),
        (date(2026, 11, 21), "모레", "모레\n첫눈"),
        (date(2026, 11, 20), "다음 주 월요일", "다음 주 월요일\n첫눈"),
        (date(2026, 11, 24), "어제", "어제\n첫눈"),
        (MONDAY, "글피", "글피"),
    ],
)
def test_days_are_seen_from_today_and_keep_the_words_of_the_user(
    talk: Talk, today: date, text: str, said: str
) -> None:
    assert talk(DIARY, today=today).say(text) == said
