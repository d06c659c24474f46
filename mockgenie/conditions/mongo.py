"""Conditions as filters of MongoDB."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeAlias

from mockgenie.conditions.columns import Column, ColumnOrName, column_of
from mockgenie.conditions.tree import And, Comparison, Condition, Filled, Group
from mockgenie.conditions.values import Reading

Filter: TypeAlias = dict[str, Any]

_OPERATORS = {">": "$gt", ">=": "$gte", "<": "$lt", "<=": "$lte"}
_NOTHING = [None, ""]


def to_mongo(condition: Condition, columns: Mapping[str, ColumnOrName], read: Reading) -> Filter:
    """What `Condition.to_mongo` gives."""
    if isinstance(condition, Group):
        parts = [to_mongo(part, columns, read) for part in condition.parts]
        if not parts:
            return {}
        return {"$and" if isinstance(condition, And) else "$or": parts}
    if isinstance(condition, Comparison):
        column = _field(condition.name, columns)
        return _comparison(condition, column, read)
    if isinstance(condition, Filled):
        field = _field(condition.name, columns).name
        if condition.expected:
            return {field: {"$nin": _NOTHING, "$ne": []}}
        return {"$or": [{field: {"$in": _NOTHING}}, {field: {"$size": 0}}]}
    raise ValueError(f"{condition} speaks of a dialog: no document can tell")


def _field(slot: str, columns: Mapping[str, ColumnOrName]) -> Column:
    column = column_of(slot, columns) if slot in columns else Column(slot)
    if not column.name or column.name.startswith("$") or "\0" in column.name:
        raise ValueError(f"a field has a name, without $ before it or a NUL in it: {column.name!r}")
    return column


def _comparison(comparison: Comparison, column: Column, read: Reading) -> Filter:
    operator = comparison.operator
    equal, first, last = _values(comparison.value, column, read)
    test: Filter
    if operator == "=":
        test = {"$eq": equal[0]} if len(equal) == 1 else {"$in": equal}
        if not comparison.value:
            test = {"$in": []}  # "" is no value
    elif operator == "~=":
        test = {"$nin": [*equal, *_NOTHING], "$ne": []}
    else:
        test = {_OPERATORS[operator]: first if operator in ("<", ">=") else last, "$ne": ""}
    return {column.name: test}


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
