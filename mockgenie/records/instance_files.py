"""Reads the `instances` of an entity class: records in the domain file, or a file of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from mockgenie.records.cells import CellProblem
from mockgenie.records.columns import Columns, Row, TypedSlot
from mockgenie.records.files import find_file
from mockgenie.records.formats import KINDS, LARGEST, NO_SQLITE, TEXTS
from mockgenie.records.table import NO_TABLE, Record, Table
from mockgenie.source import Node

MOST_RECORDS = 50_000
"""More records than these are kept in a database, not as Python objects."""

_WANTED = f"instances come from a list of records, {KINDS}"


def read_instances(entity: str, slots: Sequence[TypedSlot], node: Node) -> Table:
    """The records behind `instances`: a list of them, the name of a file in the domain's folder,
    or `{file: NAME, table: NAME}` for a table of a SQLite file.
    """
    columns = Columns(entity, slots)
    if node.is_list:
        return Table(tuple(_inline(columns, node)))
    named, table = node, None
    if node.is_mapping:
        if not node.has_key("file"):
            node.report(
                "instances has to be a text (the name of a file), a list of records,"
                " or {file: NAME, table: NAME}"
            )
            return NO_TABLE
        fields = node.fields("instances", ("file", "table"))
        named, table = fields["file"], fields.get("table")
    file = find_file(named, "instances", LARGEST, _WANTED)
    if file is None:
        return NO_TABLE
    read_rows = TEXTS.get(file.path.suffix.lower())
    if table is not None and read_rows:
        table.report(f"only a SQLite file has tables, not {file.written}")
    try:
        with file.reading():
            if read_rows is None:
                # Imported late, because most domains need no database.
                from mockgenie.records.sqlite_files import read_sqlite

                wanted = table.text("table") if table is not None else None
                tell = (table or named).report
                return read_sqlite(file, columns, wanted, tell, MOST_RECORDS)
            return _table(columns, read_rows(file, columns))
    except ImportError:
        file.report(NO_SQLITE)
    return NO_TABLE


def _inline(columns: Columns, node: Node) -> Iterator[Record]:
    for entry in node.items("instances"):
        record = {}
        for name, key, value in entry.pairs("a record"):
            number = columns.number(name)
            if number is None:
                key.report(columns.unknown(name))
            elif not value.is_absent and (text := value.text(f"the value of {name}")):
                slot = columns.slots[number]
                try:
                    record[slot] = columns.reader(slot)(text)
                except CellProblem as problem:
                    value.report(f"{slot}: {problem}")
        yield record


def _table(columns: Columns, rows: Iterator[Row]) -> Table:
    first = list(islice(rows, MOST_RECORDS + 1))
    if len(first) > MOST_RECORDS:
        from mockgenie.records.sqlite_table import store

        return store(columns.slots, chain(first, rows))
    return Table(
        [
            {slot: cell for slot, cell in zip(columns.slots, row, strict=True) if cell}
            for row in first
        ]
    )
