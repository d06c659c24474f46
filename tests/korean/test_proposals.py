"""What a question proposes."""

from __future__ import annotations

import pytest

from mockgenie.korean import asks_for_any, proposal


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("네. 종로로 찾을까요?", "종로로 찾을까요"),
        ("저녁 일곱 시는 어떠세요?", "저녁 일곱 시는 어떠세요"),
        ("창가로 잡아 드릴까요", "창가로 잡아 드릴까요"),
        ("어디로 가세요?", ""),
        ("종로예요.", ""),
        ("종로로 할까요? 말씀해 주세요.", ""),
        ("", ""),
    ],
)
def test_the_last_sentence_may_propose_something(text: str, proposed: str) -> None:
    assert proposal(text) == proposed


def test_it_may_be_asked_if_there_is_anything() -> None:
    assert asks_for_any("생각해 두신 동네가 있으세요?")
    assert asks_for_any("안녕하세요. 원하는 날이 있나요?")
    assert not asks_for_any("어느 동네가 좋으세요?")
    assert not asks_for_any("주차장이 있으면 좋으세요?")
