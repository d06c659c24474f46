"""Domains without the places where their parts stand, to compare them by what they say."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.conditions import ALWAYS, Condition, parse
from mockgenie.domain import Saying, Sayings, Text, Transition, parse_template

T = TypeVar("T")

_PLACES: dict[str, Any] = {"place": (0, 0), "column": 0}


def placeless(value: T) -> T:
    """The same value; wherever a line or a column stood, there is 0."""
    return _placeless(value)  # type: ignore[no-any-return]


def saying(*texts: str, when: str = "", **fields: Any) -> Saying:
    """Something to say, of texts as they are written."""
    wordings = tuple(Text(parse_template(text)) for text in texts)
    return placeless(Saying(wordings, _condition(when), **fields))


def says(*texts: str) -> Sayings:
    """One saying after the other, each of one text."""
    return tuple(map(saying, texts))


def way(task: str, when: str = "", **fields: Any) -> Transition:
    """A transition."""
    return Transition(task, _condition(when), **fields)


def _condition(written: str) -> Condition:
    return parse(written) if written else ALWAYS


def _placeless(value: Any) -> Any:
    if isinstance(value, Struct):
        fields = {name: _placeless(getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **fields | {n: _PLACES[n] for n in fields.keys() & _PLACES.keys()})
    if isinstance(value, tuple):
        return tuple(map(_placeless, value))
    if isinstance(value, dict):
        return {key: _placeless(one) for key, one in value.items()}
    return value
