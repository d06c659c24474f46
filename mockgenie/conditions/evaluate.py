"""Conditions as Python functions: what decides whether values satisfy one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mockgenie.conditions.tree import (
    And,
    Comparison,
    Condition,
    Filled,
    Group,
    Or,
    Test,
    Unwanted,
    Values,
    unwanted_name,
)
from mockgenie.conditions.values import TESTS, Key, Reading, value_text

_Holds: TypeAlias = Callable[[object], bool]
"""Whether a comparison holds for one value."""


def predicate(condition: Condition, read: Reading) -> Test:
    """The function that tells whether values satisfy `condition`, `read` giving what they compare
    by. What can be known before there are values is known after this."""
    if isinstance(condition, Comparison):
        return _comparison(condition, read)
    if isinstance(condition, Filled):
        return _filled(condition.name, condition.expected)
    if isinstance(condition, Unwanted):
        return _filled(unwanted_name(condition.name), condition.expected)
    assert isinstance(condition, Group)
    if isinstance(condition, Or) and (test := _membership(condition, read)):
        return test
    tests = [predicate(part, read) for part in condition.parts]
    return _all(tests) if isinstance(condition, And) else _any(tests)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 2:
        first, second = tests
        return lambda values: first(values) and second(values)

    def test(values: Values) -> bool:
        for one in tests:  # noqa: SIM110 (done for every record, and twice as fast)
            if not one(values):
                return False
        return True

    return test


def _any(tests: list[Test]) -> Test:
    if len(tests) == 2:
        first, second = tests
        return lambda values: first(values) or second(values)

    def test(values: Values) -> bool:
        for one in tests:  # noqa: SIM110
            if one(values):
                return True
        return False

    return test


def _filled(name: str, expected: bool) -> Test:
    def test(values: Values) -> bool:
        return _of_values(values.get(name), lambda value: True, False) is expected

    return test


_NOTHING: tuple[object, ...] = (None, "", (), [])


def _comparison(comparison: Comparison, read: Reading) -> Test:
    name, operator, wanted = comparison.name, comparison.operator, comparison.value
    kind, place = read(wanted)
    if kind == "text" and operator in ("=", "~="):
        # A text equals nothing but itself, so what it compares by need not be known.
        return _equal(name, wanted, operator == "=")
    compare = TESTS[operator]
    differs = operator == "~="

    def holds(value: object) -> bool:
        found = _key(value, read)
        if found[0] == kind:
            return compare(found[1], place)
        return compare(value_text(value), wanted)

    def test(values: Values) -> bool:
        value = values.get(name)
        if value.__class__ is str and value:
            found = read(value)
            return compare(found[1], place) if found[0] == kind else compare(value, wanted)
        return _of_values(value, holds, differs)

    return test


def _equal(name: str, wanted: str, expected: bool) -> Test:
    def holds(value: object) -> bool:
        return (value_text(value) == wanted) is expected

    def test(values: Values) -> bool:
        value = values.get(name)
        if value.__class__ is str and value:
            return (value == wanted) is expected
        return _of_values(value, holds, not expected)

    return test


def _membership(condition: Or, read: Reading) -> Test | None:
    """One of several texts, found at once; None where the condition asks for anything else."""
    name = ""
    wanted: set[str] = set()
    for part in condition.parts:
        if not isinstance(part, Comparison) or part.operator != "=":
            return None
        if part.name != (name or part.name) or read(part.value)[0] != "text":
            return None
        name = part.name
        wanted.add(part.value)
    wanted.discard("")

    def test(values: Values) -> bool:
        value = values.get(name)
        if value.__class__ is str:
            return value in wanted
        return _of_values(value, lambda one: value_text(one) in wanted, False)

    return test


def _of_values(value: object, holds: _Holds, by_all: bool) -> bool:
    """Whether a comparison holds for what a name has: nothing, one value or several."""
    if isinstance(value, (tuple, list)):
        some = [one for one in value if one not in _NOTHING]
        return bool(some) and (all if by_all else any)(map(holds, some))
    return value not in _NOTHING and holds(value)


def _key(value: object, read: Reading) -> Key:
    if isinstance(value, str):
        return read(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number", value
    return read(value_text(value))
