"""Reads records from a CSV file whose first line names the slots; an empty cell is no value."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from mockgenie.records.cells import CellProblem, shown
from mockgenie.records.columns import Columns, Row
from mockgenie.records.files import DataFile, Lines


def read_csv(file: DataFile, columns: Columns) -> Iterator[Row]:
    """The rows of the file. Raises Abandoned, UnicodeDecodeError, OSError."""
    rows = csv.reader(iter(Lines(file)), strict=True)
    try:
        header = next(rows, [])
        places = _places(header, file, columns)
        readers = [(n, *reader) for n, reader in columns.readers.items() if places[n] >= 0]
        for row in rows:
            if len(row) != len(header):
                if row:
                    told = f"{len(row)} cells, but the header has {len(header)}"
                    file.report(told, rows.line_num)
                continue
            row.append("")
            cells = [row[place].strip() or None for place in places]
            for number, slot, read in readers:
                if text := cells[number]:
                    try:
                        cells[number] = read(text)
                    except CellProblem as problem:
                        file.report(f"{slot}: {problem}", rows.line_num)
            yield cells
    except csv.Error as error:
        file.report(f"not valid CSV: {error}", max(rows.line_num, 1))


def _places(header: list[str], file: DataFile, columns: Columns) -> list[int]:
    """Where the cell of each slot stands in a row; -1, behind the others, where none does."""
    places = [-1] * len(columns.slots)
    if not header:
        file.report("the first line has to name the slots of the columns")
    for place, name in enumerate(map(str.strip, header)):
        number = columns.number(name)
        if number is None:
            file.report(f"column {columns.unknown(name)}")
        elif places[number] >= 0:
            file.report(f'column "{shown(name)}" is there twice')
        else:
            places[number] = place
    return places
