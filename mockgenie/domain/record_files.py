"""Files of records for the entity classes of a domain, given from outside: by its user.

They are read as the instances of a domain are, but may be anywhere, and may have the records of
several classes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from mockgenie.domain.model import Domain
from mockgenie.records import (
    FILE_TYPES,
    LARGEST,
    TEXTS,
    Columns,
    DataFile,
    Record,
    Row,
    shown,
)
from mockgenie.source import Diagnostic, Mistake, SourceError, did_you_mean, mistake


class RecordFileError(SourceError):
    """A file that gives no records."""


def record_file_problem(path: Path) -> Mistake | None:
    """Why nothing at `path` can be read as records; None where something can be tried."""
    try:
        if path.is_dir():
            return mistake("cannot-read", reason=f"{path} is a folder")
        if not path.exists():
            return mistake("no-such-file", name=path, where="")
        # Not a device, and not a pipe that would be waited for.
        if not path.is_file():
            return mistake("cannot-read", reason=f"{path} is no regular file")
        largest = LARGEST.get(path.suffix.lower())
        if largest is None:
            return mistake("wrong-file-type", what="records", types=FILE_TYPES, name=path)
        if path.stat().st_size > largest:
            return mistake("too-large", what=f"a {path.suffix} file", most=largest)
    except (OSError, ValueError) as error:
        return mistake("cannot-read", reason=getattr(error, "strerror", None) or error)
    return None


def read_record_file(path: Path, domain: Domain) -> dict[str, tuple[Record, ...]]:
    """The records for each class that the domain looks up and the file has a column of.

    A column is called as the slot, `Weather.city`, or `city`: that is the slot of every class
    that has one of the name. By such columns alone a record is of a class only if the class has
    all slots of the record. Raises RecordFileError.
    """
    if wrong := record_file_problem(path):
        raise RecordFileError([wrong.at(path)])
    problems: list[Diagnostic] = []
    classes = [_ClassColumns(domain, name) for name in domain.looked_up()]
    read_rows = TEXTS.get(path.suffix.lower())
    if read_rows is None:
        found = _Database(path, problems).read(classes)
    else:
        found = {}
        for columns in classes:
            file = DataFile(path, path.name, problems)
            with file.reading():
                found[columns.entity] = columns.records_of(read_rows(file, columns))
    # A list without a record names no slot: there are no records of any class.
    is_empty = not any(columns.has_content for columns in classes)
    served = {
        columns.entity: found[columns.entity]
        for columns in classes
        if columns.entity in found and (columns.is_there or is_empty)
    }
    if not (problems or served):
        of = f"the classes that {domain.name} looks up"
        known = ", ".join(slot for columns in classes for slot in columns.own)
        problems.append(mistake("no-column", of=of, hint=f" (known: {known})").at(path))
    if problems:
        # Each once, though the file was read for each class, and as the path was given.
        raise RecordFileError(dict.fromkeys(replace(one, path=path) for one in problems))
    return served


class _ClassColumns(Columns):
    """The columns of a file of several classes, as one of the classes sees them: a name without
    a class is its own slot where it has one.

    `own`: its slots; `is_there`: whether the file, as far as it has been read, has something of
    the class, `has_own`: something that is of no other; `has_content`: whether it has anything.
    """

    def __init__(self, domain: Domain, entity: str) -> None:
        # Its own slots first, then those of the other classes that are looked up.
        names = dict.fromkeys((entity, *domain.looked_up()))
        looked_up = [slot for name in names for slot in domain.entities[name].slots]
        names.update(dict.fromkeys(domain.entities))
        super().__init__(entity, [s for name in names for s in domain.entities[name].slots])
        self.own = tuple(slot.name for slot in domain.entities[entity].slots)
        self.has_own = self.has_content = False
        self._domain = domain.name
        self._known = tuple(domain.slots())
        self._others = tuple(names)[1:]
        self._looked_up = {slot.name for slot in looked_up}
        self._end = len(looked_up)
        self._shared: set[int] = set()
        """Which of its own columns the file names so that they are another class's too."""
        self._has_foreign = False

    @property
    def is_there(self) -> bool:
        return self.has_own or (bool(self._shared) and not self._has_foreign)

    def number(self, name: str) -> int | None:
        """Which column a name means; None for none."""
        for full in (name, *(f"{entity}.{name}" for entity in self._others)):
            number = super().number(full)
            if number is not None:
                self._note(number, name)
                return number
        return None

    def _note(self, number: int, name: str) -> None:
        """Remember that the file has the column."""
        self.has_content = True
        if number >= len(self.own):
            self._has_foreign |= number < self._end
        elif any(f"{entity}.{name}" in self._looked_up for entity in self._others):
            self._shared.add(number)
        else:
            self.has_own = True

    def unknown(self, name: str, note: str = "") -> Mistake:
        """What is wrong with a column or a field that is called like no slot."""
        name = shown(name)
        short = {slot.partition(".")[2]: None for slot in self._known}
        hint = did_you_mean(name, self._known if "." in name else short) + note
        return mistake("not-a-slot", name=name, of=self._domain, hint=hint)

    def records_of(self, rows: Iterable[Row]) -> tuple[Record, ...]:
        """The records of the class in rows; a row of another class has none."""
        records = []
        own = len(self.own)
        for row in rows:
            self.has_content = True
            is_foreign = any(row[own : self._end])
            self._has_foreign |= is_foreign
            # The slots of the class are the first columns.
            record = {slot: cell for slot, cell in zip(self.own, row, strict=False) if cell}
            if record and not (is_foreign and self._has_only_shared(row)):
                records.append(record)
        self.has_own |= bool(records)
        return tuple(records)

    def _has_only_shared(self, row: Row) -> bool:
        """Whether a row has of the class only what might as well be of another."""
        return not any(row[n] for n in range(len(self.own)) if n not in self._shared)


class _Database:
    """A SQLite file; what is wrong in it is added to `problems`."""

    def __init__(self, path: Path, problems: list[Diagnostic]) -> None:
        self._path = path.resolve()
        self._problems = problems
        self._missing: list[Mistake] = []
        """Tables that are not there."""

    def read(self, classes: Sequence[_ClassColumns]) -> dict[str, tuple[Record, ...]]:
        """Of each class the records in the table that is called like it. Where no class has such
        a table, the only table of the file has the records of all."""
        found = self._tables(classes, own_table=True)
        missing = tuple(self._missing)
        if not (found or self._problems):
            found = self._tables(classes, own_table=False)
            if not (found or self._problems):
                self._problems += (one.at(self._path) for one in missing)
        return found

    def _tables(
        self, classes: Sequence[_ClassColumns], own_table: bool
    ) -> dict[str, tuple[Record, ...]]:
        tables = {columns.entity: self._table(columns, own_table) for columns in classes}
        return {name: records for name, records in tables.items() if records is not None}

    def _table(self, columns: _ClassColumns, own_table: bool) -> tuple[Record, ...] | None:
        """The records of one table, None where it is not there or cannot be read."""
        file = DataFile(self._path, self._path.name, self._problems)
        try:
            # Imported late, because a Python may have been built without sqlite3.
            from mockgenie.records.sqlite_files import read_sqlite
        except ImportError:
            file.report(mistake("no-sqlite"))
            return None
        missing: list[Mistake] = []
        wanted = columns.entity if own_table else None
        with file.reading():
            table = read_sqlite(file, columns, wanted, missing.append, sys.maxsize)
            if not missing:
                columns.has_own |= own_table
                slots = columns.own if own_table else columns.slots
                rows = ([record.get(slot) for slot in slots] for record in table.records)
                return columns.records_of(rows)
        self._missing += missing
        return None
