"""Conditions as filters of MongoDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, TypeAlias

from mockgenie.conditions.columns import Column, ColumnOrName, column_of, of_a_dialog
from mockgenie.conditions.values import Reading

Filter: TypeAlias = dict[str, Any]

_OPERATORS = {">": "$gt", ">=": "$gte", "<": "$lt", "<=": "$lte"}
_NOTHING = [None, ""]


class MongoFilters:
    """The algebra that makes filters."""

    def __init__(self, columns: Mapping[str, ColumnOrName], read: Reading) -> None:
        self._columns = columns
        self._read = read

    def comparison(self, name: str, operator: str, value: str) -> Filter:
        column = self._field(name)
        equal, first, last = _values(value, column, self._read)
        test: Filter
        if operator == "=":
            test = {"$eq": equal[0]} if len(equal) == 1 else {"$in": equal}
            if not value:
                test = {"$in": []}  # "" is no value
        elif operator == "~=":
            test = {"$nin": [*equal, *_NOTHING], "$ne": []}
        else:
            test = {_OPERATORS[operator]: first if operator in ("<", ">=") else last, "$ne": ""}
        return {column.name: test}

    def filled(self, name: str, expected: bool) -> Filter:
        field = self._field(name).name
        if expected:
            return {field: {"$nin": _NOTHING, "$ne": []}}
        return {"$or": [{field: {"$in": _NOTHING}}, {field: {"$size": 0}}]}

    def unwanted(self, name: str, expected: bool) -> Filter:
        raise of_a_dialog(name, expected, "document")

    def all_of(self, parts: Sequence[Filter]) -> Filter:
        return {"$and": list(parts)} if parts else {}

    def any_of(self, parts: Sequence[Filter]) -> Filter:
        return {"$or": list(parts)}

    def _field(self, slot: str) -> Column:
        column = column_of(slot, self._columns) if slot in self._columns else Column(slot)
        if not column.name or column.name.startswith("$") or "\0" in column.name:
            raise ValueError(
                f"a field has a name, without $ before it or a NUL in it: {column.name!r}"
            )
        return column


def _values(value: str, column: Column, read: Reading) -> tuple[list[object], object, object]:
    """The values that are equal to `value` in documents, and the first and last of them by
    order: MongoDB has no days and no times of day, so these are texts, 14:30 and 14:30:00."""
    kind, place = read(value)
    if kind == "number" and column.type in ("", "number"):
        return ([place] if column.type else [place, value]), place, place
    if isinstance(place, date) and column.type in ("", "date"):
        day = place.isoformat()
        return [day], day, day
    if isinstance(place, time) and column.type in ("", "time"):
        short = place.isoformat("seconds" if place.second else "minutes")
        long = place.isoformat("seconds")
        return list(dict.fromkeys((short, long))), short, long
    return [value], value, value
