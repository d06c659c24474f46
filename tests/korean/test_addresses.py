"""Addresses as people say them."""

from __future__ import annotations

import pytest

from mockgenie.korean import find_addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("부산시 해운대구 달맞이길 30 2층이요", "부산시 해운대구 달맞이길 30 2층"),
        ("중앙로 7로 보내 주세요", "중앙로 7"),
        ("성북구 보문로13길 5", "성북구 보문로13길 5"),
        ("한강대로 40길 7 2층이요", "한강대로 40길 7 2층"),
        ("합정동 30-2번지 101호예요", "합정동 30-2번지 101호"),
        (
            "양주시 옥정동로 5 무지개아파트 101동 203호요",
            "양주시 옥정동로 5 무지개아파트 101동 203호",
        ),
    ],
)
def test_addresses_are_found(text: str, address: str) -> None:
    assert [text[start:end] for start, end in find_addresses(text)] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "세 시로 바꿔 주세요",
        "라지로 2판이요",
        "명동 5시에요",
        "종로요",
        "역으로 3분 거리",
        "사이즈로 2개",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert find_addresses(text) == []
