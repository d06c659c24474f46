"""Texts with places for values: `{Weather.city}은(는) {Weather.info}입니다.`

A template can name values, ask conditions of them and write them in a few forms, nothing else:
no calls, no attributes, no expressions.

    {Hotel.name}: {Hotel.price:,}원, 주차가 {if Hotel.parking = "yes"}됩니다{else}안 됩니다{end}.
    찾은 곳은 {all Hotel.name}입니다.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, Protocol, TypeAlias, get_args

from msgspec import Struct

from mockgenie.conditions import Condition, ConditionError, parse
from mockgenie.domain.fields import Form
from mockgenie.korean import WRITTEN, attach

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_BLOCK = re.compile(r"(if|elif|else|end|all|without)(?:\s+(.*))?", re.DOTALL)
_FORMED = re.compile(r"(.*?)\s*:\s*([^:]*)")
_FORMS: tuple[Form, ...] = get_args(Form)
_BLOCKS = ("if", "elif", "else", "end")
_DEEPEST = 20


class Scope(Protocol):
    """What a template is filled in from."""

    def value(self, name: str, form: Form) -> str:
        """The value of a name, written in a form; "" where there is none."""

    def all(self, name: str, form: Form) -> str:
        """The values of a name in all records, with commas between them."""

    def without(self, name: str, form: Form) -> str:
        """The values of a slot that the user ruled out."""

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds."""


class Value(Struct, frozen=True):
    """The place of a value, the form in which it is written, and the particle that has to fit it
    (empty: none). `of`: of the conversation, of `all` records, or what the user goes `without`.
    `column` counts from 0 within the text."""

    name: str
    particle: str = ""
    form: Form = ""
    of: Literal["", "all", "without"] = ""
    column: int = 0


class Branch(Struct, frozen=True):
    """Parts that are there only where `when` holds; None: where nothing before it did."""

    when: Condition | None
    parts: tuple[Part, ...]
    column: int = 0


class Choice(Struct, frozen=True):
    """The first branch whose condition holds, and the particle that has to fit what it says."""

    branches: tuple[Branch, ...]
    particle: str = ""


Part: TypeAlias = str | Value | Choice


class Template(Struct, frozen=True):
    """A parsed text."""

    parts: tuple[Part, ...]

    @property
    def constant(self) -> str | None:
        """The text itself, where nothing has to be filled in."""
        first = self.parts[0]
        return first if len(self.parts) == 1 and isinstance(first, str) else None

    def values(self) -> Iterator[Value]:
        """The places of values in it, wherever they stand."""
        return _values(self.parts)

    def conditions(self) -> Iterator[tuple[int, Condition]]:
        """The conditions in it, each with its column."""
        return _conditions(self.parts)

    def names(self) -> Iterator[str]:
        """The names of the values it shows."""
        return (value.name for value in self.values())

    def render(self, scope: Scope) -> str:
        """The text, filled in from `scope`."""
        return _rendered(self.parts, scope)


class TemplateError(ValueError):
    """`column` counts from 0 within the text."""

    def __init__(self, column: int, problem: str) -> None:
        super().__init__(problem)
        self.column = column


def parse_template(text: str) -> Template:
    """The parts of `text`; `{{` and `}}` are braces themselves. Raises TemplateError."""
    return Template(_Reader(text).read())


class _Reader:
    """Reads a text from left to right, with a list of the blocks that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[Part] = []
        # For each open {if}: its column, the parts around it, the branches so far, and the
        # condition and column of the branch that is being read.
        self._open: list[tuple[int, list[Part], list[Branch]]] = []
        self._branch: list[tuple[Condition | None, int]] = []

    def read(self) -> tuple[Part, ...]:
        position = 0
        for found in _PART.finditer(self._text):
            if found.start() < position:  # a particle is part of its value
                continue
            self._literal(self._text[position : found.start()])
            position = found.end()
            inner = found[1]
            if inner is None:
                if len(found[0]) == 1:
                    problem = (
                        f'"{found[0]}" has no partner; write {found[0] * 2} for the brace itself'
                    )
                    raise TemplateError(found.start(), problem)
                self._literal(found[0][0])
            elif not inner.strip():
                raise TemplateError(found.start(), "{} names no value")
            elif (block := _BLOCK.fullmatch(inner.strip())) and block[1] in _BLOCKS:
                column = found.start(1) + len(inner) - len(inner.lstrip())
                self._block(block[1], block[2] or "", column)
                if block[1] == "end":
                    particle, position = self._particle(position)
                    closed = self._parts.pop()
                    assert isinstance(closed, Choice)
                    self._parts.append(Choice(closed.branches, particle))
            else:
                particle, position = self._particle(position)
                self._parts.append(_read_value(found, particle))
        if self._open:
            raise TemplateError(self._open[-1][0], "{if} is not closed by {end}")
        self._literal(self._text[position:])
        return tuple(self._parts) or ("",)

    def _particle(self, position: int) -> tuple[str, int]:
        """The particle that is written at `position`, "" for none, and what follows it."""
        found = WRITTEN.match(self._text, position)
        return (found[0], found.end()) if found else ("", position)

    def _literal(self, text: str) -> None:
        if text and self._parts and isinstance(self._parts[-1], str):
            self._parts[-1] += text
        elif text:
            self._parts.append(text)

    def _block(self, word: str, rest: str, column: int) -> None:
        if word == "if":
            if len(self._open) == _DEEPEST:
                raise TemplateError(column, f"{{if}} goes at most {_DEEPEST} deep")
            self._open.append((column, self._parts, []))
            self._branch.append((self._condition(rest, column, word), column))
            self._parts = []
            return
        if not self._open:
            raise TemplateError(column, f"{{{word}}} has no {{if}} before it")
        _, around, branches = self._open[-1]
        when, began = self._branch[-1]
        branches.append(Branch(when, tuple(self._parts), began))
        self._parts = []
        if word == "end":
            self._open.pop()
            self._branch.pop()
            self._parts = around
            self._parts.append(Choice(tuple(branches)))
        elif when is None:
            raise TemplateError(column, f"{{{word}}} behind {{else}}")
        else:
            condition = self._condition(rest, column, word) if word == "elif" else None
            self._branch[-1] = (condition, column)
        if rest.strip() and word in ("else", "end"):
            raise TemplateError(column, f"nothing can stand behind {word}; write {{{word}}}")

    def _condition(self, written: str, column: int, word: str) -> Condition:
        if not written.strip():
            problem = f"expected a condition, as in {{{word} count = 0}}"
            raise TemplateError(column + len(word), problem)
        # Behind the word and the space after it.
        start = self._text.find(written, column + len(word))
        try:
            return parse(written)
        except ConditionError as error:
            raise TemplateError(start + error.position, error.problem) from None


def _read_value(found: re.Match[str], particle: str) -> Value:
    inner = found[1]
    name = inner.strip()
    of: Literal["", "all", "without"] = ""
    if (block := _BLOCK.fullmatch(name)) and block[2]:
        name, of = block[2].strip(), "all" if block[1] == "all" else "without"
    form: Form = ""
    if formed := _FORMED.fullmatch(name):
        name = formed[1]
        known = next((one for one in _FORMS if one == formed[2].strip()), None)
        if not known:
            at = found.start(1) + inner.find(":") + 1
            forms = ", ".join(f"{{{name}:{one}}}" for one in _FORMS if one)
            raise TemplateError(at, f'unknown form "{formed[2].strip()}" (known: {forms})')
        form = known
    start = inner.find(of) + len(of) if of else 0
    column = found.start(1) + inner.find(name, start)
    return Value(name, particle, form, of, column)


def _rendered(parts: Sequence[Part], scope: Scope) -> str:
    words: list[str] = []
    for part in parts:
        if isinstance(part, str):
            words.append(part)
            continue
        if isinstance(part, Choice):
            word = _chosen(part, scope)
        elif part.of == "all":
            word = scope.all(part.name, part.form)
        elif part.of:
            word = scope.without(part.name, part.form)
        else:
            word = scope.value(part.name, part.form)
        words.append(word)
        if word and part.particle:
            words.append(attach(word, part.particle))
    return "".join(words)


def _chosen(choice: Choice, scope: Scope) -> str:
    for branch in choice.branches:
        if branch.when is None or scope.holds(branch.when):
            return _rendered(branch.parts, scope)
    return ""


def _values(parts: Sequence[Part]) -> Iterator[Value]:
    for part in parts:
        if isinstance(part, Value):
            yield part
        elif isinstance(part, Choice):
            for branch in part.branches:
                yield from _values(branch.parts)


def _conditions(parts: Sequence[Part]) -> Iterator[tuple[int, Condition]]:
    for part in parts:
        if isinstance(part, Choice):
            for branch in part.branches:
                if branch.when is not None:
                    yield branch.column, branch.when
                yield from _conditions(branch.parts)
