"""Conditions as SQL of PostgreSQL, whose columns hold values of their type.

Every parameter that is not beside a text is cast: drivers that prepare statements, asyncpg for
example, would otherwise insist on the very type of the column, and refuse 12.5 beside an integer.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from mockgenie.conditions.sql import Translation

_LOOKS = {
    "number": r"({0} ~ '^-?[0-9]+(\.[0-9]+)?$')",
    "time": "({0} ~ '^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$')",
}
_WITHOUT_NUL = {"<": "<=", "<=": "<=", ">": ">", ">=": ">"}
_LARGEST = 2**63


class PostgreSQL(Translation):
    """Only columns of texts may hold empty ones."""

    placeholders = ("%s", "$1")
    quote = '"'

    def _filled(self, column: str, kind: str, expected: bool) -> str:
        if kind in ("", "text"):
            column = f"NULLIF({column if kind else _text(column)}, '')"
        return f"{column} IS {'NOT ' if expected else ''}NULL"

    def _looks(self, column: str, kind: str) -> str:
        return _LOOKS[kind].format(_text(column))

    def _texts(self, column: str, kind: str, operator: str, value: str) -> str:
        if operator == "=" and (not value or "\0" in value):
            return "1 = 0"
        text = column if kind == "text" else _text(column)
        filled = f"{text} <> ''" if kind in ("", "text") else f"{column} IS NOT NULL"
        if "\0" in value:
            # No text there has this character: none is equal, and it comes after what is before.
            if operator == "<>":
                return filled
            operator, value = _WITHOUT_NUL[operator], value.partition("\0")[0]
        # Texts are in the order of their characters' numbers, whatever the database's language.
        collation = "" if operator in ("=", "<>") else ' COLLATE "C"'
        test = f"{text} {operator} {self._bind(value)}{collation}"
        needed = operator in ("<", "<=", "<>") or not value
        return f"{test} AND {filled}" if needed and kind in ("", "text") else test

    def _numbers(self, column: str, kind: str, operator: str, number: float) -> str:
        left = column if kind else f"CAST({_text(column)} AS numeric)"
        if isinstance(number, int) and -_LARGEST <= number < _LARGEST:
            return f"{left} {operator} CAST({self._bind(number)} AS bigint)"
        exact = Decimal(number) if isinstance(number, int) else Decimal(repr(number))
        return f"{left} {operator} CAST({self._bind(exact)} AS numeric)"

    def _days(self, column: str, kind: str, operator: str, day: date) -> str:
        if not kind:
            return self._texts(column, kind, operator, day.isoformat())
        return f"{column} {operator} CAST({self._bind(day)} AS date)"

    def _times(self, column: str, kind: str, operator: str, moment: time) -> str:
        left = column if kind else f"CAST({_text(column)} AS time)"
        return f"{left} {operator} CAST({self._bind(moment)} AS time)"


def _text(column: str) -> str:
    return f"CAST({column} AS text)"
