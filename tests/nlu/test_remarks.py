"""What is said in passing and asks for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.korean import UtteranceKind
from tests.nlu.steps import MENTIONS, Steps, load

STEPS = (*MENTIONS, "patterns", "polarity", "filling", "remarks")


@pytest.mark.parametrize(
    "text",
    [
        "어제 허리를 삐었어요",
        "벌써 토요일이네",
        "홍대에서 넘어졌다",
        "이틀 내리 굶었어",
        "동생이 내일 제대한대요",
        "세 명이 다퉜어",
        "입사한 지 사흘 됐어요",
        "내일이 결혼기념일이야",
        "저녁부터라는 말이 있던데",
        "금요일에는 약속이 없어요",
        "우리 동네는 다섯 명뿐이야",
        "물가가 너무 올라",
        "식구가 넷이에요",
    ],
)
def test_what_only_tells_something_fills_nothing(inn: Steps, text: str) -> None:
    draft = inn.run(STEPS, text)
    assert (draft.act, draft.slots, draft.unwanted) == ("", {}, {})


@pytest.mark.parametrize(
    "text",
    [
        "내일 갈 건데요",
        "토요일이요",
        "강남이 좋네요",
        "한 명 늘었어요",
        "강남으로 정했어요",
        "세 명이서 갔으면 해요",
        "토요일에 가기로 했어요",
        "강남이요 동생이 거기 살았어요",
        "강남 숙소 찾아 주세요 어제 놀랐어요",
    ],
)
def test_what_may_be_a_wish_counts(inn: Steps, text: str) -> None:
    assert inn.run(STEPS, text).slots


def test_an_answer_to_the_question_counts(inn: Steps) -> None:
    assert inn.run(STEPS, "사흘 굶었어요", asked="Visit.length").slots
    assert not inn.run(STEPS, "사흘 굶었어요", asked="Visit.time").slots


def test_what_is_not_looked_for_in_records_may_be_told(inn: Steps) -> None:
    # Who reports what happened says it in this way.
    assert inn.run(STEPS, "수건이 찢어졌어요").slots


@pytest.mark.parametrize(
    "text", ["내일이 결혼기념일인데 강남 숙소요", "우리는 세 명이에요", "출발이 내일이에요"]
)
def test_what_is_of_the_domain_counts(inn: Steps, text: str) -> None:
    assert inn.run(STEPS, text).slots


def test_what_has_to_be_is_a_change_of_what_is_to_be_confirmed(inn: Steps) -> None:
    for text in ("아 수요일에 나와야겠네요", "화요일이 아니라 수요일이네요"):
        assert inn.run(STEPS, text, "book", stage="confirming").slots
        assert not inn.run(STEPS, text).slots


def test_what_is_said_of_something_that_is_spoken_of_counts(inn: Steps) -> None:
    known = {"Inn.area": ("강남",)}
    assert inn.run(STEPS, "금요일에는 자리가 없어요", slots=known).slots


def test_what_is_said_as_an_example_has_it_is_meant(tmp_path: Path) -> None:
    own = "acts: {hurt: {examples: [어제 허리를 삐었어요]}}\ntasks: {a: }"
    steps = Steps(load(tmp_path, own))
    assert steps.run(("examples", "remarks"), "어제 허리를 삐었어요").act == "hurt"


@pytest.mark.parametrize("text", ["강남은 안 되는구나", "아 종로에는 없군요"])
def test_what_is_only_taken_in_wishes_for_nothing(inn: Steps, text: str) -> None:
    draft = inn.run((*STEPS[:-1], "utterance_kind", "remarks"), text)
    assert (draft.act, draft.slots, draft.unwanted) == ("", {}, {})
    assert draft.kind is UtteranceKind.REACTION


def test_what_will_do_is_a_wish(inn: Steps) -> None:
    assert inn.run(STEPS, "세 명이면 되겠다").slots


def test_a_question_of_what_is_spoken_of_is_no_remark(inn: Steps) -> None:
    steps = (*STEPS[:-1], "utterance_kind", "remarks")
    asked = {"Inn.area": ("강남",)}
    assert inn.run(steps, "소담상은 누구랑이었지", slots=asked).slots
    assert not inn.run(steps, "소담상은 너무 시끄러웠다", slots=asked).slots
    assert not inn.run(steps, "토요일에 바람이 불었나", slots=asked).slots
