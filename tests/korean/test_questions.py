"""Questions whether something is so, and wishes that it be."""

from __future__ import annotations

import pytest

from mockgenie.korean import asks_whether, squeeze


@pytest.mark.parametrize(
    "rest",
    [
        "되나요?",
        "가능한가요",
        "도 있나요?",
        "이 있어요?",
        "할 수 있나요",
        "돼요?",
        "여부 알려 주세요",
    ],
)
def test_it_is_asked(rest: str) -> None:
    assert asks_whether(squeeze(f"주차{rest}"), 2)


@pytest.mark.parametrize(
    "rest",
    [
        "되는 곳이요",
        "가능한 호텔",
        "가능하면 좋겠어요",
        "있는 데로",
        "되면 좋겠어요",
        "필요해요",
        "",
    ],
)
def test_it_is_wished(rest: str) -> None:
    assert not asks_whether(squeeze(f"주차{rest}"), 2)
