"""The parts of a loaded domain, each beside the place in the file where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from mockgenie.conditions import Condition, Key, read_value
from mockgenie.domain import (
    Act,
    Domain,
    EntityClass,
    Sayings,
    Slot,
    Task,
    Template,
    Transition,
    Value,
    count_terms,
)
from mockgenie.source import Node

Fields = dict[str, Node]


class RecordScope(Struct, frozen=True):
    """Which records a condition or a text can name: those of some entity classes; `each`: one
    after the other."""

    records: frozenset[str] = frozenset()
    each: bool = False


class PlacedCondition(Struct, frozen=True):
    """A condition, written `offset` characters behind the beginning of `node`."""

    condition: Condition
    node: Node
    offset: int
    scope: RecordScope


class PlacedValue(Struct, frozen=True):
    """A value in a text."""

    value: Value
    node: Node
    scope: RecordScope


class PlacedSayings(Struct, frozen=True):
    """Sayings, of which the first that fits is said; `entries` are their nodes."""

    sayings: Sayings
    entries: tuple[Node, ...]


class PlacedTransitions(Struct, frozen=True):
    """The transitions of a task, or, without one, of every task."""

    task: Task | None
    transitions: tuple[Transition, ...]
    entries: tuple[Node, ...]


class SlotPart(Struct, frozen=True, dict=True):
    """A slot and what is written of it."""

    slot: Slot
    entity: EntityClass
    key: Node
    fields: Fields

    @cached_property
    def keys(self) -> frozenset[Key]:
        """Its values, as conditions compare them."""
        return frozenset(map(read_value, self.slot.values))

    @cached_property
    def synonyms(self) -> Mapping[str, str]:
        """Its values, by their synonyms."""
        values = reversed(self.slot.values.items())
        return {word: own for own, synonyms in values for word in synonyms}


class TaskPart(Struct, frozen=True):
    """A task and what is written of it."""

    task: Task
    key: Node
    fields: Fields

    def slot_nodes(self, field: str) -> Iterator[tuple[str, Node]]:
        """The slots that a list of the task names, as they are written."""
        if field in self.fields and not self.fields[field].is_flag:
            for entry in self.fields[field].items(field):
                yield entry.text(field), entry


class ActPart(Struct, frozen=True):
    """An act and what is written of it: patterns, and under `examples`."""

    act: Act
    key: Node
    patterns: tuple[Node, ...]
    examples: tuple[Node, ...]


class Outline:
    """A domain that has loaded, and the root of its file: everything with its place."""

    def __init__(self, domain: Domain, root: Node) -> None:
        self.domain = domain
        self.root = root
        self.conditions: list[PlacedCondition] = []
        self.texts: list[Node] = []
        self.images: list[tuple[Template, Node]] = []
        self.shown: list[PlacedValue] = []
        self.spoken: list[PlacedSayings] = []
        self.ways: list[PlacedTransitions] = []
        top = {name: value for name, _, value in root.pairs("")}
        self.fields: Fields = top
        self.entities = {
            name: (key, _fields(value)) for name, key, value in _pairs(top, "entities")
        }
        self.slots = {part.slot.name: part for part in self._slots()}
        self.counts = {
            term: name
            for term, name in count_terms(domain.entities).items()
            if term not in self.slots
        }
        self.acts = tuple(self._acts())
        self.tasks = {
            name: TaskPart(domain.tasks[name], key, _fields(value))
            for name, key, value in _pairs(top, "tasks")
        }
        for part in self.tasks.values():
            self._walk_task(part)
        if "anywhere" in top:
            self._walk_ways(None, domain.anywhere, top["anywhere"])
        for field in ("help", "cancelled", "fallback"):
            if field in top:
                self._walk_sayings(getattr(domain, field), top[field], RecordScope())
        for name, sayings in domain.unknown.items():
            fields = self.slots[name].fields if name else top
            self._walk_sayings(sayings, fields["unknown"], RecordScope())
        for name, sayings in domain.noted.items():
            self._walk_sayings(sayings, self.slots[name].fields["noted"], RecordScope())

    def is_number(self, name: str) -> bool:
        """Whether a name is a term whose value is a number, as are the counts of classes."""
        return name in ("count", "turn", "number") or name in self.counts

    def _slots(self) -> Iterator[SlotPart]:
        for entity in self.domain.entities.values():
            slots = {slot.name: slot for slot in entity.slots}
            node = self.entities[entity.name][1]["slots"]
            if node.is_mapping:
                for name, key, value in node.pairs(""):
                    yield SlotPart(slots[f"{entity.name}.{name}"], entity, key, _fields(value))
            else:
                for entry in node.items(""):
                    yield SlotPart(slots[f"{entity.name}.{entry.text('')}"], entity, entry, {})

    def _acts(self) -> Iterator[ActPart]:
        acts = {act.name: act for act in self.domain.acts}
        for name, key, value in _pairs(self.fields, "acts"):
            if value.is_mapping:
                fields = _fields(value)
                patterns, examples = (
                    tuple(fields[field].items("")) if field in fields else ()
                    for field in ("patterns", "examples")
                )
                yield ActPart(acts[name], key, patterns, examples)
            else:
                yield ActPart(acts[name], key, tuple(value.items("")), ())

    def _walk_task(self, part: TaskPart) -> None:
        task, fields = part.task, part.fields
        looked_up = RecordScope(frozenset(task.lookup))
        for field, sayings, scope in (
            ("enter", task.enter, RecordScope()),
            ("say", task.say, looked_up),
            ("leave", task.leave, RecordScope()),
        ):
            if field in fields:
                self._walk_sayings(sayings, fields[field], scope)
        if "goal" in fields and task.goal is not None:
            self.conditions.append(PlacedCondition(task.goal, fields["goal"], 0, RecordScope()))
        for slot, _, value in _pairs(fields, "ask"):
            # Of several questions, the next one is said when it is asked again.
            self._walk_sayings(task.ask[slot], value, RecordScope(), in_turn=True)
        if "confirm" in fields and task.confirm is not None:
            node = fields["confirm"]
            if node.has_key("change"):
                within = _fields(node)
                self._walk_sayings(task.confirm.question, within["text"], RecordScope())
                self._walk_sayings(task.confirm.change, within["change"], RecordScope())
            else:
                self._walk_sayings(task.confirm.question, node, RecordScope())
        if "next" in fields:
            self._walk_ways(task, task.next, fields["next"])

    def _walk_ways(
        self, task: Task | None, transitions: tuple[Transition, ...], node: Node
    ) -> None:
        entries = tuple(node.items(""))
        self.ways.append(PlacedTransitions(task, transitions, entries))
        for transition, entry in zip(transitions, entries, strict=True):
            if when := _fields(entry).get("when"):
                self.conditions.append(PlacedCondition(transition.when, when, 0, RecordScope()))

    def _walk_sayings(
        self, sayings: Sayings, node: Node, scope: RecordScope, in_turn: bool = False
    ) -> None:
        entries = tuple(node.items(""))
        if not in_turn:
            self.spoken.append(PlacedSayings(sayings, entries))
        for saying, entry in zip(sayings, entries, strict=True):
            fields = _fields(entry) if entry.is_mapping else {"text": entry}
            if "when" in fields:
                self.conditions.append(PlacedCondition(saying.when, fields["when"], 0, scope))
            texts = fields["text"].items("") if "text" in fields else ()
            for text, written in zip(saying.texts, texts, strict=True):
                within = _fields(written) if written.is_mapping else {"text": written}
                self._walk_template(text.template, within["text"], scope)
                self._walk_image(text.image, within, scope)
            self._walk_image(saying.image, fields, scope)
            for (_, template), (_, _, value) in zip(
                saying.extra, _pairs(fields, "extra"), strict=True
            ):
                self._walk_template(template, value, scope)
            if saying.each is not None:
                self._walk_template(
                    saying.each, fields["each"], RecordScope(scope.records, each=True)
                )

    def _walk_image(self, image: Template | None, fields: Fields, scope: RecordScope) -> None:
        if image is not None:
            self._walk_template(image, fields["image"], scope)
            self.images.append((image, fields["image"]))

    def _walk_template(self, template: Template, node: Node, scope: RecordScope) -> None:
        self.texts.append(node)
        self.shown += (PlacedValue(value, node, scope) for value in template.values())
        self.conditions += (
            PlacedCondition(condition, node, column, scope)
            for column, condition in template.conditions()
        )


def _pairs(fields: Fields, field: str) -> Iterator[tuple[str, Node, Node]]:
    return fields[field].pairs("") if field in fields else iter(())


def _fields(node: Node) -> Fields:
    return {name: value for name, _, value in node.pairs("")} if node.is_mapping else {}
