"""Slots that any text can fill."""

from __future__ import annotations

import pytest

from mockgenie.domain import Slots
from tests.nlu.steps import MENTIONS, Steps, mentioned

PLACES = (*MENTIONS, "patterns", "free_text")
WHOLE = (*PLACES, "polarity", "filling", "utterance_kind", "built_in_acts", "whole_answer")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("조용한 방 메모해 주세요", {"Visit.wish": ("조용한 방",)}),
        ("메모해 주세요", {}),
        ("그거 메모해 주세요", {}),
    ],
)
def test_words_at_the_place_of_an_open_slot_fill_it(inn: Steps, text: str, slots: Slots) -> None:
    assert inn.run(PLACES, text).slots == slots


def test_a_known_word_within_free_text_is_no_mention(inn: Steps) -> None:
    draft = inn.run(PLACES, "베개 두 겹으로 메모해 줘")
    assert draft.slots == {"Visit.wish": ("베개 두 겹",)}
    assert mentioned(draft) == []


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("창문 있는 방이요", {"Visit.wish": ("창문 있는 방",)}),
        ("요청은 높은 층", {"Visit.wish": ("높은 층",)}),
        ("취소", {}),
        ("네 명", {"Visit.people": ("4",)}),
        ("아니 네 명으로 할게요", {"Visit.people": ("4",)}),
        ("...", {}),
    ],
)
def test_a_whole_answer_fills_the_open_slot_that_was_asked_for(
    inn: Steps, text: str, slots: Slots
) -> None:
    assert inn.run(WHOLE, text, "book", asked="Visit.wish").slots == slots


def test_a_whole_answer_performs_no_act_besides(inn: Steps) -> None:
    draft = inn.run(WHOLE, "취소된 예약이 있는지 먼저 봐 주셨으면", "book", asked="Visit.wish")
    assert "Visit.wish" in draft.slots
    assert (draft.act, draft.answer, draft.built_in) == ("", "", None)
