"""From an utterance to a dialog act and the slots it gives.

Values are found first: dictionary words and days, leftmost and longest, whatever stands behind
them and however they are spaced. Then the act, by the words of its patterns and the slots found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from mockgenie.domains import Domain, Slot
from mockgenie.engine.acts import Beginning, Way, find_act, ways_of
from mockgenie.engine.lexicon import Lexicon
from mockgenie.korean import (
    Utterance,
    day_words,
    find_numbered_days,
    names_value,
    read_utterance,
    squeeze,
)


class Meaning(Struct, frozen=True):
    """A way to read some letters: `value` of `slot`, None where any value will do. With `day`
    the words themselves are the value, as the user said them."""

    slot: str
    value: str | None
    day: bool = False


class Understanding(Struct, frozen=True):
    """What an utterance means. `act` is "" where no pattern fits; `slots` as in Session."""

    act: str
    slots: dict[str, tuple[str, ...]]

    @property
    def nothing(self) -> bool:
        """Neither an act nor a value."""
        return not self.act and not self.slots


class _Entry:
    """What a word of the dictionary can be: values of slots, the first word of patterns."""

    __slots__ = ("meanings", "ways")

    def __init__(self) -> None:
        self.meanings: tuple[Meaning, ...] = ()
        self.ways: tuple[Way, ...] = ()


_Mention: TypeAlias = tuple[int, int, tuple[Meaning, ...]]
"""Letters from start to end that name a value."""


class Understander:
    """Understands the utterances of one domain; built once, then never changed."""

    def __init__(self, domain: Domain) -> None:
        slots = domain.slots()
        self._open_slots = {s.name for s in slots.values() if s.type == "text" and not s.values}
        self._days = tuple(
            Meaning(slot.name, None, day=True) for slot in slots.values() if slot.type == "date"
        )
        dictionary: dict[str, _Entry] = {}
        for written, meaning in _meanings(domain, slots, self._days):
            if word := squeeze(written):
                entry = dictionary.setdefault(word, _Entry())
                if meaning not in entry.meanings:
                    entry.meanings = (*entry.meanings, meaning)
        ways = ways_of(domain)
        for way in ways:
            if way.words:
                entry = dictionary.setdefault(way.words[0], _Entry())
                entry.ways = (*entry.ways, way)
        self._lexicon = Lexicon(dictionary)
        self._ways_without_words = tuple(way for way in ways if not way.words)

    def understand(self, text: str, asked: str = "") -> Understanding:
        """What `text` means where the system has just asked for the slot `asked`."""
        utterance = read_utterance(text)
        mentions: list[_Mention] = []
        beginnings: list[Beginning] = []
        for start, end, entry in self._lexicon.search(utterance.letters):
            if entry.meanings and names_value(utterance, start, end):
                mentions.append((start, end, entry.meanings))
            if entry.ways:
                beginnings.append((start, end, entry.ways))
        slots, ends = self._slots_of(utterance, mentions, asked)
        act = find_act(utterance, beginnings, self._ways_without_words, ends)
        if not act and not slots and asked in self._open_slots and utterance.letters:
            slots = {asked: (utterance.text.strip(),)}
        return Understanding(act, slots)

    def _slots_of(
        self, utterance: Utterance, mentions: list[_Mention], asked: str
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
        """The slots that the mentions fill, leftmost and longest first, without overlaps; and
        for each slot where the last mention of it ends."""
        if self._days and (numbered := find_numbered_days(utterance.text)):
            spans = (utterance.letters_between(*span) for span in numbered)
            mentions += ((*span, self._days) for span in spans)
            mentions.sort(key=lambda mention: (mention[0], -mention[1]))
        named: dict[str, dict[str | None, None]] = {}
        ends: dict[str, int] = {}
        free = 0
        for start, end, meanings in mentions:
            if start < free:
                continue
            free = end
            slot = meanings[0].slot
            if len(meanings) > 1:
                # A word may name several values: 전라도 is 전북 and 전남.
                if any(meaning.slot == asked for meaning in meanings):
                    slot = asked
                meanings = tuple(meaning for meaning in meanings if meaning.slot == slot)
            ends[slot] = end
            values = named.setdefault(slot, {})
            for meaning in meanings:
                words = utterance.words_between(start, end) if meaning.day else meaning.value
                values[words] = None
        slots: dict[str, tuple[str, ...]] = {
            # None among the values: any will do.
            slot: () if None in values else tuple(values)  # type: ignore[arg-type]
            for slot, values in named.items()
        }
        return slots, ends


def _meanings(
    domain: Domain, slots: dict[str, Slot], days: tuple[Meaning, ...]
) -> Iterator[tuple[str, Meaning]]:
    """What can be said of the slots, as it is written, with its meaning."""
    filled = {slot for task in domain.tasks.values() for slot in task.fill}
    for slot in slots.values():
        for value, synonyms in slot.values.items():
            for word in (value, *synonyms):
                yield word, Meaning(slot.name, value)
        for word in slot.any:
            yield word, Meaning(slot.name, None)
        if slot.name in filled and slot.type == "text" and not slot.values:
            # A slot that is asked for and lists no values has those of its instances.
            table = domain.entities[slot.name.partition(".")[0]].instances
            for value in table.values(slot.name):
                yield value, Meaning(slot.name, value)
    for day in days:
        for word in day_words():
            yield word, day
