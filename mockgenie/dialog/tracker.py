"""What the user has said of slots, as a turn changes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from mockgenie.dialog.query import Constraints
from mockgenie.dialog.session import Session
from mockgenie.domain import EntityClass, Slots
from mockgenie.nlu import Understanding

Fits: TypeAlias = Callable[[EntityClass, tuple[str, ...], Constraints], bool]
"""Whether records of a class, chosen by their keys, meet constraints."""

Keyed: TypeAlias = Iterable[tuple[EntityClass, frozenset[str]]]
"""Classes with a key, each with its other slots."""


class Tracker:
    """The slots of a session: `slots` with the values that are wanted, () where any will do;
    `unwanted`, those that are ruled out; `before`, those that were forgotten since."""

    __slots__ = ("before", "slots", "unwanted")

    def __init__(self, session: Session) -> None:
        self.slots = session.slots
        self.unwanted = session.unwanted
        self.before = session.before

    @property
    def constraints(self) -> Constraints:
        """What records have to meet."""
        return Constraints(self.slots, self.unwanted)

    @constraints.setter
    def constraints(self, constraints: Constraints) -> None:
        self.slots, self.unwanted = constraints.wanted, constraints.unwanted

    def is_answered(self, slot: str) -> bool:
        """Whether the user has said something of a slot."""
        return slot in self.slots or slot in self.unwanted

    def update(self, said: Understanding, keyed: Keyed, fits: Fits) -> None:
        """Add what the user said to what is known already. A record that was chosen is forgotten
        where it does not fit what is said now."""
        before = self.slots
        self._add(said.slots, said.unwanted)
        if said.forgotten:
            self.forget(said.forgotten)
        for entity, others in keyed:
            chosen = self.slots.get(entity.key)
            if chosen and entity.key not in said.slots:
                now = Constraints(
                    {slot: values for slot, values in said.slots.items() if slot in others},
                    said.unwanted,
                )
                if _changes(before, others, now) and (
                    _widens(before, now) or not fits(entity, chosen, now)
                ):
                    self.forget((entity.key,))

    def _add(self, wanted: Slots, ruled_out: Slots) -> None:
        slots, unwanted = {**self.slots, **wanted}, self.unwanted
        if unwanted and not unwanted.keys().isdisjoint(wanted):
            unwanted = {slot: values for slot, values in unwanted.items() if slot not in wanted}
        for slot, values in ruled_out.items():
            unwanted = {**unwanted, slot: tuple(dict.fromkeys((*unwanted.get(slot, ()), *values)))}
            if kept := tuple(value for value in slots.get(slot, ()) if value not in values):
                slots[slot] = kept
            else:
                slots.pop(slot, None)
        self.slots, self.unwanted = slots, unwanted

    def fill(self, slot: str, values: tuple[str, ...]) -> None:
        """Let a slot have `values`."""
        self.slots = {**self.slots, slot: values}

    def forget(self, slots: Collection[str]) -> None:
        """Forget what was said of `slots`; 그날 and 거기 can still point at it."""
        gone = {slot: values for slot, values in self.slots.items() if slot in slots}
        if gone:
            self.before = {**self.before, **{slot: v for slot, v in gone.items() if v}}
            self.slots = {slot: v for slot, v in self.slots.items() if slot not in gone}
        if self.unwanted:
            self.unwanted = {slot: v for slot, v in self.unwanted.items() if slot not in slots}

    def forget_all(self) -> None:
        """Begin anew."""
        self.slots, self.unwanted, self.before = {}, {}, {}


def _changes(before: Slots, slots: frozenset[str], now: Constraints) -> bool:
    """Whether what is said now says anything new of the `slots` of a class."""
    return not slots.isdisjoint(now.unwanted) or any(
        before.get(slot) != values for slot, values in now.wanted.items()
    )


def _widens(before: Slots, now: Constraints) -> bool:
    """Whether any value will do now for a slot that was restricted before."""
    return any(values == () and before.get(slot) for slot, values in now.wanted.items())
