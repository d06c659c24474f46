"""A domain as it was understood from a database, before it is written: what there is, and what was
decided or left open on the way, each with the row that it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mockgenie.conditions import ALWAYS, Condition
from mockgenie.domain import SlotType
from mockgenie.source import short

_LONGEST_SHOWN = 120


class Origin(Struct, frozen=True):
    """Where something comes from: a table, the number of a row in it, from 1 (0: none), and what
    is written there."""

    table: str = ""
    row: int = 0
    text: str = ""


class OpenPoint(Struct, frozen=True):
    """What could not be taken over as it is: where it stands, why, and what to do."""

    origin: Origin
    advice: str

    def __str__(self) -> str:
        where = f"{self.origin.table} {self.origin.row}" if self.origin.row else self.origin.table
        shown = short(" ".join(self.origin.text.split()), _LONGEST_SHOWN)
        return ": ".join(filter(None, (where, f'"{shown}"' if shown else "", self.advice)))


class SlotDraft(Struct, frozen=True):
    """A slot. `name`: in full; `column`: what the database calls it; `values`: each with its
    synonyms, nothing where any text may be one; `notes`: comments."""

    name: str
    column: str
    type: SlotType = "text"
    description: str = ""
    values: Mapping[str, tuple[str, ...]] = {}
    words: tuple[str, ...] = ()
    preceding: tuple[str, ...] = ()
    spoken: bool = True
    same: str = ""
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class ClassDraft(Struct, frozen=True):
    """An entity class; `key`: the full name of a slot of it; `has_records`: whether
    task_information has columns of its own slots."""

    name: str
    slots: tuple[SlotDraft, ...] = ()
    key: str = ""
    description: str = ""
    has_records: bool = False
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class ExampleDraft(Struct, frozen=True):
    """An example of an act, `<Weather.city=서울> 날씨 알려줘`."""

    text: str
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class ActDraft(Struct, frozen=True):
    """A dialog act of the user."""

    name: str
    examples: tuple[ExampleDraft, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class WordingDraft(Struct, frozen=True):
    """One of the texts of which one is said; `slots`: those that it names."""

    text: str
    weight: float = 1.0
    slots: tuple[str, ...] = ()


class SayingDraft(Struct, frozen=True):
    """Something to say. `answers`: the user's act that it answers, where nothing else is asked of
    it; `act`: the system's own."""

    wordings: tuple[WordingDraft, ...]
    when: Condition = ALWAYS
    act: str = ""
    answers: str = ""
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class WayDraft(Struct, frozen=True):
    """A way to another task."""

    task: str
    when: Condition = ALWAYS
    is_system: bool = False
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class TaskDraft(Struct, frozen=True):
    """A task."""

    name: str
    is_optional: bool = False
    goal: Condition | None = None
    enter: tuple[SayingDraft, ...] = ()
    fill: tuple[str, ...] = ()
    ask: Mapping[str, tuple[SayingDraft, ...]] = {}
    lookup: tuple[str, ...] = ()
    say: tuple[SayingDraft, ...] = ()
    resets: bool = False
    next: tuple[WayDraft, ...] = ()
    ends: bool = False
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class ScenarioDraft(Struct, frozen=True):
    """A scenario as a conversation: what the user says, and what is understood of it."""

    utterance: str
    act: str
    slots: Mapping[str, tuple[str, ...]] = {}
    notes: tuple[str, ...] = ()
    origin: Origin = Origin()


class DomainDraft(Struct, frozen=True):
    """The whole of it. `decisions`: what was decided where a database leaves it open, a line for
    people each."""

    name: str
    source: str
    classes: tuple[ClassDraft, ...] = ()
    acts: tuple[ActDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    anywhere: tuple[WayDraft, ...] = ()
    scenarios: tuple[ScenarioDraft, ...] = ()
    decisions: tuple[str, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
