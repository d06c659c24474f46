"""JSON Schemas of files that people write, so that an editor complains about what is wrong.

A schema that is made from types says of a value that may be null or a mapping: any of these. Of a
mapping with a wrong field, editors then say that it isn't null. Here it is one schema with several
types instead: what it says of mappings counts for mappings alone.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]


def put_together(schema: Any) -> Any:
    """A schema with alternatives of different types put together, and without titles. A reference
    to a definition has its type beside it (see `put_together_definitions`)."""
    if isinstance(schema, list):
        return [put_together(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        key: put_together(value)
        for key, value in schema.items()
        if key != "title" or not isinstance(value, str)
    }
    if not plain.get("required", True):
        del plain["required"]
    if "$ref" in plain:
        plain = {"type": "object", **plain}
    if "anyOf" in plain:
        plain |= _one(plain.pop("anyOf"))
    return plain


def put_together_definitions(definitions: dict[str, Schema]) -> dict[str, Schema]:
    """Definitions of mappings, without their type: it stands where they are referred to."""
    found = {name: put_together(schema) for name, schema in definitions.items()}
    for schema in found.values():
        del schema["type"]
    return found


def _one(choices: list[Schema]) -> Schema:
    """Alternatives as one schema, or as they are where two of them would say different things of
    one value."""
    types: list[str] = []
    together: Schema = {}
    for one in choices:
        type_, rest = one.get("type"), {key: one[key] for key in one if key != "type"}
        if type_ is None or rest.keys() & {"enum", "const", *together}:
            return {"anyOf": choices}
        types += type_ if isinstance(type_, list) else [type_]
        together |= rest
    # Every integer is a number.
    kept = [one for one in dict.fromkeys(types) if one != "integer" or "number" not in types]
    return {"type": kept[0] if len(kept) == 1 else kept, **together}
