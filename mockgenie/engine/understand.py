"""From an utterance to a dialog act and the slots it gives.

Values are found first: dictionary words and days, leftmost and longest, particles behind them and
spaces within them no matter. Then the act whose pattern covers most of the utterance: all its
words, in their order, and all its slots.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mockgenie.domains import Domain, Slot, SlotRef, Variant
from mockgenie.engine.lexicon import Lexicon
from mockgenie.korean import Utterance, find_days, read_utterance

_SLOT_WEIGHT = 2
"""A slot in a pattern counts as many letters."""


class Meaning(Struct, frozen=True):
    """A way to read some letters: a value of a slot, None where any value will do, and for a
    slot of type date None too, because there the words themselves are the value."""

    slot: str
    value: str | None
    day: bool = False


class Mention(Struct, frozen=True):
    """Letters `start` to `end` of the utterance name a value."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


class Understanding(Struct, frozen=True):
    """What an utterance means. `act` is "" where no pattern fits; `slots` as in Session."""

    act: str
    slots: dict[str, tuple[str, ...]]

    @property
    def nothing(self) -> bool:
        """Neither an act nor a value."""
        return not self.act and not self.slots


class _Way(Struct, frozen=True):
    """A variant of an act's pattern, taken apart: its words in order, its slots, its weight."""

    order: int
    act: str
    words: tuple[str, ...]
    slots: frozenset[str]
    weight: int


class Understander:
    """Understands the utterances of one domain; built once, then never changed."""

    def __init__(self, domain: Domain) -> None:
        self._slots = domain.slots()
        self._values = Lexicon(_dictionary(domain, self._slots))
        self._days = tuple(
            Meaning(slot.name, None, day=True)
            for slot in self._slots.values()
            if slot.type == "date"
        )
        ways = [_take_apart(act.name, variant) for act in domain.acts for variant in act.variants]
        # Heaviest first; among equals the one written first.
        ways.sort(key=lambda way: -way.weight)
        ways = [_Way(i, w.act, w.words, w.slots, w.weight) for i, w in enumerate(ways)]
        self._ways_by_word = Lexicon((way.words[0], way) for way in ways if way.words)
        self._ways_without_words = tuple(way for way in ways if not way.words)

    def understand(self, text: str, asked: str = "") -> Understanding:
        """What `text` means where the system has just asked for the slot `asked`."""
        utterance = read_utterance(text)
        mentions = self._mentions(utterance)
        slots = self._slots_of(utterance, mentions, asked)
        act = self._act_of(utterance, slots)
        if not act and not slots and self._takes_anything(asked) and utterance.letters:
            slots = {asked: (utterance.text.strip(),)}
        return Understanding(act, slots)

    def _takes_anything(self, asked: str) -> bool:
        slot = self._slots.get(asked)
        return slot is not None and slot.type == "text" and not slot.values

    def _mentions(self, utterance: Utterance) -> Iterator[Mention]:
        """What is named, from left to right, without overlaps."""
        found = [Mention(*match) for match in self._values.search(utterance.letters)]
        if self._days:
            found += (Mention(*span, self._days) for span in find_days(utterance.letters))
            found.sort(key=lambda mention: (mention.start, -mention.end))
        free = 0
        for mention in found:
            if mention.start >= free and _stands_alone(utterance, mention):
                free = mention.end
                yield mention

    def _slots_of(
        self, utterance: Utterance, mentions: Iterator[Mention], asked: str
    ) -> dict[str, tuple[str, ...]]:
        slots: dict[str, tuple[str, ...]] = {}
        for mention in mentions:
            meaning = mention.meanings[0]
            for other in mention.meanings[1:]:
                if other.slot == asked:
                    meaning = other
            value = meaning.value
            if meaning.day:
                value = utterance.words_between(mention.start, mention.end)
            known = slots.get(meaning.slot, ())
            if value is None:
                slots[meaning.slot] = ()
            elif value not in known and (known or meaning.slot not in slots):
                slots[meaning.slot] = (*known, value)
        return slots

    def _act_of(self, utterance: Utterance, slots: dict[str, tuple[str, ...]]) -> str:
        best: _Way | None = None
        for start, end, ways in self._ways_by_word.search(utterance.letters):
            for way in ways:
                if (
                    (best is None or way.order < best.order)
                    and way.slots <= slots.keys()
                    and _word_stands(utterance, start, end)
                    and _continues(utterance, way.words, end)
                ):
                    best = way
        for way in self._ways_without_words:
            if way.slots <= slots.keys() and (best is None or way.order < best.order):
                best = way
        return best.act if best else ""


def _dictionary(domain: Domain, slots: dict[str, Slot]) -> Iterator[tuple[str, Meaning]]:
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


def _take_apart(act: str, variant: Variant) -> _Way:
    words = tuple(element for element in variant if isinstance(element, str))
    slots = frozenset(element.name for element in variant if isinstance(element, SlotRef))
    return _Way(0, act, words, slots, sum(map(len, words)) + _SLOT_WEIGHT * len(slots))


def _stands_alone(utterance: Utterance, mention: Mention) -> bool:
    """Whether the letters are not merely the end of one word and the beginning of another, as
    서울 is in 가서 울산."""
    if utterance.starts[mention.start]:
        return mention.end - mention.start > 1 or _one_letter_stands(utterance, mention.end)
    return mention.end - mention.start > 1 and not utterance.crosses_words(
        mention.start, mention.end
    )


def _word_stands(utterance: Utterance, start: int, end: int) -> bool:
    if end - start == 1:
        return utterance.starts[start] == 1 and _one_letter_stands(utterance, end)
    return utterance.starts[start] == 1 or not utterance.crosses_words(start, end)


def _one_letter_stands(utterance: Utterance, end: int) -> bool:
    """A single letter is a word only with its word ending there, or a particle or 요 behind it."""
    return utterance.ends_word(end) or (
        utterance.letters[end] in "은는이가을를에도의로과와요" and utterance.ends_word(end + 1)
    )


def _continues(utterance: Utterance, words: tuple[str, ...], position: int) -> bool:
    """Whether the words after the first one follow, in order, from `position` on."""
    for word in words[1:]:
        while (start := utterance.letters.find(word, position)) != -1:
            position = start + 1
            if _word_stands(utterance, start, start + len(word)):
                position = start + len(word)
                break
        if start == -1:
            return False
    return True
