"""Finds the words of a dictionary in an utterance."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockgenie.nlu import lexicon
from mockgenie.nlu.lexicon import Lexicon


@pytest.fixture(params=["few", "many"], autouse=True)
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few words are searched for in one way, and many in another."""
    if request.param == "many":
        monkeypatch.setattr(lexicon, "_FEW", -1)


@pytest.mark.parametrize(
    ("words", "letters", "found"),
    [
        (["서울"], "서울날씨", [(0, 2, "서울")]),
        (["서울"], "부산날씨", []),
        (["서울"], "서울서울", [(0, 2, "서울"), (2, 4, "서울")]),
        (["서울", "서울시"], "서울시날씨", [(0, 3, "서울시"), (0, 2, "서울")]),
        (["제주", "주말"], "제주말", [(0, 2, "제주"), (1, 3, "주말")]),
        (["a"], "aaa", [(0, 1, "a"), (1, 2, "a"), (2, 3, "a")]),
        (["서울특별시"], "서울특별", []),
        ([], "서울", []),
        (["서울"], "", []),
    ],
)
def test_words_are_found_by_their_beginning_the_longest_first(
    words: list[str], letters: str, found: list[tuple[int, int, str]]
) -> None:
    assert list(Lexicon({word: word for word in words}).search(letters)) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=8),
    st.text(alphabet="abcd", max_size=12),
)
def test_every_word_is_found_wherever_it_is(words: list[str], letters: str) -> None:
    expected = [
        (start, end, letters[start:end])
        for start in range(len(letters))
        for end in range(len(letters), start, -1)
        if letters[start:end] in words
    ]
    assert list(Lexicon({word: word for word in words}).search(letters)) == expected


def test_single_letters_are_found_before_others_and_at_the_end() -> None:
    found = Lexicon({"비": "rain", "비행기": "plane"}).search("비행기비눈비")
    assert found == [(0, 3, "plane"), (0, 1, "rain"), (3, 4, "rain"), (5, 6, "rain")]
