"""A domain, prepared for understanding: its words, each with what it can mean, and its patterns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from mockgenie.domain import Domain, Slot
from mockgenie.korean import day_words, squeeze, words_of_journey
from mockgenie.nlu.lexicon import Lexicon
from mockgenie.nlu.patterns import ActPattern, patterns_of

Kind: TypeAlias = Literal["value", "any", "said", "truth", "order"]
"""How a word means a slot: as one of its values; as "no matter which"; by the user's own words,
which are kept (`value` has them where they are kept in another form); as its truth, which is yes
or no by what stands behind; as an order of records by its values."""

_NAMES = {"date": ("날짜", "요일"), "time": ("시간", "시각")}
"""What slots of a type are called, whatever else the author says."""


# Not looked at by the garbage collector: a large dictionary has one for each of its values.
class Meaning(Struct, frozen=True, gc=False):
    """A way to read some letters: a value of a slot. `value` is "" where `kind` says it all.

    It is the whole entry of a word that means nothing else, as most words do.
    """

    slot: str
    value: str
    kind: Kind

    names: ClassVar[tuple[str, ...]] = ()
    patterns: ClassVar[tuple[ActPattern, ...]] = ()

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """This one."""
        return (self,)


class WordEntry(Struct, frozen=True):
    """All that a word can be: a value of slots, the name of slots, the first word of patterns."""

    meanings: tuple[Meaning, ...] = ()
    names: tuple[str, ...] = ()
    patterns: tuple[ActPattern, ...] = ()


LexiconEntry: TypeAlias = Meaning | WordEntry
"""What a word of the dictionary can be."""


class Vocabulary:
    """A domain as the steps of the pipeline are prepared from it.

    `slots`: every slot that can be spoken of, by its name; `patterns`: those of every act, ranked;
    `lexicon`: every word, with what it can mean; `named`: the slots that some word names.
    """

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.slots = slots = {name: one for name, one in domain.slots().items() if one.spoken}
        self.patterns = patterns_of(domain)
        entries, several = _by_word(_meanings(domain, slots, _fillable(domain)))
        names: dict[str, dict[str, None]] = {}
        for written, slot in _names(slots):
            if word := squeeze(written):
                names.setdefault(word, {})[slot] = None
        starts: dict[str, list[ActPattern]] = {}
        for pattern in self.patterns:
            if pattern.words:
                starts.setdefault(pattern.words[0], []).append(pattern)
        for word in (*several, *names, *starts):
            one = entries[word].meanings if word in entries else ()
            entries[word] = WordEntry(
                tuple(several.get(word, one)),
                tuple(names.get(word, ())),
                tuple(starts.get(word, ())),
            )
        self.lexicon = Lexicon(entries)
        self.named = frozenset(slot for slots in names.values() for slot in slots)


_PARTICLES = ("이", "가", "을", "를")


def _fillable(domain: Domain) -> set[str]:
    """The slots that a user is expected to speak of."""
    tasks = domain.tasks.values()
    found = {slot for task in tasks for slot in (*task.fill, *task.ask)}
    found |= {entity.key for entity in domain.entities.values() if entity.key}
    for act in domain.acts:
        for variant in (*act.variants, *act.examples):
            found |= {part.name for part in variant if not isinstance(part, str)}
    return found


def _by_word(
    said: Iterable[tuple[str, Meaning]],
) -> tuple[dict[str, LexiconEntry], dict[str, dict[Meaning, None]]]:
    """The first meaning of each word, squeezed, and all meanings of those that have several."""
    first: dict[str, LexiconEntry] = {}
    several: dict[str, dict[Meaning, None]] = {}
    for written, meaning in said:
        word = squeeze(written)
        if not word:
            continue
        if word == written:
            word = written  # The domain has this text already, so it takes no memory here.
        before = first.setdefault(word, meaning)
        if before is not meaning:
            several.setdefault(word, dict.fromkeys(before.meanings))[meaning] = None
    return first, several


def _meanings(
    domain: Domain, slots: dict[str, Slot], fillable: Collection[str]
) -> Iterator[tuple[str, Meaning]]:
    """What can be said as a value of the slots, as it is written, with its meaning."""
    days = tuple(day_words()) if any(slot.type == "date" for slot in slots.values()) else ()
    for slot in slots.values():
        name = slot.name
        for value, synonyms in slot.values.items():
            # A date keeps the user's words, whichever of its names it has.
            meaning = Meaning(name, value, "value")
            if slot.type != "boolean":
                yield value, meaning
            for word in synonyms if slot.type != "boolean" else _topical(synonyms):
                yield word, meaning
        for word in slot.any:
            yield word, Meaning(name, "", "any")
        if slot.type == "boolean":
            for word in _topical(slot.words):
                yield word, Meaning(name, "", "truth")
        for value in slot.examples:
            yield value, Meaning(name, value, "value")
        if slot.is_open and name in fillable:
            # A slot that users fill and that lists no values has those of its instances.
            for value in domain.entities[name.partition(".")[0]].instances.values(name):
                yield value, Meaning(name, value, "value")
        if slot.type == "date":
            said = Meaning(name, "", "said")
            yield from ((word, said) for word in days)


def _topical(words: Iterable[str]) -> Iterator[str]:
    """Words, and those with a noun and a verb (아침이 나오) as they are said with other particles:
    아침은 나오, 아침도 나오, 아침 나오."""
    for word in words:
        yield word
        noun, _, verb = word.partition(" ")
        if len(noun) > 2 and noun.endswith(_PARTICLES) and verb:
            topic = "는" if noun[-1] in "를가" else "은"
            for particle in (topic, "도", "") if len(verb) > 1 else (topic, "도"):
                yield f"{noun[:-1]}{particle} {verb}"


def _names(slots: dict[str, Slot]) -> Iterator[tuple[str, str]]:
    """The words, as they are written, that name slots, each with its slot."""
    for slot in slots.values():
        if slot.type != "boolean":
            # A day is no end of a journey: 12월 5일에 갈 거예요, where 까지 names the last one.
            journey = () if slot.type == "date" else words_of_journey(slot.words)
            for word in (*slot.words, *journey, *_NAMES.get(slot.type, ())):
                yield word, slot.name
