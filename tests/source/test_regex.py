"""Regular expressions of slots."""

from __future__ import annotations

import pytest

from mockgenie.source import find_pattern


def test_every_place_is_found_in_letters_of_the_text() -> None:
    assert list(find_pattern("[0-9]+", "가1나22")) == [(1, 2), (3, 5)]


def test_half_a_character_moves_nothing() -> None:
    assert list(find_pattern("[0-9]+", "\ud83d\ude00가1\ud83d2")) == [(3, 4), (5, 6)]


@pytest.mark.parametrize("pattern", ["a", "a+b|a", "(a+)+$|a"])
def test_a_hundred_values_are_found_in_an_utterance_and_no_more(pattern: str) -> None:
    """For each of them `a+b|a` reads the whole rest of the text."""
    found = list(find_pattern(pattern, "a" * 300 + "c"))
    assert found == [(number, number + 1) for number in range(100)]
