"""Reads the `entities` of a domain file: classes, slots, values, instances."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from mockgenie.domains.diagnostics import Diagnostic, did_you_mean
from mockgenie.domains.instances import Record, Table
from mockgenie.domains.model import EntityClass, Slot, SlotType
from mockgenie.domains.source import Node, Source

_TYPES: tuple[SlotType, ...] = ("text", "date")


def read_entities(node: Node) -> Iterator[EntityClass]:
    """The entity classes, with their instances."""
    for name, key, value in node.pairs("entities"):
        if "." in name:
            key.report(f'the name of an entity class has no dot: "{name}"')
        fields = value.fields(f"entity class {name}", ("slots", "instances"))
        slots = tuple(_read_slots(name, fields["slots"])) if "slots" in fields else ()
        if not slots:
            key.report(f"entity class {name} needs slots")
        records: tuple[Record, ...] = ()
        if "instances" in fields:
            records = tuple(_read_instances(name, slots, fields["instances"]))
        yield EntityClass(name, slots, Table(records))


def _read_slots(entity: str, node: Node) -> Iterator[Slot]:
    if node.is_list:
        for entry in node.items("slots"):
            yield Slot(f"{entity}.{entry.text('a slot')}")
        return
    for name, key, value in node.pairs(f"the slots of {entity}"):
        if "." in name:
            key.report(f'write the slot without its class: "{name.rpartition(".")[2]}"')
        fields = value.fields(f"slot {entity}.{name}", ("type", "values", "any", "description"))
        yield Slot(
            f"{entity}.{name}",
            _read_type(fields["type"]) if "type" in fields else "text",
            dict(_read_values(fields["values"])) if "values" in fields else {},
            tuple(word.text("a word") for word in fields["any"].items("any"))
            if "any" in fields
            else (),
            fields["description"].text("description") if "description" in fields else "",
        )


def _read_type(node: Node) -> SlotType:
    written = node.text("type")
    for known in _TYPES:
        if written == known:
            return known
    if written:
        node.report(f'unknown slot type "{written}"{did_you_mean(written, _TYPES)}')
    return "text"


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


def _read_instances(entity: str, slots: tuple[Slot, ...], node: Node) -> Iterator[Record]:
    known = {slot.name for slot in slots}
    if node.is_list:
        for entry in node.items("instances"):
            yield {
                slot: value.text(f"the value of {name}")
                for name, key, value in entry.pairs("a record")
                if (slot := _slot_named(name, entity, known, key)) and not value.is_absent
            }
        return
    path = _inside(node)
    if path is not None:
        yield from _read_csv(path, entity, known, node)


def _slot_named(name: str, entity: str, known: set[str], node: Node) -> str:
    slot = name if name.startswith(f"{entity}.") else f"{entity}.{name}"
    if slot in known:
        return slot
    node.report(f'"{name}" is no slot of {entity}{did_you_mean(slot, known)}')
    return ""


def _inside(node: Node) -> Path | None:
    """The file that `node` names, which has to be in the domain's folder."""
    written = node.text("instances")
    if not written:
        return None
    folder = node.source.path.parent.resolve()
    try:
        path = (folder / written).resolve()
    except (OSError, ValueError):
        node.report(f'"{written}" is no file name')
        return None
    if not path.is_relative_to(folder):
        node.report(f'"{written}" is outside the folder of the domain')
    elif path.suffix.lower() != ".csv":
        node.report(f'instances come from a .csv file or a list of records, not "{written}"')
    elif not path.is_file():
        node.report(f'there is no file "{written}" beside {node.source.path.name}')
    else:
        return path
    return None


def _read_csv(path: Path, entity: str, known: set[str], node: Node) -> Iterator[Record]:
    """The rows of a CSV file whose first line names the slots; an empty cell is no value."""
    source: Source = node.source

    def report(line: int, message: str) -> None:
        source.diagnostics.append(Diagnostic(path, line, 1, message))

    rows = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = [name.strip() for name in next(rows, [])]
            slots = [
                name if name.startswith(f"{entity}.") else f"{entity}.{name}" for name in header
            ]
            for name, slot in zip(header, slots, strict=True):
                if slot not in known:
                    report(1, f'column "{name}" is no slot of {entity}{did_you_mean(slot, known)}')
            for row in rows:
                if row and len(row) != len(slots):
                    problem = f"{len(row)} cells, but the header has {len(slots)}"
                    report(rows.line_num, problem)
                elif row:
                    cells = zip(slots, row, strict=True)
                    yield {slot: cell.strip() for slot, cell in cells if cell.strip()}
    except UnicodeDecodeError:
        report(1, "not UTF-8; save the file with UTF-8 encoding")
    except csv.Error as error:
        report(rows.line_num if rows else 1, f"not valid CSV: {error}")
    except OSError as error:
        report(1, f"cannot be read: {error.strerror or error}")
