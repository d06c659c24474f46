"""The JSON Schema of domain files, by which an editor completes, explains and checks them."""

from __future__ import annotations

from typing import Any

import msgspec

from mockgenie.domain.fields import DomainFields, Next, Say
from mockgenie.source import (
    DIALECT,
    Schema,
    Word,
    Words,
    Written,
    put_together,
    put_together_definitions,
)

_SHAPES = {"Word": Word, "Words": Words, "Say": Say, "Next": Next}
"""What stands in many places, by the name that its definition gets."""
_ENDING = "Fields"


def domain_schema() -> Schema:
    """The schema of a domain file, as JSON."""
    (_, *shapes), written = msgspec.json.schema_components((DomainFields, *_SHAPES.values()))
    together = [_renamed(put_together(schema)) for schema in shapes]
    defined = dict(zip(_SHAPES, together, strict=True))
    definitions = {
        _name(name): _renamed(schema) for name, schema in put_together_definitions(written).items()
    }
    for fields in Written.__subclasses__():
        if fields.one_of and (schema := definitions.get(_name(fields.__name__))):
            schema["anyOf"] = [{"required": [field]} for field in fields.one_of]
    shared = sorted(defined.items(), key=lambda one: -len(str(one[1])))
    definitions = {name: _shared(schema, shared) for name, schema in definitions.items()}
    for name, schema in shared:
        smaller = [(other, shape) for other, shape in shared if other != name]
        definitions[name] = _shared(schema, smaller)
    domain = definitions.pop("Domain")
    return {
        "$schema": DIALECT,
        "type": "object",
        **domain,
        "title": "mockgenie domain",
        "$defs": dict(sorted(definitions.items())),
    }


def _name(written: str) -> str:
    """The name of a definition: that of the struct, without its ending."""
    name = written.removesuffix(_ENDING)
    return f"{name}Entry" if name in _SHAPES else name


def _renamed(schema: Any) -> Any:
    """A schema with the names of definitions as they are here."""
    if isinstance(schema, list):
        return [_renamed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    renamed = {key: _renamed(value) for key, value in schema.items()}
    if "$ref" in renamed:
        renamed["$ref"] = f"#/$defs/{_name(renamed['$ref'].rpartition('/')[2])}"
    return renamed


def _shared(schema: Any, shapes: list[tuple[str, Schema]]) -> Any:
    """A schema with references in place of the shapes that are defined once."""
    if isinstance(schema, list):
        return [_shared(one, shapes) for one in schema]
    if not isinstance(schema, dict):
        return schema
    for name, shape in shapes:
        rest = {key: value for key, value in schema.items() if key not in shape}
        same = all(schema.get(key) == value for key, value in shape.items())
        if same and rest.keys() <= {"description"}:
            return {**rest, "$ref": f"#/$defs/{name}"}
    return {key: _shared(value, shapes) for key, value in schema.items()}
