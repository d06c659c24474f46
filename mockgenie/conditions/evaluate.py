"""Conditions as Python functions: whether values satisfy a condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conditions.values import TESTS, Key, Reading, Values, unwanted_name, value_text

Test: TypeAlias = Callable[[Values], bool]

_Holds: TypeAlias = Callable[[object], bool]
"""Whether a comparison holds for one value."""


class Evaluated(Struct, frozen=True):
    """A condition as a function. Where it asks whether `name` is one of some texts, these are
    `texts`, so that an or-group of such conditions needs only one look-up."""

    test: Test
    name: str = ""
    texts: frozenset[str] = frozenset()


class Evaluation:
    """The algebra that makes functions; `read` gives what values compare by. What can be worked
    out before there are values is worked out here, once."""

    def __init__(self, read: Reading) -> None:
        self._read = read

    def comparison(self, name: str, operator: str, value: str) -> Evaluated:
        kind, place = self._read(value)
        if kind != "text" or operator not in ("=", "~="):
            return Evaluated(_compares(name, operator, value, (kind, place), self._read))
        # A text equals nothing but itself, so the key of what it is compared with is not needed.
        if operator == "=":
            return Evaluated(_equals(name, value, True), name, frozenset((value,)))
        return Evaluated(_equals(name, value, False))

    def filled(self, name: str, expected: bool) -> Evaluated:
        def test(values: Values) -> bool:
            return _of_values(values.get(name), lambda value: True, False) is expected

        return Evaluated(test)

    def unwanted(self, name: str, expected: bool) -> Evaluated:
        return self.filled(unwanted_name(name), expected)

    def all_of(self, parts: Sequence[Evaluated]) -> Evaluated:
        return Evaluated(_all([part.test for part in parts]))

    def any_of(self, parts: Sequence[Evaluated]) -> Evaluated:
        name = parts[0].name
        if name and all(part.name == name for part in parts):
            texts = frozenset[str]().union(*(part.texts for part in parts))
            return Evaluated(_is_one_of(name, texts), name, texts)
        return Evaluated(_any([part.test for part in parts]))


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


_NOTHING: tuple[object, ...] = (None, "", (), [])


def _compares(name: str, operator: str, wanted: str, key: Key, read: Reading) -> Test:
    kind, place = key
    compare = TESTS[operator]
    equals, differs = operator == "=", operator == "~="

    def holds(value: object) -> bool:
        found = _key(value, read)
        if found[0] == kind:
            return compare(found[1], place)
        return compare(value_text(value), wanted)

    def test(values: Values) -> bool:
        value = values.get(name)
        if value.__class__ is str and value:
            found = read(value)
            if equals:
                return found == key  # of different kinds, texts differ
            return compare(found[1], place) if found[0] == kind else compare(value, wanted)
        return _of_values(value, holds, differs)

    return test


def _equals(name: str, wanted: str, expected: bool) -> Test:
    def holds(value: object) -> bool:
        return (value_text(value) == wanted) is expected

    def test(values: Values) -> bool:
        value = values.get(name)
        if value.__class__ is str and value:
            return (value == wanted) is expected
        return _of_values(value, holds, not expected)

    return test


def _is_one_of(name: str, texts: frozenset[str]) -> Test:
    wanted = texts - {""}

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
