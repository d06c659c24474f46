"""Towns, which are places whether or not a domain knows them."""

from __future__ import annotations

import pytest

from mockgenie.korean import find_towns, read_utterance


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("판교에서 먹을 데", ["판교"]),
        ("부산이랑 강릉은 어때요", ["부산", "강릉"]),
        ("예산군 날씨", ["예산"]),
        ("수원에도 있나요", ["수원"]),
        ("예산은 4만 원이에요", []),
        ("고양이 나오는 거", []),
        ("음성으로 알려 줘", []),
        ("안전주의", []),
    ],
)
def test_a_town_begins_a_word_and_is_no_other_word(text: str, towns: list[str]) -> None:
    utterance = read_utterance(text)
    assert [utterance.words_between(*town) for town in find_towns(utterance)] == towns
