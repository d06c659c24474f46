"""Reads records from a table of a SQLite file, which is opened to be read only.

The database itself copies the rows to memory, once: so a dialog goes on with what it began with,
nothing waits for a disk in the middle of a turn, and the file is free for others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from mockgenie.korean import APART, composed
from mockgenie.records.columns import (
    TRUTH,
    CellError,
    Columns,
    Raw,
    cell_text,
    shown,
    wrong_cell,
)
from mockgenie.records.files import MOST_PROBLEMS, Abandoned, DataFile
from mockgenie.records.sqlite_opening import Unopenable, look_at_sqlite
from mockgenie.records.sqlite_table import SqliteTable, create_records, new_database, stored
from mockgenie.records.table import NO_TABLE, Table
from mockgenie.source import Mistake, did_you_mean, mistake, ticking

_TRUTH = " ".join(f"WHEN '{word}' THEN '{value}'" for word, value in TRUTH.items())
_CASES = {
    "int": "typeof({0}) WHEN 'null' THEN NULL WHEN 'integer' THEN {0} ELSE {1}",
    "float": "typeof({0}) WHEN 'text' THEN {1} WHEN 'blob' THEN {1} ELSE {0}",
    "boolean": f"{{0}} COLLATE BINARY {_TRUTH} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE {{1}}",
}
_TEXT = (
    "typeof({0}) WHEN 'text' THEN CASE WHEN {0} GLOB '*[" + APART + "]*' THEN {1}"
    " ELSE nullif(trim({0}, ' \t\r\n'), '') END WHEN 'blob' THEN {1} ELSE {0}"
)
"""What SQL copies as it is and what it has read, by the type of the slot: {0} is the column,
{1} the function that reads it. SQL is faster, and most cells are simple."""


_TICK = 1_000_000
"""Steps of SQLite's machine between two looks at how far it is: a few hundredths of a second."""

_IN_OURS = "user-defined function"
_NOT_A_TEXT = "a text in it is not in the encoding of the database, or the file is damaged"
"""What it means where SQLite says that a function has failed: no text can be made of a cell for
it."""


def read_sqlite(
    file: DataFile,
    columns: Columns,
    wanted: str | None,
    report: Callable[[Mistake], None],
    most_records: int,
) -> Table:
    """The records in the table `wanted` of the file, or, where that is None, in the one that is
    called like the class, else the only one; that there is no such table goes to `report`. Up to
    `most_records` become Python objects.

    Raises Abandoned, OSError.
    """
    uri, encoding = _look_at(file)
    connection = new_database(encoding)
    table = NO_TABLE
    try:
        # Nothing in the file's schema is to run a function.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("ATTACH DATABASE ? AS source", (uri,))
        if name := _choose(connection, file, columns.entity, wanted, report):
            with ticking(f"reading {file.written}") as tick:
                connection.set_progress_handler(tick, _TICK)
                _copy(connection, file, columns, name)
                connection.set_progress_handler(None, 0)
            connection.execute("DETACH DATABASE source")
            table = stored(connection, columns.slots)
            if len(table) <= most_records:
                table = Table(table.records)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        problem = _NOT_A_TEXT if _IN_OURS in str(error) else error
        file.report(mistake("sqlite-file", problem=problem))
        raise Abandoned from None
    finally:
        if not isinstance(table, SqliteTable):
            connection.close()
    return table


def _look_at(file: DataFile) -> tuple[str, str]:
    """The URI by which the file is opened, and its encoding. Raises Abandoned, OSError."""
    try:
        return look_at_sqlite(file.path)
    except Unopenable as error:
        file.report(error.mistake)
        raise Abandoned from None


def _choose(
    connection: sqlite3.Connection,
    file: DataFile,
    entity: str,
    wanted: str | None,
    report: Callable[[Mistake], None],
) -> str:
    """The name of the table that is read, "" where there is none; that has been reported."""
    found = connection.execute(
        "SELECT name, type, sql FROM source.sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite#_%' ESCAPE '#' ORDER BY name"
    ).fetchall()
    other = {
        name: "a virtual table" if kind == "table" else "a view"
        for name, kind, sql in found
        if kind == "view" or str(sql).upper().startswith("CREATE VIRTUAL")
    }
    tables = [name for name, _, _ in found if name not in other]
    if wanted == "":  # that has been reported
        return ""
    name_of = entity if wanted is None else wanted
    for name in tables:
        if name.casefold() == name_of.casefold():
            return str(name)
    if name_of in other:
        kind = other[name_of]
        report(mistake("not-a-table", name=name_of, file=file.written, kind=kind))
    elif wanted is not None:
        which = f' "{wanted}"{did_you_mean(wanted, tables)}'
        report(mistake("no-table", file=file.written, which=which))
    elif len(tables) == 1:
        return str(tables[0])
    elif tables:
        names = list(map(shown, tables[:12]))
        listed = ", ".join(names)
        report(mistake("which-table", file=file.written, tables=listed, first=names[0]))
    else:
        report(mistake("no-table", file=file.written, which=""))
    return ""


def _copy(connection: sqlite3.Connection, file: DataFile, columns: Columns, table: str) -> None:
    """Fill the table `records` with what `table` has of the slots; NULL is no value."""
    names = _names(connection, file, columns, table)
    problems: dict[Mistake, None] = {}

    def read_cell(number: int, cell: Raw | bytes) -> str | None:
        slot = columns.slots[number]
        if isinstance(cell, bytes):
            wanted = "a text or a number, not bytes (BLOB)"
            problems[mistake("wrong-type", what=slot, wanted=wanted)] = None
            return None
        text = composed(cell_text(cell)).strip(" \t\r\n")
        try:
            return columns.reader(slot)(text) if text else None
        except CellError as error:
            if len(problems) <= MOST_PROBLEMS:
                problems[wrong_cell(slot, text, error)] = None
            return None

    connection.create_function("read_cell", 2, read_cell)
    create_records(connection, len(columns.slots))
    cells = ", ".join(
        _cell(number, columns.types[slot], names.get(slot))
        for number, slot in enumerate(columns.slots)
    )
    source = f"source.{_quoted(table)} NOT INDEXED"
    # A table may hold the records of several classes: a row of another one is no record here.
    filled = " OR ".join(f"length({_quoted(name)}) > 0" for name in names.values())
    connection.execute(f"INSERT INTO records SELECT {cells} FROM {source} WHERE {filled}")
    connection.create_function("read_cell", 2, None)
    for wrong in problems:
        file.report(wrong.within(_shown_table(table)))


def _names(
    connection: sqlite3.Connection, file: DataFile, columns: Columns, table: str
) -> dict[str, str]:
    """Slots to the names of their columns. A column whose name begins with _ need be no slot, and
    one that names a slot of another class in full (Other.name) is none of this one."""
    names: dict[str, str] = {}
    found = connection.execute(f"PRAGMA source.table_info({_quoted(table)})").fetchall()
    for _, name, *_ in found:
        number = columns.number(composed(name))
        if number is None:
            if not (name.startswith("_") or _is_of_another(name, columns.entity)):
                wrong = columns.unknown(name, "; only one whose name begins with _ is passed over")
                file.report(wrong.within(_shown_table(table)))
        elif columns.slots[number] in names:
            file.report(mistake("duplicate", name=shown(name)).within(_shown_table(table)))
        else:
            names[columns.slots[number]] = name
    if not names:
        hint = did_you_mean("", columns.slots)
        wrong = mistake("no-column", of=columns.entity, hint=hint)
        file.report(wrong.within(_shown_table(table)))
        raise Abandoned
    return names


def _shown_table(name: str) -> str:
    return f'table "{shown(name)}"'


def _is_of_another(name: str, entity: str) -> bool:
    return "." in name and not name.startswith(f"{entity}.")


def _cell(number: int, type_: str, name: str | None) -> str:
    """The SQL of a cell of a record: the value in the column `name` of the slot `number`."""
    if name is None:
        return "NULL"
    case = _CASES.get(type_, _TEXT)
    return f"CASE {case.format(_quoted(name), f'read_cell({number}, {_quoted(name)})')} END"


def _quoted(name: str) -> str:
    """A name of the file's as SQL takes it, whatever it is made of."""
    return '"' + name.replace('"', '""') + '"'
