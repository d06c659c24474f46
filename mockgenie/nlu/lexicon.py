"""Finds the words of a dictionary in an utterance, whatever the size of the dictionary."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping
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
            head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()
        }
        self._first = {head[0] for head in lengths}
        self._single = {head for head in lengths if len(head) == 1}

    def items(self) -> ItemsView[str, E]:
        """The words with their entries."""
        return self._entries.items()

    def search(self, letters: str) -> list[tuple[int, int, E]]:
        """Every word in `letters`: (start, end, entry), by start, the longest first."""
        first, single, entries = self._first, self._single, self._entries
        entry_of, lengths_of = entries.get, self._lengths.get
        size = len(letters)
        found = []
        for start, letter in enumerate(letters):
            if letter not in first:
                continue
            if lengths := lengths_of(letters[start : start + 2]):
                for length in lengths:
                    end = start + length
                    if end <= size and (entry := entry_of(letters[start:end])) is not None:
                        found.append((start, end, entry))
            if letter in single and start + 1 < size:
                # As the last letter it is its own head.
                found.append((start, start + 1, entries[letter]))
        return found
