"""Where an utterance can speak of slots: by words of the dictionary, or by what is found in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from mockgenie.domain import Domain, Slot
from mockgenie.korean import (
    Count,
    CountFinder,
    Utterance,
    find_durations,
    find_native_days,
    find_numbered_days,
    find_numbers,
    find_times,
)
from mockgenie.nlu.vocabulary import Meaning
from mockgenie.source import find_pattern

Candidate: TypeAlias = tuple[int, int, tuple[Meaning, ...]]
"""Letters from start to end that can name a value."""

Naming: TypeAlias = tuple[int, int, tuple[str, ...]]
"""Letters that name slots themselves or stand beside their values."""

_PER = re.compile(
    r"\s?(?:당(?![가-힣])|기준|에는?\s?(?:얼마|몇)"
    r"|(?:만|정도)?\s?(?:앞당|당겨|당기|미뤄|미루|늦춰|늦추|일찍|빨리|뒤로))"
)
"""What makes a number a measure of something else: 1인당 얼마, 한 사람에 얼마, 하루 앞당겨."""
_PIECES = {"개", "판", "병", "캔", "잔", "그릇", "접시", "인분", "세트", "장", "권", "마리", "조각"}
_BARE = re.compile("(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?!이서)")
"""Pieces may be counted without a counter: 콜라 하나."""
_NIGHTS = ("박", "밤")
_DAY_COUNTERS = (*_NIGHTS, "일", "일간", "일 동안")
"""Counters of days, which 이틀 and 일주일 have in themselves."""


class Mention:
    """A value in an utterance: its letters, its slot and how it means it; `words` are the
    user's own; `why` says what decided."""

    __slots__ = ("end", "kind", "slot", "start", "values", "why", "words")

    def __init__(self, start: int, end: int, slot: str, meanings: Sequence[Meaning], why: str):
        self.start = start
        self.end = end
        self.slot = slot
        self.kind = meanings[0].kind
        if len(meanings) == 1:
            self.values: tuple[str, ...] = (meanings[0].value,)
        else:
            self.values = tuple([meaning.value for meaning in meanings])
        self.why = why
        self.words = ""


class Finders:
    """Finds values that no dictionary can hold: days with digits, times, numbers, patterns."""

    def __init__(self, domain: Domain) -> None:
        slots = domain.slots().values()

        def said(type_: str) -> tuple[Meaning, ...]:
            return tuple(
                Meaning(slot.name, "", "said")
                for slot in slots
                if slot.type == type_ and not slot.same
            )

        self._spans: list[tuple[Callable[[str], Iterable[tuple[int, int]]], tuple[Meaning, ...]]]
        finders = (("date", find_numbered_days), ("time", find_times), ("duration", find_durations))
        self._spans = [(find, said(type_)) for type_, find in finders if said(type_)]
        self._spans += [_pattern_finder(slot) for slot in slots if slot.type == "pattern"]
        self._counted: dict[str, tuple[str, ...]] = {}
        for slot in slots:
            for counter in slot.counters:
                self._counted[counter] = (*self._counted.get(counter, ()), slot.name)
        self._counts = CountFinder(self._counted) if self._counted else None
        counting_days = (self._counted.get(counter, ()) for counter in _DAY_COUNTERS)
        self._days = tuple(dict.fromkeys(slot for slots in counting_days for slot in slots))
        self._pieces = tuple(slot.name for slot in slots if not _PIECES.isdisjoint(slot.counters))
        self.any = bool(self._spans or self._counts)

    def find(self, utterance: Utterance) -> list[Candidate]:
        """Every such value in the utterance."""
        text = utterance.text
        found = [span for span in self._measured(text) if not _PER.match(text, span[1])]
        if self._pieces and _BARE.search(text):
            for count in find_numbers(text):
                if _BARE.match(text, count.start):
                    meanings = _numbered(self._pieces, count.number)
                    found.append((count.start, count.end, meanings))
        return [
            (*utterance.letters_between(start, end), meanings) for start, end, meanings in found
        ]

    def _measured(self, text: str) -> Iterator[Candidate]:
        """The same by their places in the text, measures of something else among them."""
        for find, meanings in self._spans:
            for start, end in find(text):
                yield start, end, meanings
        if self._counts is not None:
            for count in _as_stays(self._counts.find(text)):
                meanings = _numbered(self._counted[count.counter], count.number)
                yield count.start, count.end, meanings
        if self._days:
            for start, end, number in find_native_days(text):
                yield start, end, _numbered(self._days, number)


def _numbered(slots: Sequence[str], number: float) -> tuple[Meaning, ...]:
    return tuple(Meaning(slot, str(number), "value") for slot in slots)


def _as_stays(counts: list[Count]) -> list[Count]:
    """The counts, with the days of 2박 3일 taken for a part of it: it is two nights."""
    stays: list[Count] = []
    for count in counts:
        before = stays[-1] if stays else None
        if (
            before is not None
            and before.counter in _NIGHTS
            and count.counter.startswith("일")
            and count.start - before.end <= 2
        ):
            stays[-1] = Count(before.start, count.end, before.number, before.counter)
        else:
            stays.append(count)
    return stays


def _pattern_finder(
    slot: Slot,
) -> tuple[Callable[[str], Iterable[tuple[int, int]]], tuple[Meaning, ...]]:
    pattern = slot.pattern
    return lambda text: find_pattern(pattern, text), (Meaning(slot.name, "", "said"),)
