"""Sessions put into a state by hand, as an author or a test wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.conditions import ORDERS, read_bound
from mockgenie.dialog.engine import Engine
from mockgenie.dialog.session import Session
from mockgenie.dialog.value_problems import choice_problem, value_problem
from mockgenie.domain import Slot, Slots
from mockgenie.korean import composed
from mockgenie.records import reading_on
from mockgenie.source import unknown

WantedSlots: TypeAlias = Mapping[str, "str | Sequence[str] | None"]
"""A value, several, [] where any will do; None: nothing is said of the slot any more."""


class PlacementError(ValueError):
    """A state that a session cannot have: `field` is where it is wrong, as slots.Weather.city, and
    `problem` says what, and what would be right."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class Placement(Struct, frozen=True):
    """What is to be otherwise in a session; what is None stays as it is. `task`: the session is at
    the beginning of it; `asked`: the slot that the system has just asked for, where that is not
    said the first that the task needs; `day`: that it is in the dialog, "" for the server's."""

    slots: WantedSlots | None = None
    unwanted: WantedSlots | None = None
    compared: WantedSlots | None = None
    task: str | None = None
    asked: str | None = None
    day: str | None = None


def place(engine: Engine, session: Session, wanted: Placement, today: date) -> Session:
    """A session of the engine's domain as it is wanted; `today` is the day where it has none of its
    own. Raises PlacementError."""
    fields: dict[str, Any] = {}
    if wanted.day is not None:
        fields["day"] = wanted.day and _day(wanted.day).isoformat()
    day = fields.get("day", session.day)
    values = _Values(engine, date.fromisoformat(day) if day else today)
    for name in ("slots", "unwanted", "compared"):
        changes: WantedSlots | None = getattr(wanted, name)
        if changes is not None:
            fields[name] = values.changed(getattr(session, name), name, changes)
    if wanted.task is not None:
        if wanted.task not in engine.domain.tasks:
            known = unknown("task", wanted.task, engine.domain.tasks)
            raise PlacementError("task", known.message)
        fields |= {"task": wanted.task, "stage": "", "pending": False, "said": ()}
    if wanted.asked:
        fields |= {"asked": values.slot(wanted.asked, "asked").filled, "stage": "", "times": 1}
    elif wanted.asked is not None:
        fields |= {"asked": "", "times": 0}
    placed = replace(session, **fields)
    if wanted.asked is None and wanted.task is not None and not placed.stage:
        first = next(iter(engine.missing(placed)), "")
        placed = replace(placed, asked=first, times=1 if first else 0)
    return placed


class _Values:
    """Reads what is wanted of slots, on a day."""

    def __init__(self, engine: Engine, today: date) -> None:
        self._domain = engine.domain
        self._slots = engine.domain.slots()
        self._today = today

    def slot(self, name: str, field: str) -> Slot:
        """The slot of that name."""
        if name not in self._slots:
            raise PlacementError(field, unknown("slot", name, self._slots).message)
        return self._slots[name]

    def changed(self, before: Slots, what: str, wanted: WantedSlots) -> Slots:
        """What is said of slots then."""
        now = dict(before)
        for name, given in wanted.items():
            field = f"{what}.{name}"
            slot = self.slot(name, field)
            now.pop(slot.filled, None)
            if given is None:
                continue
            values = tuple(map(composed, [given] if isinstance(given, str) else given))
            if not values and what != "slots":
                raise PlacementError(field, "a value is missing; null says nothing of it")
            for value in values:
                if problem := self._problem(slot, value, what):
                    raise PlacementError(field, problem)
            now[slot.filled] = values
        return now

    def _problem(self, slot: Slot, value: str, what: str) -> str:
        """What is wrong with a value; "" for nothing."""
        if not value.strip():
            return "a value has at least one letter that is no space"
        if what != "compared":
            return value_problem(slot, value, self._today) or self._unlisted(slot, value)
        bound = read_bound(value)
        if bound is None and value not in ORDERS:
            return f'"{value}" is no comparison (known: <=30000, >=14:00, {", ".join(ORDERS)})'
        return "" if bound is None else value_problem(slot, bound.value, self._today)

    def _unlisted(self, slot: Slot, value: str) -> str:
        """What is wrong with a value that the domain does not have, although it lists them."""
        if slot.type != "text" or not slot.values or value in slot.values:
            return ""
        read = reading_on(self._today)
        for entity in self._domain.entities.values():
            for own in entity.slots:
                wanted = {own.name: (value,)}
                if own.filled == slot.filled and entity.instances.find(wanted, {}, read, 1).count:
                    return ""
        return choice_problem(slot, value, self._today)


def _day(written: str) -> date:
    try:
        if len(written) == len("2026-11-22"):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise PlacementError("day", f'"{written}" is no day such as 2026-11-22')
