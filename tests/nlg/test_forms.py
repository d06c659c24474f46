"""The forms in which a text writes a value."""

from __future__ import annotations

from datetime import date

import pytest

from mockgenie.nlg.forms import write
from mockgenie.records.table import reading_on


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1234567", "1,234,567"),
        ("999", "999"),
        ("1000", "1,000"),
        ("12345.10", "12,345.10"),
        ("-1234", "-1,234"),
        ("-0.5", "-0.5"),
        ("3층", "3층"),
        ("", ""),
        ("9" * 5_000, "9" * 5_000),
    ],
)
def test_a_number_has_commas_and_other_words_have_none(number: str, written: str) -> None:
    assert write(number, ",", reading_on(date(2026, 11, 22))) == written
