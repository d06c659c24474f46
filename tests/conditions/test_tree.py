"""The syntax tree of a condition: how it writes itself, what it matches, what it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from mockgenie.conditions import (
    ALWAYS,
    And,
    Comparison,
    Condition,
    Filled,
    Key,
    Or,
    Values,
    all_of,
    one_of,
    parse,
    read_value,
    unwanted_name,
)

# Writing


def test_the_guides_simple_example_is_written_to_the_byte() -> None:
    condition = all_of((one_of("Weather.date", ("오늘",)),))
    assert str(condition) == 'Weather.date="오늘"'


def test_the_guides_example_of_groups_is_written_to_the_byte() -> None:
    cities = one_of("Weather.city", ("서울", "부산"))
    days = one_of("Weather.date", ("오늘", "내일"))
    assert str(all_of((cities, days))) == (
        '(Weather.city="서울" or Weather.city="부산")'
        ' and (Weather.date="오늘" or Weather.date="내일")'
    )


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (one_of("a", ("1", "2")), 'a="1" or a="2"'),
        (all_of((one_of("a", ("1", "2")), one_of("b", ("3",)))), '(a="1" or a="2") and b="3"'),
        (all_of((one_of("a", ("1",)), one_of("b", ("2",)))), 'a="1" and b="2"'),
        (Or((And((Filled("a"), Filled("b", False))), Filled("c"))),
         "a is filled and b is not filled or c is filled"),
        (Comparison("a", "~=", "1"), 'a~="1"'),
        (Comparison("a", ">=", "1"), 'a>="1"'),
        (Comparison("a", "<", "1"), 'a<"1"'),
        (Comparison("a", "=", 'say "hi" \\ bye'), r'a="say \"hi\" \\ bye"'),
        (Comparison("a", "=", ""), 'a=""'),
        (Comparison("a", "=", "<b> & 'c'"), "a=\"<b> & 'c'\""),
        (ALWAYS, ""),
        (all_of(()), ""),
    ],
)  # fmt: skip
def test_a_condition_writes_itself(condition: Condition, text: str) -> None:
    assert str(condition) == text


# Matching a record


@pytest.mark.parametrize(
    ("text", "record", "expected"),
    [
        # as text
        ('a="서울"', {"a": "서울"}, True),
        ('a="서울"', {"a": "부산"}, False),
        ('a="Seoul"', {"a": "seoul"}, False),
        ('a~="서울"', {"a": "부산"}, True),
        ('a~="서울"', {"a": "서울"}, False),
        ('a<"나"', {"a": "가"}, True),
        ('a>"나"', {"a": "다"}, True),
        ('a>="나"', {"a": "나"}, True),
        ('a<="나"', {"a": "다"}, False),
        # as numbers
        ('a="12"', {"a": "12.0"}, True),
        ('a="12.50"', {"a": "12.5"}, True),
        ('a="007"', {"a": "7"}, True),
        ('a="-0"', {"a": "0"}, True),
        ('a~="12"', {"a": "12.0"}, False),
        ('a>"9"', {"a": "10"}, True),
        ('a<"9"', {"a": "10"}, False),
        ('a<"-1"', {"a": "-2"}, True),
        ('a>"-2"', {"a": "-10"}, False),
        ('a>="0.1"', {"a": "0.10"}, True),
        ("a > 9", {"a": "9007199254740993"}, True),
        ("a > 9007199254740992", {"a": "9007199254740993"}, True),
        # a number beside a text compares as text
        ('a>"9"', {"a": "10도"}, False),
        ('a="12도"', {"a": "12"}, False),
        # as dates
        ('a<"2026-11-25"', {"a": "2026-09-30"}, True),
        ('a>"2026-11-25"', {"a": "2027-01-01"}, True),
        ('a="2026-11-25"', {"a": "2026-11-25"}, True),
        ('a="2026-02-30"', {"a": "2026-02-30"}, True),
        # as times
        ('a<"10:00"', {"a": "9:30"}, True),
        ('a>"9:30"', {"a": "10:00"}, True),
        ('a="9:30"', {"a": "09:30"}, True),
        ('a="9:30"', {"a": "09:30:00"}, True),
        ('a<"9:30:01"', {"a": "9:30"}, True),
        # a record without the slot satisfies no comparison on it
        ('a="1"', {}, False),
        ('a~="1"', {}, False),
        ('a~="1"', {"b": "1"}, False),
        ('a<"1"', {}, False),
        ('a<="1" or a>"1"', {}, False),
        ('a~="1"', {"a": ""}, False),
        # groups
        ('a="1" and b="2"', {"a": "1", "b": "2"}, True),
        ('a="1" and b="2"', {"a": "1"}, False),
        ('a="1" or b="2"', {"b": "2"}, True),
        ('a="1" or b="2" and c="3"', {"a": "1"}, True),
        ('(a="1" or b="2") and c="3"', {"a": "1"}, False),
        ("a is filled", {"a": "1"}, True),
        ("a is filled", {}, False),
        ("a is unwanted", {"a": "1"}, False),
        ("a is unwanted", {unwanted_name("a"): ("1",)}, True),
        ("a is not unwanted", {unwanted_name("a"): ("1",)}, False),
        ("a is not filled", {}, True),
        ("a is not filled", {"a": "1"}, False),
    ],
)
def test_a_record_matches(text: str, record: Values, expected: bool) -> None:
    assert parse(text).matches(record) is expected


# Matching a dialog, which may have several values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a="서울"', True),
        ('a="부산"', True),
        ('a="대구"', False),
        ('a~="대구"', True),
        ('a~="서울"', False),
        ('a~="부산"', False),
        ("a is filled", True),
    ],
)
def test_one_of_several_values_is_enough(text: str, expected: bool) -> None:
    assert parse(text).matches({"a": ("서울", "부산")}) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("a > 5", True), ("a < 5", True), ("a > 9", False), ("a ~= 3", False)]
)
def test_several_numbers(text: str, expected: bool) -> None:
    assert parse(text).matches({"a": ("3", "7.0")}) is expected


@pytest.mark.parametrize("text", ['a="1"', 'a~="1"', 'a>"1"', "a is filled"])
def test_no_value_at_all_matches_nothing(text: str) -> None:
    assert parse(text).matches({"a": ()}) is False


def test_always_matches_everything() -> None:
    assert ALWAYS.matches({})
    assert ALWAYS.matches({"a": "1"})


def test_a_reading_decides_what_is_equal() -> None:
    def read(text: str) -> Key:
        return ("date", date(2026, 11, 22)) if text in ("오늘", "2026-11-22") else read_value(text)

    for text in ('a="오늘"', 'a="2026-11-22"', 'a<="오늘"'):
        assert parse(text).matches({"a": "2026-11-22"}, read)
        assert parse(text).matches({"a": ("오늘",)}, read)
    assert not parse('a~="오늘"').matches({"a": "2026-11-22"}, read)
    assert not parse('a="오늘"').matches({"a": "2026-11-22"})


# What it speaks of


def test_the_names_come_in_their_order() -> None:
    condition = parse('b="1" and (a="2" or b="3") and c is filled')
    assert list(condition.names()) == ["b", "a", "b", "c"]


def test_the_comparisons_come_in_their_order() -> None:
    condition = parse('b="1" and (a>"2" or c is filled)')
    assert list(condition.comparisons()) == [Comparison("b", "=", "1"), Comparison("a", ">", "2")]


def test_a_condition_is_a_value() -> None:
    assert parse('a="1" or b="2"') == parse(' a = "1" OR b = "2" ')
    assert hash(parse("a=1")) == hash(Comparison("a", "=", "1"))
    with pytest.raises(AttributeError):
        Comparison("a", "=", "1").name = "b"  # type: ignore[misc]
