"""Reads the values of a slot from a file, however many there are.

A .txt file has one value a line, with its synonyms behind tabs; a .csv file has the value in the
first column and synonyms in the others. Blank lines and lines that begin with # are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from mockgenie.records.files import LARGEST_TEXT, DataFile, TextLines, find_file
from mockgenie.source import Node, mistake

_Cells: TypeAlias = Callable[[str, Iterator[str]], list[str]]
"""Takes a line apart; a quoted cell may go on in the lines that follow."""


def is_value_file(written: str) -> bool:
    """Whether a text in the place of values is the name of a file."""
    return written.lower().endswith(tuple(_CELLS))


def read_value_file(node: Node, what: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each value with its synonyms, in the order of the file that `node` names.

    A value that is there twice is a problem, reported at its line.
    """
    for _, _, value, synonyms in read_value_lines(node, what):
        yield value, synonyms


def read_value_lines(node: Node, what: str) -> Iterator[tuple[Path, int, str, tuple[str, ...]]]:
    """The same, each behind its file and line."""
    largest = dict.fromkeys(_CELLS, LARGEST_TEXT)
    file = find_file(node, what, largest, "a .txt file or a .csv file")
    if file is not None:
        with file.reading():
            for number, value, synonyms in _read(file, _CELLS[file.path.suffix.lower()]):
                yield file.path, number, value, synonyms


def _read(file: DataFile, cells_of: _Cells) -> Iterator[tuple[int, str, tuple[str, ...]]]:
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
