"""Texts with places for values: `{Weather.city}은(는) {Weather.info}입니다.`

A template can name values, nothing else: no calls, no attributes, no expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from mockgenie.korean import WRITTEN, attach

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class Value(Struct, frozen=True):
    """The place of a value, and the particle that has to fit it (empty: none)."""

    name: str
    particle: str = ""


Part: TypeAlias = str | Value


class Template(Struct, frozen=True):
    """A parsed text."""

    parts: tuple[Part, ...]

    def names(self) -> Iterator[str]:
        """The names of the values it shows."""
        return (part.name for part in self.parts if isinstance(part, Value))

    def render(self, value: Callable[[str], str]) -> str:
        """The text, each name replaced by what `value` gives for it."""
        rendered = []
        for part in self.parts:
            if isinstance(part, str):
                rendered.append(part)
            else:
                word = value(part.name)
                particle = attach(word, part.particle) if word and part.particle else ""
                rendered.append(word + particle)
        return "".join(rendered)


class TemplateError(ValueError):
    """`column` counts from 0 within the text."""

    def __init__(self, column: int, problem: str) -> None:
        super().__init__(problem)
        self.column = column


def parse_template(text: str) -> Template:
    """The parts of `text`; `{{` and `}}` are braces themselves. Raises TemplateError."""
    parts: list[Part] = []
    literal = ""
    position = 0
    for found in _PART.finditer(text):
        literal += text[position : found.start()]
        position = found.end()
        name = found[1]
        if name is None:
            if len(found[0]) == 1:
                problem = f'"{found[0]}" has no partner; write {found[0] * 2} for the brace itself'
                raise TemplateError(found.start(), problem)
            literal += found[0][0]
            continue
        if not name.strip():
            raise TemplateError(found.start(), "{} names no value")
        if literal:
            parts.append(literal)
            literal = ""
        particle = WRITTEN.match(text, position)
        if particle:
            position = particle.end()
        parts.append(Value(name.strip(), particle[0] if particle else ""))
    literal += text[position:]
    if literal or not parts:
        parts.append(literal)
    return Template(tuple(parts))
