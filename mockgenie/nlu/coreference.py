"""What the user points back at: 거기 is the record or the place spoken of, 그날 the day."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set

from mockgenie.domain import Domain, Slot, Slots
from mockgenie.korean import Pointed
from mockgenie.nlu.state import DialogState

_TYPES: dict[Pointed, tuple[str, ...]] = {
    "day": ("date",),
    "time": ("time",),
    "place": ("text", "choice"),
}
"""The types of slot that each word can stand for, besides the key of a record."""


class Pointing:
    """Resolves references in one domain."""

    def __init__(self, domain: Domain) -> None:
        self._slots = domain.slots()
        keyed = [entity for entity in domain.entities.values() if entity.key]
        self._keys = list(dict.fromkeys(self._slots[entity.key].filled for entity in keyed))
        self._key_of = {
            slot.name: self._slots[entity.key].filled for entity in keyed for slot in entity.slots
        }

    def is_key(self, slot: str) -> bool:
        """Whether the slot names records."""
        return slot in self._keys

    def is_chosen(self, slot: str, session: DialogState, named: Collection[str]) -> bool:
        """Whether one record of the slot's class is spoken of: it was chosen before, or its key
        is among the slots `named` now."""
        key = self._key_of.get(slot)
        return key is not None and (key in named or bool(session.slots.get(key)))

    def resolve(
        self,
        pointed: Set[Pointed],
        session: DialogState,
        fill: Sequence[str],
        found: Collection[str],
    ) -> Slots:
        """The slots that `pointed` fills; those in `found` the user has named otherwise."""
        resolved: Slots = {}
        if pointed & {"thing", "place"}:
            for key, value in self._records(session):
                if key not in found:
                    resolved[key] = (value,)
        for kind, types in _TYPES.items():
            if kind in pointed:
                self._fill(types, session, fill, found, resolved)
        return resolved

    def _records(self, session: DialogState) -> list[tuple[str, str]]:
        """The record that was chosen, or the first of those listed last, by its key."""
        chosen = [(key, session.slots[key][0]) for key in self._keys if session.slots.get(key)]
        if session.listed and session.listed[0] not in dict(chosen) and len(session.listed) > 1:
            chosen.append((session.listed[0], session.listed[1]))
        return chosen

    def _fill(
        self,
        types: Sequence[str],
        session: DialogState,
        fill: Sequence[str],
        found: Collection[str],
        resolved: Slots,
    ) -> None:
        """Fill what is missing of `types` with the value that the slot had, or, for the slot
        asked for and for days and times, with another slot's of the same type."""
        missing = dict.fromkeys((session.asked, *fill) if session.asked else fill)
        if types != _TYPES["place"]:
            missing.update(dict.fromkeys(session.before))
        for name in missing:
            slot = self._slots[name]
            if slot.type not in types or name in found or name in session.slots:
                continue
            if (values := session.before.get(name)) or (
                values := self._elsewhere(slot, session, resolved)
            ):
                resolved[name] = values

    def _elsewhere(self, slot: Slot, session: DialogState, resolved: Slots) -> tuple[str, ...]:
        if slot.type in ("date", "time"):
            alike = (s.name for s in self._slots.values() if s.type == slot.type)
            known = (session.slots.get(name) or session.before.get(name) for name in alike)
            return next(filter(None, known), ())
        if slot.name == session.asked and slot.is_open:
            return next(iter(resolved.values()), ())
        return ()
