"""What can give a slot its value."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from mockgenie.domain import Domain, Slot, SlotRef, SlotType, Task

_RECOGNISED: dict[SlotType, Callable[[Slot], object]] = {
    "text": lambda slot: slot.values or slot.examples,
    "choice": lambda slot: slot.values,
    "int": lambda slot: slot.counters or slot.values,
    "float": lambda slot: slot.counters or slot.values,
    "date": lambda slot: True,
    "time": lambda slot: True,
    "duration": lambda slot: True,
    "boolean": lambda slot: slot.words or slot.values,
    "pattern": lambda slot: slot.pattern,
}
"""By type, whether a value of the slot is recognised wherever it is said."""


class Filling:
    """Which slots a user can fill, and which tasks ask for them.

    `looked_up`: the entity classes of which some task looks records up; `compared`: the moments of
    theirs that are not spoken of, but compared all the same (제일 늦은 회차).
    """

    def __init__(self, domain: Domain) -> None:
        slots = domain.slots()
        preceding = {name: slot.preceding for name, slot in slots.items()}
        self.order = {
            task.name: tuple(_in_order(task, preceding)) for task in domain.tasks.values()
        }
        self.looked_up = frozenset(domain.looked_up())
        asked = {slot for order in self.order.values() for slot in order}
        keys = {entity.key for entity in domain.entities.values()}
        in_acts = set(_in_acts(domain))
        self.by_user = frozenset(
            name
            for name, slot in slots.items()
            if slot.spoken
            and (
                name in asked
                or name in keys
                or _RECOGNISED[slot.type](slot)
                or (slot.is_open and name in in_acts)
            )
        )
        self.compared = frozenset(
            name
            for name, slot in slots.items()
            if name.partition(".")[0] in self.looked_up and slot.type in ("date", "time")
        )


def _in_acts(domain: Domain) -> Iterator[str]:
    """The slots that patterns and examples of acts have."""
    for act in domain.acts:
        for variant in (*act.variants, *act.examples):
            yield from (part.name for part in variant if isinstance(part, SlotRef))


def _in_order(task: Task, preceding: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The slots that the task asks for: those of fill and those that precede them."""
    waiting, seen = deque(task.fill), set(task.fill)
    while waiting:
        slot = waiting.popleft()
        yield slot
        for before in task.preceding.get(slot, preceding.get(slot, ())):
            if before not in seen:
                seen.add(before)
                waiting.append(before)
