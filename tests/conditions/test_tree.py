"""The syntax tree of a condition: how it writes itself, what it matches, what it speaks of."""

from __future__ import annotations

import copy
import functools
import operator
import pickle
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockgenie.conditions import (
    ALWAYS,
    And,
    Comparison,
    Condition,
    Filled,
    Key,
    Or,
    Unwanted,
    Values,
    all_of,
    any_of,
    one_of,
    parse,
    read_value,
    tree,
    unwanted_name,
)
from mockgenie.conditions.tree import Group
from tests.conditions.trees import NAMES, TREES, VALUES

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


def test_the_slots_come_once_in_their_order() -> None:
    condition = parse('b="1" and (a="2" or b="3") and c is filled and d is not unwanted and a>4')
    assert condition.slots == ("b", "a", "c", "d")
    assert ALWAYS.slots == ()


def test_the_comparisons_come_in_their_order() -> None:
    condition = parse('b="1" and (a>"2" or c is filled)')
    assert list(condition.comparisons()) == [Comparison("b", "=", "1"), Comparison("a", ">", "2")]


# Putting together


A, B, C, D = (Comparison(name, "=", "1") for name in "abcd")


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (A & B, 'a="1" and b="1"'),
        (A | B, 'a="1" or b="1"'),
        (A & B & C, 'a="1" and b="1" and c="1"'),
        (A & (B & C), 'a="1" and b="1" and c="1"'),
        (A | (B | C) | D, 'a="1" or b="1" or c="1" or d="1"'),
        ((A | B) & C, '(a="1" or b="1") and c="1"'),
        (A | B & C, 'a="1" or b="1" and c="1"'),
        ((A & B) | (C & D), 'a="1" and b="1" or c="1" and d="1"'),
        ((A | B) & (C | D), '(a="1" or b="1") and (c="1" or d="1")'),
        (A & ALWAYS, 'a="1"'),
        (ALWAYS & A, 'a="1"'),
        (A | ALWAYS, ""),
        (ALWAYS | A, ""),
        (ALWAYS & ALWAYS, ""),
        (all_of((A, all_of((B, all_of((C, D)))))), 'a="1" and b="1" and c="1" and d="1"'),
        (any_of((A, any_of((B, any_of((C, D)))))), 'a="1" or b="1" or c="1" or d="1"'),
        (any_of((A,)), 'a="1"'),
        (any_of((A, A)), 'a="1" or a="1"'),
    ],
)
def test_conditions_are_put_together(condition: Condition, text: str) -> None:
    assert str(condition) == text
    assert parse(text) == condition


@pytest.mark.parametrize("other", ["a=1", True, None, 0])
def test_only_conditions_are_put_together(other: object) -> None:
    with pytest.raises(TypeError):
        A & other  # type: ignore[operator]
    with pytest.raises(TypeError):
        other | A  # type: ignore[operator]


@pytest.mark.parametrize("group", [And, Or])
@pytest.mark.parametrize("parts", [(A,), (A, ALWAYS), (ALWAYS, B, C)])
def test_a_group_is_written_in_one_way_only(
    group: type[And | Or], parts: tuple[Condition, ...]
) -> None:
    with pytest.raises(ValueError, match="all_of and any_of"):
        group(parts)


def test_no_group_has_a_part_of_its_own_kind() -> None:
    with pytest.raises(ValueError, match="own kind"):
        And((A, And((B, C))))
    with pytest.raises(ValueError, match="own kind"):
        Or((Or((A, B)), C))


def test_one_of_nothing_cannot_be_said() -> None:
    for nothing in (lambda: Or(()), lambda: any_of(()), lambda: one_of("a", ())):
        with pytest.raises(ValueError, match="two parts or more"):
            nothing()


def test_what_nests_too_deep_is_refused_when_it_is_put_together() -> None:
    condition: Condition = A
    rounds = 0
    with suppress(ValueError):
        while rounds < 10_000:
            condition = (condition & A) | B
            rounds += 1
    assert rounds == 101  # the first has no parentheses to write yet
    with pytest.raises(ValueError, match="conditions nest at most 100 deep"):
        condition & A
    assert str(condition).count("(") == 100
    assert parse(str(condition)) == condition
    assert condition.matches({"b": "1"})
    assert condition.filter([{"b": "1"}, {"a": "1"}, {"c": "1"}]) == [{"b": "1"}, {"a": "1"}]
    assert condition.slots == ("a", "b")
    assert condition.to_sql({"a": "a", "b": "b"})
    assert condition.to_mongo()
    assert hash(condition) == hash(parse(str(condition)))
    assert "Comparison" in repr(condition)


@pytest.mark.slow
@pytest.mark.parametrize("join", [all_of, any_of])
def test_as_many_as_one_likes_stand_side_by_side(
    join: Callable[[Iterable[Condition]], Condition],
) -> None:
    condition = join(Comparison("a", "~=", str(number)) for number in range(20_000))
    assert condition.matches({"a": "x"})
    assert condition.filter([{"a": "x"}, {}]) == [{"a": "x"}]
    assert len(list(condition.leaves())) == 20_000


# Picking records


def test_records_are_picked_in_their_order_and_stay_what_they_are() -> None:
    records = [{"city": "서울", "n": 1}, {"city": "부산"}, {}, {"city": "서울", "n": 2}]
    picked = parse('city="서울"').filter(iter(records))
    assert picked == [records[0], records[3]]
    assert picked[0] is records[0]
    assert parse("").filter(records) == records
    assert parse("city=1").filter([]) == []


def test_records_are_picked_by_the_same_reading() -> None:
    def read(text: str) -> Key:
        return ("number", 2) if text == "두" else read_value(text)

    records = [{"n": "두"}, {"n": "2"}, {"n": "3"}]
    assert parse("n=2").filter(records, read) == records[:2]
    assert parse("n=2").filter(records) == records[1:2]
    assert parse("n=2").filter(records, read) == records[:2]


@pytest.mark.slow
@given(TREES, st.lists(st.dictionaries(NAMES, VALUES, max_size=3), max_size=4))
def test_picking_is_matching(tree: Condition, records: list[dict[str, str]]) -> None:
    for name in tree.slots:
        records = [*records, {name: "1"}, {name: "가", "a": ""}]
    assert tree.filter(records) == [record for record in records if tree.matches(record)]


@pytest.mark.slow
@given(TREES, TREES, st.dictionaries(NAMES, VALUES, max_size=3))
def test_and_is_both_and_or_is_either(
    one: Condition, other: Condition, record: dict[str, str]
) -> None:
    first, second = one.matches(record), other.matches(record)
    assert (one & other).matches(record) is (first and second)
    assert (one | other).matches(record) is (first or second)
    assert set((one & other).slots) == {*one.slots, *other.slots}


# A value


def test_a_condition_is_a_value() -> None:
    assert parse('a="1" or b="2"') == parse(' a = "1" OR b = "2" ')
    assert parse("a=1 and b=2") != parse("a=1 or b=2")
    assert parse("a is filled") != parse("a is unwanted")
    assert hash(parse("a=1")) == hash(Comparison("a", "=", "1"))
    assert len({parse("a=1"), parse('a = "1"'), Comparison("a", "=", "1")}) == 1


@pytest.mark.parametrize(
    "text", ["a=1", "a is filled", "a is unwanted", "a=1 and b=2", "a=1 or b=2"]
)
def test_a_condition_does_not_change(text: str) -> None:
    condition = parse(text)
    for name in ("name", "parts", "value", "operator", "expected", "other"):
        with pytest.raises(AttributeError):
            setattr(condition, name, "b")
        with pytest.raises(AttributeError):
            delattr(condition, name)
    assert str(condition) == str(parse(f" {text}"))


@pytest.mark.slow
@given(TREES)
def test_a_condition_can_be_copied_and_sent(tree: Condition) -> None:
    before = hash(tree)
    tree.matches({})  # and whatever that leaves behind
    for same in (pickle.loads(pickle.dumps(tree)), copy.copy(tree), copy.deepcopy(tree)):
        assert same == tree
        assert hash(same) == before
        assert str(same) == str(tree)
        assert same.matches({"a": "1"}) is tree.matches({"a": "1"})


def test_pythons_own_and_is_refused_as_it_would_drop_a_condition() -> None:
    one, other = parse("a=1"), parse("b=2")
    with pytest.raises(TypeError, match="join conditions by & and"):
        _ = one and other


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Comparison("a b", "=", "1"), '"a b" is no name of a slot'),
        (lambda: Comparison("", "=", "1"), '"" is no name of a slot'),
        (lambda: Comparison("a", "==", "1"), '"==" is no operator; there are = ~= > >= < <='),
        (lambda: Filled("1a"), '"1a" is no name of a slot'),
        (lambda: Unwanted("~a"), '"~a" is no name of a slot'),
    ],
)
def test_what_no_text_says_is_refused(make: Callable[[], Condition], problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        make()


# Folding


class Rebuilding:
    """The algebra of conditions themselves; notes the leaves as they come."""

    def __init__(self) -> None:
        self.leaves: list[Condition] = []

    def comparison(self, name: str, operator: str, value: str) -> Condition:
        return self._leaf(Comparison(name, operator, value))

    def filled(self, name: str, expected: bool) -> Condition:
        return self._leaf(Filled(name, expected))

    def unwanted(self, name: str, expected: bool) -> Condition:
        return self._leaf(Unwanted(name, expected))

    def all_of(self, parts: Sequence[Condition]) -> Condition:
        return all_of(parts)

    def any_of(self, parts: Sequence[Condition]) -> Condition:
        return any_of(parts)

    def _leaf(self, leaf: Condition) -> Condition:
        self.leaves.append(leaf)
        return leaf


@pytest.mark.slow
@given(TREES)
@example(ALWAYS)
def test_a_fold_gives_each_node_to_the_algebra_in_order_of_appearance(tree: Condition) -> None:
    rebuilding = Rebuilding()
    assert tree.fold(rebuilding) == tree
    assert rebuilding.leaves == list(tree.leaves())


# Conditions that grow


def test_a_condition_that_grows_is_what_its_text_is_parsed_to() -> None:
    for join, word in ((operator.or_, " or "), (operator.and_, " and ")):
        parts = [Comparison("a", "=", str(number)) for number in range(300)]
        grown = functools.reduce(join, parts)
        parsed = parse(word.join(map(str, parts)))
        assert grown == parsed
        assert parsed == grown
        assert hash(grown) == hash(parsed)
        assert str(grown) == str(parsed)
        assert repr(grown) == repr(parsed)
        assert grown.matches({"a": "7"}) == parsed.matches({"a": "7"})
        assert pickle.loads(pickle.dumps(grown)) == parsed


def test_what_grows_from_one_condition_does_not_grow_together() -> None:
    a, b, c, d, e = (Comparison("a", "=", letter) for letter in "abcde")
    stem = a | b | c
    one, other = stem | d, stem | e
    further = one | e
    assert [str(condition).replace("a=", "") for condition in (stem, one, other, further)] == [
        '"a" or "b" or "c"',
        '"a" or "b" or "c" or "d"',
        '"a" or "b" or "c" or "e"',
        '"a" or "b" or "c" or "d" or "e"',
    ]


def test_growing_looks_at_each_part_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    depth_in = tree._depth_in

    def count(kind: type[Group], part: Condition) -> int:
        nonlocal looked_at
        looked_at += 1
        return depth_in(kind, part)

    monkeypatch.setattr(tree, "_depth_in", count)
    grown: Condition = Comparison("a", "=", "x")
    for number in range(1_000):
        grown |= Comparison("a", "=", str(number))
    assert len(list(grown.leaves())) == 1_001
    assert looked_at <= 2_010


def test_what_grows_too_deep_is_refused() -> None:
    def grow(condition: Condition) -> Condition:
        return (Comparison("b", "=", "1") & condition) | Comparison("a", "=", "x")

    deep = functools.reduce(lambda found, _: grow(found), range(tree.DEEPEST), ALWAYS | ALWAYS)
    with pytest.raises(ValueError, match="nest at most"):
        grow(grow(deep))
