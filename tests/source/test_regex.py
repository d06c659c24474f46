"""Regular expressions of slots."""

from __future__ import annotations

import pytest

from mockgenie.source import find_formatted, find_pattern, format_problem


def test_every_place_is_found_in_letters_of_the_text() -> None:
    assert list(find_pattern("[0-9]+", "가1나22")) == [(1, 2), (3, 5)]


def test_half_a_character_moves_nothing() -> None:
    assert list(find_pattern("[0-9]+", "\ud83d\ude00가1\ud83d2")) == [(3, 4), (5, 6)]


@pytest.mark.parametrize("pattern", ["a", "a+b|a", "(a+)+$|a"])
def test_a_hundred_values_are_found_in_an_utterance_and_no_more(pattern: str) -> None:
    """For each of them `a+b|a` reads the whole rest of the text."""
    found = list(find_pattern(pattern, "a" * 300 + "c"))
    assert found == [(number, number + 1) for number in range(100)]


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("", "ab-12"),
        ("{0}", "ab-12"),
        ("{2}{1}", "12ab"),
        ("{1:upper} {{{2}}}", "AB {12}"),
        ("{3:lower}.", "."),
    ],
)
def test_what_is_found_is_written_in_its_form(form: str, value: str) -> None:
    assert list(find_formatted("([a-z]+)-([0-9]+)(x)?", form, "가ab-12")) == [(1, 6, value)]


@pytest.mark.parametrize(
    ("form", "column"), [("{2}", 0), ("a{1}{", 4), ("}", 0), ("{1:big}", 0), ("{one}", 0)]
)
def test_a_form_that_names_no_group_is_told(form: str, column: int) -> None:
    problem = format_problem(form, "(a)")
    assert problem is not None
    assert (problem[0], problem[1].code) == (column, "no-group")


def test_a_form_of_groups_and_braces_is_right() -> None:
    assert format_problem("{0} {1:lower} {{x}}", "(a)") is None
