"""Reads the `tasks` of a domain file, and the ways between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar, get_args

from mockgenie.conditions import ALWAYS
from mockgenie.domain.fields import Controller, NextFields, TaskFields, TaskType
from mockgenie.domain.model import Sayings, Slot, Task, Transition
from mockgenie.domain.references import Names, read_condition, read_name, read_slots
from mockgenie.domain.texts import plain, read_confirmation, read_sayings
from mockgenie.source import Node, mistake, read_description, read_field

T = TypeVar("T")
U = TypeVar("U")

_CONTROLLERS: tuple[Controller, ...] = get_args(Controller)
_TYPES: tuple[TaskType, ...] = get_args(TaskType)


def read_task(name: str, key: Node, node: Node, names: Names) -> Task:
    """One task."""
    fields = node.fields_of(f"task {name}", TaskFields)

    def field(name: str, read: Callable[[Node, Names], T], otherwise: U) -> T | U:
        return read_field(fields, name, lambda node: read(node, names), otherwise)

    def sayings(name: str) -> Sayings:
        return field(name, lambda node, names: read_sayings(node, name, names), ())

    fill = field("fill", _read_fill, ())
    ask = dict(field("ask", _read_ask, iter(())))
    preceding = dict(field("preceding", _read_preceding, iter(())))
    asked = dict.fromkeys((*fill, *ask, *(slot for slots in preceding.values() for slot in slots)))
    for slot in (queue := [*asked]):
        earlier = preceding.get(slot, names.slots[slot].preceding)
        queue += (one for one in earlier if one not in asked)
        asked.update(dict.fromkeys(earlier))
    return Task(
        name=name,
        say=sayings("say"),
        fill=fill,
        ask={slot: ask.get(slot) or question_of(names.slots[slot]) for slot in asked},
        lookup=tuple(field("lookup", _read_lookup, iter(()))),
        reset=field("reset", lambda node, names: _read_reset(node, fill, names), ()),
        next=field("next", lambda node, names: read_next(node, "next", names), ()),
        end=read_field(fields, "end", lambda node: node.flag("end"), False),
        goal=field("goal", lambda node, names: read_condition(node, "goal", names), None),
        preceding=preceding,
        confirm=field("confirm", read_confirmation, None),
        enter=sayings("enter"),
        leave=sayings("leave"),
        optional="type" in fields and fields["type"].choice("task type", _TYPES) == "optional",
        description=read_description(fields),
        place=key.place,
    )


def read_next(node: Node, what: str, names: Names) -> tuple[Transition, ...]:
    """Ways to other tasks: `next` of a task, or `anywhere`."""
    return tuple(_read_next(node, what, names))


def question_of(slot: Slot) -> Sayings:
    """What is asked where the author wrote no question."""
    line = (slot.description or slot.name).rstrip("?？ ").replace("{", "{{").replace("}", "}}")
    return plain(f"{line}?")


def _read_fill(node: Node, names: Names) -> tuple[str, ...]:
    for entry in node.items("fill"):
        slot = names.slots.get(entry.text("the name of a slot")) if entry.is_scalar else None
        if slot is not None and not slot.spoken:
            entry.report(mistake("unspoken-slot", name=slot.name, of="in fill"))
    return read_slots(node, names)


def _read_lookup(node: Node, names: Names) -> Iterator[str]:
    for entry in node.items("lookup"):
        if name := read_name(entry, "class", names.entities):
            yield name


def _read_reset(node: Node, fill: tuple[str, ...], names: Names) -> tuple[str, ...]:
    if node.is_flag:
        return fill if node.flag("reset") else ()
    return read_slots(node, names)


def _read_ask(node: Node, names: Names) -> Iterator[tuple[str, Sayings]]:
    for _, key, value in node.pairs("ask", names.slots):
        questions = read_sayings(value, "ask", names)
        if slot := read_name(key, "slot", names.slots):
            yield slot, questions


def _read_preceding(node: Node, names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    for _, key, value in node.pairs("preceding", names.slots):
        before = read_slots(value, names)
        if slot := read_name(key, "slot", names.slots):
            yield slot, before


def _read_next(node: Node, what: str, names: Names) -> Iterator[Transition]:
    for entry in node.items(what):
        if not entry.is_mapping:
            yield Transition(read_name(entry, "task", names.tasks), place=entry.place)
            continue
        fields = entry.fields_of(what, NextFields)
        yield Transition(
            read_name(fields["task"], "task", names.tasks) if "task" in fields else "",
            read_condition(fields["when"], "when", names) if "when" in fields else ALWAYS,
            ("controller" in fields and fields["controller"].choice("controller", _CONTROLLERS))
            or "user",
            entry.place,
        )
