"""Records for a task: which ones it needs, and which of those that came it can use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockgenie.conditions import Condition, Reading, all_of, one_of
from mockgenie.domains import Domain, EntityClass, Record, Table, Task
from mockgenie.engine.reply import ClassRequest, DataRequest
from mockgenie.engine.session import Session

_COUNT = re.compile(r"<count>\s*([0-9]{1,15})\s*</count>")


def look_up(domain: Domain, task: Task, session: Session, read: Reading) -> tuple[Record, ...]:
    """The instances of the task's entity classes that fit the slots of the session."""
    found: tuple[Record, ...] = ()
    for name in task.lookup:
        entity = domain.entities[name]
        found += entity.instances.find(_restrictions(entity, session), read)
    return found


def request(domain: Domain, task: Task, session: Session) -> DataRequest:
    """The same question, asked of the client (wire contract, sections 6 and 7)."""
    return DataRequest(
        tuple(
            ClassRequest(
                tuple(slot.name for slot in entity.slots), str(_condition(entity, session))
            )
            for entity in (domain.entities[name] for name in task.lookup)
        )
    )


def choose(
    domain: Domain, task: Task, session: Session, data: Sequence[Record], read: Reading
) -> tuple[tuple[Record, ...], int]:
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
        fitting = table.find(_restrictions(entity, session), read)
        found += tuple(record for record in fitting if not own.isdisjoint(record))
    return found, len(found) if told is None else told


def _restrictions(entity: EntityClass, session: Session) -> dict[str, tuple[str, ...]]:
    """The values that the user wants in the slots of the class, in their declared order."""
    slots = session.slots
    return {slot.name: values for slot in entity.slots if (values := slots.get(slot.name))}


def _condition(entity: EntityClass, session: Session) -> Condition:
    restrictions = _restrictions(entity, session).items()
    return all_of(tuple(one_of(slot, values) for slot, values in restrictions))
