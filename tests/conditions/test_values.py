"""How two values compare: as numbers, as dates, as times, else as text."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conditions import OPERATORS, Key, compare, read_value, value_text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12", ("number", 12)),
        ("-12", ("number", -12)),
        ("012", ("number", 12)),
        ("12.50", ("number", 12.5)),
        ("2021-03-02", ("date", date(2021, 3, 2))),
        ("2024-02-29", ("date", date(2024, 2, 29))),
        ("14:30", ("time", time(14, 30))),
        ("9:05", ("time", time(9, 5))),
        ("14:30:59", ("time", time(14, 30, 59))),
        ("00:00", ("time", time(0, 0))),
        *(
            (text, ("text", text))
            for text in (
                "",
                "서울",
                "12도",
                "-",
                "--1",
                "+1",
                "1.",
                ".5",
                "1e5",
                "1,000",
                " 12",
                "12\n",
                "١٢",
                "１２",
                "²",
                "2021-02-29",
                "2021-3-2",
                "2021-13-01",
                "0000-01-01",
                "24:00",
                "14:60",
                "14:3",
                "1:2:3",
                "-14:30",
                "NaN",
                "inf",
            )
        ),
    ],
)
def test_a_value_is_read(text: str, key: Key) -> None:
    assert read_value(text) == key


@pytest.mark.parametrize("digits", [301, 5_000, 100_000])
def test_a_number_without_measure_is_a_text(digits: int) -> None:
    text = "9" * digits
    assert read_value(text) == ("text", text)


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        ("9" * 300, ">", "1"),
        ("9" * 300, ">", "1.5"),
        ("9" * 300 + ".5", ">", "1"),
        ("-" + "9" * 300, "<", "1.5"),
    ],
)
def test_huge_numbers_compare_with_small_ones(left: str, operator: str, right: str) -> None:
    assert compare(left, operator, right)
    assert not compare(right, operator, left)


@pytest.mark.parametrize(
    ("left", "right", "holds"),
    [
        ("2", "10", {"~=", "<", "<="}),
        ("10", "2", {"~=", ">", ">="}),
        ("10", "10.0", {"=", ">=", "<="}),
        ("가", "나", {"~=", "<", "<="}),
        ("2", "10도", {"~=", ">", ">="}),
        ("2021-03-02", "2021-10-01", {"~=", "<", "<="}),
        ("9:00", "10:00", {"~=", "<", "<="}),
        ("2021-03-02", "9", {"~=", "<", "<="}),
        ("9:00", "10", {"~=", ">", ">="}),
    ],
)
def test_each_operator_says_what_it_says(left: str, right: str, holds: set[str]) -> None:
    assert {operator for operator in OPERATORS if compare(left, operator, right)} == holds


class Celsius(float):
    """A number that shows itself otherwise, as those of numpy do."""

    def __repr__(self) -> str:
        return f"Celsius({float(self)})"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("서울", "서울"),
        ("3.0", "3.0"),
        (3, "3"),
        (3.0, "3"),
        (-0.5, "-0.5"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e22, "1" + "0" * 22),
        (100.0, "100"),
        (Celsius(2.50), "2.5"),
        (Decimal("100"), "100"),
        (Decimal("12.50"), "12.5"),
        (Decimal("1E+2"), "100"),
        (True, "true"),
        (False, "false"),
        (date(2026, 11, 25), "2026-11-25"),
        (date(999, 1, 1), "0999-01-01"),
        (time(14, 30), "14:30"),
        (time(9, 5, 7), "09:05:07"),
        (datetime(2026, 11, 25, 14, 30), "2026-11-25 14:30:00"),
    ],
)
def test_a_value_of_any_type_is_written(value: object, text: str) -> None:
    assert value_text(value) == text


FLOATS = st.floats(-(10**15), 10**15).filter(lambda number: not number or abs(number) > 1e-200)


@given(st.integers(-(10**20), 10**20) | FLOATS)
def test_a_number_is_read_as_it_was_before_it_was_written(number: float) -> None:
    assert read_value(value_text(number)) == ("number", number)


@given(st.dates() | st.times().map(lambda moment: moment.replace(microsecond=0)))
def test_a_day_or_time_is_read_as_it_was_before_it_was_written(value: date | time) -> None:
    assert read_value(value_text(value))[1] == value


NUMBERS = st.integers(-(10**20), 10**20).map(str) | st.decimals(
    -1000, 1000, allow_nan=False, allow_infinity=False, places=3
).map(lambda number: f"{number:f}")
DATES = st.dates().map(date.isoformat)
TIMES = st.times().map(lambda moment: f"{moment:%H:%M:%S}")
VALUES = NUMBERS | DATES | TIMES | st.text(max_size=5)


@pytest.mark.slow
@given(VALUES, VALUES)
def test_the_operators_agree_with_each_other(left: str, right: str) -> None:
    holds = {operator: compare(left, operator, right) for operator in OPERATORS}
    assert holds["~="] is not holds["="]
    assert holds["<"] is not holds[">="]
    assert holds[">"] is not holds["<="]
    assert [holds["="], holds["<"], holds[">"]].count(True) == 1
    assert compare(right, ">", left) is holds["<"]


@given(st.integers(), st.integers())
def test_whole_numbers_compare_exactly(left: int, right: int) -> None:
    assert compare(str(left), "<", str(right)) is (left < right)
    assert compare(str(left), "=", str(right)) is (left == right)


@given(st.dates(), st.dates())
def test_dates_compare_as_dates(left: date, right: date) -> None:
    assert compare(left.isoformat(), "<", right.isoformat()) is (left < right)


@given(st.times(), st.times())
def test_times_compare_as_times(left: time, right: time) -> None:
    left, right = left.replace(microsecond=0), right.replace(microsecond=0)
    assert compare(f"{left:%H:%M:%S}", "<", f"{right:%H:%M:%S}") is (left < right)
