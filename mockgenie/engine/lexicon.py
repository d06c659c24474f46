"""Finds the words of a dictionary in an utterance, whatever the size of the dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from mockgenie.korean import squeeze

P = TypeVar("P")


class Lexicon(Generic[P]):
    """Words, each with one or more payloads.

    At each letter only the lengths that words with that first letter have are looked up, so a
    search costs the length of the text times the number of those lengths.
    """

    def __init__(self, entries: Iterable[tuple[str, P]]) -> None:
        self._payloads: dict[str, tuple[P, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for written, payload in entries:
            word = squeeze(written)
            if word and payload not in self._payloads.get(word, ()):
                self._payloads[word] = (*self._payloads.get(word, ()), payload)
                lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {
            first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()
        }

    def search(self, letters: str) -> Iterator[tuple[int, int, tuple[P, ...]]]:
        """Every word in `letters`: (start, end, payloads), by start, the longest first."""
        for start, letter in enumerate(letters):
            for length in self._lengths.get(letter, ()):
                payloads = self._payloads.get(letters[start : start + length])
                if payloads is not None and start + length <= len(letters):
                    yield start, start + length, payloads
