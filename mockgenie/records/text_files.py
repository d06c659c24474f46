"""Reads text files beside a domain: records from CSV and JSON, and the values of a slot.

Records: the first line of a CSV file names the slots; an empty cell is no value. A JSON file is a
list of objects with a text, number or truth value by slot: `true` is read as yes, `false` as no;
`null` is no value.

Values: a .txt file has one value a line, with its synonyms behind tabs; a .csv file has the value
in the first column and synonyms in the others. Blank lines and lines that begin with # are passed
over.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from mockgenie.korean import composed
from mockgenie.records.columns import CellError, Columns, Row, cell_text, shown, wrong_cell
from mockgenie.records.files import LARGEST_TEXT, Abandoned, DataFile, TextLines, find_file
from mockgenie.source import Mistake, Node, followed, mistake

_SPACE = re.compile(r"[ \t\r\n]*")
_NO_CHARACTER = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")

_Cells: TypeAlias = Callable[[str, Iterator[str]], list[str]]
"""Takes a line apart; a quoted cell may go on in the lines that follow."""


def read_csv(file: DataFile, columns: Columns) -> Iterator[Row]:
    """The rows of the file. Raises Abandoned, UnicodeDecodeError, OSError."""
    rows = csv.reader(iter(TextLines(file)), strict=True)
    try:
        header = next(rows, [])
        places = _places_of_cells(header, file, columns)
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


def _places_of_cells(header: list[str], file: DataFile, columns: Columns) -> list[int]:
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


def read_json(file: DataFile, columns: Columns) -> Iterator[Row]:
    """The records of the file, as rows. Raises Abandoned, UnicodeDecodeError, OSError."""
    text = composed(file.path.read_bytes().decode("utf-8-sig"))
    places = _LineCounter(text)
    escapes = bool(_NO_CHARACTER.search(text))
    reader = _RecordReader(columns)
    for start, value in _json_values(text, places, file):
        row, problems = reader.row(value, escapes)
        for wrong in problems:
            file.report(wrong, *places.at(start))
        if not problems:
            yield row


class _LineCounter:
    """Lines and columns of places in a text that come one behind the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._counted = 1, 0

    def at(self, position: int) -> tuple[int, int]:
        """Line and column, from 1."""
        self._line += self._text.count("\n", self._counted, position)
        self._counted = position
        return self._line, position - self._text.rfind("\n", 0, position)


def _json_values(text: str, places: _LineCounter, file: DataFile) -> Iterator[tuple[int, Any]]:
    """Each value of the list in `text` and where it begins. Objects are tuples of pairs.

    One value is decoded after the other, so that the place of each is known and not all are in
    memory. Raises Abandoned.
    """

    # Imported late, because most domains have no JSON file.
    from json import JSONDecodeError, JSONDecoder

    def refuse(position: int, problem: object) -> NoReturn:
        file.report(mistake("json-syntax", problem=problem), *places.at(position))
        raise Abandoned

    def behind_space(position: int) -> int:
        found = _SPACE.match(text, position)
        return found.end() if found else position

    decode = JSONDecoder(
        object_pairs_hook=tuple, parse_int=str, parse_float=_decimal, parse_constant=_no_number
    ).raw_decode
    position = behind_space(0)
    if text[position : position + 1] != "[":
        wrong = mistake("wrong-type", what="a .json file", wanted="a list of records ([{…}, {…}])")
        file.report(wrong, *places.at(position))
        raise Abandoned
    position = behind_space(position + 1)
    sign = "" if text[position : position + 1] == "]" else ","
    while sign == ",":
        try:
            value, end = decode(text, position)
        except JSONDecodeError as error:
            refuse(error.pos, error.msg)
        except ValueError as error:
            refuse(position, error)
        except RecursionError:
            refuse(position, "nested too deep")
        yield position, value
        position = behind_space(end)
        sign = text[position : position + 1]
        if sign == ",":
            position = behind_space(position + 1)
    if text[position : position + 1] != "]":
        refuse(position, 'expected "," or "]"')
    if (position := behind_space(position + 1)) < len(text):
        refuse(position, "something stands behind the list")


def _decimal(written: str) -> str:
    number = float(written)
    return cell_text(number) if math.isfinite(number) else written


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number there")


class _RecordReader:
    """Makes rows of records."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._numbers = {slot: number for number, slot in enumerate(columns.slots)}
        self._unknown: set[str] = set()
        """Names that are no slot: each is reported once, not for every record."""

    def row(self, value: Any, escapes: bool) -> tuple[Row, list[Mistake]]:
        """A record as a row, and what is wrong with it."""
        cells: list[str | None] = [None] * len(self._columns.slots)
        if not isinstance(value, tuple):
            return cells, [mistake("wrong-type", what="a record", wanted="an object ({…})")]
        problems = []
        given = set()
        for name, raw in value:
            number = self._numbers.get(name)
            if number is None:
                number = self._columns.number(name)
                if number is None:
                    if name not in self._unknown:
                        self._unknown.add(name)
                        problems.append(self._columns.unknown(name))
                    continue
                self._numbers[name] = number
            if number in given:
                problems.append(mistake("duplicate", name=shown(name)))
            given.add(number)
            if type(raw) is str and not escapes:  # as most are
                cells[number] = raw.strip() or None
            elif wrong := _wrong_value(raw, name):
                problems.append(wrong)
            else:
                cells[number] = cell_text(raw) or None
        for number, (slot, read) in self._columns.readers.items():
            if cell := cells[number]:
                try:
                    cells[number] = read(cell)
                except CellError as error:
                    problems.append(wrong_cell(slot, cell, error))
        return cells, problems


def _wrong_value(raw: Any, name: str) -> Mistake | None:
    """What is wrong with a value that no cell can have, None for nothing."""
    what = f"the value of {shown(name)}"
    if isinstance(raw, (list, tuple)):
        return mistake("wrong-type", what=what, wanted="a text, a number, true or false")
    if isinstance(raw, str) and any("\ud800" <= char <= "\udfff" or char == "\0" for char in raw):
        return mistake("no-character", what=what)
    return None


def is_value_file(written: str) -> bool:
    """Whether a text in the place of values is the name of a file."""
    return written.lower().endswith(tuple(_CELLS))


def read_value_file(node: Node) -> Iterator[tuple[Path, int, str, tuple[str, ...]]]:
    """File, line, value and synonyms, in the order of the file that `node` names.

    A value that is there twice is a problem, reported at its line.
    """
    largest = dict.fromkeys(_CELLS, LARGEST_TEXT)
    file = find_file(node, "values", largest, "a .txt file or a .csv file")
    if file is not None:
        with file.reading():
            values = _read_values(file, _CELLS[file.path.suffix.lower()])
            for number, value, synonyms in followed(values, f"reading {file.written}"):
                yield file.path, number, value, synonyms


def _read_values(file: DataFile, cells_of: _Cells) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    values: set[str] = set()
    lines = TextLines(file)
    remaining = iter(lines)
    for line in remaining:
        if line.startswith("#"):
            continue
        number = lines.number
        try:
            cells = cells_of(line, remaining)
        except csv.Error as error:
            file.report(mistake("csv-syntax", problem=error), number)
            continue
        value = cells[0].strip()
        synonyms = tuple([word for cell in cells[1:] if (word := cell.strip())])
        if value in values:
            file.report(mistake("duplicate", name=value), number)
        elif value:
            values.add(value)
            yield number, value, synonyms
        elif synonyms:
            what = "the first cell of a line, which is the value,"
            file.report(mistake("empty-text", what=what), number)
    if not values:
        file.report(mistake("empty-file", needs="it has at least one value"))


def _between_tabs(line: str, _: Iterator[str]) -> list[str]:
    return line.split("\t")


def _between_commas(line: str, remaining: Iterator[str]) -> list[str]:
    if '"' not in line:
        return line.split(",")
    return next(csv.reader(chain((line,), remaining), strict=True))


_CELLS: dict[str, _Cells] = {".txt": _between_tabs, ".csv": _between_commas}
