"""The patterns of dialog acts, prepared to be looked for in utterances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.domain import Act, Domain, SlotRef, Variant, built_in_acts
from mockgenie.korean import BRIEFLY

SLOT_WEIGHT = 2
"""A slot in a pattern counts as many letters."""

Span: TypeAlias = tuple[int, int]
"""Letters of an utterance, from start up to end."""


class ActPattern(Struct, frozen=True):
    """One variant of a pattern of a dialog act: its words, in order, and its slots.

    `rank`: the heaviest pattern is 0, among equals the one written first; `open_slots`: each slot
    that takes the words standing at its place, with the number of words before it; `built_in`:
    the act is understood in every domain, not written in this one.
    """

    rank: int
    act: str
    words: tuple[str, ...]
    slots: frozenset[str]
    open_slots: tuple[tuple[str, int], ...] = ()
    built_in: bool = False

    def __str__(self) -> str:
        """Its slots, then its words, for people."""
        slots = (*sorted(self.slots), *(slot for slot, _ in self.open_slots))
        return " ".join((*(f"<{slot}>" for slot in slots), *self.words))


class PatternMatch(Struct, frozen=True, gc=False):
    """A pattern that fits an utterance, and where its words stand; `in_other_form`: not as they
    are written in the pattern."""

    pattern: ActPattern
    spans: tuple[Span, ...]
    in_other_form: bool = False

    @property
    def size(self) -> int:
        """How many letters of the utterance the words are."""
        return sum(end - start for start, end in self.spans)


def patterns_of(domain: Domain) -> tuple[ActPattern, ...]:
    """The patterns of every act, ranked."""
    open_slots = frozenset(slot.name for slot in domain.slots().values() if slot.is_open)
    written = [pattern for act in domain.acts for pattern in _patterns(act, open_slots)]
    built_in = [
        pattern
        for act in built_in_acts().values()
        for pattern in _patterns(act, open_slots, built_in=True)
    ]
    written.sort(key=_weight)
    built_in.sort(key=_weight)
    ranked = enumerate(written + built_in)
    return tuple(replace(pattern, rank=rank) for rank, pattern in ranked)


def _weight(pattern: ActPattern) -> int:
    slots = len(pattern.slots) + len(pattern.open_slots)
    return -sum(map(len, pattern.words)) - SLOT_WEIGHT * slots


def _patterns(act: Act, open_slots: frozenset[str], built_in: bool = False) -> Iterator[ActPattern]:
    for variant in act.variants:
        words = tuple(part for part in variant if isinstance(part, str))
        names = [part.name for part in variant if isinstance(part, SlotRef)]
        # <Visit.day> <New.title>: what is said besides the day
        takes = words or not open_slots.issuperset(names)
        taken = tuple(_open_places(variant, open_slots)) if takes else ()
        slots = frozenset(names)
        needed = slots - {name for name, _ in taken}
        yield ActPattern(0, act.name, words, needed, taken, built_in)
        if len(words) == 1 and not names:
            for brief in BRIEFLY.get(words[0], ()):
                yield ActPattern(0, act.name, (brief,), needed, taken, built_in)


def _open_places(variant: Variant, open_slots: frozenset[str]) -> Iterator[tuple[str, int]]:
    words = 0
    for part in variant:
        if isinstance(part, str):
            words += 1
        elif part.name in open_slots:
            yield part.name, words
