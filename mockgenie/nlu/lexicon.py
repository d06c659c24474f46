"""Finds the words of a dictionary in an utterance, whatever the size of the dictionary."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Mapping
from itertools import compress
from operator import add, itemgetter
from typing import Generic, TypeAlias, TypeVar

from ahocorasick_rs import AhoCorasick

E = TypeVar("E")
Found: TypeAlias = list[tuple[int, int, E]]

_START = itemgetter(1)

_FEW = 10_000
"""Words; with more, an automaton takes seconds to make."""


class Lexicon(Generic[E]):
    """Words, squeezed and not empty, each with its entry.

    `search` finds every word in letters: (start, end, entry), by start, the longest first. In a
    time that grows with the text alone; where there are many words, with the number of lengths
    that words with the same first two letters have, too.
    """

    search: Callable[[str], Found[E]]

    def __init__(self, entries: Mapping[str, E]) -> None:
        self._entries = entries
        self.search = _searched_at_once(entries) if len(entries) <= _FEW else _by_heads(entries)

    def items(self) -> ItemsView[str, E]:
        """The words with their entries."""
        return self._entries.items()


def _searched_at_once(entries: Mapping[str, E]) -> Callable[[str], Found[E]]:
    find = AhoCorasick(entries, store_patterns=False).find_matches_as_indexes
    numbered = tuple(entries.values())

    def search(letters: str) -> Found[E]:
        matches = find(letters, overlapping=True)  # by their ends
        matches.reverse()
        matches.sort(key=_START)
        return [(start, end, numbered[number]) for number, start, end in matches]

    return search


def _by_heads(entries: Mapping[str, E]) -> Callable[[str], Found[E]]:
    """By the first two letters of words. By one letter too many would be looked at, for most
    particles begin some word of a large dictionary."""
    found_lengths: dict[str, set[int]] = {}
    for word in entries:
        head = word[:2]
        if head in found_lengths:
            found_lengths[head].add(len(word))
        else:
            found_lengths[head] = {len(word)}
    lengths = {
        head: tuple(sorted(found, reverse=True))
        for head, found in found_lengths.items()
        if len(head) > 1
    }
    single = {head for head in found_lengths if len(head) == 1}
    entry_of = entries.get

    def search(letters: str) -> Found[E]:
        places = range(len(letters))
        found: Found[E] = []
        for start in compress(places, map(lengths.__contains__, map(add, letters, letters[1:]))):
            for length in lengths[letters[start : start + 2]]:
                # What the text is too short for is a shorter word, which is not looked for here.
                word = letters[start : start + length]
                if (entry := entry_of(word)) is not None and len(word) == length:
                    found.append((start, start + length, entry))
        if not single.isdisjoint(letters):
            for start in compress(places, map(single.__contains__, letters)):
                found.append((start, start + 1, entries[letters[start]]))
            found.sort(key=_by_start)
        return found

    return search


def _by_start(found: tuple[int, int, object]) -> tuple[int, int]:
    """By start, the longest first."""
    return found[0], -found[1]
