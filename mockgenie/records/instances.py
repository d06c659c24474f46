"""Reads the `instances` of an entity class: records in the domain file, or a file of them.

A kind of text file that records may come from is a row of TEXTS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from mockgenie.records.columns import CellError, Columns, Row, TypedSlot, wrong_cell
from mockgenie.records.files import LARGEST_TEXT, DataFile, find_file
from mockgenie.records.table import NO_TABLE, Record, Table
from mockgenie.records.text_files import read_csv, read_json
from mockgenie.source import Node, Written, followed, mistake

MOST_RECORDS = 50_000
"""More records than these are kept in a database, not as Python objects."""

_LARGEST_DATABASE = 1_000_000_000

TEXTS: dict[str, Callable[[DataFile, Columns], Iterator[Row]]] = {
    ".csv": read_csv,
    ".json": read_json,
}
"""How the text files are read; anything else is a SQLite database."""

LARGEST = dict.fromkeys(TEXTS, LARGEST_TEXT) | dict.fromkeys(
    (".db", ".sqlite", ".sqlite3"), _LARGEST_DATABASE
)
"""How many bytes a file may have."""

FILE_TYPES = "a .csv file, a .json file or a SQLite file (.db, .sqlite, .sqlite3)"
"""All of them, for messages."""


class InstanceTable(Written):
    """Records in a table of a SQLite file. SQLite 파일의 표 하나에 있는 레코드."""

    file: Annotated[str, Meta(description="The file. 파일.")]
    table: Annotated[
        str | UnsetType,
        Meta(description="The table; without it the only one. 표. 없으면 하나뿐인 표."),
    ] = UNSET


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
            wanted = "a list of records, the name of a file, or {file: NAME, table: NAME}"
            node.report(mistake("wrong-type", what="instances", wanted=wanted))
            return NO_TABLE
        fields = node.fields_of("instances", InstanceTable)
        named, table = fields["file"], fields.get("table")
    file = find_file(named, "instances", LARGEST, f"a list of records, {FILE_TYPES}")
    if file is None:
        return NO_TABLE
    read_rows = TEXTS.get(file.path.suffix.lower())
    if table is not None and read_rows:
        here = f"{file.written} is none"
        wrong = mistake("misplaced-field", field="table", owner="a SQLite file", here=here)
        table.report(wrong)
    try:
        with file.reading():
            if read_rows is None:
                # Imported late, because most domains need no database.
                from mockgenie.records.sqlite_files import read_sqlite

                name = table.text("table") if table is not None else None
                report = (table or named).report
                return read_sqlite(file, columns, name, report, MOST_RECORDS)
            rows = followed(read_rows(file, columns), f"reading {file.written}")
            return _table(columns, iter(rows))
    except ImportError:
        file.report(mistake("no-sqlite"))
    return NO_TABLE


def _inline(columns: Columns, node: Node) -> Iterator[Record]:
    known = {*columns.slots, *(slot.partition(".")[2] for slot in columns.slots)}
    for entry in node.items("instances"):
        record = {}
        for name, key, value in entry.pairs("a record", known):
            number = columns.number(name)
            if number is None:
                key.report(columns.unknown(name))
            elif not value.is_absent and (text := value.text(f"the value of {name}")):
                slot = columns.slots[number]
                try:
                    record[slot] = columns.reader(slot)(text)
                except CellError as error:
                    value.report(wrong_cell(slot, text, error))
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
