"""The answer to what the system proposed."""

from __future__ import annotations

import pytest

from tests.nlu.steps import MENTIONS, Steps

STEPS = (*MENTIONS, "patterns", "polarity", "filling", "indifference", "utterance_kind",
         "requested_slot")  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answer", "values"),
    [
        ("종로 쪽으로 찾을까요?", "네", ("종로",)),
        ("알겠습니다. 홍대입구로 할까요?", "좋아요", ("홍대",)),
        ("종로는 어떠세요?", "네 그렇게 해 주세요", ("종로",)),
        ("동네는 상관없이 찾아 드릴까요?", "네", ()),
        ("종로로 찾을까요?", "네 강남으로요", ("강남",)),
        ("종로로 찾을까요?", "아니요", None),
        ("종로나 강남으로 찾을까요?", "네", None),
        ("어느 동네가 좋으세요?", "네", None),
        ("종로예요.", "네", None),
        ("생각하신 동네가 있으세요?", "아니요", ()),
        ("생각하신 동네가 있으세요?", "아뇨 딱히 없어요", ()),
        ("생각하신 동네가 있으세요?", "아니요 강남이요", ("강남",)),
        ("어느 동네가 좋으세요?", "아니요", None),
    ],
)
def test_what_is_proposed_is_taken_or_left_open(
    inn: Steps, question: str, answer: str, values: tuple[str, ...] | None
) -> None:
    draft = inn.run(STEPS, answer, asked="Inn.area", last=question)
    assert draft.slots.get("Inn.area") == values


def test_a_no_to_whether_there_is_any_refuses_nothing(inn: Steps) -> None:
    draft = inn.run(STEPS, "없어요", asked="Inn.area", last="원하시는 동네가 있으신가요?")
    assert (draft.answer, draft.act) == ("", "")
    assert inn.run(STEPS, "없어요", asked="Inn.area", last="어디가 좋으세요?").answer == "no"
