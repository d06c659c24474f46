"""Reads records from a CSV file whose first line names the slots; an empty cell is no value."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from mockgenie.records.columns import CellError, Columns, Row, shown, wrong_cell
from mockgenie.records.files import DataFile, TextLines
from mockgenie.source import mistake


def read_csv(file: DataFile, columns: Columns) -> Iterator[Row]:
    """The rows of the file. Raises Abandoned, UnicodeDecodeError, OSError."""
    rows = csv.reader(iter(TextLines(file)), strict=True)
    try:
        header = next(rows, [])
        places = _places(header, file, columns)
        readers = [(n, *reader) for n, reader in columns.readers.items() if places[n] >= 0]
        for row in rows:
            if len(row) != len(header):
                if row:
                    wrong = mistake("csv-cells", cells=len(row), columns=len(header))
                    file.report(wrong, rows.line_num)
                continue
            row.append("")
            cells = [row[place].strip() or None for place in places]
            for number, slot, read in readers:
                if text := cells[number]:
                    try:
                        cells[number] = read(text)
                    except CellError as error:
                        file.report(wrong_cell(slot, text, error), rows.line_num)
            yield cells
    except csv.Error as error:
        file.report(mistake("csv-syntax", problem=error), max(rows.line_num, 1))


def _places(header: list[str], file: DataFile, columns: Columns) -> list[int]:
    """Where the cell of each slot stands in a row; -1, behind the others, where none does."""
    places = [-1] * len(columns.slots)
    if not header:
        file.report(mistake("csv-header"))
    for place, name in enumerate(map(str.strip, header)):
        number = columns.number(name)
        if number is None:
            file.report(columns.unknown(name))
        elif places[number] >= 0:
            file.report(mistake("duplicate", name=shown(name)))
        else:
            places[number] = place
    return places
