"""What may be answered to the question for a slot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mockgenie.dialog.query import Constraints, find
from mockgenie.dialog.session import Session
from mockgenie.domain import Domain, EntityClass, Slot
from mockgenie.records import reading_on

_MOST_LOOKED_AT = 1_000
"""Records in which values are looked for."""
_DAYS = ("오늘", "내일", "모레")
_TRUTHS = ("네", "아니요")


def candidates(domain: Domain, session: Session, name: str, today: date) -> Sequence[str]:
    """Values that a slot can have where the session stands: those of the first records that meet
    what is known, those that the domain lists, or some that are often said; () for a slot that
    takes any text or number."""
    slot = domain.slots()[name]
    found = _in_records(domain, session, name, today)
    if slot.type == "boolean":
        return _TRUTHS
    if found:
        listed = [value for value in slot.values if value in found]
        return listed or list(found)
    return list(slot.values) or (_DAYS if slot.type == "date" else ())


def _in_records(domain: Domain, session: Session, name: str, today: date) -> dict[str, None]:
    """The values in the records of the domain, in their order."""
    found: dict[str, None] = {}
    for entity in domain.entities.values():
        for slot in entity.slots:
            if slot.filled == name and len(entity.instances):
                found |= _of_slot(entity, slot, session, today)
    return found


def _of_slot(entity: EntityClass, slot: Slot, session: Session, today: date) -> dict[str, None]:
    known = Constraints(session.slots, session.unwanted, session.compared).without([slot.filled])
    read = reading_on(today)
    matches = find(entity, entity.instances, known.without_orders(), read, _MOST_LOOKED_AT)
    values = (record.get(slot.name, "") for record in matches.records)
    return dict.fromkeys(value for value in values if value)
