"""Reads the `acts` of a domain file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from mockgenie.domain.fields import ActFields
from mockgenie.domain.model import Act
from mockgenie.domain.patterns import (
    Example,
    PatternError,
    Variant,
    is_tagged,
    parse_example,
    parse_pattern,
    slots_of,
)
from mockgenie.domain.references import Names, place_of
from mockgenie.source import Node, mistake, read_description, unknown

P = TypeVar("P")


_MOST_WAYS = 100_000
"""Ways of saying the patterns of a domain; each is kept, and looked for in what is said."""
_MOST_REPORTED = 5


class Ways:
    """Counts the ways of saying the patterns of a domain."""

    def __init__(self) -> None:
        self._total = 0
        self._patterns: list[tuple[int, Node]] = []

    def take(self, node: Node, count: int) -> bool:
        """Count those of a pattern; whether there is room for them."""
        self._total += count
        self._patterns.append((count, node))
        return self._total <= _MOST_WAYS

    def report(self) -> None:
        """Report the patterns that have the most, where all have too many."""
        if self._total <= _MOST_WAYS:
            return
        costliest = sorted(self._patterns, key=lambda one: -one[0])
        for count, node in costliest[:_MOST_REPORTED]:
            node.report(mistake("too-many-ways", ways=count, total=self._total, most=_MOST_WAYS))


def read_act(
    name: str, key: Node, node: Node, names: Names, ways: Ways
) -> tuple[Act, tuple[Example, ...]]:
    """One dialog act, and its examples with the values they name."""
    description = intent = ""
    patterns: list[Node] = []
    examples: list[Node] = []
    if node.is_mapping:
        fields = node.fields_of(f"act {name}", ActFields, at=key)
        if "patterns" in fields:
            patterns += fields["patterns"].items("patterns")
        if "examples" in fields:
            examples += fields["examples"].items("examples")
        if "intent" in fields:
            intent = fields["intent"].text("intent")
        description = read_description(fields)
    else:
        patterns += node.items(f"act {name}")
    variants: dict[Variant, None] = {}
    tagged: list[Example] = []
    texts: list[str] = []
    for entry, is_example in [(e, False) for e in patterns] + [(e, True) for e in examples]:
        written = entry.text("an example" if is_example else "a pattern")
        texts.append(written)
        if is_example or is_tagged(written):
            example = _parsed(entry, written, parse_example)
            if example and _slots_are_known(entry, written, (example.variant,), names):
                tagged.append(example)
        else:
            found = _parsed(entry, written, parse_pattern) or ()
            _slots_are_known(entry, written, found, names)
            if ways.take(entry, len(found)):
                variants.update(dict.fromkeys(found))
    wordings = tuple(dict.fromkeys(example.variant for example in tagged))
    act = Act(name, tuple(variants), wordings, description, key.place, intent, tuple(texts))
    return act, tuple(tagged)


def _parsed(node: Node, written: str, parse: Callable[[str], P]) -> P | None:
    try:
        return parse(written) if written else None
    except PatternError as error:
        node.report_at(error.column, error.mistake)
        return None


def _slots_are_known(node: Node, written: str, variants: Iterable[Variant], names: Names) -> bool:
    others = [slot for slot in slots_of(variants) if slot not in names.slots]
    for slot in others:
        node.report_at(place_of(written, slot, "<"), unknown("slot", slot, names.slots))
    return not others
