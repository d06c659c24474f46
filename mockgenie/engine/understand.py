"""From an utterance to a dialog act and the slots it gives.

Values are found first: dictionary words and days, leftmost and longest, particles behind them and
spaces within them no matter. Then the act whose pattern covers most of the utterance: all its
words, in their order, and all its slots.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, cast

from msgspec import Struct

from mockgenie.domains import Domain, Slot, SlotRef
from mockgenie.engine.lexicon import Lexicon
from mockgenie.korean import Utterance, day_words, find_numbered_days, read_utterance, squeeze

_SLOT_WEIGHT = 2
"""A slot in a pattern counts as many letters."""
_PARTICLES = "은는이가을를에도의로과와요"
"""What may stand behind a word of one letter."""


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


class _Way(Struct, frozen=True):
    """A variant of an act's pattern, taken apart: its words in order, its slots, its weight.

    `rank`: the heaviest way is 0, among equals the one written first.
    """

    rank: int
    act: str
    words: tuple[str, ...]
    slots: frozenset[str]


class _Entry:
    """What a word of the dictionary can be: values of slots, the first word of patterns."""

    __slots__ = ("meanings", "ways")

    def __init__(self) -> None:
        self.meanings: tuple[Meaning, ...] = ()
        self.ways: tuple[_Way, ...] = ()


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
        ways = _ways(domain)
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
        beginnings: list[tuple[int, int, tuple[_Way, ...]]] = []
        for start, end, entry in self._lexicon.search(utterance.letters):
            if entry.meanings:
                mentions.append((start, end, entry.meanings))
            if entry.ways:
                beginnings.append((start, end, entry.ways))
        slots = self._slots_of(utterance, mentions, asked)
        act = self._act_of(utterance, beginnings, slots)
        if not act and not slots and asked in self._open_slots and utterance.letters:
            slots = {asked: (utterance.text.strip(),)}
        return Understanding(act, slots)

    def _slots_of(
        self, utterance: Utterance, mentions: list[_Mention], asked: str
    ) -> dict[str, tuple[str, ...]]:
        """The slots that the mentions fill: leftmost and longest first, without overlaps."""
        if self._days and (numbered := find_numbered_days(utterance.letters)):
            mentions += ((*span, self._days) for span in numbered)
            mentions.sort(key=lambda mention: (mention[0], -mention[1]))
        named: dict[str, dict[str | None, None]] = {}
        free = 0
        for start, end, meanings in mentions:
            if start < free or not _stands(utterance, start, end):
                continue
            free = end
            slot = meanings[0].slot
            if len(meanings) > 1 and any(meaning.slot == asked for meaning in meanings):
                slot = asked
            values = named.setdefault(slot, {})
            # A word may name several values: 전라도 is 전북 and 전남.
            for meaning in meanings:
                if meaning.slot == slot:
                    words = utterance.words_between(start, end) if meaning.day else meaning.value
                    values[words] = None
        # None among the values: any will do.
        return {
            slot: () if None in values else tuple(cast("dict[str, None]", values))
            for slot, values in named.items()
        }

    def _act_of(
        self,
        utterance: Utterance,
        beginnings: list[tuple[int, int, tuple[_Way, ...]]],
        slots: dict[str, tuple[str, ...]],
    ) -> str:
        """The act of the heaviest way whose words are all there, in order, and its slots."""
        best: _Way | None = None
        # Words that do not follow here do not follow further on: each way is tried once.
        failed: set[int] = set()
        for start, end, ways in beginnings:
            for way in ways:
                if (
                    (best is None or way.rank < best.rank)
                    and way.slots <= slots.keys()
                    and way.rank not in failed
                    and _stands(utterance, start, end)
                ):
                    if _continues(utterance, way.words, end):
                        best = way
                    else:
                        failed.add(way.rank)
        for way in self._ways_without_words:
            if (best is None or way.rank < best.rank) and way.slots <= slots.keys():
                best = way
        return best.act if best else ""


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


def _ways(domain: Domain) -> list[_Way]:
    """Every way of saying every act, ranked."""
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
    return [_Way(rank, *way) for rank, way in enumerate(taken_apart)]


def _stands(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters are words of their own, not the end of one word and the beginning of
    another, as 서울 is in 가서 울산. A single letter has to be a whole word, but for a particle."""
    if end - start == 1:
        return utterance.starts[start] == 1 and (
            utterance.ends_word(end)
            or (utterance.letters[end] in _PARTICLES and utterance.ends_word(end + 1))
        )
    return utterance.starts[start] == 1 or not utterance.crosses_words(start, end)


def _continues(utterance: Utterance, words: tuple[str, ...], position: int) -> bool:
    """Whether the words after the first one follow, in order, from `position` on."""
    for word in words[1:]:
        while (start := utterance.letters.find(word, position)) != -1:
            position = start + 1
            if _stands(utterance, start, start + len(word)):
                position = start + len(word)
                break
        if start == -1:
            return False
    return True
