"""Values that do not fit a type: what is wrong with them, where, and what would be right."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Struct, inspect

from mockgenie.source.diagnostics import did_you_mean
from mockgenie.source.excerpt import short

_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_NO_CHOICE = re.compile(r"Invalid enum value '(.*)'", re.DOTALL)
_AT = re.compile(r" - at (?:`key` in )?`\$([^`]*)`$")
_STEP = re.compile(r"\.[^.\[]+|\[[^\]]*\]")
_NAMES = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
"""The types of msgspec's messages in the words of JSON."""


class TypeMismatch(Struct, frozen=True):
    """What is wrong with a value, and where in it: "" for all of it, else `.delay.uniform[1]`."""

    problem: str
    path: str


def mismatch(error: msgspec.ValidationError, type_: Any) -> TypeMismatch:
    """What `msgspec.convert` to `type_` has complained of, in the words of JSON."""
    problem, path = _taken_apart(error)
    there = _types_at(inspect.type_info(type_), path)
    if found := _UNKNOWN.fullmatch(problem):
        known = [field for kind in there for field in _fields(kind)]
        meant = did_you_mean(found[1], known) if known else "; there are none here"
        return TypeMismatch(
            f'unknown field "{short(found[1])}"{meant}', f"{path}.{short(found[1])}"
        )
    if found := _NO_CHOICE.fullmatch(problem):
        choices = [choice for kind in there for choice in _choices(kind)]
        problem = f'"{short(found[1])}" cannot be here{did_you_mean(found[1], choices)}'
    return TypeMismatch(problem, path)


def _taken_apart(error: msgspec.ValidationError) -> tuple[str, str]:
    """What msgspec says is wrong, and where: "" for the whole, else `.delay.uniform[1]`."""
    message = str(error)
    found = _AT.search(message)
    if found is None:
        path = ""
    else:
        message, path = message[: found.start()], found[1]
    if _UNKNOWN.fullmatch(message) or _NO_CHOICE.fullmatch(message):
        return message, path
    message = re.sub(r"`([^`]*)`", lambda word: _in_words(word[1]), message)
    return message[:1].lower() + message[1:], path


def _in_words(types: str) -> str:
    return " or ".join(_NAMES.get(name, f'"{name}"') for name in types.split(" | "))


def _types_at(type_: inspect.Type, path: str) -> list[inspect.Type]:
    """What may stand at `path`."""
    kinds = _alternatives(type_)
    for step in _STEP.findall(path):
        kinds = [found for kind in kinds for inner in _inside(kind, step) for found in inner]
    return kinds


def _inside(kind: inspect.Type, step: str) -> list[list[inspect.Type]]:
    """What may stand at one step further: `.field`, or `[…]` for an item or a value."""
    if isinstance(kind, inspect.StructType):
        fields = (field for field in kind.fields if step == f".{field.encode_name}")
        return [_alternatives(field.type) for field in fields]
    if isinstance(kind, inspect.DictType):
        return [_alternatives(kind.value_type)]
    if isinstance(kind, (inspect.ListType, inspect.VarTupleType)):
        return [_alternatives(kind.item_type)]
    return []


def _alternatives(type_: inspect.Type) -> list[inspect.Type]:
    if isinstance(type_, inspect.Metadata):
        return _alternatives(type_.type)
    if isinstance(type_, inspect.UnionType):
        return [found for one in type_.types for found in _alternatives(one)]
    return [type_]


def _fields(kind: inspect.Type) -> list[str]:
    if not isinstance(kind, inspect.StructType):
        return []
    return [field.encode_name for field in kind.fields]


def _choices(kind: inspect.Type) -> list[str]:
    return [str(value) for value in kind.values] if isinstance(kind, inspect.LiteralType) else []
