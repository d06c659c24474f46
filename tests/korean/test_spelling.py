"""Texts are compared in one spelling."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import composed
from mockgenie.korean.spelling import split_words


@pytest.mark.parametrize(
    "text", ["부산", "값을 잃었다", "각", "Café", "서울 Đà Nẵng", "Weather", ""]
)
def test_letters_that_were_taken_apart_are_put_together(text: str) -> None:
    assert composed(unicodedata.normalize("NFD", text)) == text
    assert composed(text) == text


def test_a_final_consonant_is_put_to_a_syllable_that_has_none() -> None:
    assert composed("가\u11a8") == "각"


@given(st.text("가각나힣 aé?\"='"))
def test_what_is_in_one_piece_stays_as_it_is(text: str) -> None:
    assert composed(text) == text


def test_long_runs_of_marks_are_left_alone() -> None:
    marks = "a" + "\u0316\u0301" * 50_000
    assert len(composed(marks)) >= len(marks) - 16


WORD = re.compile(r"[^\W_]+(?:[.,:/-][0-9][^\W_]*)*")
"""What counts as a word."""


@given(st.text("가나 a1٣_ß.,:/-!?\n\u3000(~…", max_size=24) | st.text(max_size=24))
def test_the_words_of_a_text_are_what_counts_as_a_word(text: str) -> None:
    assert split_words(text) == WORD.findall(text)
