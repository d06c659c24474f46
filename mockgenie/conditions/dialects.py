"""The databases whose SQL there is. Another one is a Translation of its own, and a row here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from mockgenie.conditions.columns import ColumnOrName
from mockgenie.conditions.postgresql import PostgreSQL
from mockgenie.conditions.sql import Translation
from mockgenie.conditions.sqlite import SQLite
from mockgenie.conditions.values import Reading

Dialect: TypeAlias = Literal["sqlite", "postgresql"]

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
