"""Reviews dialog acts: those that nothing asks for, and those that are said in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockgenie.conditions import Comparison
from mockgenie.domain import (
    BUILT_IN_ACTS,
    BUILT_IN_WORDS,
    SlotRef,
    Variant,
    is_tagged,
    parse_example,
    parse_pattern,
)
from mockgenie.lint.codes import warn, warning
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import ActPart, Outline
from mockgenie.source import Diagnostic, Node

_EMPTY_ALTERNATIVE = re.compile(r"[(\[|]\s*(?=[|)\]])")


_IGNORED = re.compile(
    r"\.[*+?]|\.?\{\d*,?\d*\}|\\\w|(?<=[\w)\]])[*+](?!\w)|[)\]]\?|^\^|\$$"
    r"|(?<=\w)\?(?=\s*[\w(\[<|)\]])|(?<=\w)(?<![요까니나어아지래데냐가해돼때줘와])\?$"
)
"""Signs of regular expressions. A ? at the end of a pattern may just end a question."""


def check_acts(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about acts and their patterns."""
    yield from _unused(outline)
    yield from _said_alike(outline)
    yield from _swallowing(outline)
    yield from _never_fitting(outline, filling)
    for part in outline.acts:
        for node, is_example in _ways(part):
            if not is_example:
                yield from _signs(node)


def _signs(node: Node) -> Iterator[Diagnostic]:
    pattern = node.text("a pattern")
    if empty := _EMPTY_ALTERNATIVE.search(pattern):
        yield warning(warn("empty-alternative"), node, empty.start())
    for found in _IGNORED.finditer(pattern):
        sign = found[0].lstrip(")]") or found[0]
        at = found.end() - len(sign)
        yield warning(warn("ignored-sign", sign=sign), node, at, sign)


def _unused(outline: Outline) -> Iterator[Diagnostic]:
    asked_for: set[str] = set()
    for when in outline.conditions:
        for leaf in when.condition.leaves():
            if leaf.name != "act":
                continue
            if not isinstance(leaf, Comparison) or leaf.operator != "=":
                return  # act is filled, act ~= "x": every act counts
            asked_for.add(leaf.value)
    if any(shown.value.name == "act" for shown in outline.shown):
        return
    for part in outline.acts:
        name = part.act.name
        # An act that names slots is there to fill them.
        ways = (*part.act.variants, *part.act.examples)
        fills = any(isinstance(one, SlotRef) for way in ways for one in way)
        if name not in asked_for and name not in BUILT_IN_ACTS and not fills:
            yield warning(warn("unused-act", act=name), part.key, word=name)


def _said_alike(outline: Outline) -> Iterator[Diagnostic]:
    """A way of saying that two acts have: reported at the second of them."""
    first: dict[tuple[bool, Variant], tuple[str, int]] = {}
    for part in outline.acts:
        for node, is_example in _ways(part):
            others: set[str] = set()
            for variant in _variants_of(node, is_example):
                act, line = first.setdefault((is_example, variant), (part.act.name, node.place[0]))
                if act != part.act.name and act not in others:
                    others.add(act)
                    words = _in_words(variant)
                    found = warn("colliding-acts", act=act, words=words, line=line)
                    yield warning(found, node)


def _swallowing(outline: Outline) -> Iterator[Diagnostic]:
    """A pattern that is the words of a built-in act and nothing else."""
    for part in outline.acts:
        if part.act.name in BUILT_IN_ACTS:
            continue
        for node, is_example in _ways(part):
            for variant in _variants_of(node, is_example):
                words = _in_words(variant)
                if act := BUILT_IN_WORDS.get(words.replace(" ", "")):
                    at = node.text("a pattern").find(words)
                    yield warning(warn("swallowed-act", words=words, act=act), node, max(at, 0))


def _never_fitting(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    for part in outline.acts:
        for node, is_example in _ways(part):
            variants = _variants_of(node, is_example)
            named = [one.name for way in variants for one in way if isinstance(one, SlotRef)]
            for slot in dict.fromkeys(named):
                if slot not in filling.by_user | filling.compared:
                    at = node.text("a pattern").find(slot)
                    found = warn("never-filled", name=slot, why="nothing can fill it")
                    yield warning(found, node, at, slot)


def _ways(part: ActPart) -> Iterator[tuple[Node, bool]]:
    """The patterns and examples of an act, and whether they are examples."""
    for node in part.patterns:
        yield node, is_tagged(node.text("a pattern"))
    for node in part.examples:
        yield node, True


def _variants_of(node: Node, is_example: bool) -> tuple[Variant, ...]:
    """The ways of saying a pattern or an example."""
    written = node.text("a pattern")
    return (parse_example(written).variant,) if is_example else parse_pattern(written)


def _in_words(variant: Variant) -> str:
    return " ".join(one if isinstance(one, str) else f"<{one.name}>" for one in variant)
