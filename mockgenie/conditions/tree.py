"""The syntax tree of a condition: immutable, writes itself, and folds itself over an algebra.

A tree is always the one that its text is parsed to: groups have two parts or more, none of which is
a group of the same kind, and parentheses nest at most DEEPEST deep. `all_of`, `any_of`, `&` and `|`
see to that; any other tree is refused.

What a condition means is not said here. Evaluation, SQL and MongoDB each are an `Algebra`, which
says what becomes of every kind of node; `Condition.fold` walks the tree for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from msgspec import Struct

from mockgenie.conditions.evaluate import Evaluation, Test
from mockgenie.conditions.values import OPERATORS, Reading, Values, read_value

if TYPE_CHECKING:
    from mockgenie.conditions.columns import ColumnOrName
    from mockgenie.conditions.dialects import Dialect

NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
"""The name of a slot or term."""

DEEPEST = 100
"""How deep parentheses nest in a condition, whether it is parsed or built."""

T = TypeVar("T")
R = TypeVar("R", bound=Values)


class Algebra(Protocol[T]):
    """What becomes of each kind of node; of a group, once its parts have become a T each."""

    def comparison(self, name: str, operator: str, value: str) -> T: ...

    def filled(self, name: str, expected: bool) -> T: ...

    def unwanted(self, name: str, expected: bool) -> T: ...

    def all_of(self, parts: Sequence[T]) -> T: ...

    def any_of(self, parts: Sequence[T]) -> T: ...


class Condition(Struct, frozen=True, dict=True):
    """What every condition can do. `str(condition)` is the canonical text."""

    _kept: ClassVar[tuple[Reading | None, Test]] = (None, bool)

    def fold(self, algebra: Algebra[T]) -> T:
        """What the condition becomes in `algebra`; leaves are visited in order of appearance."""
        raise NotImplementedError

    def matches(self, values: Values, read: Reading = read_value) -> bool:
        """Whether `values` satisfy the condition; a missing name satisfies no comparison."""
        return self.test(read)(values)

    def filter(self, records: Iterable[R], read: Reading = read_value) -> list[R]:
        """Those of `records` that satisfy the condition, in their order."""
        test = self.test(read)
        return [record for record in records if test(record)]

    def test(self, read: Reading = read_value) -> Test:
        """The condition as a Python function of values: what `matches` and `filter` call.

        The function for the last `read` is kept.
        """
        kept_for, test = self._kept
        if kept_for is not read:
            test = self.fold(Evaluation(read)).test
            self.__dict__["_kept"] = (read, test)
        return test

    @property
    def slots(self) -> tuple[str, ...]:
        """The names in it, each once, in order of appearance."""
        return tuple(dict.fromkeys(leaf.name for leaf in self.leaves()))

    def leaves(self) -> Iterator[Leaf]:
        """The conditions on a single name in it, in order of appearance."""
        raise NotImplementedError

    def comparisons(self) -> Iterator[Comparison]:
        """The comparisons in it, in order of appearance."""
        return (leaf for leaf in self.leaves() if isinstance(leaf, Comparison))

    def __and__(self, other: Condition) -> Condition:
        """Both hold. Raises ValueError where that nests too deep."""
        if isinstance(self, And) and self.parts and isinstance(other, Leaf | Or):
            return And(_joined(And, self.parts, other))
        return all_of((self, other)) if isinstance(other, Condition) else NotImplemented

    def __or__(self, other: Condition) -> Condition:
        """At least one of both holds. Raises ValueError where that nests too deep."""
        if isinstance(self, Or) and isinstance(other, Leaf):
            return Or(_joined(Or, self.parts, other))
        return any_of((self, other)) if isinstance(other, Condition) else NotImplemented

    def __bool__(self) -> bool:
        """Raises TypeError: `a and b` would be b alone."""
        raise TypeError(
            "a condition is neither true nor false: join conditions by & and |, and ask"
            " matches(record)"
        )

    def to_sql(
        self,
        columns: Mapping[str, ColumnOrName],
        dialect: Dialect = "sqlite",
        placeholder: str = "",
        read: Reading = read_value,
    ) -> tuple[str, tuple[object, ...]]:
        """The condition as SQL for a WHERE clause, and the parameters to bind.

        `columns` gives the column of each slot: its name, its name and type, or a Column, which may
        also state the table. `placeholder` is `?` for SQLite; for PostgreSQL `%s`, or `$1` to have
        them numbered. No value gets into the SQL text. Raises ValueError for a slot without a
        column and for `is unwanted`, which says nothing of records.
        """
        from mockgenie.conditions.dialects import translation  # late: a server never needs it

        writer = translation(columns, dialect, placeholder, read)
        return self.fold(writer).text, writer.parameters

    def to_mongo(
        self, columns: Mapping[str, ColumnOrName] | None = None, read: Reading = read_value
    ) -> dict[str, Any]:
        """The condition as a filter of MongoDB.

        `columns` gives the field of each slot, and may state its type; a slot that is not in it
        is a field of its own name. Raises ValueError for `is unwanted`.
        """
        from mockgenie.conditions.mongo import MongoFilters  # late: a server never needs it

        return self.fold(MongoFilters(columns or {}, read))


class Leaf(Condition, frozen=True, dict=True):
    """A condition on one name. Raises ValueError for what is no name."""

    name: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f'"{self.name}" is no name of a slot, such as Weather.city')

    def leaves(self) -> Iterator[Leaf]:
        yield self


class Comparison(Leaf, frozen=True, dict=True):
    """`name operator "value"`; where a name has several values, one that fits is enough,
    and `~=` holds where none of them is equal."""

    operator: str
    value: str

    def __post_init__(self) -> None:
        Leaf.__post_init__(self)
        if self.operator not in OPERATORS:
            known = " ".join(OPERATORS)
            raise ValueError(f'"{self.operator}" is no operator; there are {known}')

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.comparison(self.name, self.operator, self.value)

    def __str__(self) -> str:
        value = self.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.name}{self.operator}"{value}"'


class Filled(Leaf, frozen=True, dict=True):
    """`name is filled` or `name is not filled`: whether there is a value."""

    expected: bool = True

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.filled(self.name, self.expected)

    def __str__(self) -> str:
        return f"{self.name} is {'' if self.expected else 'not '}filled"


class Unwanted(Leaf, frozen=True, dict=True):
    """`name is unwanted` or `name is not unwanted`: whether the user ruled out a value of it."""

    expected: bool = True

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.unwanted(self.name, self.expected)

    def __str__(self) -> str:
        return f"{self.name} is {'' if self.expected else 'not '}unwanted"


_TOO_DEEP = f"conditions nest at most {DEEPEST} deep"


class _Joined(Sequence["Condition"]):
    """Parts of a group that was joined part by part. What is joined to it later shares its memory,
    and is not looked through again: the parts can only be as they have to.

    It equals the tuple of its parts. `depth`: of the group.
    """

    __slots__ = ("_shared", "_size", "depth")

    def __init__(self, shared: list[Condition], size: int, depth: int) -> None:
        self._shared = shared
        self._size = size
        self.depth = depth

    def with_part(self, one: Condition, depth: int) -> _Joined:
        """These and another one."""
        shared, size = self._shared, self._size
        if len(shared) == size:
            shared.append(one)
        if len(shared) <= size or shared[size] is not one:  # another one has grown from here
            shared = [*shared[:size], one]
        return _Joined(shared, size + 1, max(self.depth, depth))

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]

    def __iter__(self) -> Iterator[Condition]:
        return islice(self._shared, self._size)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, _Joined) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


def _joined(kind: type[Group], parts: Sequence[Condition], one: Condition) -> Any:
    """The parts of a group of a kind and another one, which is none of that kind."""
    if not isinstance(parts, _Joined):
        depth = max((_depth_in(kind, part) for part in parts), default=0)
        parts = _Joined([*parts], len(parts), depth)
    return parts.with_part(one, _depth_in(kind, one))


def _depth_in(kind: type[Group], part: Condition) -> int:
    """How deep parentheses nest in the text of a part of a group."""
    if not isinstance(part, Group):
        return 0
    return part.depth + (kind is And and isinstance(part, Or))


class Group(Condition, frozen=True, dict=True):
    """Several conditions in one; make it with `all_of` or `any_of`."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if isinstance(self.parts, _Joined):  # as `&` and `|` join them
            self.__dict__["depth_found"] = self.parts.depth
            if self.parts.depth > DEEPEST:
                raise ValueError(_TOO_DEEP)
            return
        if len(self.parts) < 2 and (self.parts or isinstance(self, Or)):
            raise ValueError("a group has two parts or more; all_of and any_of take any number")
        if any(part.__class__ is self.__class__ or part == ALWAYS for part in self.parts):
            raise ValueError("a group has no part of its own kind; all_of and any_of take any")
        if self.depth > DEEPEST:
            raise ValueError(_TOO_DEEP)

    @property
    def depth(self) -> int:
        """How deep parentheses nest in its text."""
        depth: int | None = self.__dict__.get("depth_found")
        if depth is None:
            inner = (_depth_in(type(self), part) for part in self.parts)
            depth = self.__dict__["depth_found"] = max(inner, default=0)
        return depth

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()


class And(Group, frozen=True, dict=True):
    """All parts hold; without parts, always."""

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.all_of([part.fold(algebra) for part in self.parts])

    def __str__(self) -> str:
        return " and ".join(f"({p})" if isinstance(p, Or) else str(p) for p in self.parts)


class Or(Group, frozen=True, dict=True):
    """At least one part holds."""

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.any_of([part.fold(algebra) for part in self.parts])

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))


ALWAYS: Condition = And(())
"""The condition that everything satisfies; its text is empty."""


def all_of(parts: Iterable[Condition]) -> Condition:
    """All of `parts`; a single one stands for itself, none at all is ALWAYS.

    Raises ValueError where that nests too deep."""
    flat: list[Condition] = []
    for part in parts:
        if isinstance(part, And):
            flat += part.parts
        else:
            flat.append(part)
    return And(tuple(flat)) if len(flat) != 1 else flat[0]


def any_of(parts: Iterable[Condition]) -> Condition:
    """At least one of `parts`, which are one or more; a single one stands for itself.

    Raises ValueError where there is none, or where that nests too deep."""
    flat: list[Condition] = []
    for part in parts:
        if part == ALWAYS:
            return ALWAYS
        if isinstance(part, Or):
            flat += part.parts
        else:
            flat.append(part)
    return Or(tuple(flat)) if len(flat) != 1 else flat[0]


def one_of(name: str, values: Iterable[str]) -> Condition:
    """`name` has one of `values`: a comparison, or an or-group of several."""
    return any_of(Comparison(name, "=", value) for value in values)
