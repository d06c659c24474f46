"""What the fields of files that people write have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeAlias

from msgspec import NODEFAULT, Struct

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Word: TypeAlias = str | int | float | bool
"""A text may look like a number or a truth value; it is taken as it is written."""
Words: TypeAlias = Word | list[Word]


class Written(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping in a file, declared field by field; a field without a default has to be there."""

    one_of: ClassVar[tuple[str, ...]] = ()
    """Fields of which there has to be at least one."""

    @classmethod
    def needed(cls) -> Iterator[tuple[str, ...]]:
        """What has to be there: one field of each of these."""
        names, defaults = cls.__struct_encode_fields__, cls.__struct_defaults__
        required = len(names) - len(defaults)
        yield from ((name,) for name in names[:required])
        for name, default in zip(names[required:], defaults, strict=True):
            if default is NODEFAULT:
                yield (name,)
        if cls.one_of:
            yield cls.one_of


def field_names(declared: type[Written]) -> tuple[str, ...]:
    """The names of the fields that a mapping may have, in their order, as they are written."""
    return declared.__struct_encode_fields__
