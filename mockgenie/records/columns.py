"""The columns of records: the slots of a class, and what their cells say by the type of the slot.

Texts are taken without the spaces around them; a cell without anything else is no value. In a
boolean slot 있음 and 예 are read as `yes`, 없음 and 아니요 as `no`; in a slot of numbers 1,500 is
read as 1500.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from mockgenie.korean import normalise
from mockgenie.source import Mistake, did_you_mean, mistake, short

Raw: TypeAlias = str | int | float | bool | None
"""A cell as a data file has it."""

_YES = ("예", "네", "있음", "가능", "true", "yes", "y", "o", "1")
_NO = ("아니요", "아니오", "없음", "불가", "불가능", "false", "no", "n", "x", "0")
TRUTH = dict.fromkeys(_YES, "yes") | dict.fromkeys(_NO, "no")
"""How a cell of a boolean slot may be written, in any case, and its value."""

_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,99}|[0-9]{1,300})(\.[0-9]{1,300})?")


class CellError(ValueError):
    """A cell with what its slot cannot hold; the message says what it has to be."""


def cell_text(raw: Raw) -> str:
    """A cell as text, "" for none: 3.0 is 3, true is yes."""
    if isinstance(raw, str):
        return raw.strip()
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float):
        if raw.is_integer():
            return str(int(raw))
        written = repr(raw)
        if "e" not in written:
            return written
        # Imported late, because few numbers are so small.
        from decimal import Decimal

        # Conditions take nothing with an exponent for a number.
        return format(Decimal(written), "f")
    return str(raw)


def _truth(text: str) -> str:
    known = TRUTH.get(text) or TRUTH.get(normalise(text).casefold())
    if known is None:
        raise CellError("yes or no (예 or 아니요, 있음 or 없음)")
    return known


def _number(text: str, wanted: str = "a number") -> str:
    found = _NUMBER.fullmatch(normalise(text))
    if not found:
        raise CellError(wanted)
    sign, whole, decimals = found.groups("")
    return sign.replace("+", "") + whole.replace(",", "") + decimals


def _whole_number(text: str) -> str:
    if text.isdecimal() and text.isascii() and len(text) <= 300:
        return text
    number, _, decimals = _number(text, "a whole number").partition(".")
    if decimals.strip("0"):
        raise CellError("a whole number")
    return number


def shown(text: str) -> str:
    """What a message shows of a text that a file has: its beginning, and characters only."""
    return short(text).encode("utf-8", "replace").decode()


READERS: dict[str, Callable[[str], str]] = {
    "boolean": _truth,
    "int": _whole_number,
    "float": _number,
}
"""By the type of a slot, how the text of a cell is read: each raises CellError. Of the other
types, every text is a value."""


def wrong_cell(slot: str, cell: str, error: CellError) -> Mistake:
    """What is wrong with a cell that its slot cannot hold."""
    return mistake("wrong-value", what=slot, wanted=error, written=shown(cell))


Row: TypeAlias = Sequence[str | None]
"""The values of a record by the slots of its class, in their declared order; None for none."""


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

    def unknown(self, name: str, note: str = "") -> Mistake:
        """What is wrong with a column or a field that is called like no slot."""
        name = shown(name)
        hint = did_you_mean(name, self.slots) + note
        return mistake("not-a-slot", name=name, of=self.entity, hint=hint)

    def reader(self, slot: str) -> Callable[[str], str]:
        """How the text of a cell of `slot` is read; raises CellError."""
        return READERS.get(self.types[slot], str)
