"""The databases whose SQL there is. Another one is a Translation of its own, and a row here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Literal, TypeAlias

from mockgenie.conditions.columns import ColumnOrName
from mockgenie.conditions.sql import Translation
from mockgenie.conditions.values import Reading

_SQLITE_LOOKS = {
    # Of {0}, the text of the column {1}: an optional sign, digits, an optional point with digits
    # behind it. For GLOB a text ends at its first NUL.
    "number": "(typeof({1}) IN ('integer', 'real') OR {0} GLOB '[-0-9]*' AND {0} GLOB '*[0-9]'"
    " AND {0} NOT GLOB '*[^-0-9.]*' AND {0} NOT GLOB '?*-*' AND {0} NOT GLOB '*.*.*'"
    " AND {0} NOT GLOB '-.*' AND instr({0}, char(0)) = 0)",
    "time": "(("
    + " OR ".join(
        f"{{0}} GLOB '{hour}:[0-5][0-9]{second}'"
        for hour in ("[0-9]", "[01][0-9]", "2[0-3]")
        for second in ("", ":[0-5][0-9]")
    )
    + ") AND instr({0}, char(0)) = 0)",
}
_LIKE_A_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*")
"""What SQLite takes for a number beside a column that is declared as one, or as a DATE: +5, 1e5"""

_POSTGRESQL_LOOKS = {
    "number": r"({0} ~ '^-?[0-9]+(\.[0-9]+)?$')",
    "time": "({0} ~ '^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$')",
}
_WITHOUT_NUL = {"<": "<=", "<=": "<=", ">": ">", ">=": ">"}
_LARGEST = 2**63

Dialect: TypeAlias = Literal["sqlite", "postgresql"]


class SQLite(Translation):
    """Columns hold values of any type: days and times of day are texts, and any column may hold
    empty ones."""

    placeholders = ("?",)

    # SQLite takes a name in double quotes that it does not know for a text, so that a misspelt
    # column would be compared silently; a name in backticks never.
    quote = "`"

    def _filled(self, column: str, kind: str, expected: bool) -> str:
        return f"NULLIF({column}, '') IS {'NOT ' if expected else ''}NULL"

    def _looks(self, column: str, kind: str) -> str:
        return _SQLITE_LOOKS[kind].format(_sqlite_text(column), column)

    def _texts(self, column: str, kind: str, operator: str, value: str) -> str:
        if operator == "=" and not value:
            return "1 = 0"
        # Where it makes no difference, the bare column: an index counts for that.
        is_text = kind in ("date", "time") or (not kind and operator == "=")
        is_text = is_text and not _LIKE_A_NUMBER.fullmatch(value)
        text = column if is_text or kind == "text" else _sqlite_text(column)
        if text != column and operator not in ("=", "<>"):
            # 5.0 is written 5, as everywhere else.
            text = (
                f"CASE typeof({column}) WHEN 'real' THEN printf('%.15g', {column}) ELSE {text} END"
            )
        test = f"{text} {operator} {self._bind(value)}"
        return test + _no_empty(column, operator in ("<", "<=", "<>") or not value)

    def _numbers(self, column: str, kind: str, operator: str, number: float) -> str:
        is_whole = isinstance(number, int) and -_LARGEST <= number < _LARGEST
        value = self._bind(number if is_whole else float(number))
        # The cast gives the parameter the affinity of a number, which SQLite then gives to the
        # column too: so texts such as 10 compare as numbers, indexes still count.
        test = f"{column} {operator} CAST({value} AS NUMERIC)"
        # A text is more than any number.
        return test + _no_empty(column, bool(kind) and operator in (">", ">=", "<>"))

    def _days(self, column: str, kind: str, operator: str, day: date) -> str:
        return self._texts(column, kind, operator, day.isoformat())

    def _times(self, column: str, kind: str, operator: str, moment: time) -> str:
        # 9:05 as 09:05; and 14:30 and 14:30:00 are the same time, of which the shorter text comes
        # first.
        left = f"(CASE WHEN {column} LIKE '_:%' THEN '0' || {column} ELSE {column} END)"
        short = moment.isoformat("seconds" if moment.second else "minutes")
        long = moment.isoformat("seconds")
        if operator in ("=", "<>"):
            word = "IN" if operator == "=" else "NOT IN"
            test = f"{left} {word} ({self._bind(short)}, {self._bind(long)})"
        else:
            test = f"{left} {operator} {self._bind(short if operator in ('<', '>=') else long)}"
        return test + _no_empty(column, bool(kind) and operator in ("<", "<=", "<>"))


def _sqlite_text(column: str) -> str:
    return f"CAST({column} AS TEXT)"


def _no_empty(column: str, needed: bool) -> str:
    """Leaves out the empty texts, where the comparison before would hold for them."""
    return f" AND {column} <> ''" if needed else ""


class PostgreSQL(Translation):
    """Columns hold values of their type; only those of texts may hold empty ones.

    Every parameter that is not beside a text is cast: drivers that prepare statements, asyncpg for
    example, would otherwise insist on the very type of the column, and refuse 12.5 beside an
    integer.
    """

    placeholders = ("%s", "$1")
    quote = '"'

    def _filled(self, column: str, kind: str, expected: bool) -> str:
        if kind in ("", "text"):
            column = f"NULLIF({column if kind else _postgresql_text(column)}, '')"
        return f"{column} IS {'NOT ' if expected else ''}NULL"

    def _looks(self, column: str, kind: str) -> str:
        return _POSTGRESQL_LOOKS[kind].format(_postgresql_text(column))

    def _texts(self, column: str, kind: str, operator: str, value: str) -> str:
        if operator == "=" and (not value or "\0" in value):
            return "1 = 0"
        text = column if kind == "text" else _postgresql_text(column)
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
        left = column if kind else f"CAST({_postgresql_text(column)} AS numeric)"
        if isinstance(number, int) and -_LARGEST <= number < _LARGEST:
            return f"{left} {operator} CAST({self._bind(number)} AS bigint)"
        exact = Decimal(number) if isinstance(number, int) else Decimal(repr(number))
        return f"{left} {operator} CAST({self._bind(exact)} AS numeric)"

    def _days(self, column: str, kind: str, operator: str, day: date) -> str:
        if not kind:
            return self._texts(column, kind, operator, day.isoformat())
        return f"{column} {operator} CAST({self._bind(day)} AS date)"

    def _times(self, column: str, kind: str, operator: str, moment: time) -> str:
        left = column if kind else f"CAST({_postgresql_text(column)} AS time)"
        return f"{left} {operator} CAST({self._bind(moment)} AS time)"


def _postgresql_text(column: str) -> str:
    return f"CAST({column} AS text)"


_TRANSLATIONS: Mapping[Dialect, type[Translation]] = {
    "sqlite": SQLite,
    "postgresql": PostgreSQL,
}


def translation(
    columns: Mapping[str, ColumnOrName], dialect: Dialect, placeholder: str, read: Reading
) -> Translation:
    """What writes a condition for `dialect`. Raises ValueError for a dialect or a placeholder that
    there is not; "" is the usual placeholder."""
    if dialect not in _TRANSLATIONS:
        raise ValueError(f'the dialect is one of {", ".join(_TRANSLATIONS)}, not "{dialect}"')
    chosen = _TRANSLATIONS[dialect]
    if placeholder and placeholder not in chosen.placeholders:
        known = " or ".join(chosen.placeholders)
        raise ValueError(f'for {dialect} a placeholder is {known}, not "{placeholder}"')
    return chosen(columns, placeholder or chosen.placeholders[0], read)
