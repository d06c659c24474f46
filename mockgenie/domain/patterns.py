"""Patterns of dialog acts, `<Weather.city> 날씨 (어때|알려줘) [좀]`, and examples of them,
`<Weather.city=서울> 날씨 알려줘`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import TypeAlias

from msgspec import Struct

from mockgenie.korean import squeeze
from mockgenie.source import Mistake, mistake

_TOKEN = re.compile(r"<(?P<slot>[^<>]*)>|(?P<sign>[()|\[\]])|(?P<words>[^<>()|\[\]]+)|(?P<odd>.)")
_TAG = re.compile(r"<([^<>]*)>")
_OPENING = {")": "(", "]": "["}
_MOST_VARIANTS = 1000
_DEEPEST = 50


class SlotRef(Struct, frozen=True):
    """A place where a value of the slot stands."""

    name: str


Element: TypeAlias = str | SlotRef
"""A word, squeezed, or a slot."""

Variant: TypeAlias = tuple[Element, ...]
"""One way of saying a pattern, its alternatives chosen."""


class Example(Struct, frozen=True):
    """An utterance whose values stand as slots; `values`: each slot with the value it had."""

    variant: Variant
    values: tuple[tuple[str, str], ...] = ()


class PatternError(ValueError):
    """`column` counts from 0 within the pattern."""

    def __init__(self, column: int, wrong: Mistake) -> None:
        super().__init__(wrong.message)
        self.column = column
        self.mistake = wrong


def parse_pattern(pattern: str) -> tuple[Variant, ...]:
    """Every way of saying `pattern`. Raises PatternError."""
    reader = _PatternReader(pattern)
    variants = reader.alternatives()
    if reader.sign is not None:
        opening = _OPENING[reader.sign]
        raise PatternError(reader.column, _unpaired(reader.sign, f'"{opening}" before it'))
    variants = list(dict.fromkeys(variants))
    if () in variants:
        raise PatternError(0, mistake("no-words", what="a pattern", where=" outside [ ]"))
    return tuple(variants)


def slots_of(variants: Iterable[Variant]) -> tuple[str, ...]:
    """The slots that variants name, in order of appearance."""
    parts = (part for variant in variants for part in variant)
    return tuple(dict.fromkeys(part.name for part in parts if isinstance(part, SlotRef)))


def is_tagged(written: str) -> bool:
    """Whether a value is tagged with its slot, as it is only in an example."""
    return any("=" in tag for tag in _TAG.findall(written))


def parse_example(example: str) -> Example:
    """An utterance with tagged values. Raises PatternError."""
    elements: list[Element] = []
    values: list[tuple[str, str]] = []
    position = 0
    for found in _TAG.finditer(example):
        elements += filter(None, map(squeeze, example[position : found.start()].split()))
        position = found.end()
        slot, equals, value = (part.strip() for part in found[1].partition("="))
        if not slot:
            raise PatternError(found.start(1), mistake("nothing-named", written="<>", what="slot"))
        if equals and not squeeze(value):
            wrong = mistake("nothing-named", written=f"<{slot}=>", what="value")
            raise PatternError(found.start(1), wrong)
        if equals:
            values.append((slot, value))
        elements.append(SlotRef(slot))
    for sign in "<>":
        if (odd := _TAG.sub(lambda tag: " " * len(tag[0]), example).find(sign)) != -1:
            raise PatternError(odd, _alone(sign))
    elements += filter(None, map(squeeze, example[position:].split()))
    if not elements:
        raise PatternError(0, mistake("no-words", what="an example", where=""))
    return Example(tuple(elements), tuple(values))


class _PatternReader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._tokens = _TOKEN.finditer(pattern)
        self._end = len(pattern)
        self._depth = 0
        self._advance()

    def _advance(self) -> None:
        self._token = next(self._tokens, None)
        self.sign = self._token["sign"] if self._token else None
        self.column = self._token.start() if self._token else self._end

    def alternatives(self) -> list[Variant]:
        column = self.column
        variants = self._sequence()
        while self.sign == "|":
            self._advance()
            variants += self._sequence()
            if len(variants) > _MOST_VARIANTS:
                raise _too_many(column)
        return variants

    def _sequence(self) -> list[Variant]:
        variants: list[Variant] = [()]
        while self._token is not None and self.sign not in (")", "]", "|"):
            column = self.column
            part = self._part()
            if len(variants) * len(part) > _MOST_VARIANTS:
                raise _too_many(column)
            variants = [before + behind for before, behind in product(variants, part)]
        return variants

    def _part(self) -> list[Variant]:
        token = self._token
        assert token is not None
        if self.sign is not None:
            return self._group(self.sign)
        if token["odd"] is not None:
            raise PatternError(self.column, _alone(token["odd"]))
        self._advance()
        if token["slot"] is not None:
            if not token["slot"].strip():
                wrong = mistake("nothing-named", written="<>", what="slot")
                raise PatternError(token.start("slot"), wrong)
            return [(SlotRef(token["slot"].strip()),)]
        return [tuple(filter(None, map(squeeze, token["words"].split())))]

    def _group(self, opening: str) -> list[Variant]:
        column, closing = self.column, ")" if opening == "(" else "]"
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError(column, mistake("too-deep", what="brackets", most=_DEEPEST))
        self._advance()
        variants = self.alternatives()
        if self.sign != closing:
            raise PatternError(column, _unpaired(opening, f'"{closing}" behind it'))
        self._depth -= 1
        self._advance()
        return [*variants, ()] if opening == "[" else variants


def _too_many(column: int) -> PatternError:
    return PatternError(column, mistake("too-many-variants", most=_MOST_VARIANTS))


def _unpaired(sign: str, partner: str) -> Mistake:
    return mistake("unpaired", sign=sign, partner=partner, hint="")


def _alone(sign: str) -> Mistake:
    """What is wrong with < or > that is no part of a slot."""
    return _unpaired(sign, '">" behind it' if sign == "<" else '"<" before it')
