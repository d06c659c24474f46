"""Reads the `entities` of a domain file: classes, slots, values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import get_args

from msgspec import Struct

from mockgenie.domain.fields import EntityFields, SlotFields, SlotType
from mockgenie.domain.model import BOOLEAN_VALUES, COMPARABLE_TYPES, EntityClass, Slot
from mockgenie.records import NO_TABLE, is_value_file, read_instances, read_value_file
from mockgenie.source import (
    Fields,
    Node,
    did_you_mean,
    format_problem,
    mistake,
    pattern_problem,
    read_description,
    read_field,
    unknown,
)

_TYPES: tuple[SlotType, ...] = get_args(SlotType)
_NAME = re.compile(r"[^\W\d]\w*")
_ONLY_FOR: dict[str, tuple[SlotType, ...]] = {
    "counters": ("int", "float"),
    "pattern": ("pattern",),
    "format": ("pattern",),
    "less": COMPARABLE_TYPES,
    "more": COMPARABLE_TYPES,
}
"""Fields of a slot that only some types have."""
_NEEDED = {"choice": ("values",), "pattern": ("pattern",)}
"""Fields that a slot of a type has to have."""
_NOT_BESIDE_SAME = (
    *("values", "any", "words", "counters", "less", "more"),
    *("pattern", "format", "spoken"),
)
"""Fields that a slot takes from the one that it is the same as."""


class EntityTexts(Struct, frozen=True):
    """Where texts stand that may name slots of every class: `unknown`, what is said to words that
    are no value of a slot, and `noted`, what is said when it is filled early, by slot; `many`, how
    one of several of a class is said, by class."""

    unknown: dict[str, Node] = {}
    noted: dict[str, Node] = {}
    many: dict[str, Node] = {}


def read_entities(node: Node) -> tuple[tuple[EntityClass, ...], EntityTexts]:
    """The entity classes, with their instances; and where their texts stand."""
    reader = _EntityReader()
    classes = tuple(reader.classes(node))
    reader.check_names(slot.name for entity in classes for slot in entity.slots)
    return classes, EntityTexts(reader.unknown, reader.noted, reader.many)


class _EntityReader:
    """Reads classes one after the other; the slots that they name are checked behind the last."""

    def __init__(self) -> None:
        self._named: list[tuple[Node, str]] = []
        """Slots named before all are known: where, and in full."""
        self.unknown: dict[str, Node] = {}
        self.noted: dict[str, Node] = {}
        self.many: dict[str, Node] = {}

    def classes(self, node: Node) -> Iterator[EntityClass]:
        for name, key, value in node.pairs("entities"):
            _check_name(name, key, "an entity class")
            fields = value.fields_of(f"entity class {name}", EntityFields, at=key)
            slots = tuple(self._slots(name, fields["slots"])) if "slots" in fields else ()
            if "slots" in fields and fields["slots"].is_empty:
                key.report_missing(f"entity class {name}", EntityFields, {})
            if "many" in fields and slots:
                self.many[name] = fields["many"]
            instances, own_key = fields.get("instances"), fields.get("key")
            yield EntityClass(
                name,
                slots,
                read_instances(name, slots, instances) if instances else NO_TABLE,
                _read_key(name, slots, own_key) if own_key else "",
                read_description(fields),
                key.place,
            )

    def check_names(self, known: Iterable[str]) -> None:
        """Report the unknown ones among the slots that others named."""
        known = tuple(known)
        for node, slot in self._named:
            if slot not in known:
                node.report(unknown("slot", slot, known))

    def _slots(self, entity: str, node: Node) -> Iterator[Slot]:
        if node.is_list or node.is_scalar:
            seen: set[str] = set()
            for entry in node.items("slots"):
                name = entry.text("a slot")
                if name in seen:
                    entry.report(mistake("duplicate", name=name))
                elif name:
                    seen.add(name)
                    _check_slot_name(name, entry)
                    yield Slot(f"{entity}.{name}", place=entry.place)
            return
        for name, key, value in node.pairs(f"the slots of {entity}"):
            _check_slot_name(name, key)
            yield self._slot(f"{entity}.{name}", entity, key, value)

    def _slot(self, name: str, entity: str, key: Node, node: Node) -> Slot:
        if node.is_scalar and not node.is_absent:
            return Slot(name, description=node.text("description"), place=key.place)
        fields = node.fields_of(f"slot {name}", SlotFields)
        type_ = (
            read_field(fields, "type", lambda one: one.choice("slot type", _TYPES), None) or "text"
        )
        values = dict(read_field(fields, "values", _read_values, iter(())))
        _check_type(name, type_, key, fields, values)
        if "unknown" in fields:
            self.unknown[name] = fields["unknown"]
        if "noted" in fields:
            self.noted[name] = fields["noted"]
        pattern = read_field(fields, "pattern", _read_pattern, "") if type_ == "pattern" else ""
        return Slot(
            name=name,
            type=type_,
            values=values,
            any=_words(fields, "any"),
            description=read_description(fields),
            words=_words(fields, "words"),
            counters=_words(fields, "counters"),
            less=_words(fields, "less"),
            more=_words(fields, "more"),
            pattern=pattern,
            format=read_field(fields, "format", partial(_read_format, pattern), ""),
            spoken=read_field(fields, "spoken", lambda one: one.flag("spoken"), True),
            preceding=tuple(
                read_field(fields, "preceding", partial(self._before, entity), iter(()))
            ),
            same=self._same(name, fields) if "same" in fields else "",
            tag=read_field(fields, "tag", lambda one: one.text("tag"), ""),
            place=key.place,
        )

    def _same(self, name: str, fields: Fields) -> str:
        other = fields["same"].text("same")
        for field in _NOT_BESIDE_SAME:
            if field in fields:
                here = f"{name} is the same slot and has none of its own"
                wrong = mistake("misplaced-field", field=field, owner=other, here=here)
                fields[field].report(wrong)
        if other == name:
            fields["same"].report(mistake("same-as-itself", name=name))
        elif other:
            self._named.append((fields["same"], other))
        return other

    def _before(self, entity: str, node: Node) -> Iterator[str]:
        for entry in node.items("preceding"):
            if written := entry.text("a slot"):
                slot = written if "." in written else f"{entity}.{written}"
                self._named.append((entry, slot))
                yield slot


def _check_type(
    name: str, type_: SlotType, key: Node, fields: Fields, values: Mapping[str, object]
) -> None:
    """Report what a slot of the type cannot have, or has to have."""
    for field, types in _ONLY_FOR.items():
        if field in fields and type_ not in types:
            owner, here = f"type {' or '.join(types)}", f"{name} is of type {type_}"
            wrong = mistake("misplaced-field", field=field, owner=owner, here=here)
            fields[field].report(wrong)
    if type_ == "boolean" and not values.keys() <= set(BOOLEAN_VALUES):
        fields["values"].report(mistake("boolean-values"))
    for field in _NEEDED.get(type_, ()):
        if field not in fields:
            what = f"slot {name} of type {type_}"
            key.report(mistake("missing-field", what=what, field=field))


def _read_pattern(node: Node) -> str:
    written = node.text("pattern")
    if written and (wrong := pattern_problem(written)):
        node.report(wrong)
        return ""
    return written


def _read_format(pattern: str, node: Node) -> str:
    written = node.text("format")
    if pattern and (wrong := format_problem(written, pattern)):
        node.report_at(*wrong)
    return written if pattern else ""


def _read_key(entity: str, slots: Iterable[Slot], node: Node) -> str:
    written = node.text("key")
    slot = written if written.startswith(f"{entity}.") else f"{entity}.{written}"
    known = {one.name: one for one in slots}
    if slot in known:
        if not known[slot].spoken:
            node.report(mistake("unspoken-slot", name=slot, of="a key"))
        return slot
    if written:
        hint = did_you_mean(written, known)
        node.report(mistake("not-a-slot", name=written, of=entity, hint=hint))
    return ""


def _words(fields: Fields, field: str) -> tuple[str, ...]:
    entries = fields[field].items(field) if field in fields else ()
    return tuple(filter(None, (entry.text("a word") for entry in entries)))


def _check_slot_name(name: str, node: Node) -> None:
    if "." in name:
        node.report(mistake("slot-with-class", name=name.rpartition(".")[2]))
    else:
        _check_name(name, node, "a slot")


def _check_name(name: str, node: Node, what: str) -> None:
    """Names stand in conditions, so they are made of what conditions take for a name."""
    if name and not _NAME.fullmatch(name):
        node.report(mistake("wrong-name", what=what, name=name))


def _read_values(node: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    if node.is_scalar and not node.is_absent and is_value_file(node.text("values")):
        for _, _, value, named in read_value_file(node):
            yield value, named
    elif node.is_mapping:
        for value, _, synonyms in node.pairs("values"):
            if synonyms.is_absent:
                yield value, ()
            else:
                yield value, tuple(entry.text("a synonym") for entry in synonyms.items("synonyms"))
    else:
        seen: set[str] = set()
        for entry in node.items("values"):
            value = entry.text("a value")
            if value in seen:
                entry.report(mistake("duplicate", name=value))
            seen.add(value)
            yield value, ()
