"""Many records, kept in a database in memory: a million are no Python objects until found.

Where a slot has few different values, a SlotIndex knows the rows of each, so several such slots
are looked up in microseconds however many rows fit. Where it has many, the database has an index,
which finds the usual ways of writing a number, a day or a time: 오늘 finds 오늘 and 2026-11-22
there, but not 11월 22일.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import islice
from threading import Lock
from typing import Any

from mockgenie.conditions import Key, Reading
from mockgenie.records.columns import Row, cell_text
from mockgenie.records.slot_index import Gathering, SlotIndex, every_row, row_set
from mockgenie.records.table import Record, Table

FEW_VALUES = 20_000
"""Up to so many different values of a slot are kept as Python objects, with their rows."""

_MOST_INDEXED = 16
"""So many columns are indexed where it is not known which ones are searched."""

_AT_ONCE = 500
"""SQLite takes at least 999 values in one statement."""

_LOT = 1_000
"""So many rows are taken at a time."""

_WHOLE_NUMBERS = 2**63


def new_database(encoding: str = "UTF-8") -> sqlite3.Connection:
    """An empty database in memory. Other files may be attached to it by their URI."""
    # Other threads may look records up, one at a time.
    connection = sqlite3.connect(
        ":memory:", uri=True, isolation_level=None, check_same_thread=False, timeout=2
    )
    for setting in (f"encoding = '{encoding}'", "journal_mode = OFF", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def create_records(connection: sqlite3.Connection, columns: int) -> None:
    """The table `records`, with columns c0, c1, …; a row keeps its place as its rowid, from 1."""
    names = ", ".join(f"c{number}" for number in range(columns))
    connection.execute(f"CREATE TABLE records ({names})")


def store(slots: Sequence[str], rows: Iterable[Row]) -> SqliteTable:
    """A table of `rows`, each with a cell for each of `slots`, of which the first are indexed."""
    connection = new_database()
    create_records(connection, len(slots))
    statement = f"INSERT INTO records VALUES ({', '.join('?' * len(slots))})"
    gathering = _gathering(slots)
    remaining = iter(rows)
    connection.execute("BEGIN")
    while lot := list(islice(remaining, _LOT)):
        connection.executemany(statement, lot)
        gathering.add(lot)
    connection.execute("COMMIT")
    return SqliteTable(connection, slots, gathering)


def stored(connection: sqlite3.Connection, slots: Sequence[str]) -> SqliteTable:
    """The table of the rows that are in `connection` already. Raises sqlite3.Error where a text
    is not UTF-8."""
    gathering = _gathering(slots)
    cursor = connection.execute("SELECT * FROM records ORDER BY rowid")
    while lot := cursor.fetchmany(_LOT):
        gathering.add(lot)
    return SqliteTable(connection, slots, gathering)


def _gathering(slots: Sequence[str]) -> Gathering:
    return Gathering(range(len(slots[:_MOST_INDEXED])), FEW_VALUES)


class SqliteTable(Table):
    """A table whose records are the rows of `records` in a database that is its own."""

    def __init__(
        self, connection: sqlite3.Connection, slots: Sequence[str], gathering: Gathering
    ) -> None:
        """`slots`: what the columns c0, c1, … are; `gathering`: what stands in them."""
        super().__init__()
        self._connection = connection
        self._lock = Lock()
        self._slots = tuple(slots)
        self._columns = {slot: f"c{number}" for number, slot in enumerate(slots)}
        self._size = gathering.size
        self._filled_rows: dict[str, int] = {}
        self._indexes = {slots[number]: index for number, index in gathering.indexes().items()}
        for number in gathering.many:
            connection.execute(f"CREATE INDEX by_c{number} ON records (c{number})")
        connection.execute("PRAGMA query_only = ON")

    def __len__(self) -> int:
        return self._size

    @property
    def records(self) -> Sequence[Record]:
        """All records, made into Python objects."""
        return self._records(range(self._size))

    def values(self, slot: str) -> Iterator[str]:
        """The different values of a slot, in any order; they are read as they are asked for, and
        one that is written in two ways may come twice."""
        if index := self._indexes.get(slot):
            yield from index
        elif column := self._columns.get(slot):
            statement = f"SELECT DISTINCT {column} FROM records WHERE {column} IS NOT NULL"
            with self._lock:
                cursor = self._connection.execute(statement)
            while True:
                with self._lock:
                    found = cursor.fetchmany(_AT_ONCE)
                if not found:
                    return
                yield from (cell_text(cell) for (cell,) in found)

    def _rows(self, slot: str, values: tuple[str, ...], read: Reading) -> int:
        if index := self._indexes.get(slot):
            return index.rows(values, read)
        column = self._columns.get(slot)
        if column is None:
            return 0
        wanted = {cell for value in values if value for cell in _spellings(value, read(value))}
        found = self._select(f"SELECT rowid - 1 FROM records WHERE {column}", tuple(wanted))
        return row_set((row for (row,) in found), self._size)

    def _filled(self, slot: str) -> int:
        if index := self._indexes.get(slot):
            return index.filled
        column = self._columns.get(slot)
        if column is None:
            return 0
        if slot not in self._filled_rows:
            # The others, because they are few.
            statement = f"SELECT rowid - 1 FROM records WHERE coalesce(trim({column}), '') = ''"
            with self._lock:
                found = self._connection.execute(statement).fetchall()
            empty = row_set((row for (row,) in found), self._size)
            self._filled_rows[slot] = every_row(self._size) & ~empty
        return self._filled_rows[slot]

    def _index(self, slot: str) -> SlotIndex:
        """The index of a slot; of one with many different values it is made anew each time, for
        it would take much memory."""
        if index := self._indexes.get(slot):
            return index
        column = self._columns.get(slot)
        if column is None:
            return SlotIndex({}, self._size)
        gathering = Gathering((0,))
        with self._lock:
            cursor = self._connection.execute(f"SELECT {column} FROM records ORDER BY rowid")
            while lot := cursor.fetchmany(_LOT):
                gathering.add(lot)
        return gathering.indexes()[0]

    def _records(self, rows: Sequence[int]) -> tuple[Record, ...]:
        columns = ", ".join(self._columns.values())
        numbers = tuple(row + 1 for row in rows)
        statement = f"SELECT rowid, {columns} FROM records WHERE rowid"
        found = {number: cells for number, *cells in self._select(statement, numbers)}
        return tuple(
            {
                slot: text
                for slot, cell in zip(self._slots, found[number], strict=True)
                if (text := cell_text(cell))
            }
            for number in numbers
        )

    def _select(self, statement: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """What `statement IN (…)` finds, by its order in each five hundred of `values`."""
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            with self._lock:
                found = self._connection.execute(
                    f"{statement} IN ({marks}) ORDER BY rowid", some
                ).fetchall()
            yield from found


def _spellings(value: str, key: Key) -> Iterator[object]:
    """The cells that are equal to `value`, as people and programs write them."""
    yield value
    place = key[1]
    if isinstance(place, date):
        yield place.isoformat()
    elif isinstance(place, time):
        yield place.isoformat()
        if not place.second:
            yield f"{place.hour}:{place.minute:02}"
            yield f"{place.hour:02}:{place.minute:02}"
    elif isinstance(place, (int, float)):
        yield cell_text(place)
        yield f"{cell_text(place)}.0" if place == int(place) else place
        if -_WHOLE_NUMBERS <= place < _WHOLE_NUMBERS:
            yield place
