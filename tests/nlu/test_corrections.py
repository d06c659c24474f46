"""Which of two values of a slot is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.domain import Domain
from tests.nlu.steps import MENTIONS, Steps

STEPS = (*MENTIONS, "patterns", "polarity", "truths", "corrections")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("두 명 아니 세 명이요", ["3"]),
        ("강남 아 참 종로요", ["종로"]),
        ("두 명에서 네 명으로 바꿔 주세요", ["4"]),
        ("종로로 바꿔 주세요 강남은 멀어요", ["종로"]),
        ("어른 두 명에 아이 한 명", ["3"]),
        ("두 명 오기로 했다가 세 명이 와요", ["3"]),
        ("두 명이나 세 명", ["2", "3"]),
        ("내일 면접이라 오늘이요", ["오늘"]),
        ("셋이 갈지도 모르는데 일단 둘로 해 주세요", ["2"]),
        ("강남에 두 명 갈게요 아니다 종로로요", ["2", "종로"]),
        ("내일 두 명 아니 모레 두 명이요", ["2", "모레", "2"]),
        ("강남 종로 홍대", ["강남", "종로", "홍대"]),
        ("12월 24일 목요일", ["12월 24일"]),
        ("내일, 목요일", ["내일", "목요일"]),
        ("수요일 목요일 다", ["수요일", "목요일"]),
    ],
)
def test_the_value_that_is_meant_is_left(inn: Steps, text: str, values: list[str]) -> None:
    mentions = inn.run(STEPS, text, "book").mentions
    assert [v for mention in mentions if not mention.ignored for v in mention.values] == values


def test_why_a_value_is_ignored_is_kept(inn: Steps) -> None:
    first, second = inn.run(STEPS, "두 명 아니 세 명이요").mentions
    assert (first.ignored, second.ignored) == ("taken back for the value behind it", "")


@pytest.mark.parametrize(
    ("text", "people"), [("두 명에 아이는 왕창", "많음"), ("두 명에 아이는 얼마든지", "")]
)
def test_words_for_a_number_are_not_added_up(
    domain: Callable[[str], Domain], text: str, people: str
) -> None:
    steps = Steps(
        domain(
            "entities: {A: {slots: {n: {type: int, counters: [명], any: [얼마든지],"
            " values: {많음: [왕창]}}}}}\ntasks: {a: {fill: [A.n]}}"
        )
    )
    needed = [name for name in STEPS if name in steps.needed]
    _, second = steps.run(needed, text).mentions
    assert second.values == (people,)


def test_truths_are_not_added_up(inn: Steps) -> None:
    first, second = inn.run(STEPS, "반려견 금지 아기는 반려견 동반").mentions
    assert (bool(first.ignored), second.values) == (True, ("yes",))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("강남은 어제 가 봤고 홍대는 어때요", ["홍대"]),
        ("강남에서 먹었는데 종로로 찾아 줘", ["종로"]),
        ("어제 강남 가 봤어?", []),
        ("강남에 갈 거고 세 명이요", ["강남", "3"]),
        ("토요일에 결혼식이 있네요 그럼 일요일로 할게요", ["일요일"]),
        ("종로보다 강남이 더 좋아요", ["강남"]),
        ("토요일이 좋네요 그럼 세 명이요", ["토요일", "3"]),
    ],
)
def test_what_was_done_before_is_no_wish(inn: Steps, text: str, left: list[str]) -> None:
    mentions = inn.run((*MENTIONS, "corrections"), text).mentions
    assert [one.values[0] for one in mentions if not one.ignored] == left
