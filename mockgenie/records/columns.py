"""The slots of an entity class as the columns of its instances."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from mockgenie.records.cells import READERS, shown
from mockgenie.source import did_you_mean

Row: TypeAlias = Sequence[str | None]
"""What a record says of each slot of its class, in their declared order; None for nothing."""


class TypedSlot(Protocol):
    """What a column has to know of its slot: the full name, and the type of its values."""

    @property
    def name(self) -> str:
        """The full name, as `Weather.city`."""

    @property
    def type(self) -> str:
        """One of the types of slots, as `date`."""


class Columns:
    """The columns that the instances of an entity class may have."""

    def __init__(self, entity: str, slots: Sequence[TypedSlot]) -> None:
        self.entity = entity
        self.types = {slot.name: slot.type for slot in slots}
        self.slots = tuple(self.types)
        """The full names, in their declared order."""
        self.readers = {
            number: (slot.name, READERS[slot.type])
            for number, slot in enumerate(slots)
            if slot.type in READERS
        }
        """Where cells are not taken as they are: the slot, and how its cells are read."""
        self._numbers = {slot: number for number, slot in enumerate(self.slots)}

    def number(self, name: str) -> int | None:
        """Which column a name means, with its class or without, from 0; None for none."""
        found = self._numbers.get(name)
        return self._numbers.get(f"{self.entity}.{name}") if found is None else found

    def unknown(self, name: str) -> str:
        """What is wrong with a name that means no column."""
        name = shown(name)
        return f'"{name}" is no slot of {self.entity}{did_you_mean(name, self.slots)}'

    def reader(self, slot: str) -> Callable[[str], str]:
        """How the text of a cell of `slot` is read; raises CellProblem."""
        return READERS.get(self.types[slot], str)
