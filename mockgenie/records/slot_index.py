"""Which records have which values of a slot.

A set of rows is a whole number: bit n stands for the record n of the file. So a million rows are
125 kB, and the rows that fit several slots are found by `&` in microseconds.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import inf

from mockgenie.conditions import Bound, Key, Reading, satisfies
from mockgenie.records.columns import Raw, cell_text

_BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]
_NOT_ZERO = re.compile(rb"[^\0]")
_SPARSE = 64
"""Of rows of which not one in so many is in a set, the numbers take less space than the bits."""

_FEW = 1024
"""Up to so many rows, taking bits one by one is faster than taking them by the byte."""


def row_set(numbers: Iterable[int], size: int) -> int:
    """The set of some of `size` rows."""
    if size <= _FEW:
        few = 0
        for number in numbers:
            few |= 1 << number
        return few
    rows = bytearray((size >> 3) + 1)
    for number in numbers:
        rows[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(rows, "little")


def every_row(size: int) -> int:
    """The set of all of `size` rows."""
    return (1 << size) - 1


def first_rows(rows: int, limit: int) -> list[int]:
    """The numbers of the first rows of a set, at most `limit`, in order."""
    if not rows & (rows - 1) and limit > 0:  # one or none
        return [rows.bit_length() - 1] if rows else []
    found: list[int] = []
    if rows.bit_length() <= _FEW:
        while rows and len(found) < limit:
            lowest = rows & -rows
            found.append(lowest.bit_length() - 1)
            rows ^= lowest
        return found
    for byte in _NOT_ZERO.finditer(rows.to_bytes((rows.bit_length() + 7) >> 3, "little")):
        if len(found) >= limit:
            break
        start = byte.start() << 3
        found += [start + bit for bit in _BITS[byte[0][0]]]
    return found[:limit]


class Gathering:
    """Gathers where the values of some columns stand, row by row.

    A column with more than `most_values` different values is given up: it is in `many`.
    """

    def __init__(self, columns: Iterable[int], most_values: float = inf) -> None:
        self.size = 0
        self.many: list[int] = []
        self._most_values = most_values
        self._numbers: dict[int, dict[Raw, array[int]]] = {column: {} for column in columns}

    def add(self, rows: Sequence[Sequence[Raw]]) -> None:
        """The next rows, each with a cell for every column."""
        columns = tuple(zip(*rows, strict=True))
        for column, numbers in tuple(self._numbers.items()):
            for number, cell in enumerate(columns[column] if columns else (), self.size):
                if cell in numbers:
                    numbers[cell].append(number)
                else:
                    numbers[cell] = array("I", (number,))
            if len(numbers) > self._most_values:
                self.many.append(column)
                del self._numbers[column]
        self.size += len(rows)

    def indexes(self) -> dict[int, SlotIndex]:
        """The index of each column that was not given up."""
        return {column: SlotIndex(numbers, self.size) for column, numbers in self._numbers.items()}


class SlotIndex:
    """The rows by the values of one slot.

    What two texts compare by depends on the day (오늘 is 2026-11-22 on one day only), but where
    they stand does not: so the rows are kept by text, and for a new reading only the different
    texts are read again.
    """

    def __init__(self, numbers: Mapping[Raw, Sequence[int]], size: int, most_read: int = 0) -> None:
        """`numbers`: in which of `size` rows a cell is; `most_read`: so many different values are
        read, 0 for all."""
        by_text: dict[str, Sequence[int]] = {}
        for cell, found in numbers.items():
            if text := cell_text(cell):
                by_text[text] = [*by_text[text], *found] if text in by_text else found
        self._size = size
        self._most_read = most_read or None
        self._rows: dict[str, int | Sequence[int]] = {
            text: found if len(found) * _SPARSE < size else row_set(found, size)
            for text, found in by_text.items()
        }
        self._equal: tuple[Reading | None, dict[Key, list[str]]] = (None, {})
        self._filled: int | None = None

    def __iter__(self) -> Iterator[str]:
        """The different values, in the order of the file."""
        return iter(self._rows)

    def rows(self, values: Iterable[str], read: Reading) -> int:
        """The records that have one of `values`, equal as `read` compares them."""
        rows = 0
        for value in values:
            key = read(value)
            # What is neither number nor day nor time equals nothing but itself.
            if key[0] == "text":
                found = self._rows.get(value, 0)
                rows |= found if isinstance(found, int) else row_set(found, self._size)
            else:
                texts = self._texts(read).get(key, ())
                rows |= self._rows_of((value, *texts) if self._most_read else texts)
        return rows

    def within(self, bound: Bound, read: Reading) -> int:
        """The records whose value is of the kind of the bound's, and within it."""
        limit = read(bound.value)
        rows = 0
        for key, texts in self._texts(read).items():
            if key[0] == limit[0] and satisfies(key, bound.operator, limit):
                rows |= self._rows_of(texts)
        return rows

    def groups(self, rows: int, read: Reading, descending: bool) -> Iterator[int]:
        """Those of `rows` that have a value which is no mere text, by what it compares by: first
        those with the least, or, `descending`, with the greatest."""
        texts = self._texts(read)
        for key in sorted((key for key in texts if key[0] != "text"), reverse=descending):
            if found := rows & self._rows_of(texts[key]):
                yield found

    def _rows_of(self, texts: Iterable[str]) -> int:
        rows = 0
        for text in texts:
            found = self._rows.get(text, 0)
            rows |= found if isinstance(found, int) else row_set(found, self._size)
        return rows

    @property
    def filled(self) -> int:
        """The records that have a value."""
        if self._filled is None:
            few: list[Sequence[int]] = []
            filled = 0
            for found in self._rows.values():
                if isinstance(found, int):
                    filled |= found
                else:
                    few.append(found)
            self._filled = filled | row_set(chain.from_iterable(few), self._size)
        return self._filled

    def _texts(self, read: Reading) -> dict[Key, list[str]]:
        """The different values by what they compare by."""
        reading, equal = self._equal
        if reading is not read:
            equal = {}
            for text in islice(self._rows, self._most_read):
                equal.setdefault(read(text), []).append(text)
            # Together, for other threads that may be looking something up.
            self._equal = (read, equal)
        return equal
