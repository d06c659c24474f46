"""Reads the `instances` of an entity class: records in the domain file or in a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from mockgenie.domains.diagnostics import Diagnostic, did_you_mean
from mockgenie.domains.instances import Record
from mockgenie.domains.model import Slot
from mockgenie.domains.source import Node


def read_instances(entity: str, slots: tuple[Slot, ...], node: Node) -> Iterator[Record]:
    """The records behind `instances`: a list of them, or a CSV file in the domain's folder."""
    known = tuple(slot.name for slot in slots)
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


def _slot_named(name: str, entity: str, known: tuple[str, ...], node: Node) -> str:
    slot = _in_full(name, entity)
    if slot in known:
        return slot
    node.report(f'"{name}" is no slot of {entity}{did_you_mean(name, known)}')
    return ""


def _in_full(name: str, entity: str) -> str:
    """The slot's full name, whether or not its class is written."""
    return name if name.startswith(f"{entity}.") else f"{entity}.{name}"


def _inside(node: Node) -> Path | None:
    """The file that `node` names, which has to be in the domain's folder."""
    written = node.text("instances")
    if not written:
        return None
    folder = node.source.path.parent.resolve()
    try:
        path = (folder / written).resolve()
        there = path.is_file()
    except (OSError, ValueError):
        node.report("this is no name that a file can have")
        return None
    if not path.is_relative_to(folder):
        node.report(f'"{written}" is outside the folder of the domain')
    elif path.suffix.lower() != ".csv":
        node.report(f'instances come from a .csv file or a list of records, not "{written}"')
    elif not there:
        node.report(f'there is no file "{written}" beside {node.source.path.name}')
    else:
        return path
    return None


def _read_csv(path: Path, entity: str, known: tuple[str, ...], node: Node) -> Iterator[Record]:
    """The rows of a CSV file whose first line names the slots; an empty cell is no value."""

    def report(line: int, message: str) -> None:
        node.source.diagnostics.append(Diagnostic(path, line, 1, message))

    rows = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            slots: list[str] = []
            for name in map(str.strip, next(rows, [])):
                slot = _in_full(name, entity)
                if slot not in known:
                    report(1, f'column "{name}" is no slot of {entity}{did_you_mean(name, known)}')
                elif slot in slots:
                    report(1, f'column "{name}" is there twice')
                slots.append(slot)
            if not slots:
                report(1, "the first line has to name the slots of the columns")
            for row in rows:
                if row and len(row) != len(slots):
                    report(rows.line_num, f"{len(row)} cells, but the header has {len(slots)}")
                elif row:
                    cells = zip(slots, row, strict=True)
                    yield {slot: cell.strip() for slot, cell in cells if cell.strip()}
    except UnicodeDecodeError:
        report(1, "not UTF-8; save the file with UTF-8 encoding")
    except csv.Error as error:
        report(rows.line_num if rows else 1, f"not valid CSV: {error}")
    except OSError as error:
        report(1, f"cannot be read: {error.strerror or error}")
