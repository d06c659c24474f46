"""Conditions as SQL: what all databases have in common. Values are bound, never written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from mockgenie.conditions.columns import ColumnOrName, column_of
from mockgenie.conditions.tree import And, Comparison, Condition, Filled, Group, Or
from mockgenie.conditions.values import Reading

_OPERATORS = {"~=": "<>"}
_MOST = 100
"""Parts that stand side by side: for SQLite each is one deeper, and 1,000 are too deep."""


class Translation(ABC):
    """Writes one condition; gathers its parameters in the order in which they are written.

    The `column` of the methods below is a column's name in SQL, its `kind` the type that is stated
    of it, "" for none; operators are those of SQL.
    """

    _quote: str
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

    def of(self, condition: Condition) -> tuple[str, tuple[object, ...]]:
        """The condition as SQL, and its parameters."""
        text = self._write(condition)
        return text, tuple(self._parameters)

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

    def _write(self, condition: Condition) -> str:
        if isinstance(condition, Group):
            word = " AND " if isinstance(condition, And) else " OR "
            parts = [
                f"({self._write(part)})" if isinstance(part, Or) else self._write(part)
                for part in condition.parts
            ]
            while len(parts) > _MOST:
                chunks = [parts[at : at + _MOST] for at in range(0, len(parts), _MOST)]
                parts = [f"({word.join(chunk)})" for chunk in chunks]
            return word.join(parts) or "1 = 1"
        if isinstance(condition, Comparison):
            return self._compare(condition)
        if isinstance(condition, Filled):
            return self._filled(*self._column(condition.name), condition.expected)
        raise ValueError(f"{condition} speaks of a dialog: no column can tell")

    def _compare(self, comparison: Comparison) -> str:
        column, kind = self._column(comparison.name)
        operator = _OPERATORS.get(comparison.operator, comparison.operator)
        found, place = self._read(comparison.value)
        compare = self._by_kind.get(found)
        if compare is None or kind not in ("", found):
            return self._texts(column, kind, operator, comparison.value)
        if kind or found == "date":  # days stand in the order of their texts
            return compare(column, kind, operator, place)
        # What a value looks like decides, row by row.
        return (
            f"CASE WHEN {self._looks(column, found)} THEN {compare(column, kind, operator, place)}"
            f" ELSE {self._texts(column, kind, operator, comparison.value)} END"
        )

    def _column(self, slot: str) -> tuple[str, str]:
        """The column of a slot as SQL, and its type."""
        column = column_of(slot, self._columns)
        name = self._identifier(column.name)
        return f"{self._identifier(column.table)}.{name}" if column.table else name, column.type

    def _identifier(self, name: str) -> str:
        if not name or "\0" in name:
            raise ValueError("a column has a name, without NUL characters")
        name = name.replace(self._quote, self._quote * 2)
        if self._placeholder == "%s":
            name = name.replace("%", "%%")
        return f"{self._quote}{name}{self._quote}"

    def _bind(self, value: object) -> str:
        self._parameters.append(value)
        return f"${len(self._parameters)}" if self._placeholder == "$1" else self._placeholder
