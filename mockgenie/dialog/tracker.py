"""What is known of the user's wishes, as a turn changes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from mockgenie.dialog.session import Session
from mockgenie.domain import EntityClass, Slots
from mockgenie.nlu import Understanding

Fits: TypeAlias = Callable[[EntityClass, tuple[str, ...], Slots, Slots], bool]
"""Whether records of a class, named by their keys, have what is said of its slots: wanted values
and unwanted ones."""

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

    def is_answered(self, slot: str) -> bool:
        """Whether the user has said something of a slot."""
        return slot in self.slots or slot in self.unwanted

    def take(self, said: Understanding, keyed: Keyed, fits: Fits) -> None:
        """Put what the user said beside what is known already. A record that was chosen is
        forgotten where what is said now does not fit it."""
        known, slots, unwanted = self.slots, {**self.slots, **said.slots}, self.unwanted
        if unwanted and not unwanted.keys().isdisjoint(said.slots):
            unwanted = {slot: v for slot, v in unwanted.items() if slot not in said.slots}
        for slot, values in said.unwanted.items():
            ruled_out = dict.fromkeys((*unwanted.get(slot, ()), *values))
            unwanted = {**unwanted, slot: tuple(ruled_out)}
            if kept := tuple(v for v in slots.get(slot, ()) if v not in values):
                slots[slot] = kept
            else:
                slots.pop(slot, None)
        self.slots, self.unwanted = slots, unwanted
        if said.forgotten:
            self.forget(said.forgotten)
        for entity, own in keyed:
            chosen = slots.get(entity.key)
            if not chosen or entity.key in said.slots:
                continue
            told = {slot: v for slot, v in said.slots.items() if slot in own}
            if all(known.get(slot) == v for slot, v in told.items()) and own.isdisjoint(
                said.unwanted
            ):
                continue
            widened = any(v == () and known.get(slot) for slot, v in told.items())
            if widened or not fits(entity, chosen, told, said.unwanted):
                self.forget((entity.key,))

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
