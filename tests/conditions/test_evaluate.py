"""Whether values satisfy a condition, held against the sentences of the contract themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conditions import (
    OPERATORS,
    And,
    Comparison,
    Condition,
    Filled,
    Values,
    all_of,
    any_of,
    parse,
)

# The contract, written down once more as plainly as can be: two numbers compare as numbers, two
# dates or times as such, anything else as text; a record without the slot satisfies no comparison.


def plainly(condition: Condition, record: Mapping[str, str]) -> bool:
    if isinstance(condition, Comparison):
        value = record.get(condition.name)
        return bool(value) and compared(value or "", condition.operator, condition.value)
    if isinstance(condition, Filled):
        return bool(record.get(condition.name)) == condition.expected
    parts = [plainly(part, record) for part in condition.parts]  # type: ignore[attr-defined]
    return all(parts) if isinstance(condition, And) else any(parts)


def compared(left: str, operator: str, right: str) -> bool:
    for of_kind in (as_number, as_date, as_time):
        places = of_kind(left), of_kind(right)
        if None not in places:
            break
    else:
        places = left, right
    one, other = places
    return {
        "=": one == other,
        "~=": one != other,
        "<": one < other,  # type: ignore[operator]
        "<=": one <= other,  # type: ignore[operator]
        ">": one > other,  # type: ignore[operator]
        ">=": one >= other,  # type: ignore[operator]
    }[operator]


def as_number(text: str) -> Fraction | None:
    return Fraction(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None


def as_date(text: str) -> tuple[int, ...] | None:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    try:
        datetime(year, month, day)
    except ValueError:
        return None
    return year, month, day


def as_time(text: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?", text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int((found[3] or ":0")[1:])
    return 3600 * hour + 60 * minute + second if hour < 24 > minute / 2.5 and second < 60 else None


VALUES = (
    *("", " ", "서울", "부산", "seoul", "Seoul", "서울 ", "12도", "가", "가나", "한", "한", "𠀀"),
    *("0", "-0", "5", "05", "5.0", "5.00", "-5", "10", "9", "2.5", "-2.50", "0.1", "0.10"),
    *("+5", "1e1", "1,000", "5.", ".5", "--5", "５", "٥", "9007199254740993", "9007199254740992"),
    *("2026-03-02", "2026-12-01", "2027-01-01", "2026-02-30", "2026-3-2", "0999-01-01", "20260302"),
    *("9:05", "09:05", "09:05:00", "9:05:01", "14:30", "23:59:59", "24:00", "14:60", "9:5", "14"),
    *("\0", "a\0", "a", '"', "\\", "\n", "a\n", "5\n", "true", "None"),
)
RECORDS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(VALUES), max_size=3)
LEAVES = st.builds(
    Comparison, st.sampled_from("abc"), st.sampled_from(OPERATORS), st.sampled_from(VALUES)
) | st.builds(Filled, st.sampled_from("abc"), st.booleans())
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=4).map(all_of)
        | st.lists(inner, min_size=2, max_size=4).map(any_of)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("operator", OPERATORS)
def test_any_two_values_compare_as_the_contract_says(operator: str) -> None:
    for left, right in product(VALUES, repeat=2):
        condition = Comparison("a", operator, right)
        expected = plainly(condition, {"a": left})
        assert condition.matches({"a": left}) is expected, (left, right)
        # Written, read, and beside another one that holds, or that does not.
        assert parse(str(condition)).matches({"a": left}) is expected
        assert all_of((condition, Filled("b"))).matches({"a": left, "b": "1"}) is expected
        assert any_of((condition, Filled("b"))).matches({"a": left}) is expected


@pytest.mark.slow
@given(TREES, RECORDS)
def test_any_condition_means_what_the_contract_says(
    condition: Condition, record: dict[str, str]
) -> None:
    assert condition.matches(record) is plainly(condition, record)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a=5", 5),
        ("a=5", 5.0),
        ("a=5.0", 5),
        ("a<5.5", 5),
        ("a>4.5", Decimal("5.00")),
        ("a=0", 0),
        ("a<1", 0.0),
        ("a=0.1", 0.1),
        ('a="2026-03-02"', date(2026, 3, 2)),
        ('a<"2026-03-02"', date(999, 1, 1)),
        ('a="14:30"', time(14, 30)),
        ('a="14:30:05"', time(14, 30, 5)),
        ('a>"9:00"', time(14, 30)),
        ('a="true"', True),
        ('a~="1"', True),
        ('a="2026-03-02 14:30:00"', datetime(2026, 3, 2, 14, 30)),
        ("a is filled", 0),
        ("a is filled", False),
        ('a~="서울"', 0),
        ('a<"가"', 7),
    ],
)
def test_values_may_have_types(text: str, value: object) -> None:
    assert parse(text).matches({"a": value})


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("wanted", ["", "1", "서울", "2026-03-02", "14:30"])
def test_what_is_no_value_satisfies_nothing(operator: str, wanted: str) -> None:
    nothings = (None, "", (), [], [""], (None, ""))
    alone: list[Values] = [{"a": nothing} for nothing in nothings]
    records = [{}, *alone, *({**one, "b": wanted or "1"} for one in alone)]
    condition = Comparison("a", operator, wanted)
    assert not condition.filter(records)
    assert not any_of((condition, Comparison("a", operator, "x"))).filter(records)
    assert Filled("a", False).filter(records) == records
    assert not Filled("a").filter(records)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a="서울"', True),
        ('a="부산"', True),
        ('a="대구" or a="부산"', True),
        ('a="대구" or a="인천"', False),
        ('a~="대구"', True),
        ('a~="부산"', False),
        ("a>5", True),  # as texts
        ("a is filled", True),
        ('a=""', False),
        ('a~=""', True),
    ],
)
@pytest.mark.parametrize("several", [("서울", "부산"), ["서울", "", "부산", None]], ids=repr)
def test_of_several_values_one_is_enough(several: object, text: str, expected: bool) -> None:
    assert parse(text).matches({"a": several}) is expected


def test_one_of_many_texts_is_found_whatever_stands_in_the_record() -> None:
    condition = parse('a="서울" or a="부산" or a=""')
    assert condition.matches({"a": "부산"})
    assert condition.matches({"a": ("대구", "서울")})
    for other in ({"a": ""}, {"a": None}, {}, {"a": 5}, {"a": ["대구"]}, {"b": "서울"}):
        assert not condition.matches(other)


def test_one_of_several_may_be_of_different_kinds() -> None:
    condition = parse('a=5 or a="서울" or a="9:00"')
    for value in ("5.0", 5, "서울", "09:00", time(9), ["대구", "5.00"]):
        assert condition.matches({"a": value})
    assert not condition.matches({"a": "6"})
