"""The columns of a database, or fields of documents, that hold the slots of a condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, cast, get_args

from msgspec import Struct

ColumnType: TypeAlias = Literal["", "text", "number", "date", "time"]
COLUMN_TYPES: tuple[ColumnType, ...] = get_args(ColumnType)


class Column(Struct, frozen=True):
    """A column, or a field of documents.

    `type`: what all values in it are, so that they compare as that and an index can be used:
    texts, numbers, days (in SQLite texts such as 2021-03-02), times of day (in SQLite texts such
    as 14:30 or 14:30:05). Without it, each value is compared by what it looks like, as
    `Condition.matches` does. `table`: the table or alias before its name, "" for none.
    """

    name: str
    type: ColumnType = ""
    table: str = ""


ColumnOrName: TypeAlias = Column | str | tuple[str, str]
"""A column; or its name alone; or its name and its type."""


def column_of(slot: str, columns: Mapping[str, ColumnOrName]) -> Column:
    """The column of a slot. Raises ValueError where there is none, or none of a known type."""
    found = columns.get(slot)
    if found is None:
        known = ", ".join(columns) or "nothing"
        raise ValueError(f"no column is given for the slot {slot}; columns has {known}")
    if isinstance(found, str):
        return Column(found)
    if isinstance(found, tuple):
        if len(found) != 2:
            raise ValueError(f"a column is written (name, type), not {found!r}")
        found = Column(found[0], cast(ColumnType, found[1]))
    if found.type not in COLUMN_TYPES:
        types = ", ".join(filter(None, COLUMN_TYPES))
        raise ValueError(f'the type of a column is one of {types}, not "{found.type}"')
    return found


def of_a_dialog(name: str, expected: bool, place: str) -> ValueError:
    """The error for `is unwanted`, which no `place` of a database can answer."""
    negation = "" if expected else "not "
    return ValueError(f"{name} is {negation}unwanted speaks of a dialog: no {place} can tell")
