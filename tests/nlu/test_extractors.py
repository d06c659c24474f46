"""What in an utterance could be a value of a slot, or names one."""

from __future__ import annotations

import pytest

from tests.nlu.steps import Steps


def found(inn: Steps, step: str, text: str) -> list[tuple[str, list[str]]]:
    """The words that a step finds, each with the slots whose value they may be."""
    draft = inn.run(["dictionary", step] if step == "named_numbers" else [step], text)
    words = draft.utterance.words_between
    return [
        (words(start, end), list(dict.fromkeys(meaning.slot for meaning in meanings)))
        for start, end, meanings in draft.candidates
    ]


def test_the_dictionary_finds_values_by_their_synonyms(inn: Steps) -> None:
    assert ("홍대입구", ["Inn.area"]) in found(inn, "dictionary", "홍대입구 쪽이요")


def test_a_word_of_two_slots_may_be_either(inn: Steps) -> None:
    assert found(inn, "dictionary", "부산") == [("부산", ["Ride.from", "Ride.to"])]


def test_the_dictionary_finds_names_of_slots(inn: Steps) -> None:
    draft = inn.run(["dictionary"], "가격 얘기예요")
    assert draft.cues == [(0, 2, ("Inn.price",))]


def test_the_dictionary_finds_first_words_of_patterns(inn: Steps) -> None:
    [(start, end, patterns)] = inn.run(["dictionary"], "저 숙소요").pattern_starts
    assert (start, end, [pattern.act for pattern in patterns]) == (1, 3, ["find"])


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        ("dates", "12월 24일에 갈게요", [("12월 24일", ["Visit.day"])]),
        ("dates", "언젠가 갈게요", []),
        ("times", "저녁 여덟 시 반쯤", [("저녁 여덟 시 반", ["Visit.time"])]),
        ("durations", "세 시간 동안이요", [("세 시간 동안", ["Visit.length"])]),
        ("regexes", "010-1234-5678로 주세요", [("010-1234-5678", ["Visit.phone"])]),
        ("counts", "6명이에요", [("6명", ["Visit.people"])]),
        ("counts", "이틀 자요", [("이틀", ["Visit.nights"])]),
        ("counts", "2박 3일", [("2박 3일", ["Visit.nights"])]),
        ("counts", "하나만요", [("하나", ["Visit.cakes"])]),
        ("counts", "세 조각 빨리 주세요", [("세 조각", ["Visit.cakes"])]),
        ("counts", "한 명당 얼마죠", []),
        ("named_numbers", "인원은 일곱", [("일곱", ["Visit.people"])]),
        ("named_numbers", "일곱", []),
        ("named_numbers", "인원은 아까 말한 대로 다섯이에요", [("다섯", ["Visit.people"])]),
        ("named_numbers", "인원은 나중에 말할게요 다섯 시에 봐요", []),
    ],
)
def test_a_step_finds_values_of_its_kind(
    inn: Steps, step: str, text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert found(inn, step, text) == expected


@pytest.mark.parametrize("text", ["도보 5분 거리요", "차로 20분 걸려요", "역에서 3분인 데"])
def test_how_far_it_is_lasts_no_time(inn: Steps, text: str) -> None:
    assert found(inn, "durations", text) == []
