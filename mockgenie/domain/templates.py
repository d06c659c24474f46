"""Texts with places for values: `{Weather.city}은(는) {Weather.info}입니다.`

A template can name values, ask conditions of them and write them in a few forms, nothing else:
no calls, no attributes, no expressions.

    {Hotel.name}: {Hotel.price:,}원, 주차가 {if Hotel.parking = "yes"}됩니다{else}안 됩니다{end}.
    찾은 곳은 {all Hotel.name}입니다.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial
from operator import methodcaller
from typing import Literal, Protocol, TypeAlias, get_args

from msgspec import Struct

from mockgenie.conditions import Condition, ConditionError, parse
from mockgenie.domain.fields import ValueForm
from mockgenie.korean import WRITTEN, attach, refit_particle, unit_before
from mockgenie.source import Mistake, mistake

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_CLOSING = re.compile("[\"'’”」』〉》）)\\]]+")
_BLOCK = re.compile(r"(if|elif|else|end|all|without|last|sum)(?:\s+(.*))?", re.DOTALL)
_WITH_FORM = re.compile(r"(.*?)\s*:\s*([^:]*)")
Whose: TypeAlias = Literal["", "all", "without", "last", "sum"]
_WHOSE: dict[str, Whose] = {
    "all": "all",
    "without": "without",
    "last": "last",
    "sum": "sum",
}
"""Each is what the method of a scope is called that gives it."""
_FORMS: tuple[ValueForm, ...] = get_args(ValueForm)
_BLOCKS = ("if", "elif", "else", "end")
_DEEPEST = 20


class Scope(Protocol):
    """What a template is filled in from. `compared`: the names that stand for a comparison,
    30,000원 이하, and not for a value."""

    @property
    def compared(self) -> Collection[str]: ...

    def value(self, name: str, form: ValueForm) -> str:
        """The value of a name, written in a form; "" where there is none."""

    def words(self, names: Iterable[str]) -> Iterable[str]:
        """The values of several names, as they stand."""

    def comparison(self, name: str, form: ValueForm, unit: str) -> str:
        """The comparison, with the unit that is written behind its values."""

    def all(self, name: str, form: ValueForm) -> str:
        """The values of a name in all records, with commas between them."""

    def without(self, name: str, form: ValueForm) -> str:
        """The values of a slot that the user ruled out."""

    def last(self, name: str, form: ValueForm) -> str:
        """What the user said last of a slot, even if it is forgotten."""

    def sum(self, name: str, form: ValueForm) -> str:
        """The sum of the numbers of a name in all records."""

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds."""


class Value(Struct, frozen=True):
    """The place of a value, the form in which it is written, and the particle that has to fit it
    (empty: none). `of`: of the conversation, of `all` records, what the user goes `without`, or
    said `last`, even if it is forgotten. `closing`: what closes a quotation or brackets between
    the value and its particle. `column` counts from 0 within the text."""

    name: str
    particle: str = ""
    form: ValueForm = ""
    of: Whose = ""
    column: int = 0
    closing: str = ""


class Branch(Struct, frozen=True):
    """Parts that are there only where `when` holds; None: where nothing before it did."""

    when: Condition | None
    parts: tuple[TemplatePart, ...]
    column: int = 0


class Branches(Struct, frozen=True):
    """The first branch whose condition holds, and the particle that has to fit what it says."""

    branches: tuple[Branch, ...]
    particle: str = ""
    closing: str = ""


TemplatePart: TypeAlias = str | Value | Branches


class Template(Struct, frozen=True, dict=True):
    """A parsed text."""

    parts: tuple[TemplatePart, ...]

    @cached_property
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
        frame, names = self._plain
        if names and not scope.compared:
            return frame % tuple(scope.words(names))
        return _rendered(self._prepared, scope)

    @cached_property
    def _plain(self) -> tuple[str, tuple[str, ...]]:
        """The text for `%`, and the names in it, where all of it are texts and values as
        they stand; otherwise no names."""
        frame = ""
        for part in self.parts:
            if isinstance(part, str):
                frame += part.replace("%", "%%")
            elif isinstance(part, Value) and not (part.particle or part.form or part.of):
                frame += "%s"
            else:
                return "", ()
        return frame, tuple(self.names())

    @cached_property
    def _prepared(self) -> _Prepared:
        return _prepare(self.parts)


class TemplateError(ValueError):
    """`column` counts from 0 within the text."""

    def __init__(self, column: int, wrong: Mistake) -> None:
        super().__init__(wrong.message)
        self.column = column
        self.mistake = wrong


def parse_template(text: str) -> Template:
    """The parts of `text`; `{{` and `}}` are braces themselves. Raises TemplateError."""
    return Template(_TemplateReader(text).read())


class _TemplateReader:
    """Reads a text from left to right, with a list of the blocks that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[TemplatePart] = []
        # For each open {if}: its column, the parts around it, the branches so far, and the
        # condition and column of the branch that is being read.
        self._open: list[tuple[int, list[TemplatePart], list[Branch]]] = []
        self._branch: list[tuple[Condition | None, int]] = []

    def read(self) -> tuple[TemplatePart, ...]:
        position = 0
        for found in _PART.finditer(self._text):
            if found.start() < position:  # a particle is part of its value
                continue
            self._literal(self._text[position : found.start()])
            position = found.end()
            inner = found[1]
            if inner is None:
                if len(found[0]) == 1:
                    raise TemplateError(found.start(), _single_brace(found[0]))
                self._literal(found[0][0])
            elif not inner.strip():
                wrong = mistake("nothing-named", written="{}", what="value")
                raise TemplateError(found.start(), wrong)
            elif (block := _BLOCK.fullmatch(inner.strip())) and block[1] in _BLOCKS:
                column = found.start(1) + len(inner) - len(inner.lstrip())
                self._block(block[1], block[2] or "", column)
                if block[1] == "end":
                    closing, particle, position = self._particle(position)
                    closed = self._parts.pop()
                    assert isinstance(closed, Branches)
                    self._parts.append(Branches(closed.branches, particle, closing))
            else:
                closing, particle, position = self._particle(position)
                self._parts.append(_read_value(found, particle, closing))
        if self._open:
            wrong = mistake("unpaired", sign="{if}", partner='"{end}" behind it', hint="")
            raise TemplateError(self._open[-1][0], wrong)
        self._literal(self._text[position:])
        return tuple(self._parts) or ("",)

    def _particle(self, position: int) -> tuple[str, str, int]:
        """The particle that is written at `position`, "" for none, with what closes a quotation
        before it, and where what follows it begins."""
        closed = _CLOSING.match(self._text, position)
        start = closed.end() if closed else position
        found = WRITTEN.match(self._text, start)
        return (self._text[position:start], found[0], found.end()) if found else ("", "", position)

    def _literal(self, text: str) -> None:
        if text and self._parts and isinstance(self._parts[-1], str):
            self._parts[-1] += text
        elif text:
            self._parts.append(text)

    def _block(self, word: str, rest: str, column: int) -> None:
        if word == "if":
            if len(self._open) == _DEEPEST:
                raise TemplateError(column, mistake("too-deep", what="{if}", most=_DEEPEST))
            self._open.append((column, self._parts, []))
            self._branch.append((self._condition(rest, column, word), column))
            self._parts = []
            return
        if not self._open:
            sign, partner = f"{{{word}}}", '"{if}" before it'
            raise TemplateError(column, mistake("unpaired", sign=sign, partner=partner, hint=""))
        _, around, branches = self._open[-1]
        when, began = self._branch[-1]
        branches.append(Branch(when, tuple(self._parts), began))
        self._parts = []
        if word == "end":
            self._open.pop()
            self._branch.pop()
            self._parts = around
            self._parts.append(Branches(tuple(branches)))
        elif when is None:
            raise TemplateError(column, mistake("behind-else", word=word))
        else:
            condition = self._condition(rest, column, word) if word == "elif" else None
            self._branch[-1] = (condition, column)
        if rest.strip() and word in ("else", "end"):
            raise TemplateError(column, mistake("block-argument", word=word))

    def _condition(self, written: str, column: int, word: str) -> Condition:
        if not written.strip():
            problem = f"expected one, as in {{{word} count = 0}}"
            raise TemplateError(column + len(word), mistake("bad-condition", problem=problem))
        # Behind the word and the space after it.
        start = self._text.find(written, column + len(word))
        try:
            return parse(written)
        except ConditionError as error:
            wrong = mistake("bad-condition", problem=error.problem)
            raise TemplateError(start + error.position, wrong) from None


def _read_value(found: re.Match[str], particle: str, closing: str) -> Value:
    inner = found[1]
    name = inner.strip()
    of: Whose = ""
    if (block := _BLOCK.fullmatch(name)) and block[2]:
        name, of = block[2].strip(), _WHOSE[block[1]]
    form: ValueForm = ""
    if formed := _WITH_FORM.fullmatch(name):
        name = formed[1]
        known = next((one for one in _FORMS if one == formed[2].strip()), None)
        if not known:
            at = found.start(1) + inner.find(":") + 1
            hint = f" (known: {', '.join(f'{{{name}:{one}}}' for one in _FORMS if one)})"
            written = formed[2].strip()
            raise TemplateError(at, mistake("unknown-choice", what="form", name=written, hint=hint))
        form = known
    start = inner.find(of) + len(of) if of else 0
    column = found.start(1) + inner.find(name, start)
    return Value(name, particle, form, of, column, closing)


def _single_brace(brace: str) -> Mistake:
    partner = '"}" behind it' if brace == "{" else '"{" before it'
    hint = f"; write {brace * 2} for the brace itself"
    return mistake("unpaired", sign=brace, partner=partner, hint=hint)


_Write: TypeAlias = Callable[[Scope], str]
_Place: TypeAlias = tuple[str, _Write, Value | Branches, str]
_Prepared: TypeAlias = tuple[tuple[_Place, ...], str]
"""The places of a text, and what is written behind the last one. A place: what is written before
it, what writes it, its part, and what is written behind it where no particle is."""


def _prepare(parts: Sequence[TemplatePart]) -> _Prepared:
    places: list[_Place] = []
    before = ""
    for part, following in zip(parts, (*parts[1:], ""), strict=False):
        if isinstance(part, str):
            before += part
            continue
        behind = following if isinstance(following, str) and not part.particle else ""
        places.append((before, _writer(part), part, behind))
        before = ""
    return tuple(places), before


def _writer(part: Value | Branches) -> _Write:
    if isinstance(part, Branches):
        return partial(_chosen, [(one.when, _prepare(one.parts)) for one in part.branches])
    return methodcaller(part.of or "value", part.name, part.form)


def _rendered(prepared: _Prepared, scope: Scope) -> str:
    places, rest = prepared
    if not places:
        return rest
    compared = scope.compared
    words: list[str] = []
    comparison = ""  # where one stands before
    for before, write, part, behind in places:
        if comparison:
            before = _refitted(comparison, before)
            comparison = ""
        if compared and isinstance(part, Value) and not part.of and part.name in compared:
            word = scope.comparison(part.name, part.form, unit_before(behind))
            comparison = "" if part.particle else word
        else:
            word = write(scope)
        words += (before, word)
        if part.particle:
            words.append(part.closing)
            if word:
                # All before tells what is only said in brackets: {Film.title}({Film.year})
                words.append(attach("".join(words[-16:]), part.particle))
    words.append(_refitted(comparison, rest) if comparison else rest)
    return "".join(words)


def _refitted(comparison: str, text: str) -> str:
    """A text behind a comparison, which has its unit in it."""
    return refit_particle(comparison, text[len(unit_before(text)) :])


def _chosen(branches: Sequence[tuple[Condition | None, _Prepared]], scope: Scope) -> str:
    for when, prepared in branches:
        if when is None or scope.holds(when):
            return _rendered(prepared, scope)
    return ""


def _values(parts: Sequence[TemplatePart]) -> Iterator[Value]:
    for part in parts:
        if isinstance(part, Value):
            yield part
        elif isinstance(part, Branches):
            for branch in part.branches:
                yield from _values(branch.parts)


def _conditions(parts: Sequence[TemplatePart]) -> Iterator[tuple[int, Condition]]:
    for part in parts:
        if isinstance(part, Branches):
            for branch in part.branches:
                if branch.when is not None:
                    yield branch.column, branch.when
                yield from _conditions(branch.parts)
