"""Reads the database of an authoring project, `NAME_DB.sqlite3`, and exports of its scenarios.

The file is never written to. Nothing that its schema may have in it, a view or a trigger, is run,
and rows are taken one after the other, so a file costs no more than its size.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NoReturn

from mockgenie.importers.geniedialog.tables import (
    AUTHORING_TABLES,
    RECORDS,
    GenieDatabase,
    GenieRow,
    GenieTable,
    RecordCells,
)
from mockgenie.importers.geniedialog.training_text import read_training_text
from mockgenie.importers.imported import ImportFailure
from mockgenie.records import SQLITE_MAGIC, Unopenable, cell_text, look_at_sqlite

LARGEST_DATABASE = 1_000_000_000
"""Bytes of a database."""
LONGEST_CELL = 1_000_000
"""Characters of a cell."""
_LARGEST_CELL = 16_000_000
"""Bytes of a value that SQLite puts together at all."""
_MOST_ROWS = 200_000
_MOST_TASKS = 2_000
_MOST_LETTERS = 100_000_000
"""Of an authoring table: rows, rows that are tasks, and characters of all of them."""
_WAITS = 1.0
"""Seconds for which a lock of another program is waited for."""
_SIDE_FILES = ("-wal", "-journal")
_MOST_NAMED = 12


@contextmanager
def open_geniedialog(path: Path) -> Iterator[GenieDatabase]:
    """The database in a file: a SQLite database, or a .txt with its scenarios. Its records can be
    read as long as it is open. Raises ImportFailure."""
    with ExitStack() as stack:
        try:
            if _checked(path) == SQLITE_MAGIC:
                connection = stack.enter_context(_opened(path))
                database = _TableReader(connection, path.name).database()
            else:
                database = read_training_text(path)
        except Unopenable as error:
            raise ImportFailure(f"{path}: {error}") from None
        except sqlite3.Error as error:
            raise _failure(path, error) from None
        except OSError as error:
            raise ImportFailure(f"cannot read {path}: {error.strerror or error}") from None
        try:
            yield database
        except sqlite3.Error as error:
            raise _failure(path, error) from None


def _checked(path: Path) -> bytes:
    """What the file begins with. Raises ImportFailure, OSError."""
    if path.is_dir():
        raise ImportFailure(f"{path} is a folder; name the file, as in {path / 'NAME_DB.sqlite3'}")
    if path.exists() and not path.is_file():
        raise ImportFailure(f"{path} is no file")
    with path.open("rb") as file:
        beginning = file.read(len(SQLITE_MAGIC))
    if not beginning:
        raise ImportFailure(f"{path} is empty")
    if path.stat().st_size > LARGEST_DATABASE:
        raise ImportFailure(f"{path} has more than {LARGEST_DATABASE:,} bytes")
    if beginning != SQLITE_MAGIC and path.suffix.lower() != ".txt":
        told = "no SQLite database, or an encrypted one; the tool calls it NAME_DB.sqlite3"
        if beginning.startswith(b"\xd0\xcf\x11\xe0") or path.suffix.lower() in (".xls", ".xlsx"):
            told = "an Excel file; what is imported is the database beside it, NAME_DB.sqlite3"
        elif path.suffix.lower() == ".sql":
            told = "a dump; make a database of it: sqlite3 NAME_DB.sqlite3 < NAME_DB.sql"
        raise ImportFailure(f"{path} is {told}")
    return beginning


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the file, in a transaction that sees one state of it."""
    with ExitStack() as stack:
        try:
            uri, _ = look_at_sqlite(path.absolute())
            connection = stack.enter_context(_connected(uri))
        except (Unopenable, sqlite3.OperationalError) as error:
            logs = [path.with_name(path.name + end) for end in _SIDE_FILES]
            logs = [log for log in logs if log.is_file() and log.stat().st_size]
            if not logs or "locked" in str(error):
                raise
            # What the last program left undone can only be done in a copy.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mockgenie-")))
            for one in (path, *logs):
                shutil.copyfile(one, folder / one.name)
            uri = (folder / path.name).absolute().as_uri()
            connection = stack.enter_context(_connected(uri))
        yield connection


@contextmanager
def _connected(uri: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(uri, uri=True, timeout=_WAITS, isolation_level=None)
    with closing(connection):
        connection.text_factory = _decoded
        if sys.version_info >= (3, 11):
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_CELL)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _failure(path: Path, error: sqlite3.Error) -> ImportFailure:
    """Why SQLite could not read a file."""
    told = str(error)
    if "locked" in told or "busy" in told:
        return ImportFailure(f"{path} is locked by another program; close it, or import a copy")
    if "too big" in told:
        return ImportFailure(f"{path} has a cell of more than {_LARGEST_CELL:,} bytes")
    return ImportFailure(f"{path} cannot be read, it may be damaged: {told}")


class _TableReader:
    """Reads the tables of one database."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def database(self) -> GenieDatabase:
        """Raises ImportFailure, sqlite3.Error."""
        found = self._connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite#_%' ESCAPE '#' ORDER BY rowid"
        ).fetchall()
        # A virtual table would run the code of an extension.
        names = [
            str(name) for name, sql in found if not str(sql).upper().startswith("CREATE VIRTUAL")
        ]
        own = {name.casefold(): name for name in (*AUTHORING_TABLES, RECORDS)}
        known = {own[name.casefold()]: name for name in names if name.casefold() in own}
        if not known.keys() & AUTHORING_TABLES.keys():
            raise ImportFailure(self._no_tables(names))
        tables = {one: self._table(one, known[one]) for one in AUTHORING_TABLES if one in known}
        columns, records = self._records(known)
        others = {name: self._count(name) for name in names if name.casefold() not in own}
        return GenieDatabase(tables, columns, records, others)

    def _no_tables(self, names: list[str]) -> str:
        told = f"{self._name} is no domain of GenieDialog: it has none of the tables"
        told += f" {', '.join(AUTHORING_TABLES)}"
        if not names:
            return f"{told}; it has no table at all"
        more = ", …" if len(names) > _MOST_NAMED else ""
        return f"{told}, but {', '.join(names[:_MOST_NAMED])}{more}"

    def _table(self, table: str, written: str) -> GenieTable:
        columns = self._columns(written, AUTHORING_TABLES[table])
        rows = []
        letters = 0
        most = _MOST_TASKS if table == "task_manager" else _MOST_ROWS
        for number, cells in enumerate(self._select(written, [*columns.values()]), 1):
            if number > most:
                raise ImportFailure(f"{self._name}: {table} has more than {most:,} rows")
            given = zip(columns, cells, strict=True)
            row = {column: _text(cell) for column, cell in given if cell is not None}
            letters += sum(map(len, row.values()))
            if max(map(len, row.values()), default=0) > LONGEST_CELL:
                self._refuse_cell(row, table, number)
            if letters > _MOST_LETTERS:
                told = f"has more than {_MOST_LETTERS:,} characters"
                raise ImportFailure(f"{self._name}: {table} {told}")
            rows.append(GenieRow(number, row))
        return GenieTable(tuple(columns), tuple(rows))

    def _records(
        self, known: Mapping[str, str]
    ) -> tuple[tuple[str, ...], Callable[[], Iterator[RecordCells]]]:
        written = known.get(RECORDS, "")
        columns = self._columns(written) if written else {}
        columns = {one: own for one, own in columns.items() if not one.startswith("_")}

        def records() -> Iterator[RecordCells]:
            if not columns:
                return
            for number, cells in enumerate(self._select(written, [*columns.values()]), 1):
                row = tuple(_text(cell) for cell in cells)
                if max(map(len, row)) > LONGEST_CELL:
                    self._refuse_cell(dict(zip(columns, row, strict=True)), RECORDS, number)
                yield row

        return tuple(columns), records

    def _refuse_cell(self, row: Mapping[str, str], table: str, number: int) -> NoReturn:
        column = next(name for name, text in row.items() if len(text) > LONGEST_CELL)
        told = f"a cell with more than {LONGEST_CELL:,} characters"
        raise ImportFailure(f"{self._name}: {told} ({table}, row {number}, {column})")

    def _columns(self, table: str, known: tuple[str, ...] = ()) -> dict[str, str]:
        """The columns as they are known, each with how the table writes it. Those that are
        computed are left out: their expressions are the file's."""
        own = {name.casefold(): name for name in known}
        found = self._connection.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
        stored = [str(name) for _, name, *_, hidden in found if not hidden]
        return {own.get(name.casefold(), name): name for name in stored}

    def _select(self, table: str, columns: list[str]) -> sqlite3.Cursor:
        # Behind a table, quotes are never those of a text.
        cells = ", ".join(f"rows.{_quoted(name)}" for name in columns) or "NULL"
        return self._connection.execute(f"SELECT {cells} FROM main.{_quoted(table)} AS rows")

    def _count(self, table: str) -> int:
        query = f"SELECT count(*) FROM main.{_quoted(table)}"
        return int(self._connection.execute(query).fetchone()[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(cell: object) -> str:
    """A cell as text: 3.0 as 3."""
    if isinstance(cell, bytes):
        return _decoded(cell)
    return cell if isinstance(cell, str) else cell_text(cell)  # type: ignore[arg-type]
