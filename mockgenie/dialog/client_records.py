"""The records that a client sends (wire contract, section 6), and those of them that are picked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from mockgenie.conditions import Reading
from mockgenie.dialog.query import Constraints, entity_classes, find
from mockgenie.domain import Domain, EntityClass, Task
from mockgenie.records import Record, Table

_COUNT = re.compile(r"<count>\s*([0-9]{1,15})\s*</count>")


MOST_READ = 2_000
"""So many different values of a slot are read as days, numbers and so on: a turn makes all others
wait, and a body has room for tens of thousands."""


class ClientRecords(Struct, frozen=True):
    """What a client sent: `records`, and `counts`, how many there are in all, by the slots of
    the last record; {} where it has none."""

    records: tuple[Record, ...]
    counts: Mapping[str, int]

    @property
    def table(self) -> Table:
        """The records, to be looked up."""
        return Table(self.records, MOST_READ)

    def count_of(self, entity: EntityClass) -> int | None:
        """How many records of a class there are by the client's count; None where it has none.
        Where its slots have several counts, the largest is meant."""
        counts = [self.counts[slot.name] for slot in entity.slots if slot.name in self.counts]
        return max(counts, default=None)


def read_client_records(domain: Domain, task: Task, data: Sequence[Record]) -> ClientRecords:
    """What a client sent for the task, read as instance files are: values without the spaces
    around them, and a slot with nothing else in it has none.

    A last record with `<count>N</count>` says how many there are, more than were sent, slot by
    slot.
    """
    records = tuple(
        {slot: text for slot, value in record.items() if (text := value.strip())} for record in data
    )
    counts = counts_in(domain, task, records[-1]) if records else {}
    return ClientRecords(records[:-1] if counts else records, counts)


def counts_in(domain: Domain, task: Task, record: Record) -> dict[str, int]:
    """The counts in a record, by the slots that the task asks for."""
    return {
        slot.name: count
        for entity in entity_classes(domain, task)
        for slot in entity.slots
        if (count := read_count(record.get(slot.name, ""))) is not None
    }


def read_count(value: str) -> int | None:
    """The number in `<count>N</count>`, None where a value is something else."""
    found = _COUNT.fullmatch(value)
    return int(found[1]) if found else None


def pick(
    entity: EntityClass, table: Table, constraints: Constraints, read: Reading
) -> tuple[Record, ...]:
    """The records of a class that meet the constraints, among all that a client sent: it may
    send everything it has."""
    own = {slot.name for slot in entity.slots}
    found = find(entity, table, constraints, read, len(table) + 1)
    return tuple(record for record in found.records if not own.isdisjoint(record))
