"""What only the question just asked makes understandable."""

from __future__ import annotations

import pytest

from tests.nlu.steps import MENTIONS, Steps

STEPS = (*MENTIONS, "patterns", "polarity", "truths", "filling", "indifference", "slot_names",
         "utterance_kind", "requested_slot")  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "text", "values"),
    [
        ("Visit.people", "6이요", ("6",)),
        ("Visit.people", "두 개요", ("2",)),
        ("Visit.people", "많이요", None),
        ("Visit.length", "세요", None),
        ("Inn.price", "두 번째 거", ("보통",)),
        ("Visit.cot", "네", ("yes",)),
        ("Visit.cot", "아니요", ("no",)),
        ("Visit.cot", "아기 침대 없어요", ("no",)),
        ("Visit.cot", "아기 침대 없어요?", ("yes",)),
        ("Inn.area", "상관없어요", ()),
        ("Inn.area", "음 글쎄요 딱히 생각 안 해 봤어요", ()),
        ("Inn.area", "가서 정할게요", ()),
        ("Inn.area", "아직 못 정했어요", None),
        ("Inn.area", "가격은 상관없어요", None),
        ("Visit.people", "어디든요", None),
        ("Visit.time", "아무 때나요", ()),
    ],
)
def test_an_answer_fills_the_slot_that_was_asked_for(
    inn: Steps, asked: str, text: str, values: tuple[str, ...] | None
) -> None:
    assert inn.run(STEPS, text, "book", asked=asked).slots.get(asked) == values
    alone = inn.run(STEPS, text, "book").slots.get(asked)
    assert alone is None or asked == "Visit.cot"


@pytest.mark.parametrize(
    ("text", "answer"),
    [("네", "yes"), ("아니요", "no"), ("네 두 명이요", "yes"), ("강남이요", "")],
)
def test_an_utterance_may_be_a_yes_or_a_no(inn: Steps, text: str, answer: str) -> None:
    assert inn.run((*MENTIONS, "patterns", "utterance_kind"), text).answer == answer


def test_to_an_offer_it_is_fine_is_a_polite_no(inn: Steps) -> None:
    steps = (*MENTIONS, "patterns", "utterance_kind")
    assert inn.run(steps, "괜찮아요", "offer", asked="Visit.cakes").answer == "no"
    assert inn.run(steps, "괜찮아요", "book", asked="Visit.cakes").answer == "yes"
