"""What is only asked about a record."""

from __future__ import annotations

import pytest

from tests.nlu.steps import MENTIONS, Steps

QUESTIONS = (*MENTIONS, "repeated_values", "patterns", "polarity", "questions", "truths")
CHOSEN = {"Inn.name": ("볕뜰",)}


@pytest.mark.parametrize(
    "text",
    [
        "주차 되나요?",
        "혹시 거기 주차가 가능한지도 알려 주세요",
        "주차랑 강아지는요?",
        "주차, 강아지 되는지 여부요",
        "반려견 동반도 가능한가요?",
        "비싼 편인가요?",
        "강남 영업시간은 어떻게 되죠?",
    ],
)
def test_of_a_chosen_record_it_is_asked_and_without_one_it_is_wished(inn: Steps, text: str) -> None:
    assert all(m.ignored for m in inn.run(QUESTIONS, text, slots=CHOSEN).mentions)
    assert not any(m.ignored for m in inn.run(QUESTIONS, text).mentions)


@pytest.mark.parametrize(
    "text",
    ["주차 돼야 해요", "주차되는 데로 바꿔 주실래요?", "강남 쪽이요", "강아지도 추가해 주세요"],
)
def test_a_wish_stays_one(inn: Steps, text: str) -> None:
    assert not any(m.ignored for m in inn.run(QUESTIONS, text, slots=CHOSEN).mentions)


def test_a_record_may_be_named_or_pointed_at(inn: Steps) -> None:
    assert inn.run(QUESTIONS, "볕뜰은 주차 되나요?").mentions[1].ignored
    listed = ("Inn.name", "볕뜰", "한마루")
    assert inn.run(QUESTIONS, "거기 주차 되나요?", listed=listed).mentions[0].ignored
    assert not inn.run(QUESTIONS, "주차 되나요?", listed=listed).mentions[0].ignored


def test_what_only_points_at_the_record_says_nothing_of_it(inn: Steps) -> None:
    assert not inn.run(QUESTIONS, "그 강남 주소 알려 주세요", slots=CHOSEN).mentions
