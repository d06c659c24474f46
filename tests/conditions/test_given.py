"""What is left of a condition where a value is known."""

from __future__ import annotations

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from mockgenie.conditions import ALWAYS, Condition, given, parse
from tests.conditions.trees import TREES, VALUES


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ('act = "a"', ""),
        ('act = "b"', None),
        ('act ~= "b"', ""),
        ('act = "a" or act = "b"', ""),
        ('act = "b" or count = 1', 'count="1"'),
        ('act = "a" and count = 1', 'count="1"'),
        ('act = "b" and count = 1', None),
        (
            'count = 1 and (act = "b" or turn = 2 or turn = 3)',
            'count="1" and (turn="2" or turn="3")',
        ),
        ("act is filled and turn = 2", 'turn="2"'),
        ("act is unwanted", "act is unwanted"),
        ("count = 1", 'count="1"'),
    ],
)
def test_what_is_known_is_left_out(condition: str, left: str | None) -> None:
    found = given(parse(condition), "act", "a")
    assert (None if found is None else str(found)) == left


def test_where_nothing_else_is_asked_for_it_is_always() -> None:
    assert given(parse('act = "a" and act ~= "b"'), "act", "a") is ALWAYS
    assert given(ALWAYS, "act", "a") is ALWAYS


def test_what_says_nothing_of_it_stays_itself() -> None:
    condition = parse("count = 1 and turn = 2 and (turn = 3 or count = 4)")
    assert given(condition, "act", "a") is condition


def test_a_name_without_a_value_satisfies_no_comparison() -> None:
    assert given(parse('act ~= "b"'), "act", "") is None
    assert given(parse("act is not filled"), "act", "") is ALWAYS


@pytest.mark.slow
@over(TREES, VALUES, st.data())
def test_it_holds_for_the_same_values(
    condition: Condition, value: str, data: st.DataObject
) -> None:
    names = st.sampled_from(condition.slots)
    name = data.draw(names)
    values = {**data.draw(st.dictionaries(names, VALUES)), name: value}
    found = given(condition, name, value)
    assert (found is not None and found.matches(values)) == condition.matches(values)
