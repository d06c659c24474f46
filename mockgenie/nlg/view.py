"""Chooses and fills in what the system says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from mockgenie.conditions import Condition, Key, Reading, Values, unwanted_name
from mockgenie.domain import Saying, Text, ValueForm
from mockgenie.nlg.forms import write
from mockgenie.records import Record


class View:
    """What texts and conditions can see of a conversation: the terms, the slots, the records.

    `known` is for conditions: of a slot that the user said nothing of or left open, the first
    record tells.
    """

    __slots__ = ("_fields", "_read", "_slots", "_terms", "known", "records")

    def __init__(
        self,
        slots: Mapping[str, tuple[str, ...]],
        unwanted: Mapping[str, tuple[str, ...]],
        terms: Mapping[str, str],
        records: Sequence[Record],
        read: Reading,
    ) -> None:
        first = records[0] if records else {}
        known: dict[str, str | tuple[str, ...]] = {**first, **slots, **terms}
        for name, said in slots.items():
            left_open = not said or (len(said) > 1 and len(records) == 1)
            if left_open and name in first:
                known[name] = first[name]  # what the user left open, the record says
        if unwanted:
            known.update((unwanted_name(slot), values) for slot, values in unwanted.items())
        self.known = known
        self.records = records
        self._slots = slots
        self._terms = terms
        self._fields = first
        self._read = read

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds."""
        return condition.test(self._read)(self.known)

    def value(self, name: str, form: ValueForm = "") -> str:
        """What the user said of a slot, else what the first record says; a term."""
        found = self.known.get(name) or self._fields.get(name) or ""
        if not isinstance(found, str):
            if len(found) > 1:
                return ", ".join([write(word, form, self._read) for word in found])
            found = found[0]
        return write(found, form, self._read) if form else found

    def said(self, name: str, form: ValueForm) -> str:
        """What the user said of a slot; a term."""
        return "" if name in self._fields and not self._slots.get(name) else self.value(name, form)

    def all(self, name: str, form: ValueForm) -> str:
        """The different values of a slot in all records, or else what the user said."""
        words = dict.fromkeys(record[name] for record in self.records if name in record)
        if not words:
            return self.value(name, form)
        return ", ".join(write(word, form, self._read) for word in words)

    def without(self, name: str, form: ValueForm) -> str:
        """The values that the user ruled out."""
        return self.value(unwanted_name(name), form)

    def lines(self, saying: Saying) -> Iterator[str]:
        """What is said of each record."""
        each = saying.each
        assert each is not None
        said: dict[str, str | tuple[str, ...]] = {**self._slots, **self._terms}
        for number, record in enumerate(self.records[: saying.limit], 1):
            yield each.render(_Line(self, said, record, number))

    def read(self, text: str) -> Key:
        """What a value compares by."""
        return self._read(text)


class _Line:
    """What a line about one record sees: the record first, then the rest."""

    def __init__(self, view: View, said: Values, record: Record, number: int) -> None:
        self._view = view
        self._said = said
        self._record = {**record, "number": str(number)}

    def value(self, name: str, form: ValueForm) -> str:
        word = self._record.get(name)
        if not word:
            return self._view.said(name, form)
        return write(word, form, self._view.read) if form else word

    def all(self, name: str, form: ValueForm) -> str:
        return self._view.all(name, form)

    def without(self, name: str, form: ValueForm) -> str:
        return self._view.without(name, form)

    def holds(self, condition: Condition) -> bool:
        return condition.matches({**self._said, **self._record}, self._view.read)


def choose(texts: Sequence[Text], draw: float) -> Text:
    """One of several wordings, as often as its weight says; `draw` is from 0 up to 1."""
    point = draw * sum(text.weight for text in texts)
    for text in texts:
        point -= text.weight
        if point < 0:
            return text
    return texts[-1]


def chance(seed: int, turn: int, place: tuple[int, int]) -> float:
    """A number from 0 up to 1 that depends on nothing but its arguments, on every machine."""
    told = f"{seed} {turn} {place[0]} {place[1]}".encode()
    return int.from_bytes(blake2b(told, digest_size=6).digest(), "big") / 2**48
