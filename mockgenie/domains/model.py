"""What a domain is: the immutable result of loading its YAML file.

Slots are named in full everywhere, `Weather.city`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.conditions import ALWAYS, Condition
from mockgenie.domains.instances import Table
from mockgenie.domains.patterns import Variant
from mockgenie.domains.templates import Template

SlotType: TypeAlias = Literal["text", "date"]
Controller: TypeAlias = Literal["user", "system"]

TERMS = ("act", "count", "turn")
"""What `when` may speak of besides slots: the dialog act of the utterance, the number of records
found last, the number of the user's turn."""


class Slot(Struct, frozen=True):
    """One property of an entity class.

    `values`: each value with its synonyms; `any`: words that put no restriction on the slot.
    """

    name: str
    type: SlotType = "text"
    values: dict[str, tuple[str, ...]] = {}
    any: tuple[str, ...] = ()
    description: str = ""


class EntityClass(Struct, frozen=True):
    """Slots that belong together, and the records of them (`internal_data`)."""

    name: str
    slots: tuple[Slot, ...]
    instances: Table


class Act(Struct, frozen=True):
    """Something a user can mean, by the ways of saying it."""

    name: str
    variants: tuple[Variant, ...]


class Saying(Struct, frozen=True):
    """A text and when it fits; `each` is said of every record, behind the text."""

    text: Template
    when: Condition = ALWAYS
    each: Template | None = None


class Transition(Struct, frozen=True):
    """A way to another task: at the user's next utterance, or at once (`system`)."""

    task: str
    when: Condition = ALWAYS
    controller: Controller = "user"


class Task(Struct, frozen=True):
    """A step of the dialog: slots to fill, records to look up, something to say."""

    name: str
    say: tuple[Saying, ...] = ()
    fill: tuple[str, ...] = ()
    ask: dict[str, Template] = {}
    lookup: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    next: tuple[Transition, ...] = ()
    end: bool = False


class Domain(Struct, frozen=True):
    """A whole dialog. `tasks` has the opening one first."""

    name: str
    description: str
    entities: dict[str, EntityClass]
    acts: tuple[Act, ...]
    tasks: dict[str, Task]
    fallback: Template

    @property
    def opening(self) -> Task:
        """The task that a dialog begins with."""
        return next(iter(self.tasks.values()))

    def slots(self) -> dict[str, Slot]:
        """Every slot by its full name, in the order of the file."""
        return {slot.name: slot for entity in self.entities.values() for slot in entity.slots}
