"""Condition text to its tree, and what is said of a text that is none."""

from __future__ import annotations

import sys
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockgenie.conditions import (
    ALWAYS,
    OPERATORS,
    And,
    Comparison,
    Condition,
    ConditionError,
    Filled,
    Or,
    Unwanted,
    parse,
)
from tests.conditions.trees import TREES

A = Comparison("a", "=", "1")
B = Comparison("b", "=", "2")
C = Comparison("c", "=", "3")
D = Comparison("d", "=", "4")

GUIDE_SIMPLE = 'Weather.date="오늘"'
GUIDE_GROUPS = (
    '(Weather.city="서울" or Weather.city="부산") and (Weather.date="오늘" or Weather.date="내일")'
)


# What is a condition


def test_the_guides_simple_example() -> None:
    assert parse(GUIDE_SIMPLE) == Comparison("Weather.date", "=", "오늘")


def test_the_guides_example_of_groups() -> None:
    cities = (Comparison("Weather.city", "=", "서울"), Comparison("Weather.city", "=", "부산"))
    days = (Comparison("Weather.date", "=", "오늘"), Comparison("Weather.date", "=", "내일"))
    assert parse(GUIDE_GROUPS) == And((Or(cities), Or(days)))


@pytest.mark.parametrize("operator", ["=", "~=", ">", ">=", "<", "<="])
def test_there_are_six_operators(operator: str) -> None:
    assert operator in OPERATORS
    assert len(OPERATORS) == 6
    assert parse(f'a{operator}"1"') == Comparison("a", operator, "1")
    assert parse(f'a {operator} "1"') == Comparison("a", operator, "1")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('a="1" and b="2" and c="3"', And((A, B, C))),
        ('a="1" or b="2" or c="3"', Or((A, B, C))),
        ('a="1" or b="2" and c="3"', Or((A, And((B, C))))),
        ('a="1" and b="2" or c="3"', Or((And((A, B)), C))),
        ('a="1" and b="2" or c="3" and d="4"', Or((And((A, B)), And((C, D))))),
        ('(a="1" or b="2") and c="3"', And((Or((A, B)), C))),
        ('a="1" and (b="2" or c="3")', And((A, Or((B, C))))),
        ('(a="1")', A),
        ('((((a="1"))))', A),
        ('(a="1" and b="2")', And((A, B))),
    ],
)
def test_and_binds_tighter_than_or(text: str, tree: Condition) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        'a = "1" and b = "2"',
        '  a="1"   and\tb="2"  ',
        'a="1"\nand\r\nb="2"',
        'a="1" AND b="2"',
        'a="1" And b="2"',
        'a="1"and b="2"',
        "a=1 and b=2",
        '( a = "1" ) and ( b = "2" )',
    ],
)
def test_spaces_upper_case_and_bare_numbers_are_read_too(text: str) -> None:
    assert parse(text) == And((A, B))


def test_an_upper_case_or_is_read_too() -> None:
    assert parse('a="1" OR b="2" Or c="3"') == Or((A, B, C))


@pytest.mark.parametrize("number", ["0", "10", "-3", "12.50", "-0.5", "007"])
def test_a_bare_number_keeps_its_digits(number: str) -> None:
    assert parse(f"count > {number}") == Comparison("count", ">", number)


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "Weather.city",
        "날씨.도시",
        "날씨.최저_기온",
        "Weather.도시2",
        "_x",
        "Été.naïve",
        "天気.都市",
        "a.b.c",
        "order",
        "android.orbit",
        "isolated",
        "notary",
        "filled_in",
    ],
)
def test_a_name_has_letters_of_any_script(name: str) -> None:
    assert parse(f'{name}="1"') == Comparison(name, "=", "1")
    assert parse(f'a="1" and {name}="1"') == And((A, Comparison(name, "=", "1")))
    assert parse(f"{name} is filled") == Filled(name)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"\""', '"'),
        (r'"\\"', "\\"),
        (r'"\\\""', '\\"'),
        (r'"\\\\"', "\\\\"),
        (r'"C:\\a"', "C:\\a"),
        ('""', ""),
        ('" "', " "),
        ('"a and b or (c)"', "a and b or (c)"),
        ('"<b>=&\'"', "<b>=&'"),
        ('"줄\n바꿈"', "줄\n바꿈"),
        ('"((((("', "((((("),
        ('"서울 특별시"', "서울 특별시"),
    ],
)
def test_a_value_in_quotes_may_hold_anything(written: str, value: str) -> None:
    assert parse(f"a={written}") == Comparison("a", "=", value)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a is filled", Filled("a")),
        ("a is not filled", Filled("a", expected=False)),
        ("a IS NOT FILLED", Filled("a", expected=False)),
        ("a is unwanted", Unwanted("a")),
        ("a is not unwanted", Unwanted("a", expected=False)),
        ('Weather.city is filled and a="1"', And((Filled("Weather.city"), A))),
    ],
)
def test_a_slot_may_be_asked_about_without_a_value(text: str, tree: Condition) -> None:
    assert parse(text) == tree


# What is none


VALUE = 'expected a value in double quotes ("서울") or a number'
OPERATOR = "an operator (= ~= > >= < <=)"
START = 'expected a name such as Weather.city or "("'


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("(", 2, f"{START}, found the end"),
        ("=", 1, f'{START}, found "="'),
        ('"서울"', 1, f'{START}, found """'),
        ("1=a", 1, f'{START}, found "1"'),
        ("a", 2, f'expected {OPERATOR} or "is filled", found the end'),
        ('a "1"', 3, f'expected {OPERATOR} or "is filled", found """'),
        ("a=", 3, f"{VALUE}, found the end"),
        ("a=서울", 3, f'{VALUE}, found "서"'),
        ("a='서울'", 3, f'{VALUE}, found "\'"'),
        ('a=="1"', 3, f'{VALUE}, found "="'),
        ('a!="1"', 2, f'expected {OPERATOR} or "is filled", found "!"'),
        ('a<>"1"', 3, f'{VALUE}, found ">"'),
        ('a="1" b="2"', 7, 'expected "and" or "or" or the end, found "b"'),
        ('a="1" and', 10, f"{START}, found the end"),
        ('a="1" or or b="2"', 13, f'expected {OPERATOR} or "is filled", found "b"'),
        ('a="1")', 6, 'expected "and" or "or" or the end, found ")"'),
        ('(a="1"', 7, 'expected ")" or "and" or "or", found the end'),
        ("()", 2, f'{START}, found ")"'),
        ('a="1', 3, f"{VALUE}, found a value whose quote is never closed"),
        (r'a="1\"', 3, f"{VALUE}, found a value whose quote is never closed"),
        ("a is", 5, 'expected "not" or "filled" or "unwanted", found the end'),
        ("a is empty", 6, 'expected "not" or "filled" or "unwanted", found "e"'),
        ("a is not", 9, 'expected "filled" or "unwanted", found the end'),
        ('날씨.도시="서울" 그리고 b="1"', 12, 'expected "and" or "or" or the end, found "그"'),
        ("a=1 and &", 9, f'{START}, found "&"'),
        ('.a="1"', 1, f'{START}, found "."'),
        ('a.="1"', 2, f'expected {OPERATOR} or "is filled", found "."'),
        ('a="1" && b="2"', 7, 'expected "and" or "or" or the end, found "&"'),
        # A name that begins like a word is no such word.
        ('a="1" andy="2"', 7, 'expected "and" or "or" or the end, found "a"'),
        ('a="1" orange="2"', 7, 'expected "and" or "or" or the end, found "o"'),
        ("a=1 AND_b=2", 5, 'expected "and" or "or" or the end, found "A"'),
        ("a=1 and그리고 b=2", 5, 'expected "and" or "or" or the end, found "a"'),
        ("a isfilled", 3, f'expected {OPERATOR} or "is filled", found "i"'),
        ("a is notfilled", 6, 'expected "not" or "filled" or "unwanted", found "n"'),
        ("a is fillednow", 6, 'expected "not" or "filled" or "unwanted", found "f"'),
        ("a is not unwanteds", 10, 'expected "filled" or "unwanted", found "u"'),
    ],
)
def test_an_error_has_a_column_and_tells_what_would_be_right(
    text: str, column: int, problem: str
) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    said, _, found = caught.value.problem.rpartition(", found ")
    right, _, really_found = problem.rpartition(", found ")
    assert caught.value.column == column
    assert found == really_found
    # Not everything that would be right has to be said, but nothing that would not.
    assert _expected(said)
    assert _expected(said) <= _expected(right)


def _expected(said: str) -> set[str]:
    return set(said.removeprefix("expected ").split(" or "))


@pytest.mark.parametrize("text", [r'a="\n"', r'a="C:\Weather"', r'a="1" and b="\d+"'])
def test_an_escape_that_there_is_not_is_told_as_that(text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert text.rindex('="') + 2 <= caught.value.column <= text.index("\\") + 2
    assert "\\" in caught.value.problem
    assert "never closed" not in caught.value.problem


def test_a_condition_error_is_a_value_error() -> None:
    assert issubclass(ConditionError, ValueError)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 101 + 'a="1"' + ")" * 101,
        "(" * 10_000 + 'a="1"' + ")" * 10_000,
        "(" * 60_000,
        "(a=1 and " * 10_000,
        "(a=1) or " * 7_000 + "(" * 101,
        'a="1" and ' * 10_000 + 'a="1"',
        'a="' + "가" * 100_000 + '"',
        'a="' + '\\"' * 50_000 + '"',
        "a" * 100_000,
        "a." * 50_000,
        " " * 100_000,
        " " * 100_000 + "a=1",
        '"' * 99_999,
        "(" * 1_000_000,
    ],
    ids=lambda text: f"{text[:9]!r}… {len(text)}",
)
def test_a_text_without_measure_is_an_error_that_can_be_shown(text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert len(str(caught.value)) < 500


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('a="1" and ' * 6_000 + 'a="1"', 6_001),
        ("a=1 or " * 6_000 + "a=1", 6_001),
        ("a = 1\nAnd\t" * 5_000 + 'a="\\\\"', 5_001),
        ("(a=1 or (b=2)) and " * 3_000 + "c is filled", 3_001),
        ('a="' + "가" * 65_000 + '"', 0),
        ("b" * 65_000 + "=1", 0),
        ("b." * 32_000 + "b=1", 0),
        (" " * 65_000 + "a=1", 0),
    ],
    ids=lambda value: f"{value[:9]!r}…" if isinstance(value, str) else None,
)
def test_a_condition_of_65536_characters_is_read(text: str, parts: int) -> None:
    tree = parse(text)
    assert len(getattr(tree, "parts", ())) == parts
    assert parse(str(tree)) == tree


@pytest.mark.parametrize("text", ["", " ", "\t\r\n "])
def test_no_condition_is_the_one_that_everything_satisfies(text: str) -> None:
    assert parse(text) == ALWAYS
    assert str(parse(text)) == ""


def test_the_same_text_is_read_once() -> None:
    assert parse('Weather.city="대전"') is parse("Weather.city=" + '"대전"')


UNIT = {
    "parts": "a=1 and ",
    "alternatives": 'a="1" OR ',
    "groups": "(a=1 or b=2)and ",
    "escapes": r'a="\\\"" or ',
    "spaces": "a  =   1    And     ",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNIT.values(), ids=UNIT.keys())
def test_what_is_done_grows_as_the_text_does(unit: str) -> None:
    # Function calls, not seconds: machines differ.
    few, many = (_calls(unit * count + "c=3") for count in (200, 800))
    assert many < 5 * few


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a=1 and ", "(", "a ", "a.", '"', "\\", "a=", "가"])
def test_what_a_mistake_costs_grows_as_the_text_does(unit: str) -> None:
    few, many = (_calls(unit * count + "&") for count in (500, 2_000))
    assert many < 5 * few + 1_000


def _calls(text: str) -> int:
    """How many functions are called to read a text not read before."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    with suppress(ConditionError):
        parse("=")  # so that the grammar is there
    previous = sys.getprofile()
    sys.setprofile(count)
    try:
        with suppress(ConditionError):
            parse(text)
    finally:
        sys.setprofile(previous)
    return calls


@pytest.mark.parametrize("depth", [1, 50, 100])
def test_a_hundred_parentheses_are_no_problem(depth: int) -> None:
    assert parse("(" * depth + 'a="1"' + ")" * depth) == A


def test_parentheses_in_quotes_do_not_count() -> None:
    value = "(" * 500 + r"\"" + "(" * 500
    assert parse(f'a="{value}"') == Comparison("a", "=", value.replace("\\", ""))


# Laws


@pytest.mark.slow
@given(TREES)
def test_what_a_tree_writes_reads_back_as_the_tree(tree: Condition) -> None:
    assert parse(str(tree)) == tree


@pytest.mark.slow
@given(TREES)
def test_a_canonical_text_is_written_as_it_is_read(tree: Condition) -> None:
    text = str(tree)
    assert str(parse(text)) == text


@pytest.mark.slow
@given(TREES, st.sampled_from((" ", "\n", "\t  ")), st.sampled_from((" AND ", " And ", "\nand\n")))
def test_what_is_written_otherwise_has_the_same_canonical_text(
    tree: Condition, space: str, joint: str
) -> None:
    # One in parentheses that it does not need, between spaces.
    text = f"{space}({space}{tree}{space})" if tree != ALWAYS else space
    assert str(parse(text)) == str(tree)
    assert parse(f"(({tree})){joint}(({tree}))") == tree & tree


PIECES = [
    "a",
    "Weather.city",
    "날씨.도시",
    "and",
    "or",
    "AND",
    "is",
    "Is",
    "not",
    "filled",
    "unwanted",
]
PIECES += ["=", "~=", ">=", "<", '"서울"', '""', '"a\\""', "12", "-1.5", "(", ")"]
PIECED = st.lists(st.sampled_from([*PIECES, " ", " ", "  ", "\n"]), max_size=14).map("".join)
"""Texts of what conditions are made of, often in the right order."""


@example('a="1" or b>=2')
@example('((a="1"))or b=2')
@given(
    st.text(max_size=60)
    | st.text(alphabet='ab.=~<>" ()\\and or is not filled1-', max_size=60)
    | PIECED
)
def test_any_text_is_a_condition_or_an_error(text: str) -> None:
    try:
        tree = parse(text)
    except ConditionError as error:
        told = error
    else:
        assert parse(str(tree)) == tree
        assert str(parse(str(tree))) == str(tree)
        return
    assert 0 <= told.position <= len(text)
    assert told.problem.startswith("expected ")
    assert set(told.expected) == _expected(told.problem.rpartition(", found ")[0])
