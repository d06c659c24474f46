"""What a request asks for: parameters, a filter, a body, or what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from msgspec import Meta, Struct

from mockgenie.conditions import Condition, ConditionError
from mockgenie.journal import read_filter
from mockgenie.server.admin.problem import Refused
from mockgenie.source import did_you_mean, mismatch, short

T = TypeVar("T", bound=Struct)

Secrets = Annotated[
    bool,
    Meta(description="With whole access keys; for who has an admin token alone."),
]

_MOST_PARAMETERS = 100
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
            raise Refused(400, f'unknown parameter "{short(name)}"{meant}', f"query.{short(name)}")
        if name in given:
            raise Refused(400, "given more than once", f"query.{name}")
        given[name] = value
    try:
        return msgspec.convert(given, type_, strict=False)
    except msgspec.ValidationError as error:
        found = mismatch(error, type_)
        name = found.path.lstrip(".")
        if name not in given:
            raise Refused(400, found.problem, "query") from None
        problem = f'{found.problem.partition(", got")[0]}, got "{short(given[name])}"'
        raise Refused(400, problem, f"{'path' if name in in_path else 'query'}.{name}") from None


def read_body_of(type_: type[T], many: bool, raw: bytes) -> T | list[T]:
    """The body of a request; without any, everything is as it is when nothing is said of it.

    Raises Refused, 400.
    """
    value = _json(raw) if raw else {}
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
    except UnicodeError:
        raise Refused(400, "the body is not UTF-8", "body") from None
    except msgspec.DecodeError as error:
        problem = _HALF if _has_half_of_a_pair(raw) else f"the body is not JSON: {error}"
        raise Refused(400, problem, "body") from None


_HALF = "a text in the body has half of a surrogate pair (\\ud800 to \\udfff), which is no letter"


def _has_half_of_a_pair(raw: bytes) -> bool:
    """Whether that is what is wrong with a body."""
    try:
        json.dumps(json.loads(raw), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except (ValueError, RecursionError):
        pass
    return False


def _convert(value: Any, type_: type[T], where: str) -> T:
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        found = mismatch(error, type_)
        raise Refused(400, found.problem, where + found.path) from None


def filter_of(when: str, names: Sequence[str], where: str = "query") -> Condition:
    """A condition on these names and on slots, told of in `where`. Raises Refused, 400."""
    try:
        return read_filter(when, names)
    except ConditionError as error:
        place = f"line {error.line}, " if error.line > 1 else ""
        problem = f"{place}column {error.column}: {error.problem}"
        raise Refused(400, problem, f"{where}.when") from None
