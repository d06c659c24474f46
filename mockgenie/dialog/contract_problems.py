"""What is wrong with the records that a bot sends: for its developer, never for the bot.

The wire contract, section 6, takes nearly everything, so a mistake shows only in an answer that is
not the expected one. Here each mistake is reported by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.conditions import Condition, Reading
from mockgenie.dialog.client_records import (
    MOST_READ,
    counts_in,
    pick,
    read_client_records,
    read_count,
)
from mockgenie.dialog.query import (
    Constraints,
    client_constraints,
    condition,
    conditions,
    entity_classes,
)
from mockgenie.dialog.session import Session
from mockgenie.dialog.value_problems import as_sent, quoted, value_problem
from mockgenie.domain import Domain, EntityClass, Slot
from mockgenie.records import Record, reading_on
from mockgenie.source import did_you_mean

ContractProblemKind: TypeAlias = Literal[
    "unasked",
    "missing_slot",
    "unknown_slot",
    "outside_condition",
    "unrelated_record",
    "count",
    "type",
]
"""unasked: nothing had been asked for; missing_slot: a slot that was asked for is in no record;
unknown_slot: a slot that was not asked for; outside_condition: a record that the engine does not
take, because it does not satisfy the condition; unrelated_record: another that it does not take,
because it has none of the slots; count: a number of records that cannot be; type: a value that
its slot cannot have."""

_READ = ("int", "float", "date", "time", "duration")
"""Types of slots whose values are read."""

_MOST_UNKNOWN = 10
"""So many slots that were not asked for are reported one by one."""


class ContractProblem(Struct, frozen=True):
    """One mistake in `data`, however many records have it.

    `what` says what is wrong and what would be right; `record`: the index of the first record
    that has it, from 0, None for the list as a whole; `slot`: "" for none; `times`: how many
    records have it; `asked`: what had been asked for: the condition, the slots or the type.
    """

    kind: ContractProblemKind
    what: str
    record: int | None = None
    slot: str = ""
    times: int = 1
    asked: str = ""

    @property
    def where(self) -> str:
        """The place: `data`, `data[2]` or `data[2]["Weather.low"]`."""
        if self.record is None:
            return "data"
        return f"data[{self.record}]" + (f"[{quoted(self.slot)}]" if self.slot else "")

    def __str__(self) -> str:
        more = f" ({self.times:,} records)" if self.record is not None and self.times > 1 else ""
        return f"{self.where}: {self.what}{more}"


def contract_problems(
    domain: Domain, session: Session, data: Sequence[Record], today: date
) -> tuple[ContractProblem, ...]:
    """What is wrong with `data`, sent on the day `today` where the dialog stood at `session`.

    Each kind of mistake is reported once a slot. Takes time in proportion to the data.
    """
    if not session.pending:
        return (_unasked(session, data),)
    return tuple(_Checks(domain, session, data, today).problems())


def _unasked(session: Session, data: Sequence[Record]) -> ContractProblem:
    what = "nothing had been asked for, so it is ignored; send data only to answer a data_request"
    if session.access_method == "internal_data":
        what = (
            "nothing is ever asked for in a dialog opened with internal_data, so it is ignored;"
            " open it with external_data"
        )
    return ContractProblem("unasked", what, times=len(data))


class _Checks:
    """What was asked for and what came, read once for all checks."""

    def __init__(
        self, domain: Domain, session: Session, data: Sequence[Record], today: date
    ) -> None:
        task = domain.tasks[session.task]
        self._domain = domain
        self._task = task
        self._data = data
        self._today = today
        self._read: Reading = reading_on(today)
        self._classes = tuple(entity_classes(domain, task))
        self._own = {slot.name: slot for entity in self._classes for slot in entity.slots}
        self._sent = read_client_records(domain, task, data)
        constraints = Constraints(session.slots, session.unwanted, session.compared)
        asked_by = client_constraints(domain, task, constraints, session.shown, self._read)
        self._constraints = asked_by.without_orders()
        table = self._sent.table
        self._picked = {
            entity.name: pick(entity, table, self._constraints, self._read)
            for entity in self._classes
        }

    def problems(self) -> Iterator[ContractProblem]:
        yield from self._missing_slots()
        yield from self._unknown_slots()
        yield from self._records_not_taken()
        yield from self._counts()
        yield from self._types()

    def _missing_slots(self) -> Iterator[ContractProblem]:
        records = self._sent.records
        there = set[str]().union(*records)
        for entity in self._classes:
            slots = [slot.name for slot in entity.slots]
            if there.isdisjoint(slots):
                continue  # no record of the class, which means that nothing was found
            for slot in slots:
                if slot not in there:
                    what = f"no record has {slot}, which was asked for; add it to each record"
                    yield ContractProblem(
                        "missing_slot", what, None, slot, len(records), ", ".join(slots)
                    )

    def _unknown_slots(self) -> Iterator[ContractProblem]:
        found: dict[str, list[int]] = {}
        for number, record in enumerate(self._data):
            if not record.keys() <= self._own.keys():
                for slot in record:
                    if slot not in self._own:
                        found.setdefault(slot, []).append(number)
        known = self._domain.slots()
        slots = ", ".join(self._own)
        for slot in list(found)[:_MOST_UNKNOWN]:
            if slot in known:
                what = f"{slot} was not asked for; leave it out"
            else:
                near = did_you_mean(slot[:40], self._own)
                what = f"the domain {self._domain.name} has no slot {as_sent(slot)}{near}"
            first, times = found[slot][0], len(found[slot])
            yield ContractProblem("unknown_slot", what, first, slot, times, slots)
        if others := list(found)[_MOST_UNKNOWN:]:
            records = {number for slot in others for number in found[slot]}
            what = f"{len(others):,} more slots were not asked for; leave them out"
            yield ContractProblem("unknown_slot", what, min(records), "", len(records), slots)

    def _records_not_taken(self) -> Iterator[ContractProblem]:
        taken = {id(record) for records in self._picked.values() for record in records}
        outside: list[int] = []
        unrelated: list[int] = []
        for number, record in enumerate(self._sent.records):
            if id(record) not in taken:
                (unrelated if self._own.keys().isdisjoint(record) else outside).append(number)
        if outside:
            entity, what = self._why(self._sent.records[outside[0]])
            written = str(condition(entity, self._constraints, self._read))
            yield ContractProblem("outside_condition", what, outside[0], "", len(outside), written)
        if unrelated:
            slots = ", ".join(self._own)
            what = f"the record has none of the slots that were asked for: {slots}"
            yield ContractProblem("unrelated_record", what, unrelated[0], "", len(unrelated), slots)

    def _why(self, record: Record) -> tuple[EntityClass, str]:
        """Of which class a record is, and why it does not fit."""
        entity = max(
            self._classes, key=lambda entity: sum(slot.name in record for slot in entity.slots)
        )
        for slot, part in conditions(entity, self._constraints, self._read):
            if not part.matches(record, self._read):
                return entity, _misfit(slot, part, record)
        raise AssertionError("a record that fits is taken")

    def _counts(self) -> Iterator[ContractProblem]:
        misplaced = [
            number
            for number, record in enumerate(self._sent.records)
            if any("<" in value for value in record.values())
            and counts_in(self._domain, self._task, record)
        ]
        form = "<count>N</count>"
        if misplaced:
            what = "a count stands in the last record only; this one is taken for a value"
            yield ContractProblem("count", what, misplaced[0], "", len(misplaced), form)
        for entity in self._classes:
            count, fitting = self._sent.count_of(entity), len(self._picked[entity.name])
            if count is not None and count < fitting:
                what = (
                    f"the last record tells of {count:,} records of {entity.name}, but"
                    f" {fitting:,} that satisfy the condition were sent; the count is that of"
                    " all records, sent or not"
                )
                slot = next(slot.name for slot in entity.slots if slot.name in self._sent.counts)
                yield ContractProblem("count", what, len(self._data) - 1, slot, 1, form)

    def _types(self) -> Iterator[ContractProblem]:
        slots = self._domain.slots()
        for name, slot in self._own.items():
            typed = slots[slot.filled]
            seen: dict[str, str] = {}
            wrong: list[int] = []
            first = ""
            for number, record in enumerate(self._sent.records):
                if (value := record.get(name)) is None:
                    continue
                if (problem := seen.get(value)) is None:
                    if len(seen) == MOST_READ and typed.type in _READ:
                        what = (
                            f"{name} has many different values, of which the first {MOST_READ:,}"
                            " are read; send the records that satisfy the condition"
                        )
                        yield ContractProblem("type", what, number, name, 1, slot.type)
                        break
                    problem = seen[value] = self._value_problem(typed, value)
                if problem:
                    first = first or problem
                    wrong.append(number)
            if problem := self._count_problem(name, typed):
                first = first or problem
                wrong.append(len(self._sent.records))
            if wrong:
                yield ContractProblem("type", first, wrong[0], name, len(wrong), slot.type)

    def _count_problem(self, name: str, slot: Slot) -> str:
        """What is wrong with a slot of the record of counts; other values may stand there."""
        value = self._data[-1].get(name, "").strip() if self._sent.counts else ""
        return self._value_problem(slot, value) if "<" in value else ""

    def _value_problem(self, slot: Slot, value: str) -> str:
        return "" if read_count(value) is not None else value_problem(slot, value, self._today)


def _misfit(slot: Slot, part: Condition, record: Record) -> str:
    """Why a record does not satisfy a part of the condition."""
    if slot.name not in record:
        return (
            f"the record has no {slot.name}, so it does not satisfy {part}; the engine does not"
            " take it"
        )
    value = record[slot.name]
    called = next((word for word, others in slot.values.items() if value in others), "")
    hint = f" (the domain calls it {quoted(called)})" if called else ""
    return (
        f"{slot.name} is {as_sent(value)}{hint}, which does not satisfy {part}; the engine does not"
        " take the record"
    )
