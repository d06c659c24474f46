"""Conditions as SQL: what all databases have in common. Values are bound, never written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any, ClassVar

from msgspec import Struct

from mockgenie.conditions.columns import ColumnOrName, column_of, of_a_dialog
from mockgenie.conditions.values import Reading

_OPERATORS = {"~=": "<>"}
_LONGEST_CHAIN = 100
"""Parts joined side by side: to SQLite each nests one deeper, and 1,000 nest too deep."""


class Expression(Struct, frozen=True):
    """A condition in SQL; an OR needs parentheses within an AND."""

    text: str
    is_or: bool = False


class Translation(ABC):
    """The algebra that writes one condition for a database, and gathers its parameters in the order
    in which they are written.

    The `column` of the abstract methods is a column's name in SQL, its `kind` the type that is
    stated of it, "" for none; operators are those of SQL.
    """

    placeholders: ClassVar[tuple[str, ...]]
    """How a parameter may be marked, the usual way first; `$1` stands for numbered ones."""

    quote: ClassVar[str]
    """What stands around names."""

    def __init__(
        self, columns: Mapping[str, ColumnOrName], placeholder: str, read: Reading
    ) -> None:
        self._columns = columns
        self._placeholder = placeholder
        self._read = read
        self._parameters: list[object] = []
        self._by_kind: Mapping[str, Callable[[str, str, str, Any], str]] = {
            "number": self._numbers,
            "date": self._days,
            "time": self._times,
        }

    @property
    def parameters(self) -> tuple[object, ...]:
        """What to bind."""
        return tuple(self._parameters)

    def comparison(self, name: str, operator: str, value: str) -> Expression:
        column, kind = self._column(name)
        operator = _OPERATORS.get(operator, operator)
        found, place = self._read(value)
        compare = self._by_kind.get(found)
        if compare is None or kind not in ("", found):
            return Expression(self._texts(column, kind, operator, value))
        if kind or found == "date":  # days stand in the order of their texts
            return Expression(compare(column, kind, operator, place))
        # What a value looks like decides, row by row.
        return Expression(
            f"CASE WHEN {self._looks(column, found)} THEN {compare(column, kind, operator, place)}"
            f" ELSE {self._texts(column, kind, operator, value)} END"
        )

    def filled(self, name: str, expected: bool) -> Expression:
        return Expression(self._filled(*self._column(name), expected))

    def unwanted(self, name: str, expected: bool) -> Expression:
        raise of_a_dialog(name, expected, "column")

    def all_of(self, parts: Sequence[Expression]) -> Expression:
        texts = [f"({part.text})" if part.is_or else part.text for part in parts]
        return Expression(_joined(texts, " AND ") or "1 = 1")

    def any_of(self, parts: Sequence[Expression]) -> Expression:
        return Expression(_joined([part.text for part in parts], " OR "), is_or=True)

    @abstractmethod
    def _filled(self, column: str, kind: str, expected: bool) -> str:
        """Whether there is a value, which an empty text is not."""

    @abstractmethod
    def _looks(self, column: str, kind: str) -> str:
        """Whether a value without a stated type looks like a `number` or a `time`."""

    @abstractmethod
    def _texts(self, column: str, kind: str, operator: str, value: str) -> str:
        """How the text of the column compares."""

    @abstractmethod
    def _numbers(self, column: str, kind: str, operator: str, number: float) -> str:
        """How the number in the column compares."""

    @abstractmethod
    def _times(self, column: str, kind: str, operator: str, moment: time) -> str:
        """How the time of day in the column compares."""

    @abstractmethod
    def _days(self, column: str, kind: str, operator: str, day: date) -> str:
        """How the day in the column compares."""

    def _column(self, slot: str) -> tuple[str, str]:
        """The column of a slot as SQL, and its type."""
        column = column_of(slot, self._columns)
        name = self._identifier(column.name)
        return f"{self._identifier(column.table)}.{name}" if column.table else name, column.type

    def _identifier(self, name: str) -> str:
        if not name or "\0" in name:
            raise ValueError("a column has a name, without NUL characters")
        name = name.replace(self.quote, self.quote * 2)
        if self._placeholder == "%s":
            name = name.replace("%", "%%")
        return f"{self.quote}{name}{self.quote}"

    def _bind(self, value: object) -> str:
        self._parameters.append(value)
        return f"${len(self._parameters)}" if self._placeholder == "$1" else self._placeholder


def _joined(texts: list[str], word: str) -> str:
    while len(texts) > _LONGEST_CHAIN:
        starts = range(0, len(texts), _LONGEST_CHAIN)
        texts = [f"({word.join(texts[at : at + _LONGEST_CHAIN])})" for at in starts]
    return word.join(texts)
