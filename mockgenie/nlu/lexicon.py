"""Finds the words of a dictionary in an utterance, whatever the size of the dictionary."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping
from itertools import compress
from operator import add
from typing import Generic, TypeVar

E = TypeVar("E")


class Lexicon(Generic[E]):
    """Words, squeezed and not empty, each with its entry.

    At each letter only the lengths that words with those first two letters have are looked up,
    so a search costs the length of the text times the number of those lengths. By one letter
    they would be many in a large dictionary, and most particles begin some word of it.
    """

    def __init__(self, entries: Mapping[str, E]) -> None:
        self._entries = entries
        lengths: dict[str, set[int]] = {}
        for word in entries:
            head = word[:2]
            if head in lengths:
                lengths[head].add(len(word))
            else:
                lengths[head] = {len(word)}
        self._lengths = {
            head: tuple(sorted(found, reverse=True))
            for head, found in lengths.items()
            if len(head) > 1
        }
        self._single = {head for head in lengths if len(head) == 1}

    def items(self) -> ItemsView[str, E]:
        """The words with their entries."""
        return self._entries.items()

    def search(self, letters: str) -> list[tuple[int, int, E]]:
        """Every word in `letters`: (start, end, entry), by start, the longest first."""
        single, lengths = self._single, self._lengths
        entry_of = self._entries.get
        places = range(len(letters))
        found = []
        for start in compress(places, map(lengths.__contains__, map(add, letters, letters[1:]))):
            for length in lengths[letters[start : start + 2]]:
                # What the text is too short for is a shorter word, which is not looked for here.
                word = letters[start : start + length]
                if (entry := entry_of(word)) is not None and len(word) == length:
                    found.append((start, start + length, entry))
        if not single.isdisjoint(letters):
            for start in compress(places, map(single.__contains__, letters)):
                found.append((start, start + 1, self._entries[letters[start]]))
            found.sort(key=_by_start)
        return found


def _by_start(found: tuple[int, int, E]) -> tuple[int, int]:
    """By start, the longest first."""
    return found[0], -found[1]
