"""The JSON Schema of domain files, by which an editor completes, explains and checks them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from mockgenie.domain.fields import DomainFields, Next, Say
from mockgenie.source import DIALECT, Word, Words, Written

Schema: TypeAlias = dict[str, Any]

_SHAPES = {"Word": Word, "Words": Words, "Say": Say, "Next": Next}
"""What stands in many places, by the name that its definition gets."""
_ENDING = "Fields"


def domain_schema() -> Schema:
    """The schema of a domain file, as JSON."""
    (_, *shapes), written = msgspec.json.schema_components((DomainFields, *_SHAPES.values()))
    defined = dict(zip(_SHAPES, map(_plain, shapes), strict=True))
    definitions = {_name(name): _plain(schema) for name, schema in written.items()}
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
        **domain,
        "title": "mockgenie domain",
        "$defs": dict(sorted(definitions.items())),
    }


def _name(written: str) -> str:
    """The name of a definition: that of the struct, without its ending."""
    name = written.removesuffix(_ENDING)
    return f"{name}Entry" if name in _SHAPES else name


def _plain(schema: Any) -> Any:
    """A schema with the names of definitions as they are here, and types that go together."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items() if key != "title"}
    if not plain.get("required", True):
        del plain["required"]
    if "$ref" in plain:
        name = plain["$ref"].rpartition("/")[2]
        plain["$ref"] = f"#/$defs/{_name(name)}"
    if "anyOf" in plain:
        choices = list(_together(plain.pop("anyOf")))
        plain |= choices[0] if len(choices) == 1 else {"anyOf": choices}
    return plain


def _together(choices: list[Schema]) -> Iterator[Schema]:
    """Alternatives of which those that are just types are one."""
    types = [one["type"] for one in choices if one.keys() == {"type"}]
    if types:
        # Every integer is a number.
        kept = [one for one in types if one != "integer" or "number" not in types]
        yield {"type": kept[0] if len(kept) == 1 else kept}
    yield from (one for one in choices if one.keys() != {"type"})


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
