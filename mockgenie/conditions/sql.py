"""Conditions as SQL, for the databases that there are."""

from __future__ import annotations

from collections.abc import Mapping

from mockgenie.conditions.columns import ColumnOrName, Dialect
from mockgenie.conditions.postgresql import PostgreSQL
from mockgenie.conditions.sqlite import SQLite
from mockgenie.conditions.translation import Translation
from mockgenie.conditions.tree import Condition
from mockgenie.conditions.values import Reading

_DIALECTS: Mapping[Dialect, tuple[type[Translation], tuple[str, ...]]] = {
    "sqlite": (SQLite, ("?",)),
    "postgresql": (PostgreSQL, ("%s", "$1")),
}
"""What writes it, and the placeholders that there are, the usual one first."""


def to_sql(
    condition: Condition,
    columns: Mapping[str, ColumnOrName],
    dialect: Dialect,
    placeholder: str,
    read: Reading,
) -> tuple[str, tuple[object, ...]]:
    """What `Condition.to_sql` gives."""
    if dialect not in _DIALECTS:
        raise ValueError(f'the dialect is one of {", ".join(_DIALECTS)}, not "{dialect}"')
    translation, placeholders = _DIALECTS[dialect]
    if placeholder and placeholder not in placeholders:
        known = " or ".join(placeholders)
        raise ValueError(f'for {dialect} a placeholder is {known}, not "{placeholder}"')
    return translation(columns, placeholder or placeholders[0], read).of(condition)
