"""Conditions as SQL of SQLite, whose columns hold values of any type."""

from __future__ import annotations

import re
from datetime import date, time

from mockgenie.conditions.sql import Translation

_LOOKS = {
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
_LARGEST = 2**63


class SQLite(Translation):
    """Days and times of day are texts; any column may hold empty ones."""

    placeholders = ("?",)

    # SQLite takes a name in double quotes that it does not know for a text, so that a misspelt
    # column would be compared silently; a name in backticks never.
    quote = "`"

    def _filled(self, column: str, kind: str, expected: bool) -> str:
        return f"NULLIF({column}, '') IS {'NOT ' if expected else ''}NULL"

    def _looks(self, column: str, kind: str) -> str:
        return _LOOKS[kind].format(_text(column), column)

    def _texts(self, column: str, kind: str, operator: str, value: str) -> str:
        if operator == "=" and not value:
            return "1 = 0"
        # Where it makes no difference, the bare column: an index counts for that.
        is_text = kind in ("date", "time") or (not kind and operator == "=")
        is_text = is_text and not _LIKE_A_NUMBER.fullmatch(value)
        text = column if is_text or kind == "text" else _text(column)
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


def _text(column: str) -> str:
    return f"CAST({column} AS TEXT)"


def _no_empty(column: str, needed: bool) -> str:
    """Leaves out the empty texts, where the comparison before would hold for them."""
    return f" AND {column} <> ''" if needed else ""
