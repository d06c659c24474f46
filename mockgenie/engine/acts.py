"""Which dialog act an utterance performs, by the patterns of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from mockgenie.domains import Domain, SlotRef
from mockgenie.korean import SHORT_PARTICLES, Utterance, is_stem, is_word

_SLOT_WEIGHT = 2
"""A slot in a pattern counts as many letters."""


class Way(Struct, frozen=True):
    """A way of performing an act: a variant of a pattern with its words, in order, and its slots.

    `rank`: the heaviest way is 0, among equals the one written first.
    """

    rank: int
    act: str
    words: tuple[str, ...]
    slots: frozenset[str]


Beginning: TypeAlias = tuple[int, int, tuple[Way, ...]]
"""Letters from start to end that are the first word of some ways."""


def ways_of(domain: Domain) -> list[Way]:
    """Every way of performing every act, ranked."""
    taken_apart = [
        (
            act.name,
            tuple(element for element in variant if isinstance(element, str)),
            frozenset(element.name for element in variant if isinstance(element, SlotRef)),
        )
        for act in domain.acts
        for variant in act.variants
    ]
    taken_apart.sort(key=lambda way: -sum(map(len, way[1])) - _SLOT_WEIGHT * len(way[2]))
    return [Way(rank, *way) for rank, way in enumerate(taken_apart)]


def find_act(
    utterance: Utterance,
    beginnings: Iterable[Beginning],
    wordless: Iterable[Way],
    ends: Mapping[str, int],
) -> str:
    """The act whose way ends last in the utterance, for Korean says what it wants at the end;
    among those that end together, the heaviest; "" where no way fits.

    `wordless` are the ways made of slots alone; `ends`: where the last mention of each slot ends.
    """
    fitting: list[tuple[int, int, str]] = []
    tried: set[int] = set()
    for start, end, ways in beginnings:
        for way in ways:
            if not way.slots <= ends.keys():
                continue
            if len(way.words) == 1:
                last = end if is_stem(utterance, start, end) else 0
            elif way.rank not in tried and _begins(utterance, way.words, start, ends):
                # Words that do not follow here do not follow further on: once is enough.
                tried.add(way.rank)
                last = _end_of(utterance, way.words, end)
            else:
                continue
            if last:
                fitting.append((last, -way.rank, way.act))
    for way in wordless:
        if way.slots <= ends.keys():
            fitting.append((max(ends[slot] for slot in way.slots), -way.rank, way.act))
    return max(fitting)[2] if fitting else ""


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


def _end_of(utterance: Utterance, words: tuple[str, ...], position: int) -> int:
    """Where the last of the words ends that follow the first one, in order; 0 where one lacks."""
    letters = utterance.letters
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
                break
        if start == -1:
            return 0
    return position


def _follows(utterance: Utterance, before: int, start: int) -> bool:
    """Whether a single letter begins a word, or follows directly the word before it."""
    if utterance.starts[start] or start == before:
        return True
    return start == before + 1 and utterance.letters[before] in SHORT_PARTICLES
