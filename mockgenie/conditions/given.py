"""What is left of a condition where one of the values it asks for is known."""

from __future__ import annotations

from mockgenie.conditions.tree import (
    ALWAYS,
    And,
    Comparison,
    Condition,
    Filled,
    Group,
    all_of,
    any_of,
)


def given(condition: Condition, name: str, value: str) -> Condition | None:
    """The condition where `name` has `value`, "" for none: ALWAYS where nothing else is asked for,
    None where it can't hold.

    >>> from mockgenie.conditions import parse
    >>> str(given(parse('act = "ask" and (count = 1 or act = "tell")'), "act", "ask"))
    'count="1"'
    """
    if isinstance(condition, Comparison | Filled) and condition.name == name:
        return ALWAYS if condition.matches({name: value}) else None
    if not isinstance(condition, Group):
        return condition
    parts = [given(part, name, value) for part in condition.parts]
    left = [part for part in parts if part is not None]
    whole: Condition | None
    if isinstance(condition, And):
        more = [part for part in left if part is not ALWAYS]
        whole = None if len(left) < len(parts) else all_of(more) if more else ALWAYS
    elif any(part is ALWAYS for part in left):
        whole = ALWAYS
    else:
        whole = any_of(left) if left else None
    return condition if whole == condition else whole
