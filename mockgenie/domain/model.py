"""What a domain is: the immutable result of loading its YAML file.

Slots are named in full everywhere, `Weather.city`. A `place` is where something stands in the
domain's file, (line, column) from 1; (0, 0) for what the file does not say.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conditions import ALWAYS, Condition
from mockgenie.domain.fields import LIMIT, THRESHOLD, WEIGHT, Controller, SlotType
from mockgenie.domain.patterns import Variant
from mockgenie.domain.templates import Template
from mockgenie.records import Table

Place: TypeAlias = tuple[int, int]
NOWHERE: Place = (0, 0)

Slots: TypeAlias = dict[str, tuple[str, ...]]
"""Values of slots, by their full names."""

COMPARABLE_TYPES: tuple[SlotType, ...] = ("int", "float", "date", "time", "duration")
"""The types of slot whose values have an order."""

BOOLEAN_VALUES = ("yes", "no")
"""The values of a slot of type boolean."""

TERMS = (
    "act", "kind", "count", "turn", "system_act", "settled", "unknown", "dropped", "items",
    "itemised", "number",
)  # fmt: skip
"""What `when` and texts may speak of besides slots: the dialog act of the utterance, what it
does (question, command …), the number of records found last, the number of the user's turn, the
dialog act that the system performed last, the task that was confirmed and done last, words of the
utterance that are not known, what was added to the wishes and left out again, how many there are of
the first class of many and what each is, the number of a record in a list."""


def count_terms(classes: Iterable[str]) -> dict[str, str]:
    """The terms for how many records the last lookup of each entity class found, with the classes:
    `count.Weather` of Weather. Where one is also the full name of a slot, it is the slot."""
    return {f"count.{name}": name for name in classes}


def item_terms(entity: str) -> tuple[str, str]:
    """The terms for how many there are of a class of many, and for what each is."""
    return f"items.{entity}", f"itemised.{entity}"


class Slot(Struct, frozen=True):
    """One property of an entity class.

    `values`: each value with its synonyms; `any`: words that put no restriction on the slot;
    `words`: what names the slot itself or stands beside its values; `counters`: what stands
    behind its numbers; `less`, `more`: adjectives for little and for much of it; `pattern`: the
    regular expression of its values, and `format`, the form they are kept in, "" for as they are
    said; `spoken`: whether what is said fills it; `preceding`: the slots that are asked for before
    it; `examples`: values that examples of acts name; `same`: the slot of another class that it is;
    `tag`: how a chat engine names its values, "" for a name that follows from its own.
    """

    name: str
    type: SlotType = "text"
    values: dict[str, tuple[str, ...]] = {}
    any: tuple[str, ...] = ()
    description: str = ""
    words: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    pattern: str = ""
    format: str = ""
    spoken: bool = True
    preceding: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    same: str = ""
    less: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    tag: str = ""
    place: Place = NOWHERE

    @property
    def is_open(self) -> bool:
        """Whether any text can be its value."""
        return self.type == "text" and self.spoken and not (self.values or self.same)

    @property
    def is_comparable(self) -> bool:
        """Whether its values have an order."""
        return self.type in COMPARABLE_TYPES

    @property
    def filled(self) -> str:
        """The slot that is filled when the user speaks of it: itself, or the one it is."""
        return self.same or self.name


class EntityClass(Struct, frozen=True, dict=True):
    """Slots that belong together, and the records of them (`internal_data`).

    `key`: the slot that names a record, "" for none.
    """

    name: str
    slots: tuple[Slot, ...]
    instances: Table
    key: str = ""
    description: str = ""
    place: Place = NOWHERE

    @cached_property
    def fills(self) -> tuple[tuple[str, str], ...]:
        """Its slots, each with the one that is filled when the user speaks of it."""
        return tuple([(slot.name, slot.filled) for slot in self.slots])

    @cached_property
    def is_filled_by_itself(self) -> bool:
        """Whether none of its slots is the same as one of another class."""
        return all(name == filled for name, filled in self.fills)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its slots."""
        return frozenset(slot.name for slot in self.slots)


class Many(Struct, frozen=True):
    """A class of which the user may speak of several: `head`, its first slot, by which they are
    told apart; `slots`, all of them; `count`, the one that says how many of a kind there are to be,
    "" for none; `text`, how one of them is said."""

    entity: str
    head: str
    slots: frozenset[str]
    count: str
    text: Template


class Act(Struct, frozen=True):
    """Something a user can mean: patterns, their alternatives chosen, and examples in which
    values stand as slots. `intent`: what a chat engine calls it, "" for its name; `written`: the
    patterns and examples as the file has them."""

    name: str
    variants: tuple[Variant, ...]
    examples: tuple[Variant, ...] = ()
    description: str = ""
    place: Place = NOWHERE
    intent: str = ""
    written: tuple[str, ...] = ()


class Text(Struct, frozen=True):
    """One wording, chosen as often as its weight says; `image`: the address of a picture that
    chat channels show with it."""

    template: Template
    weight: float = WEIGHT
    place: Place = NOWHERE
    image: Template | None = None


class Saying(Struct, frozen=True):
    """Something to say and when it fits: one of `texts`, and behind it `each` for every record,
    at most `limit`. `act`: the dialog act that the system performs with it; `image`: the picture of
    texts without one; `extra`: further keys of a chat engine's answer."""

    texts: tuple[Text, ...]
    when: Condition = ALWAYS
    each: Template | None = None
    limit: int = LIMIT
    act: str = ""
    place: Place = NOWHERE
    image: Template | None = None
    extra: tuple[tuple[str, Template], ...] = ()


Sayings: TypeAlias = tuple[Saying, ...]
"""The first whose condition holds is said."""


class Confirmation(Struct, frozen=True):
    """A question that wants a yes; `change` answers a no that changes nothing."""

    question: Sayings
    change: Sayings


class Transition(Struct, frozen=True):
    """A way to another task: at the user's next utterance, or at once (`system`)."""

    task: str
    when: Condition = ALWAYS
    controller: Controller = "user"
    place: Place = NOWHERE


class Task(Struct, frozen=True):
    """A step of the dialog: slots to fill, records to look up, something to say.

    `goal`: what settles it before `fill` is complete, None for nothing; `ask`: the questions of
    each slot, the next one where it is asked again; `preceding`: the slots that are asked for
    before a slot; `optional`: the user may decline it.
    """

    name: str
    say: Sayings = ()
    fill: tuple[str, ...] = ()
    ask: dict[str, Sayings] = {}
    lookup: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    next: tuple[Transition, ...] = ()
    end: bool = False
    goal: Condition | None = None
    preceding: dict[str, tuple[str, ...]] = {}
    confirm: Confirmation | None = None
    enter: Sayings = ()
    leave: Sayings = ()
    optional: bool = False
    description: str = ""
    place: Place = NOWHERE


class Domain(Struct, frozen=True):
    """A whole dialog. `tasks` has the opening one first; `threshold` is how similar to an example
    an utterance has to be, from 0 to 1; `anywhere` are transitions that every task has; `unknown`
    is what is said to words that were not used, by the slot whose value they would be, "" for the
    others; `noted`, what is said when a slot is filled unasked; `many`, the class of which there
    may be several, None for none."""

    name: str
    description: str
    entities: dict[str, EntityClass]
    acts: tuple[Act, ...]
    tasks: dict[str, Task]
    fallback: Sayings
    anywhere: tuple[Transition, ...] = ()
    help: Sayings = ()
    cancelled: Sayings = ()
    threshold: float = THRESHOLD
    unknown: dict[str, Sayings] = {}
    noted: dict[str, Sayings] = {}
    many: tuple[Many, ...] = ()

    @property
    def opening(self) -> Task:
        """The task that a dialog begins with."""
        return next(iter(self.tasks.values()))

    def slots(self) -> dict[str, Slot]:
        """Every slot by its full name, in the order of the file."""
        return {slot.name: slot for entity in self.entities.values() for slot in entity.slots}

    def looked_up(self) -> tuple[str, ...]:
        """The entity classes that tasks look up, in the order of the tasks."""
        return tuple(dict.fromkeys(name for task in self.tasks.values() for name in task.lookup))
