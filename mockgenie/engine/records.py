"""Records for a task: which ones it needs, and which of those that came it can use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockgenie.conditions import Comparison, Condition, Reading, all_of, one_of
from mockgenie.domains import Domain, EntityClass, Found, Record, Table, Task
from mockgenie.engine.reply import ClassRequest, DataRequest
from mockgenie.engine.session import Slots

_COUNT = re.compile(r"<count>\s*([0-9]{1,15})\s*</count>")


def fits(
    entity: EntityClass,
    keys: tuple[str, ...],
    slots: Slots,
    unwanted: Slots,
    read: Reading,
) -> bool:
    """Whether a record that `keys` name has what is said of it."""
    wanted = {**_of(entity, slots), entity.key: keys}
    return entity.instances.find(wanted, _of(entity, unwanted), read, 1).count > 0


def look_up(
    domain: Domain, task: Task, slots: Slots, unwanted: Slots, read: Reading, limit: int
) -> Found:
    """The instances of the task's entity classes that fit what the user wants; of each class at
    most `limit`."""
    found = [
        entity.instances.find(_of(entity, slots), _of(entity, unwanted), read, limit)
        for entity in map(domain.entities.__getitem__, task.lookup)
    ]
    if len(found) == 1:
        return found[0]
    records = tuple(record for some in found for record in some.records)
    return Found(sum(some.count for some in found), records)


def request(domain: Domain, task: Task, slots: Slots, unwanted: Slots) -> DataRequest:
    """The same question, asked of the client (wire contract, sections 6 and 7)."""
    return DataRequest(
        tuple(
            ClassRequest(
                tuple(slot.name for slot in entity.slots),
                str(_condition(entity, slots, unwanted)),
            )
            for entity in (domain.entities[name] for name in task.lookup)
        )
    )


def choose_records(
    domain: Domain,
    task: Task,
    slots: Slots,
    unwanted: Slots,
    data: Sequence[Record],
    read: Reading,
) -> Found:
    """The records of `data` that fit, and how many there are in all.

    A client may send everything it has; the engine picks. A last record with
    `<count>N</count>` says how many there are, more than were sent.
    """
    told = None
    if data and (counts := [int(n) for value in data[-1].values() for n in _COUNT.findall(value)]):
        told = max(counts)
        data = data[:-1]
    table = Table(tuple(data))
    found: tuple[Record, ...] = ()
    for name in task.lookup:
        entity = domain.entities[name]
        own = {slot.name for slot in entity.slots}
        limit = len(table) + 1
        fitting = table.find(_of(entity, slots), _of(entity, unwanted), read, limit).records
        found += tuple(record for record in fitting if not own.isdisjoint(record))
    return Found(len(found) if told is None else told, found)


def _of(entity: EntityClass, slots: Slots) -> Slots:
    """What was said of the slots of the class, in their declared order."""
    if not slots:
        return {}
    return {slot.name: values for slot in entity.slots if (values := slots.get(slot.filled))}


def _condition(entity: EntityClass, slots: Slots, unwanted: Slots) -> Condition:
    """Slot by slot: one of the wanted values, none of the unwanted ones."""
    parts: list[Condition] = []
    for slot in entity.slots:
        if wanted := slots.get(slot.filled):
            parts.append(one_of(slot.name, wanted))
        parts += (Comparison(slot.name, "~=", value) for value in unwanted.get(slot.filled, ()))
    return all_of(tuple(parts))
