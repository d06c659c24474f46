"""From an utterance to its dialog act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.domain import Domain
from tests.hearing import Heard, Listener
from tests.travel import slots

Build = Callable[[str], Domain]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("예약", "book"),
        ("예약해 주세요", "book"),
        ("표 예약할게요", "book"),
        ("예 약", "book"),
        ("예약 취소", "cancel"),
        ("예약을 취소해 주세요", "cancel"),
        ("예약한 거 지금 바로 취소요", "cancel"),
        ("취소 예약", "book"),
        ("취소", "cancel"),
        ("부산에서 강릉", "book"),
        ("울산에서 강릉까지요", "book"),
        ("강릉", ""),
        ("내일 예약", "book_day"),
        ("예약 내일로", "book_day"),
        ("표 사 줘", "book"),
        ("표 끊어줘", "book"),
        ("표를 끊어", "book"),
        ("그만", "bye"),
        ("안녕히 계세요", "bye"),
        ("네", "yes"),
        ("네요", "yes"),
        ("네, 제주요", "yes"),
        ("응!", "yes"),
        ("네덜란드", ""),
        ("그러네", ""),
        ("우리 동네", ""),
        ("", ""),
        ("ㅋㅋㅋ", ""),
    ],
)
def test_an_utterance_has_an_act(travel: Listener, text: str, act: str) -> None:
    assert travel.understand(text).act == act


WORDS = """
acts: {rain: [비 (와|오|올)], leave: 잘 가, know: 할 수 있}
tasks: {a: }
"""


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("비 와", "rain"),
        ("비 와요?", "rain"),
        ("비와", "rain"),
        ("비와요?", "rain"),
        ("비가 와요", "rain"),
        ("비가와요", "rain"),
        ("비 오나요?", "rain"),
        ("비 올까요", "rain"),
        ("잘 가", "leave"),
        ("잘가", "leave"),
        ("잘가요~", "leave"),
        ("할 수 있어?", "know"),
        ("할수있어?", "know"),
        ("준비 오래 걸려", ""),
        ("비누 사와", ""),
        ("비싸", ""),
    ],
)
def test_words_of_one_letter_are_found_with_and_without_spaces(
    domain: Build, text: str, act: str
) -> None:
    assert Listener(domain(WORDS)).understand(text).act == act


def test_of_two_acts_the_one_that_covers_more_counts_else_the_first(domain: Build) -> None:
    understander = Listener(
        domain("acts: {one: 가나, two: [가나다, 라마], three: 바사}\ntasks: {a: }")
    )
    assert understander.understand("가나다").act == "two"
    assert understander.understand("바사 가나").act == "one"
    assert understander.understand("라마 가나").act == "one"
    assert understander.understand("바사 라마").act == "two"


def test_an_optional_part_makes_no_difference(domain: Build) -> None:
    understander = Listener(domain("acts: {ask: '날씨 [좀] 알려'}\ntasks: {a: }"))
    for text in ("날씨 알려줘", "날씨 좀 알려줘", "날씨를 제발 알려줘"):
        assert understander.understand(text).act == "ask"


def test_an_act_may_be_a_slot_alone(domain: Build) -> None:
    understander = Listener(
        domain("entities: {A: {slots: {b: {values: [서울]}}}}\nacts: {ask: <A.b>}\ntasks: {a: }")
    )
    assert understander.understand("서울이요") == Heard("ask", {"A.b": ("서울",)})


def test_any_value_fills_the_slot_of_a_pattern(travel: Listener) -> None:
    assert travel.understand("아무 때나 예약") == Heard("book_day", slots(date=()))
