"""Condition text to its tree, and what is said of a text that is none."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockgenie.conditions import (
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
from mockgenie.conditions.parser import parse_by_grammar
from mockgenie.conditions.plain import read_plain

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
        ("", 1, f"{START}, found the end"),
        ("   ", 4, f"{START}, found the end"),
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


def test_the_text_of_an_error_shows_the_place_with_a_caret() -> None:
    with pytest.raises(ConditionError) as caught:
        parse("count > 3 and act=인사")
    problem, line, caret = str(caught.value).split("\n")
    assert problem == caught.value.problem
    assert line == "  count > 3 and act=인사"
    assert caret == " " * (2 + 18) + "^"


def test_a_condition_error_is_a_value_error() -> None:
    assert issubclass(ConditionError, ValueError)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 101 + 'a="1"' + ")" * 101,
        "(" * 5_000,
        'a="1" and ' * 1_500 + 'a="1"',
        'a="' + "가" * 10_000 + '"',
        "a" * 1_000_000,
        "(" * 1_000_000,
        '"' * 999_999,
    ],
    ids=["101-deep", "unclosed", "long", "long-value", "long-name", "a-million", "quotes"],
)
def test_a_text_without_measure_is_an_error(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text)


@pytest.mark.parametrize("depth", [1, 50, 100])
def test_a_hundred_parentheses_are_no_problem(depth: int) -> None:
    assert parse("(" * depth + 'a="1"' + ")" * depth) == A


def test_parentheses_in_quotes_do_not_count() -> None:
    value = "(" * 500 + r"\"" + "(" * 500
    assert parse(f'a="{value}"') == Comparison("a", "=", value.replace("\\", ""))


# Laws

NAMES = st.from_regex(r"[^\W\d]\w{0,8}(\.[^\W\d]\w{0,8})?", fullmatch=True)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LEAVES = st.builds(Comparison, NAMES, st.sampled_from(OPERATORS), VALUES) | st.builds(
    Filled, NAMES, st.booleans()
)


def _canonical(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Groups as the parser builds them: an and in an or, an or in an and, two parts at least."""
    ors = st.lists(LEAVES | inner.filter(lambda c: not isinstance(c, Or)), min_size=2, max_size=4)
    ands = st.lists(LEAVES | inner.filter(lambda c: not isinstance(c, And)), min_size=2, max_size=4)
    return st.builds(Or, ors.map(tuple)) | st.builds(And, ands.map(tuple))


TREES = st.recursive(LEAVES, _canonical, max_leaves=12)
lawful = settings(deadline=None, derandomize=True, database=None)


@given(TREES)
@lawful
def test_what_a_tree_writes_reads_back_as_the_tree(tree: Condition) -> None:
    assert parse(str(tree)) == tree


@given(TREES)
@lawful
def test_writing_is_canonical(tree: Condition) -> None:
    assert str(parse(str(tree))) == str(tree)


@given(st.text(max_size=60) | st.text(alphabet='ab.=~<>" ()\\and or is not filled1-', max_size=60))
@lawful
def test_any_text_is_a_condition_or_an_error(text: str) -> None:
    try:
        tree = parse(text)
    except ConditionError as error:
        told = error
    else:
        assert parse(str(tree)) == tree
        return
    assert 1 <= told.column <= len(text) + 1
    assert told.problem.startswith("expected ")


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
PLAIN = st.lists(st.sampled_from([*PIECES, " ", " ", "  ", "\n"]), max_size=14).map("".join)


@given(PLAIN)
@example("a is filled and b is not unwanted")
@example('a="1" or b>=2')
@example('( a="1" or (b>=2 and c is filled) ) and d=1')
@example('((a="1"))or b=2')
def test_a_plain_condition_is_read_as_the_grammar_says(text: str) -> None:
    plain = read_plain(text)
    if plain is not None:
        assert plain == parse_by_grammar(text)


@pytest.mark.parametrize(
    "text",
    ['act = "yes"', "count > 10", '(act = "a" or act = "b") and c<3', "a is not filled and b=1"],
)
def test_most_conditions_are_plain(text: str) -> None:
    assert read_plain(text) == parse_by_grammar(text)
