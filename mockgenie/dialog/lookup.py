"""Records for a task: which ones it needs, and which of those that came it can use.

`slots` and `unwanted` are the user's wishes: full slot name to values that are wanted, and to
values that are ruled out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from mockgenie.conditions import Comparison, Condition, Reading, all_of, one_of
from mockgenie.dialog.reply import ClassRequest, DataRequest
from mockgenie.domain import Domain, EntityClass, Slot, Slots, Task
from mockgenie.records import Matches, Record, Table

_COUNT = re.compile(r"<count>\s*([0-9]{1,15})\s*</count>")


class Sent(Struct, frozen=True):
    """What a client sent: `records`, and `counts`, how many there are in all, by the slots of
    the last record; {} where it has none."""

    records: tuple[Record, ...]
    counts: Mapping[str, int]


def fits(
    entity: EntityClass,
    instances: Table,
    keys: tuple[str, ...],
    slots: Slots,
    unwanted: Slots,
    read: Reading,
) -> bool:
    """Whether a record of `instances` that `keys` name has what is said of it."""
    wanted = {**_of(entity, slots), entity.key: keys}
    return instances.find(wanted, _of(entity, unwanted), read, 1).count > 0


def look_up(
    domain: Domain, task: Task, slots: Slots, unwanted: Slots, read: Reading, limit: int
) -> Matches:
    """The instances of the task's entity classes that fit what the user wants; of each class at
    most `limit`."""
    return _together(
        [
            entity.instances.find(_of(entity, slots), _of(entity, unwanted), read, limit)
            for entity in classes(domain, task)
        ]
    )


def request(domain: Domain, task: Task, slots: Slots, unwanted: Slots) -> DataRequest:
    """The same question, asked of the client (wire contract, sections 6 and 7)."""
    return DataRequest(
        tuple(
            ClassRequest(
                tuple(slot.name for slot in entity.slots),
                str(condition(entity, slots, unwanted)),
            )
            for entity in classes(domain, task)
        )
    )


def named(domain: Domain, task: Task, slots: Slots, unwanted: Slots) -> tuple[Slots, Slots] | None:
    """The wishes without those that a record which the user names need not have: what was wished
    for before of its other slots. None where no record is named, or nothing else is wished for."""
    others = {
        slot
        for entity in classes(domain, task)
        if _names_one(entity, slots)
        for slot in _others(entity)
    }
    if others.isdisjoint(slots) and others.isdisjoint(unwanted):
        return None
    return (
        {slot: values for slot, values in slots.items() if slot not in others},
        {slot: values for slot, values in unwanted.items() if slot not in others},
    )


def asked(
    domain: Domain,
    task: Task,
    slots: Slots,
    unwanted: Slots,
    shown: Sequence[Record],
    read: Reading,
) -> tuple[Slots, Slots]:
    """The wishes that a client is asked by. `shown`: the records of its that were said last.

    A record that the user names is found even if it lacks what was wished for before. The client
    is asked only once, so it is not asked for these wishes unless the record is known to have
    them.
    """
    instances = Table(shown)
    if all(
        fits(entity, instances, slots[entity.key], slots, unwanted, read)
        for entity in classes(domain, task)
        if _names_one(entity, slots)
    ):
        return slots, unwanted
    return named(domain, task, slots, unwanted) or (slots, unwanted)


def show(
    domain: Domain,
    filled: str,
    now: Sequence[Record],
    before: Sequence[dict[str, str]],
    spoken_of: Collection[str],
) -> tuple[dict[str, str], ...]:
    """The records that a later turn may be about: those said `now`, and of those said `before`
    the ones whose names are `spoken_of` still. The slot `filled` has the names.

    Only what a record says of its own class is kept; what was said of it twice goes together.
    """
    kept: dict[tuple[str, str], dict[str, str]] = {}
    for entity in domain.entities.values():
        slots = {slot.name: slot.filled for slot in entity.slots}
        if slots.get(entity.key) != filled:
            continue
        for record in before:
            if (name := record.get(entity.key, "")) in spoken_of:
                kept[entity.name, name] = record
        for said in now:
            if name := said.get(entity.key, ""):
                known = kept.get((entity.name, name), {})
                own = {slot: value for slot, value in said.items() if slot in slots}
                kept[entity.name, name] = {**known, **own}
    return tuple(kept.values())


def read_sent(domain: Domain, task: Task, data: Sequence[Record]) -> Sent:
    """What a client sent, read as instance files are: values without the spaces around them, and
    a slot with nothing else in it has none.

    A last record with `<count>N</count>` says how many there are, more than were sent, slot by
    slot.
    """
    records = tuple(
        {slot: text for slot, value in record.items() if (text := value.strip())} for record in data
    )
    counts = counts_of(domain, task, records[-1]) if records else {}
    return Sent(records[:-1] if counts else records, counts)


def counts_of(domain: Domain, task: Task, record: Record) -> dict[str, int]:
    """What a record says of numbers of records, by the slots that the task asks for."""
    return {
        slot.name: count
        for entity in classes(domain, task)
        for slot in entity.slots
        if (count := read_count(record.get(slot.name, ""))) is not None
    }


def read_count(value: str) -> int | None:
    """The number in `<count>N</count>`, None where a value is something else."""
    found = _COUNT.fullmatch(value)
    return int(found[1]) if found else None


def choose_records(
    domain: Domain,
    task: Task,
    slots: Slots,
    unwanted: Slots,
    sent: Sent,
    read: Reading,
    counted: bool = True,
) -> Matches:
    """The records that were sent and fit, and how many there are in all.

    A client may send everything it has; the engine picks. `counted`: whether these wishes are
    those that the client was asked by, so that its counts are counts of what fits.
    """
    table = Table(sent.records)
    found = []
    taken: set[int] = set()  # a record of several classes is one record
    for entity in classes(domain, task):
        fitting = pick(entity, table, slots, unwanted, read)
        records = tuple([record for record in fitting if id(record) not in taken])
        taken.update(map(id, records))
        told = told_of(entity, sent) if counted else None
        found.append(Matches(len(records) if told is None else told, records))
    return _together(found)


def pick(
    entity: EntityClass, table: Table, slots: Slots, unwanted: Slots, read: Reading
) -> tuple[Record, ...]:
    """The records of a class among all that were sent, as far as they fit."""
    own = {slot.name for slot in entity.slots}
    found = table.find(_of(entity, slots), _of(entity, unwanted), read, len(table) + 1)
    return tuple(record for record in found.records if not own.isdisjoint(record))


def told_of(entity: EntityClass, sent: Sent) -> int | None:
    """How many records of a class there are by the client's count; None where it has none."""
    counts = [sent.counts[slot.name] for slot in entity.slots if slot.name in sent.counts]
    return max(counts, default=None)


def condition(entity: EntityClass, slots: Slots, unwanted: Slots) -> Condition:
    """Slot by slot: one of the wanted values, none of the unwanted ones."""
    return all_of(tuple(part for _, part in conditions(entity, slots, unwanted)))


def conditions(
    entity: EntityClass, slots: Slots, unwanted: Slots
) -> Iterator[tuple[Slot, Condition]]:
    """What the condition is put together of, each part with the slot that it speaks of."""
    for slot in entity.slots:
        if wanted := slots.get(slot.filled):
            yield slot, one_of(slot.name, wanted)
        for value in unwanted.get(slot.filled, ()):
            yield slot, Comparison(slot.name, "~=", value)


def classes(domain: Domain, task: Task) -> Iterator[EntityClass]:
    """The entity classes whose records a task needs."""
    return map(domain.entities.__getitem__, task.lookup)


def _names_one(entity: EntityClass, slots: Slots) -> bool:
    """Whether the user names one record of a class with a key of its own."""
    return len(slots.get(entity.key, ())) == 1 and not any(
        slot.same for slot in entity.slots if slot.name == entity.key
    )


def _others(entity: EntityClass) -> Iterator[str]:
    """The slots of a class but for its key."""
    return (slot.name for slot in entity.slots if slot.name != entity.key)


def _together(found: Sequence[Matches]) -> Matches:
    """What was found of several classes."""
    if len(found) == 1:
        return found[0]
    records = tuple(record for some in found for record in some.records)
    return Matches(sum(some.count for some in found), records)


def _of(entity: EntityClass, slots: Slots) -> Slots:
    """What was said of the slots of the class, in their declared order."""
    if not slots:
        return {}
    return {slot.name: values for slot in entity.slots if (values := slots.get(slot.filled))}
