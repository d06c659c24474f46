"""Conditions written in Python.

>>> from mockgenie.conditions import slot
>>> str((slot("Weather.city") == "서울") & (slot("Weather.low") < 0))
'Weather.city="서울" and Weather.low<"0"'
"""

from __future__ import annotations

from collections.abc import Iterable

from mockgenie.conditions.tree import NAME, Comparison, Condition, Filled, Unwanted, all_of, any_of
from mockgenie.conditions.values import value_text

_NO_VALUES = (bytes, list, tuple, set, frozenset, dict, Condition)
"""What is easily written where a value is wanted, and can be written as a text."""


def slot(name: str) -> SlotName:
    """A slot, to be compared with values. Raises ValueError for what is no name."""
    if not NAME.fullmatch(name):
        raise ValueError(f'"{name}" is no name of a slot, such as Weather.city')
    return SlotName(name)


class SlotName:
    """A slot by its name. Comparing it gives a Condition, so it is neither equal to anything nor
    a key of anything itself. Values may be texts, numbers, days and times."""

    __slots__ = ("name",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"slot({self.name!r})"

    def __eq__(self, value: object) -> Condition:  # type: ignore[override]
        return self._compare("=", value)

    def __ne__(self, value: object) -> Condition:  # type: ignore[override]
        return self._compare("~=", value)

    def __gt__(self, value: object) -> Condition:
        return self._compare(">", value)

    def __ge__(self, value: object) -> Condition:
        return self._compare(">=", value)

    def __lt__(self, value: object) -> Condition:
        return self._compare("<", value)

    def __le__(self, value: object) -> Condition:
        return self._compare("<=", value)

    def is_in(self, values: Iterable[object]) -> Condition:
        """It is one of `values`. Raises ValueError where there are none: no text says that."""
        return any_of(self._each("=", values))

    def is_not_in(self, values: Iterable[object]) -> Condition:
        """It is none of `values`. Raises ValueError where there are none."""
        return all_of(self._each("~=", values))

    def is_filled(self) -> Condition:
        """It has a value."""
        return Filled(self.name)

    def is_not_filled(self) -> Condition:
        """It has no value."""
        return Filled(self.name, False)

    def is_unwanted(self) -> Condition:
        """The user of a dialog has ruled out a value of it."""
        return Unwanted(self.name)

    def is_not_unwanted(self) -> Condition:
        """The user of a dialog has ruled out no value of it."""
        return Unwanted(self.name, False)

    def _each(self, operator: str, values: Iterable[object]) -> list[Condition]:
        if isinstance(values, str):
            raise TypeError(f"a list of values is wanted, not the text {values!r}")
        comparisons: list[Condition] = [self._compare(operator, value) for value in values]
        if not comparisons:
            raise ValueError(f"{self.name} is compared with no value at all")
        return comparisons

    def _compare(self, operator: str, value: object) -> Comparison:
        if value is None:
            raise TypeError(f"{self.name} is compared with None; is_not_filled() says it has none")
        if isinstance(value, (*_NO_VALUES, SlotName)):
            kind = type(value).__name__
            raise TypeError(
                f"{self.name} is compared with a {kind}, and no text, number, day or time;"
                " is_in() takes several of them"
            )
        return Comparison(self.name, operator, value_text(value))
