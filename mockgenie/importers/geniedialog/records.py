"""The records of task_information: what its columns hold, and the CSV files that are made of them.

Rows are read and written one after the other; the table is never in memory as a whole.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from mockgenie.importers.geniedialog.findings import line
from mockgenie.importers.geniedialog.model import ClassDraft, Origin, SlotDraft
from mockgenie.importers.geniedialog.tables import RECORDS, GenieDatabase
from mockgenie.importers.imported import ImportFailure
from mockgenie.korean import squeeze
from mockgenie.records import LARGEST_TEXT, READERS, CellError

_MOST_DISTINCT = 20_001
_LONGEST_ROW = 400_000
"""Characters of a record, of which quotes may double each."""


class RecordColumns(Struct, frozen=True):
    """What the columns of task_information hold.

    `rows`: how many rows there are; `samples`: the first value of each column that has any;
    `wrong`: the first cell that is no number where one should be; `values`: the different values
    of some columns, up to 20,001.
    """

    rows: int
    samples: Mapping[str, str]
    wrong: Mapping[str, Origin]
    values: Mapping[str, Mapping[str, None]]


def look_at_records(
    database: GenieDatabase, types: Mapping[str, str], with_values: Collection[str]
) -> RecordColumns:
    """Look through all records once; `types`: of slots, by column; `with_values`: the columns
    whose values are wanted."""
    columns = list(enumerate(database.record_columns))
    readers = [(n, name, READERS[types[name]]) for n, name in columns if types[name] in READERS]
    wanted = [(n, name) for n, name in columns if name in with_values]
    waiting = dict(columns)
    samples: dict[str, str] = {}
    wrong: dict[str, Origin] = {}
    values: dict[str, dict[str, None]] = {name: {} for _, name in wanted}
    number = 0
    for number, cells in enumerate(database.records(), 1):
        for place in [one for one in waiting if cells[one] and line(cells[one])]:
            samples[waiting.pop(place)] = line(cells[place])
        for place, name, read in readers:
            if name not in wrong and (text := line(cells[place])):
                try:
                    read(text)
                except CellError:
                    wrong[name] = Origin(RECORDS, number, text)
        for place, name in wanted:
            text = line(cells[place])
            own = values[name]
            if text not in own and squeeze(text) and len(own) < _MOST_DISTINCT:
                own[text] = None
    return RecordColumns(number, samples, wrong, values)


def instance_files(classes: Sequence[ClassDraft]) -> dict[str, str]:
    """The names of the files with the records of classes, by class."""
    own = [entity.name for entity in classes if entity.has_records]
    if len(own) == 1:
        return {own[0]: "instances.csv"}
    # Names may be long, and differ only in what a file system does not tell apart.
    return {name: f"instances-{number}-{name[:20]}.csv" for number, name in enumerate(own, 1)}


def write_instances(
    path: Path, database: GenieDatabase, own_slots: Sequence[SlotDraft]
) -> set[str]:
    """Write what the records say of slots of a class; the slots that none of them has. Raises
    ImportFailure, OSError."""
    places = {name: number for number, name in enumerate(database.record_columns)}
    slots = [(slot, places[slot.column]) for slot in own_slots]
    own = [number for slot, number in slots if not slot.same]
    missing = dict(enumerate(slot.name for slot, _ in slots))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([slot.name.partition(".")[2] for slot, _ in slots])
        for count, cells in enumerate(_rows(database, own)):
            row = [line(cells[number]) for _, number in slots]
            if sum(map(len, row)) > _LONGEST_ROW:
                told = f"a row of {RECORDS} has more than {_LONGEST_ROW:,} characters"
                raise ImportFailure(told)
            writer.writerow(row)
            for place in [one for one in missing if row[one]]:
                del missing[place]
            if not count % 1_000 and file.tell() > LARGEST_TEXT:
                raise ImportFailure(f"{RECORDS} has more than {LARGEST_TEXT:,} bytes")
    return set(missing.values())


def _rows(database: GenieDatabase, own: Sequence[int]) -> Iterator[Sequence[str]]:
    """The records that have a value of one of these columns."""
    for cells in database.records():
        if any(cells[number] and line(cells[number]) for number in own):
            yield cells
