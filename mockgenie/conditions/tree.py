"""The syntax tree of a condition: immutable, writes itself, tells what it matches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conditions.values import Reading, compare, read_value

Values: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""Names to values: a record has one value a slot, a dialog may have several."""


class Condition(Struct, frozen=True):
    """What every condition can do. `str(condition)` is the canonical text."""

    def matches(self, values: Values, read: Reading = read_value) -> bool:
        """Whether `values` satisfy the condition; a missing name satisfies no comparison."""
        raise NotImplementedError

    def names(self) -> Iterator[str]:
        """The names that it speaks of, in order of appearance, with repetitions."""
        raise NotImplementedError

    def comparisons(self) -> Iterator[Comparison]:
        """The comparisons in it, in order of appearance."""
        return iter(())


class Comparison(Condition, frozen=True):
    """`name operator "value"`; where a name has several values, one that fits is enough,
    and `~=` holds where none of them is equal."""

    name: str
    operator: str
    value: str

    def __str__(self) -> str:
        value = self.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.name}{self.operator}"{value}"'

    def matches(self, values: Values, read: Reading = read_value) -> bool:
        found = values.get(self.name)
        if not found:
            return False
        if isinstance(found, str):
            if self.operator == "=":  # as most are; compare says the same, but slower
                return found == self.value or read(found) == read(self.value)
            return compare(found, self.operator, self.value, read)
        enough = all if self.operator == "~=" else any
        return enough(compare(one, self.operator, self.value, read) for one in found)

    def names(self) -> Iterator[str]:
        yield self.name

    def comparisons(self) -> Iterator[Comparison]:
        yield self


class Filled(Condition, frozen=True):
    """`name is filled` or `name is not filled`: whether the dialog knows a value."""

    name: str
    expected: bool = True

    def __str__(self) -> str:
        return f"{self.name} is {'' if self.expected else 'not '}filled"

    def matches(self, values: Values, read: Reading = read_value) -> bool:
        return bool(values.get(self.name)) == self.expected

    def names(self) -> Iterator[str]:
        yield self.name


class Unwanted(Condition, frozen=True):
    """`name is unwanted` or `name is not unwanted`: whether the user ruled out a value of it."""

    name: str
    expected: bool = True

    def __str__(self) -> str:
        return f"{self.name} is {'' if self.expected else 'not '}unwanted"

    def matches(self, values: Values, read: Reading = read_value) -> bool:
        return bool(values.get(unwanted_name(self.name))) == self.expected

    def names(self) -> Iterator[str]:
        yield self.name


def unwanted_name(name: str) -> str:
    """Under what name the values of a slot that were ruled out stand among `Values`."""
    return f"~{name}"


class Group(Condition, frozen=True):
    """Several conditions in one."""

    parts: tuple[Condition, ...]

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()

    def comparisons(self) -> Iterator[Comparison]:
        for part in self.parts:
            yield from part.comparisons()


class And(Group, frozen=True):
    """All parts hold; without parts, always."""

    def __str__(self) -> str:
        return " and ".join(f"({p})" if isinstance(p, Or) else str(p) for p in self.parts)

    def matches(self, values: Values, read: Reading = read_value) -> bool:
        for part in self.parts:  # noqa: SIM110 (done many times a turn, and twice as fast)
            if not part.matches(values, read):
                return False
        return True


class Or(Group, frozen=True):
    """At least one part holds."""

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))

    def matches(self, values: Values, read: Reading = read_value) -> bool:
        for part in self.parts:  # noqa: SIM110
            if part.matches(values, read):
                return True
        return False


ALWAYS = And(())
"""The condition that everything satisfies; its text is empty."""


def one_of(name: str, values: tuple[str, ...]) -> Condition:
    """`name` has one of `values`: a comparison, or an or-group of several."""
    comparisons = tuple(Comparison(name, "=", value) for value in values)
    return comparisons[0] if len(comparisons) == 1 else Or(comparisons)


def all_of(parts: tuple[Condition, ...]) -> Condition:
    """All of `parts`; a single one stands for itself."""
    return parts[0] if len(parts) == 1 else And(parts)
