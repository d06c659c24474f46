"""Which dialog act an utterance performs, by the patterns of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.domain import WHOLE_WORDS, Act, Domain, SlotRef, Variant, built_in_acts
from mockgenie.korean import SHORT_PARTICLES, Utterance, is_stem, is_word

SLOT_WEIGHT = 2
"""A slot in a pattern counts as many letters."""


class Way(Struct, frozen=True):
    """A way of performing an act: a variant of a pattern with its words, in order, and its slots.

    `rank`: the heaviest way is 0, among equals the one written first; `open_slots`: each slot
    that takes the words standing at its place, with the number of words before it; `built_in`:
    the act is understood in every domain, not written in this one; `whole`: its words count only
    as whole words.
    """

    rank: int
    act: str
    words: tuple[str, ...]
    slots: frozenset[str]
    open_slots: tuple[tuple[str, int], ...] = ()
    built_in: bool = False
    whole: bool = False


Beginning: TypeAlias = tuple[int, int, tuple[Way, ...]]
"""Letters from start to end that are the first word of some ways."""


class Performed(Struct, frozen=True, gc=False):
    """An act that was found: the way that fits, and where its words stand; `in_other_form`: not
    as they are written in the pattern."""

    way: Way
    spans: tuple[tuple[int, int], ...]
    in_other_form: bool = False


def ways_of(domain: Domain) -> list[Way]:
    """Every way of performing every act, ranked."""
    open_slots = frozenset(slot.name for slot in domain.slots().values() if slot.is_open)
    written = [way for act in domain.acts for way in _ways(act, open_slots)]
    own = {act.name for act in domain.acts}
    built_in = [
        way
        for act in built_in_acts().values()
        if act.name not in own
        for way in _ways(act, open_slots, built_in=True)
    ]
    written.sort(key=_weight)
    built_in.sort(key=_weight)
    ranked = enumerate(written + built_in)
    return [replace(way, rank=rank) for rank, way in ranked]


def _weight(way: Way) -> int:
    return -sum(map(len, way.words)) - SLOT_WEIGHT * (len(way.slots) + len(way.open_slots))


def _ways(act: Act, open_slots: frozenset[str], built_in: bool = False) -> Iterator[Way]:
    for variant in act.variants:
        words = tuple(part for part in variant if isinstance(part, str))
        taken = tuple(_open_places(variant, open_slots)) if words else ()
        slots = frozenset(part.name for part in variant if isinstance(part, SlotRef))
        needed = slots - {name for name, _ in taken}
        whole = act.name in WHOLE_WORDS and built_in
        yield Way(0, act.name, words, needed, taken, built_in, whole)


def _open_places(variant: Variant, open_slots: frozenset[str]) -> Iterator[tuple[str, int]]:
    words = 0
    for part in variant:
        if isinstance(part, str):
            words += 1
        elif part.name in open_slots:
            yield part.name, words


def find_acts(
    utterance: Utterance,
    beginnings: Iterable[Beginning],
    wordless: Iterable[Way],
    ends: Mapping[str, int],
) -> tuple[Performed | None, Performed | None]:
    """The act whose way ends last in the utterance, for Korean says what it wants at the end;
    among those that end together, the heaviest. First among the acts of the domain, then among
    the built-in ones, of yes and no the one said first; None where no way fits.

    `wordless` are the ways made of slots alone; `ends`: where the last mention of each slot ends.
    """
    best: tuple[int, int] = (0, 0)
    best_built_in: tuple[int, int, int] = (0, 0, 0)
    performed: Performed | None = None
    built_in: Performed | None = None
    tried: set[int] = set()
    within: set[int] = set()  # a second word is looked for once, however often a first one stands
    letters = utterance.letters
    for start, end, ways in beginnings:
        for way in ways:
            if way.slots and not way.slots <= ends.keys():
                continue
            spans: tuple[tuple[int, int], ...]
            if len(way.words) == 1:
                stands = is_word if way.whole else is_stem
                spans = ((start, end),) if stands(utterance, start, end) else ()
            elif way.rank in tried:
                continue
            elif way.rank in within or way.words[1] in letters:
                if not _begins(utterance, way.words, start, ends):
                    within.add(way.rank)
                    continue
                # Words that do not follow here do not follow further on: once is enough.
                tried.add(way.rank)
                spans = _spans_of(utterance, way.words, start)
            else:
                tried.add(way.rank)
                continue
            if not spans:
                continue
            last = spans[-1][1]
            if way.slots:
                last = max(last, *[ends[slot] for slot in way.slots])
            found = last, -way.rank
            if way.built_in:
                # 아니요 괜찮아요 is a no, 네 취소할게요 a cancel.
                standing = (0, -start, -way.rank) if way.whole else (1, *found)
                if standing > best_built_in or built_in is None:
                    best_built_in, built_in = standing, Performed(way, spans)
            elif found > best or performed is None:
                best, performed = found, Performed(way, spans)
    for way in wordless:
        if way.slots <= ends.keys():
            found = max(ends[slot] for slot in way.slots), -way.rank
            if found > best or performed is None:
                best, performed = found, Performed(way, ())
    return performed, built_in


def _begins(
    utterance: Utterance, words: tuple[str, ...], start: int, ends: Mapping[str, int]
) -> bool:
    """Whether a way of several words may begin here. A single letter begins a word or stands
    right behind a mention; what follows may be written together with it: 비 와 is 비와, 비가와."""
    end = start + len(words[0])
    if end - start > 1:
        return is_stem(utterance, start, end)
    if not utterance.starts[start] and start not in ends.values():
        return False
    letters, following = utterance.letters, words[1]
    return (
        is_word(utterance, start, end)
        or letters.startswith(following, end)
        or (letters[end : end + 1] in SHORT_PARTICLES and letters.startswith(following, end + 1))
    )


def _spans_of(
    utterance: Utterance, words: tuple[str, ...], start: int
) -> tuple[tuple[int, int], ...]:
    """Where the words stand, in order, the first one at `start`; () where one lacks."""
    letters = utterance.letters
    position = start + len(words[0])
    spans = [(start, position)]
    for word in words[1:]:
        before = position
        while (start := letters.find(word, position)) != -1:
            position = start + 1
            end = start + len(word)
            stands = (
                _follows(utterance, before, start)
                if len(word) == 1
                else is_stem(utterance, start, end)
            )
            if stands:
                position = end
                spans.append((start, end))
                break
        if start == -1:
            return ()
    return tuple(spans)


def _follows(utterance: Utterance, before: int, start: int) -> bool:
    """Whether a single letter begins a word, or follows directly the word before it."""
    if utterance.starts[start] or start == before:
        return True
    return start == before + 1 and utterance.letters[before] in SHORT_PARTICLES


def size_of(performed: Performed) -> int:
    """How many letters the words of an act have in an utterance."""
    return sum(end - start for start, end in performed.spans)
