"""The words of a domain, each with what it can mean, built once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from mockgenie.domain import Domain, Slot
from mockgenie.korean import day_words, squeeze, words_of_journey
from mockgenie.nlu.classifier import Way, ways_of
from mockgenie.nlu.lexicon import Lexicon

Kind: TypeAlias = Literal["value", "any", "said", "truth"]
"""How a word means a slot: as one of its values; as "no matter which"; by the user's own words,
which are kept; as its truth, which is yes or no by what stands behind; as the slot itself."""

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
    ways: ClassVar[tuple[Way, ...]] = ()

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """This one."""
        return (self,)


class Uses(Struct, frozen=True):
    """All that a word can be: a value of slots, the name of slots, the first word of ways of
    acts."""

    meanings: tuple[Meaning, ...] = ()
    names: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


Entry: TypeAlias = Meaning | Uses
"""What a word of the dictionary can be."""


class Vocabulary:
    """The dictionary of a domain."""

    def __init__(self, domain: Domain, fillable: frozenset[str]) -> None:
        slots = domain.slots()
        entries, several = _by_word(_meanings(domain, slots, fillable))
        names: dict[str, dict[str, None]] = {}
        for written, slot in _names(slots):
            if word := squeeze(written):
                names.setdefault(word, {})[slot] = None
        ways = ways_of(domain)
        beginnings: dict[str, list[Way]] = {}
        for way in ways:
            if way.words:
                beginnings.setdefault(way.words[0], []).append(way)
        for word in (*several, *names, *beginnings):
            one = entries[word].meanings if word in entries else ()
            entries[word] = Uses(
                tuple(several.get(word, one)),
                tuple(names.get(word, ())),
                tuple(beginnings.get(word, ())),
            )
        self.lexicon = Lexicon(entries)
        self.ways = ways
        self.wordless = tuple(way for way in ways if not way.words)
        """Ways of acts that are made of slots alone."""


def _by_word(
    said: Iterable[tuple[str, Meaning]],
) -> tuple[dict[str, Entry], dict[str, dict[Meaning, None]]]:
    """The first meaning of each word, squeezed, and all meanings of those that have several."""
    first: dict[str, Entry] = {}
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
    domain: Domain, slots: dict[str, Slot], fillable: frozenset[str]
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
            for word in synonyms:
                yield word, meaning
        for word in slot.any:
            yield word, Meaning(name, "", "any")
        if slot.type == "boolean":
            for word in slot.words:
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


def _names(slots: dict[str, Slot]) -> Iterator[tuple[str, str]]:
    """The words, as they are written, that name slots, each with its slot."""
    for slot in slots.values():
        if slot.type != "boolean":
            for word in (*slot.words, *words_of_journey(slot.words), *_NAMES.get(slot.type, ())):
                yield word, slot.name
