"""Conditions of every shape, for laws that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from mockgenie.conditions import OPERATORS, Comparison, Condition, Filled, Unwanted, all_of, any_of

NAMES = st.from_regex(r"[^\W\d]\w{0,8}(\.[^\W\d]\w{0,8}){0,2}", fullmatch=True) | st.sampled_from(
    ("Weather.city", "날씨.도시", "and", "or", "Is", "not.filled", "ıs", "ſ", "ª", "𝒳.𠀀")
)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ('"', "\\", '\\"', "\\\\", '" or a="', "\0", "\r\n", "a and (b)", "12", "-0.5", "서울", "")
)
LEAVES = (
    st.builds(Comparison, NAMES, st.sampled_from(OPERATORS), VALUES)
    | st.builds(Filled, NAMES, st.booleans())
    | st.builds(Unwanted, NAMES, st.booleans())
)


def groups_of(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """One or more conditions as one, in both ways."""
    parts = st.lists(inner, min_size=1, max_size=4)
    return parts.map(all_of) | parts.map(any_of)


TREES = st.recursive(LEAVES, groups_of, max_leaves=12)
