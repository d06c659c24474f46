"""Values that fit columns of each type, and conditions that ask for any kind in any column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from mockgenie.conditions import (
    OPERATORS,
    Comparison,
    Condition,
    Filled,
    all_of,
    any_of,
    read_value,
)

UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
TEXTS = st.sampled_from(
    (
        *("서울", "부산", "seoul", "Seoul", "서울 ", "가", "가나", "한", "한", "𠀀", "😀"),
        *("12도", "+5", "1e1", "1,000", "5,", ".5", "--5", "５", "5 ", " 5", "9:5", "24:00", "-"),
        *("2026-02-30", "2026-3-2", "'", '"', "`", "\\", "%", "_", "' OR 1=1 --", "a\nb", "null"),
    )
)
"""What reads as a text and nothing else."""
WHOLE = st.integers(-12, 12) | st.sampled_from((0, 5, 9, 10, 100, -(2**31), 2**53 + 1, 10**15))
FRACTIONS = st.integers(-40, 40).map(lambda number: number / 4 + 0.125) | st.just(0.1)
DIGITS = st.sampled_from(
    ("0", "-0", "5", "05", "5.0", "5.00", "-5", "10", "9", "2.5", "-2.50", "0.1")
)
DAYS = st.sampled_from(("2026-03-02", "2026-03-01", "2026-12-01", "2027-01-01", "0999-01-01"))
TIMES = st.sampled_from(
    ("9:05", "09:05", "09:05:00", "9:05:01", "14:30", "14:30:00", "0:00", "00:00", "23:59:59")
)
WANTED = (
    TEXTS
    | UNICODE
    | DIGITS
    | DAYS
    | TIMES
    | WHOLE.map(str)
    | FRACTIONS.map(str)
    | st.sampled_from(("", "\0", "5\0", "99999999999999999999", "-1e5", "4.999"))
)
"""What a condition may compare with: any kind, whatever the column is."""


def text_only(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Those that read as a text and nothing else."""
    return values.filter(lambda value: read_value(value)[0] == "text")


def conditions_on(names: Iterable[str]) -> st.SearchStrategy[Condition]:
    """Conditions of every shape that speak of these slots."""
    slots = st.sampled_from(tuple(names))
    comparisons = st.builds(Comparison, slots, st.sampled_from(OPERATORS), WANTED)
    leaves = st.one_of(
        *(comparisons,) * 5,
        st.builds(Filled, slots, st.booleans()),
        st.tuples(slots, st.lists(TEXTS, min_size=2, max_size=4)).map(
            lambda pair: any_of(Comparison(pair[0], "=", value) for value in pair[1])
        ),
    )
    groups = st.lists(leaves, min_size=1, max_size=3)
    return st.one_of(leaves, leaves, groups.map(all_of), groups.map(any_of), _mixed(groups))


def _mixed(groups: st.SearchStrategy[list[Condition]]) -> st.SearchStrategy[Condition]:
    return st.lists(groups.map(any_of), min_size=2, max_size=2).map(all_of) | st.lists(
        groups.map(all_of), min_size=2, max_size=2
    ).map(any_of)


def rows_of(
    columns: Mapping[str, st.SearchStrategy[object]], count: int
) -> st.SearchStrategy[list[tuple[object, ...]]]:
    """So many rows of values, in the order of the columns."""
    return st.lists(st.tuples(*columns.values()), min_size=count, max_size=count)
