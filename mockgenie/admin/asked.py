"""What a request asks for: its parameters and its body, or what is wrong with them and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct, inspect

from mockgenie.admin.problem import Refused
from mockgenie.domains import did_you_mean

T = TypeVar("T", bound=Struct)

_MOST_PARAMETERS = 100
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_NO_CHOICE = re.compile(r"Invalid enum value '(.*)'", re.DOTALL)
_AT = re.compile(r" - at `\$([^`]*)`$")
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


_MOST_EXACT = 2**53


def _number(text: str) -> float:
    """A number with a point or an exponent, which may be a whole one nevertheless."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < _MOST_EXACT else number


_DECODER = msgspec.json.Decoder(float_hook=_number)


def read_parameters(type_: type[T], in_path: Mapping[str, str], query: str) -> T:
    """The parameters of a request. Raises Refused, 400."""
    known = type_.__struct_encode_fields__
    try:
        pairs = parse_qsl(query, True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise Refused(400, "a query is written in UTF-8, percent-encoded", "query") from None
    except ValueError:
        raise Refused(400, f"a query has at most {_MOST_PARAMETERS} fields", "query") from None
    given: dict[str, str] = dict(in_path)
    for name, value in pairs:
        if name not in known or name in in_path:
            asked = [field for field in known if field not in in_path]
            meant = did_you_mean(name, asked) if asked else "; there are none here"
            raise Refused(
                400, f'unknown parameter "{_short(name)}"{meant}', f"query.{_short(name)}"
            )
        if name in given:
            raise Refused(400, "given more than once", f"query.{name}")
        given[name] = value
    try:
        return msgspec.convert(given, type_, strict=False)
    except msgspec.ValidationError as error:
        problem, path = _taken_apart(error)
        name = path.lstrip(".")
        if name not in given:
            raise Refused(400, problem, "query") from None
        problem = f'{problem.partition(", got")[0]}, got "{_short(given[name])}"'
        raise Refused(400, problem, f"{'path' if name in in_path else 'query'}.{name}") from None


def read_body(type_: type[T], many: bool, raw: bytes) -> T | list[T]:
    """The body of a request; without any, everything is as it is when nothing is said of it.

    Raises Refused, 400.
    """
    value = _json(raw) if raw.strip() else {}
    if not many:
        return _convert(value, type_, "body")
    several = value if isinstance(value, list) else [value]
    return [
        _convert(one, type_, f"body[{number}]" if several is value else "body")
        for number, one in enumerate(several)
    ]


def _json(raw: bytes) -> Any:
    try:
        return _DECODER.decode(raw)
    except RecursionError:
        raise Refused(400, "the body nests too deep", "body") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Refused(400, f"the body is not JSON: {error}", "body") from None


def _convert(value: Any, type_: type[T], where: str) -> T:
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        problem, path = _taken_apart(error)
        there = _types_at(inspect.type_info(type_), path)
        if found := _UNKNOWN.fullmatch(problem):
            known = [field for kind in there for field in _fields(kind)]
            meant = did_you_mean(found[1], known) if known else "; there are none here"
            problem = f'unknown field "{_short(found[1])}"{meant}'
            path = f"{path}.{_short(found[1])}"
        elif found := _NO_CHOICE.fullmatch(problem):
            choices = [choice for kind in there for choice in _choices(kind)]
            problem = f'"{_short(found[1])}" cannot be here{did_you_mean(found[1], choices)}'
        raise Refused(400, problem, where + path) from None


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


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
