"""What texts and conditions can see of a conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from mockgenie.conditions import Bound, Condition, Key, Reading, Values, read_bound, unwanted_name
from mockgenie.domain import Saying, Slots, Transition, ValueForm
from mockgenie.korean import write_comparison
from mockgenie.nlg.forms import write
from mockgenie.records import Record


class FoundRecords(Struct, frozen=True, gc=False):
    """The records that a lookup found.

    `records`: all of them, those of one entity class behind those of another; `first`: what the
    first record of each class says, by full slot name; `single`: the same of those classes of which
    there is one record.
    """

    records: Sequence[Record] = ()
    first: Record = {}
    single: Record = {}


Case = TypeVar("Case", Saying, Transition)
"""What there are several of, each with its condition."""

NOTHING_FOUND = FoundRecords()
NO_SLOTS: Slots = {}
NOTHING_COMPARED: Mapping[str, Sequence[Bound]] = {}


class View(Struct, gc=False):
    """What texts and conditions can see: the slots, the records found, and the terms, which are
    made when they are asked for: no term has the name of a slot.

    `view_of` makes it. `records`: those found; `compared`: the bounds that texts and conditions
    see.
    """

    _values: Mapping[str, str | tuple[str, ...]]
    _slots: Slots
    _terms: Callable[[], Mapping[str, str]]
    _first: Record
    _read: Reading
    _before: Slots
    _is_definite: bool
    """Whether there is exactly one value of each slot that has any."""
    records: Sequence[Record]
    compared: Mapping[str, Sequence[Bound]]
    _all: Mapping[str, str | tuple[str, ...]] | None = None

    @property
    def _values_and_terms(self) -> Mapping[str, str | tuple[str, ...]]:
        """What conditions can see."""
        if self._all is None:
            self._all = {**self._values, **self._terms()}
        return self._all

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds."""
        return condition.test(self._read)(self._values_and_terms)

    def first(self, among: Iterable[Case]) -> Case | None:
        """The first whose condition holds, if any."""
        read, values = self._read, self._values_and_terms
        for one in among:
            if one.when.test(read)(values):
                return one
        return None

    def value(self, name: str, form: ValueForm = "") -> str:
        """What the user said of a slot, else what the first record of its class says; a term."""
        found = self._values.get(name) or self._first.get(name)
        if not found:
            found = self._values_and_terms.get(name) or ""
        if not isinstance(found, str):
            if len(found) > 1:
                return ", ".join([write(word, form, self._read) for word in found])
            found = found[0]
        return write(found, form, self._read) if form else found

    def words(self, names: Iterable[str]) -> Iterable[str]:
        """The values of several names, as they stand."""
        if self._is_definite:
            words = tuple(map(self._values.get, names))
            if None not in words:
                return words  # type: ignore[return-value]
        return [self.value(name) for name in names]

    def comparison(self, name: str, form: ValueForm, unit: str) -> str:
        """What the user compared a slot with: 30,000원 이하; "" where it is not compared. `unit`:
        what is written behind its values."""
        bounds = self.compared.get(name)
        if not bounds:
            return ""
        kind = self._read(bounds[0].value)[0]
        limits = [(bound.operator, write(bound.value, form, self._read)) for bound in bounds]
        return write_comparison(limits, "moment" if kind in ("date", "time") else "amount", unit)

    def said(self, name: str, form: ValueForm) -> str:
        """What the user said of a slot; a term."""
        return "" if name in self._first and not self._slots.get(name) else self.value(name, form)

    def all(self, name: str, form: ValueForm) -> str:
        """The different values of a slot in all records, or else what the user said."""
        words = dict.fromkeys(record[name] for record in self.records if name in record)
        if not words:
            return self.comparison(name, form, "") or self.value(name, form)
        return ", ".join(write(word, form, self._read) for word in words)

    def sum(self, name: str, form: ValueForm) -> str:
        """The sum of the numbers of a slot in all records, or else what the user said."""
        keys = [self._read(record[name]) for record in self.records if name in record]
        numbers = [key[1] for key in keys if isinstance(key[1], (int, float))]
        if not numbers:
            return self.value(name, form)
        return write(f"{sum(numbers):f}".rstrip("0").rstrip("."), form, self._read)

    def without(self, name: str, form: ValueForm) -> str:
        """The values that the user ruled out."""
        return self.value(unwanted_name(name), form)

    def last(self, name: str, form: ValueForm) -> str:
        """What the user said last of a slot, even if it is forgotten."""
        values = self._slots.get(name) or self._before.get(name) or ()
        return ", ".join([write(word, form, self._read) for word in values])

    def lines(self, saying: Saying) -> Iterator[str]:
        """What is said of each record."""
        each = saying.each
        assert each is not None
        said: dict[str, str | tuple[str, ...]] = {**self._slots, **self._terms()}
        for number, record in enumerate(self.records[: saying.limit], 1):
            yield each.render(_Line(self, said, record, number))

    def read(self, text: str) -> Key:
        """What a value compares by."""
        return self._read(text)


def view_of(
    slots: Slots,
    unwanted: Slots,
    terms: Callable[[], Mapping[str, str]],
    found: FoundRecords,
    read: Reading,
    before: Slots = NO_SLOTS,
    compared: Slots = NO_SLOTS,
) -> View:
    """What can be seen of a session and of what was found.

    Of a slot that the user said nothing of or left open, texts and conditions see what the first
    record of its class says. Of one that is compared (`<=30000`) conditions see what it is compared
    with, and texts the comparison (30,000원 이하), unless only one record was found. `before`: the
    last values of slots that have been forgotten.
    """
    first = found.first
    values: dict[str, str | tuple[str, ...]] = {**first, **slots}
    is_definite = True
    for name, said in slots.items():
        if len(said) == 1:
            values[name] = said[0]
        elif name in (found.single if said else first):
            values[name] = first[name]  # what the user left open, the record says
        else:
            is_definite = False
    if unwanted:
        values.update((unwanted_name(slot), ruled_out) for slot, ruled_out in unwanted.items())
    bounds = NOTHING_COMPARED
    if compared:
        bounds = _bounds(compared, found.single)
        values.update((name, tuple([one.value for one in own])) for name, own in bounds.items())
    records = found.records
    return View(values, slots, terms, first, read, before, is_definite, records, bounds)


def _bounds(
    compared: Mapping[str, tuple[str, ...]], single: Record
) -> dict[str, tuple[Bound, ...]]:
    """The bounds of each slot that is compared and that no single record has."""
    read = {name: tuple(filter(None, map(read_bound, said))) for name, said in compared.items()}
    return {name: bounds for name, bounds in read.items() if bounds and name not in single}


class _Line:
    """What a line about one record sees: the record first, then the rest."""

    def __init__(self, view: View, said: Values, record: Record, number: int) -> None:
        self._view = view
        self._said = said
        self._record = {**record, "number": str(number)}
        self.compared = view.compared and view.compared.keys() - record.keys() - {"number"}

    def value(self, name: str, form: ValueForm) -> str:
        word = self._record.get(name)
        if not word:
            return self._view.said(name, form)
        return write(word, form, self._view.read) if form else word

    def words(self, names: Iterable[str]) -> list[str]:
        return [self.value(name, "") for name in names]

    def comparison(self, name: str, form: ValueForm, unit: str) -> str:
        return self._view.comparison(name, form, unit)

    def all(self, name: str, form: ValueForm) -> str:
        return self._view.all(name, form)

    def sum(self, name: str, form: ValueForm) -> str:
        return self._view.sum(name, form)

    def without(self, name: str, form: ValueForm) -> str:
        return self._view.without(name, form)

    def last(self, name: str, form: ValueForm) -> str:
        return self._view.last(name, form)

    def holds(self, condition: Condition) -> bool:
        return condition.matches({**self._said, **self._record}, self._view.read)
