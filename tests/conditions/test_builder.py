"""Conditions written in Python."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from mockgenie.conditions import Comparison, Condition, parse, slot
from tests.conditions.trees import VALUES

CITY = slot("Weather.city")
LOW = slot("Weather.low")


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (CITY == "서울", 'Weather.city="서울"'),
        (CITY != "서울", 'Weather.city~="서울"'),
        (LOW > 0, 'Weather.low>"0"'),
        (LOW >= 0, 'Weather.low>="0"'),
        (LOW < 0, 'Weather.low<"0"'),
        (LOW <= 0, 'Weather.low<="0"'),
        (0 < LOW, 'Weather.low>"0"'),  # noqa: SIM300
        ("서울" == CITY, 'Weather.city="서울"'),  # noqa: SIM300
        (CITY.is_in(["서울", "부산"]), 'Weather.city="서울" or Weather.city="부산"'),
        (CITY.is_in(["서울"]), 'Weather.city="서울"'),
        (CITY.is_in(iter(("서울", "부산"))), 'Weather.city="서울" or Weather.city="부산"'),
        (LOW.is_in(range(2)), 'Weather.low="0" or Weather.low="1"'),
        (CITY.is_not_in(("서울", "부산")), 'Weather.city~="서울" and Weather.city~="부산"'),
        (CITY.is_filled(), "Weather.city is filled"),
        (CITY.is_not_filled(), "Weather.city is not filled"),
        (CITY.is_unwanted(), "Weather.city is unwanted"),
        (CITY.is_not_unwanted(), "Weather.city is not unwanted"),
        (
            CITY.is_in(["서울", "부산"]) & slot("Weather.date").is_in(["오늘", "내일"]),
            (
                '(Weather.city="서울" or Weather.city="부산")'
                ' and (Weather.date="오늘" or Weather.date="내일")'
            ),
        ),
        ((LOW < 0) | (CITY == "서울") & (LOW < 5),
         'Weather.low<"0" or Weather.city="서울" and Weather.low<"5"'),
    ],
)  # fmt: skip
def test_a_condition_is_written_in_python(condition: Condition, text: str) -> None:
    assert str(condition) == text
    assert parse(text) == condition


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("서울", "서울"),
        ("", ""),
        ('"', r"\""),
        (12, "12"),
        (-3, "-3"),
        (2.5, "2.5"),
        (3.0, "3"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
        (Decimal("12.50"), "12.5"),
        (Decimal("1E+3"), "1000"),
        (True, "true"),
        (False, "false"),
        (date(2026, 3, 2), "2026-03-02"),
        (time(9, 5), "09:05"),
        (time(9, 5, 1), "09:05:01"),
        (datetime(2026, 3, 2, 9, 5), "2026-03-02 09:05:00"),
    ],
)
def test_values_of_every_type_are_written(value: object, text: str) -> None:
    assert str(slot("a") == value) == f'a="{text}"'


def test_a_written_value_finds_itself() -> None:
    for value in (12, 2.5, 3.0, 1e20, 1e-7, Decimal("12.50"), date(2026, 3, 2), time(9, 5), True):
        condition: Condition = slot("a") == value  # type: ignore[assignment]
        assert condition.matches({"a": value})
        assert condition.matches({"a": str(condition)[3:-1]})
        assert (slot("a") >= value).matches({"a": value})
        assert not (slot("a") != value).matches({"a": value})  # type: ignore[attr-defined]


@given(VALUES)
def test_a_value_never_ends_its_quotes(value: str) -> None:
    condition = slot("a") == value
    assert parse(str(condition)) == Comparison("a", "=", value)


@pytest.mark.parametrize(
    "name",
    ["", "1a", "a b", "a.", ".a", "a..b", "a-b", 'a="1" or b', "a\n", "$a"],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no name of a slot"):
        slot(name)


@pytest.mark.parametrize(
    "name", ["a", "Weather.city", "날씨.도시", "_1", "a.b.c", "order", "天気", "and", "Is"]
)
def test_what_can_be_read_as_a_name_is_one(name: str) -> None:
    assert parse(f"{name}=1") == (slot(name) == 1)


@pytest.mark.parametrize(
    "compare", [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
)
@pytest.mark.parametrize(
    "value",
    [None, ["서울"], ("서울",), {"서울"}, {"a": 1}, b"a", slot("b"), parse("b=1")],
    ids=repr,
)
def test_what_is_no_value_is_refused(compare: Callable[[Any, Any], object], value: object) -> None:
    with pytest.raises(TypeError, match="is compared with"):
        compare(slot("a"), value)


def test_a_list_of_values_has_some() -> None:
    for is_in in (CITY.is_in, CITY.is_not_in):
        with pytest.raises(ValueError, match=r"Weather\.city is compared with no value"):
            is_in([])
        with pytest.raises(TypeError, match="a list of values is wanted, not the text '서울'"):
            is_in("서울")
        with pytest.raises(TypeError, match="None"):
            is_in(["서울", None])


def test_a_slot_is_no_key_and_shows_its_name() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(CITY)
    assert repr(CITY) == "slot('Weather.city')"
