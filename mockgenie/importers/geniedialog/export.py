"""Writes a domain as a database of GenieDialog's authoring tool, as far as its tables hold it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from mockgenie.domain import Domain, EntityClass, Slot, SlotType, load_source
from mockgenie.importers.geniedialog.exported_scenarios import ScenarioWriter
from mockgenie.importers.geniedialog.exported_tasks import Row, TaskWriter
from mockgenie.importers.geniedialog.tables import AUTHORING_TABLES, RECORDS
from mockgenie.source import Source

_TYPES: Mapping[SlotType, str] = {
    "text": "string",
    "int": "int",
    "float": "float",
    "date": "date",
    "time": "time",
}
_COLUMN_TYPES = {"int": "INT", "float": "REAL"}
_SLOT_FIELDS = ("any", "words", "counters", "pattern", "format", "less", "more", "tag")
_INDICES = {
    "da_type": "define-_idx",
    "scenario": "_idx",
    "task_manager": "task-_idx",
    "dialog_lib": "dialog_node-_idx",
}
_PAGE = 1_000


class ExportedDatabase(Struct, frozen=True):
    """A database that was written of a domain. `counts`: its rows by table; `left_out`: what of
    the domain its tables cannot hold, a line for people each."""

    path: Path
    counts: Mapping[str, int]
    left_out: tuple[str, ...]


def export_geniedialog(domain_file: Path, path: Path) -> ExportedDatabase:
    """Write the domain of a file as a database. Raises DomainError; FileExistsError where there is
    a file already; OSError."""
    source = Source(domain_file)
    domain = load_source(source)
    scenarios = ScenarioWriter(domain, source.root())
    filled = {slot for task in domain.tasks.values() for slot in task.fill} | scenarios.spoken_of
    filled |= {s.name for s in domain.slots().values() if s.spoken and s.type in ("date", "time")}
    tasks = TaskWriter(domain, frozenset(filled))
    left_out = [*_of_domain(domain)]
    structure = [*_structure(domain, left_out)]
    own = [{"define-DA_class": "inform", "define-DA_type": act} for act in tasks.acts]
    tables: dict[str, Sequence[Mapping[str, str]]] = {
        "da_type": [*scenarios.acts(), *own],
        "scenario": [one.row() for one in scenarios.examples],
        "slot_structure": structure,
        "task_manager": tasks.tasks,
        "dialog_lib": tasks.library,
    }
    records = _write(path, domain, tables)
    counts = {name: len(rows) for name, rows in tables.items()} | {RECORDS: records}
    told = dict.fromkeys((*left_out, *scenarios.left_out, *tasks.left_out))
    return ExportedDatabase(path, counts, tuple(told))


def _of_domain(domain: Domain) -> Iterator[str]:
    """What is left out of the domain as a whole."""
    if domain.description:
        yield "description of the domain"
    plain = Domain("", "", {}, (), {}, ())
    if domain.threshold != plain.threshold:
        yield "threshold"
    for field in ("help", "unknown", "many"):
        if getattr(domain, field):
            yield field
    # Those that are not written have no place in the file.
    yield from (
        field
        for field in ("cancelled", "fallback")
        if any(saying.place != (0, 0) for saying in getattr(domain, field))
    )


def _structure(domain: Domain, left_out: list[str]) -> Iterator[Row]:
    """The rows of slot_structure."""
    for number, entity in enumerate(domain.entities.values(), 1):
        yield {
            "class-_idx": str(number),
            "class-name": entity.name,
            "class-source": "system",
            "class-description": entity.description,
            "class-key": entity.key,
            "class-slots": "\n".join(slot.same or slot.name for slot in entity.slots),
        }
    number = 0
    for entity in domain.entities.values():
        for slot in entity.slots:
            if slot.same:
                if len(entity.instances):
                    other = slot.same.partition(".")[0]
                    left_out.append(f"records of {entity.name}: they are {other}'s as well there")
                if slot.same.partition(".")[2] != slot.name.partition(".")[2]:
                    left_out.append(f"the name of {slot.name}, which is {slot.same}")
                continue
            number += 1
            left_out += _of_slot(slot, entity)
            yield {
                "slot-_idx": str(number),
                "slot-name": slot.name,
                "slot-source": "user" if slot.spoken else "KB",
                "slot-type": _TYPES.get(slot.type, "string"),
                "slot-description": slot.description,
                "slot-preceding_slots": "\n".join(slot.preceding),
            }


def _of_slot(slot: Slot, entity: EntityClass) -> Iterator[str]:
    """What is left out of a slot."""
    if slot.type not in _TYPES:
        yield f"type {slot.type} of slot {slot.name}: it is a string"
    for field in _SLOT_FIELDS:
        if getattr(slot, field):
            yield f"{field} of slot {slot.name}"
    has_records = any(True for _ in entity.instances.values(slot.name))
    is_plain = slot.type == "text" and not any(slot.values.values())
    if slot.values and (slot.type != "text" or (is_plain and not has_records)):
        yield f"values of slot {slot.name}"


# The file


def _write(path: Path, domain: Domain, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> int:
    """Write the file, whole or not at all; how many records there are."""
    if os.path.lexists(path):
        raise FileExistsError(None, "is there already", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as inner:
        made = Path(inner) / "database"
        with closing(sqlite3.connect(made)) as connection:
            for name, columns in AUTHORING_TABLES.items():
                index = _INDICES.get(name, "")
                rows = (
                    {index: str(number), **row} if index else row
                    for number, row in enumerate(tables[name], 1)
                )
                _insert(connection, name, dict.fromkeys(columns, "TEXT"), rows)
            types = {
                slot.same or slot.name: _COLUMN_TYPES.get(slot.type, "TEXT")
                for entity in domain.entities.values()
                for slot in entity.slots
                if len(entity.instances)
            }
            columns_of_records = {"_idx": "TEXT", **types}
            count = _insert(connection, RECORDS, columns_of_records, _records(domain))
            connection.commit()
        made.rename(path)
    return count


def _insert(
    connection: sqlite3.Connection,
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, str]],
) -> int:
    """Make a table with these rows; how many there are."""
    written = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f'CREATE TABLE "{table}" ({written})')
    places = ", ".join("?" * len(columns))
    cells = ([row.get(column) for column in columns] for row in rows)
    cursor = connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', cells)
    return max(cursor.rowcount, 0)


def _records(domain: Domain) -> Iterator[dict[str, str]]:
    """The rows of task_information: the records of one class after the other."""
    number = 0
    for entity in domain.entities.values():
        names = {slot.name: slot.same or slot.name for slot in entity.slots}
        for first in range(0, len(entity.instances), _PAGE):
            for record in entity.instances.page(first, _PAGE):
                number += 1
                cells = {names[slot]: value for slot, value in record.items()}
                yield {"_idx": str(number), **cells}
