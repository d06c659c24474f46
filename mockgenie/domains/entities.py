"""Reads the `entities` of a domain file: classes, slots, values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockgenie.domains.instance_files import read_instances
from mockgenie.domains.instances import Record, Table
from mockgenie.domains.model import EntityClass, Slot, SlotType
from mockgenie.domains.source import Node

_TYPES: tuple[SlotType, ...] = ("text", "date")
_NAME = re.compile(r"[^\W\d]\w*")


def read_entities(node: Node) -> Iterator[EntityClass]:
    """The entity classes, with their instances."""
    for name, key, value in node.pairs("entities"):
        _check_name(name, key, "an entity class")
        fields = value.fields(f"entity class {name}", ("slots", "instances"))
        told = len(node.source.diagnostics)
        slots = tuple(_read_slots(name, fields["slots"])) if "slots" in fields else ()
        if not slots and len(node.source.diagnostics) == told:
            key.report(f"entity class {name} needs slots")
        records: tuple[Record, ...] = ()
        if "instances" in fields:
            records = tuple(read_instances(name, slots, fields["instances"]))
        yield EntityClass(name, slots, Table(records))


def _read_slots(entity: str, node: Node) -> Iterator[Slot]:
    if node.is_list:
        seen: set[str] = set()
        for entry in node.items("slots"):
            name = entry.text("a slot")
            if name in seen:
                entry.report(f'"{name}" is there twice')
            elif name:
                seen.add(name)
                _check_slot_name(name, entry)
                yield Slot(f"{entity}.{name}")
        return
    for name, key, value in node.pairs(f"the slots of {entity}"):
        _check_slot_name(name, key)
        fields = value.fields(f"slot {entity}.{name}", ("type", "values", "any", "description"))
        words = fields["any"].items("any") if "any" in fields else ()
        yield Slot(
            f"{entity}.{name}",
            ("type" in fields and fields["type"].choice("slot type", _TYPES)) or "text",
            dict(_read_values(fields["values"])) if "values" in fields else {},
            tuple(word.text("a word") for word in words),
            fields["description"].text("description", may_be_empty=True)
            if "description" in fields
            else "",
        )


def _check_slot_name(name: str, node: Node) -> None:
    if "." in name:
        node.report(f'write the slot without its class: "{name.rpartition(".")[2]}"')
    else:
        _check_name(name, node, "a slot")


def _check_name(name: str, node: Node, what: str) -> None:
    """Names stand in conditions, so they are made of what conditions take for a name."""
    if name and not _NAME.fullmatch(name):
        node.report(
            f'the name of {what} has letters, digits and _, and no digit first: not "{name}"'
        )


def _read_values(node: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    if node.is_list:
        for entry in node.items("values"):
            yield entry.text("a value"), ()
        return
    for value, _, synonyms in node.pairs("values"):
        if synonyms.is_absent:
            yield value, ()
        else:
            yield value, tuple(entry.text("a synonym") for entry in synonyms.items("synonyms"))
