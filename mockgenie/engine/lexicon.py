"""Finds the words of a dictionary in an utterance, whatever the size of the dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

E = TypeVar("E")


class Lexicon(Generic[E]):
    """Words, squeezed and not empty, each with its entry.

    At each letter only the lengths that words with that first letter have are looked up, so a
    search costs the length of the text times the number of those lengths.
    """

    def __init__(self, entries: Mapping[str, E]) -> None:
        self._entries = entries
        lengths: dict[str, set[int]] = {}
        for word in entries:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {
            first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()
        }

    def search(self, letters: str) -> list[tuple[int, int, E]]:
        """Every word in `letters`: (start, end, entry), by start, the longest first."""
        lengths, entries, size = self._lengths, self._entries, len(letters)
        found = []
        for start, letter in enumerate(letters):
            if letter in lengths:
                for length in lengths[letter]:
                    end = start + length
                    if end <= size and (word := letters[start:end]) in entries:
                        found.append((start, end, entries[word]))
        return found
