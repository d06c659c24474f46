"""What the parts of a domain file may refer to, and the problem where a name is unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from mockgenie.conditions import ALWAYS, Condition, ConditionError, parse
from mockgenie.domain.built_in import BUILT_IN_ACTS
from mockgenie.domain.model import TERMS, EntityClass, Slot, count_terms, item_terms
from mockgenie.domain.templates import Template, TemplateError, parse_template
from mockgenie.source import Mistake, Node, mistake, unknown

_COMPARED = {"act": "act", "settled": "task"}
"""The terms whose values are names, and of what."""


class Names(Struct, frozen=True, dict=True):
    """What a task or an act may refer to; `many`: the classes of many."""

    slots: Mapping[str, Slot]
    entities: Mapping[str, EntityClass]
    acts: tuple[str, ...] = ()
    tasks: Mapping[str, None] = {}
    many: tuple[str, ...] = ()

    @cached_property
    def values(self) -> Mapping[str, None]:
        """The names that conditions and texts may use."""
        of_many = [term for entity in self.many for term in item_terms(entity)]
        return dict.fromkeys((*self.slots, *TERMS, *count_terms(self.entities), *of_many))

    def unknown(self, name: str) -> Mistake:
        """That there is no such name, and which was probably meant."""
        counts = count_terms(self.entities)
        entity, _, own = name.partition(".")
        near = [f"count.{entity}"] if own == "count" and entity in self.entities else []
        near = near or [term for term in counts if name.startswith("count.")]
        return unknown("name", name, near or self.values)

    @cached_property
    def known_acts(self) -> Mapping[str, None]:
        """The acts of the domain and those that are understood everywhere."""
        return dict.fromkeys((*self.acts, *BUILT_IN_ACTS))


def read_name(node: Node, what: str, known: Mapping[str, object]) -> str:
    """A name that has to be known, else ""; `what`: slot, class or task."""
    name = node.text(f"the name of a {what}")
    if name in known:
        return name
    if name:
        node.report(unknown(what, name, known))
    return ""


def read_slots(node: Node, names: Names) -> tuple[str, ...]:
    """A list of slots; an unknown one, or one that is there twice, is a problem."""
    found: dict[str, None] = {}
    for entry in node.items("a list of slots"):
        if name := read_name(entry, "slot", names.slots):
            if same := names.slots[name].same:
                entry.report(mistake("same-slot", name=name, same=same))
            if name in found:
                entry.report(mistake("duplicate", name=name))
            found[name] = None
    return tuple(found)


def read_condition(node: Node, what: str, names: Names) -> Condition:
    """A condition; it holds always where it is no condition, after its problem."""
    written = node.text(what)
    if not written:
        return ALWAYS
    try:
        condition = parse(written)
    except ConditionError as error:
        node.report_at(error.position, mistake("bad-condition", problem=error.problem))
        return ALWAYS
    check_condition(node, condition, written, 0, names)
    return condition


def check_condition(
    node: Node, condition: Condition, written: str, column: int, names: Names
) -> None:
    """Report the unknown names in a condition that stands in `written` from `column` on."""
    known = names.values
    for name in condition.slots:
        if name not in known:
            at = place_of(written, name, start=column)
            node.report_at(at, names.unknown(name))
    for comparison in condition.comparisons():
        value = comparison.value
        what = _COMPARED.get(comparison.name, "")
        options = names.known_acts if what == "act" else names.tasks
        if what and value not in options:
            at = place_of(written, value, '"', column)
            node.report_at(at, unknown(what, value, options))


def read_template(node: Node, names: Names) -> Template:
    """A text; its names have to be slots or terms."""
    written = node.text("a text", may_be_empty=True)
    try:
        template = parse_template(written)
    except TemplateError as error:
        node.report_at(error.column, error.mistake)
        return Template(("",))
    known = names.values
    reported: set[str] = set()
    for value in template.values():
        if value.name not in known and value.name not in reported:
            reported.add(value.name)
            node.report_at(value.column, names.unknown(value.name))
    for column, condition in template.conditions():
        check_condition(node, condition, written, column, names)
    return template


def place_of(written: str, name: str, opening: str = "", start: int = 0) -> int:
    """Where `name` stands in a text as a whole word, behind `opening`, from `start` on."""
    pattern = re.compile(rf"{re.escape(opening)}\s*(?<![\w.])({re.escape(name)})(?![\w.])")
    found = pattern.search(written, start)
    return found.start(1) if found else max(written.find(opening + name, start), 0)
