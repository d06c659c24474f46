"""Reads the `acts`, `tasks` and `fallback` of a domain file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mockgenie.conditions import ALWAYS, Condition, ConditionError, parse
from mockgenie.domains.diagnostics import did_you_mean
from mockgenie.domains.model import (
    TERMS,
    Act,
    Controller,
    EntityClass,
    Saying,
    Slot,
    Task,
    Transition,
)
from mockgenie.domains.patterns import PatternError, SlotRef, Variant, parse_pattern
from mockgenie.domains.source import Node
from mockgenie.domains.templates import Template, TemplateError, parse_template

_TASK_FIELDS = ("say", "fill", "ask", "lookup", "reset", "next", "end")
_CONTROLLERS: tuple[Controller, ...] = ("user", "system")


class Names(Struct, frozen=True):
    """What a task or an act may refer to."""

    slots: Mapping[str, Slot]
    entities: Mapping[str, EntityClass]
    acts: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


def read_act(name: str, node: Node, names: Names) -> Act:
    """One dialog act with its patterns."""
    variants: dict[Variant, None] = {}
    for entry in node.items(f"act {name}"):
        written = entry.text("a pattern")
        try:
            found = parse_pattern(written) if written else ()
        except PatternError as error:
            entry.report_at(error.column, str(error))
            continue
        for slot in {part.name: part for way in found for part in way if isinstance(part, SlotRef)}:
            if slot not in names.slots:
                at = _place(written, slot, "<")
                entry.report_at(at, f'unknown slot "{slot}"{did_you_mean(slot, names.slots)}')
        variants.update(dict.fromkeys(found))
    return Act(name, tuple(variants))


def read_task(name: str, node: Node, names: Names) -> Task:
    """One task."""
    fields = node.fields(f"task {name}", _TASK_FIELDS)
    fill = _slots(fields["fill"], names) if "fill" in fields else ()
    ask = _read_ask(fields["ask"], names) if "ask" in fields else {}
    lookup = fields["lookup"].items("lookup") if "lookup" in fields else ()
    return Task(
        name=name,
        say=tuple(_read_say(fields["say"], names)) if "say" in fields else (),
        fill=fill,
        ask={slot: ask.get(slot) or _question(names.slots[slot]) for slot in (*fill, *ask)},
        lookup=tuple(filter(None, (_known(one, "class", names.entities) for one in lookup))),
        reset=_slots(fields["reset"], names) if "reset" in fields else (),
        next=tuple(_read_next(fields["next"], names)) if "next" in fields else (),
        end=fields["end"].flag("end") if "end" in fields else False,
    )


def read_template(node: Node, names: Names) -> Template:
    """A text; its names have to be slots or terms."""
    written = node.text("a text", may_be_empty=True)
    try:
        template = parse_template(written)
    except TemplateError as error:
        node.report_at(error.column, str(error))
        return Template(("",))
    known = (*names.slots, *TERMS)
    for name in dict.fromkeys(template.names()):
        if name not in known:
            at = _place(written, name, "{")
            node.report_at(at, f'unknown name "{name}"{did_you_mean(name, known)}')
    return template


def _question(slot: Slot) -> Template:
    """What is asked where the author wrote no question."""
    plain = (slot.description or slot.name).rstrip("?？ ").replace("{", "{{").replace("}", "}}")
    return parse_template(f"{plain}?")


def _known(node: Node, what: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    name = node.text(f"the name of a {what}")
    if name in known:
        return name
    if name:
        node.report(f'unknown {what} "{name}"{did_you_mean(name, known)}')
    return ""


def _slots(node: Node, names: Names) -> tuple[str, ...]:
    entries = node.items("a list of slots")
    return tuple(filter(None, (_known(entry, "slot", names.slots) for entry in entries)))


def _read_ask(node: Node, names: Names) -> dict[str, Template]:
    questions = {}
    for slot, key, value in node.pairs("ask"):
        question = read_template(value, names)
        if _known(key, "slot", names.slots):
            questions[slot] = question
    return questions


def _read_say(node: Node, names: Names) -> Iterator[Saying]:
    for entry in node.items("say"):
        if not entry.is_mapping:
            yield Saying(read_template(entry, names))
            continue
        fields = entry.fields("say", ("when", "text", "each"))
        if "text" not in fields and "each" not in fields:
            entry.report("say needs text or each")
        yield Saying(
            read_template(fields["text"], names) if "text" in fields else Template(("",)),
            _read_when(fields["when"], names) if "when" in fields else ALWAYS,
            read_template(fields["each"], names) if "each" in fields else None,
        )


def _read_next(node: Node, names: Names) -> Iterator[Transition]:
    for entry in node.items("next"):
        if not entry.is_mapping:
            yield Transition(_known(entry, "task", names.tasks))
            continue
        fields = entry.fields("next", ("task", "when", "controller"))
        if "task" not in fields:
            entry.report("next needs a task")
        yield Transition(
            _known(fields["task"], "task", names.tasks) if "task" in fields else "",
            _read_when(fields["when"], names) if "when" in fields else ALWAYS,
            ("controller" in fields and fields["controller"].choice("controller", _CONTROLLERS))
            or "user",
        )


def _read_when(node: Node, names: Names) -> Condition:
    written = node.text("when")
    if not written:
        return ALWAYS
    try:
        condition = parse(written)
    except ConditionError as error:
        node.report_at(error.column - 1, error.problem)
        return ALWAYS
    known = (*TERMS, *names.slots)
    for name in dict.fromkeys(condition.names()):
        if name not in known:
            at = _place(written, name)
            node.report_at(at, f'unknown name "{name}"{did_you_mean(name, known)}')
    for comparison in condition.comparisons():
        if comparison.name == "act" and comparison.value not in names.acts:
            act = comparison.value
            at = _place(written, act, '"')
            node.report_at(at, f'unknown act "{act}"{did_you_mean(act, names.acts)}')
    return condition


def _place(written: str, name: str, opening: str = "") -> int:
    """Where `name` stands in a text as a whole word, behind `opening`."""
    found = re.search(rf"{re.escape(opening)}\s*(?<![\w.])({re.escape(name)})(?![\w.])", written)
    return found.start(1) if found else max(written.find(opening + name), 0)
