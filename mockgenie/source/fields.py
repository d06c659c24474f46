"""What the fields of files that people write have in common."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Word: TypeAlias = str | int | float | bool
"""A text may look like a number or a truth value; it is taken as it is written."""
Words: TypeAlias = Word | list[Word]


class Written(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of a domain file."""


def field_names(fields: type[Written]) -> tuple[str, ...]:
    """The names of the fields that a mapping may have, in their order."""
    return fields.__struct_fields__
