"""The instances of an entity class: its records, found by their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conditions import Key, Reading, read_bound, read_value
from mockgenie.korean import resolve_day, resolve_duration, resolve_time
from mockgenie.records.columns import Raw
from mockgenie.records.slot_index import SlotIndex, every_row, first_rows

Record: TypeAlias = Mapping[str, str]
"""Full slot name to value; a slot without a value is not in it."""

ValuesBySlot: TypeAlias = Mapping[str, tuple[str, ...]]
"""Full slot name to values."""

NOTHING_COMPARED: ValuesBySlot = {}

_LONGEST_READ = 40
_NUMBER = "([0-9]{1,6})"
_ISO_DURATION = re.compile(rf"P(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?")
"""How a data_request writes a duration: PT1H30M."""


class Matches(Struct, frozen=True, gc=False):
    """Records that fit: `count` of them, and the first in the order of the file."""

    count: int
    records: tuple[Record, ...]


class Table:
    """Records in the order of their file, as Python objects; see SqliteTable for many of them.

    A slot is indexed when it is first asked for. Any number of threads may look records up.
    `most_read`: so many different values of a slot are read as days, numbers and so on, 0 for all;
    others equal themselves alone.
    """

    def __init__(self, records: Sequence[Record] = (), most_read: int = 0) -> None:
        self._all = records
        self._most_read = most_read
        self._indexes: dict[str, SlotIndex] = {}

    def __len__(self) -> int:
        return len(self._all)

    @property
    def records(self) -> Sequence[Record]:
        """All of them."""
        return self._all

    def page(self, first: int, most: int) -> tuple[Record, ...]:
        """At most so many records, from the one of this number on, counted from 0."""
        return self._records([*range(len(self))[first : first + most]])

    def find(
        self,
        wanted: ValuesBySlot,
        unwanted: ValuesBySlot,
        read: Reading,
        limit: int = 1000,
        compared: ValuesBySlot = NOTHING_COMPARED,
    ) -> Matches:
        """The records that have, in each slot of `wanted`, one of its values, and in each slot of
        `unwanted` another value than these; at most `limit` of them are given. `compared`: what
        the value of a slot is within, `<=30000`, and the order of the records: see `ORDERS`.

        Values are equal as conditions compare them, `read` giving what they compare by: a record
        without the slot satisfies no comparison, not even `~=` (wire contract, section 7). A slot
        of `unwanted` without values rules nothing out.
        """
        rows = every_row(len(self)) if not wanted else -1
        for slot, values in wanted.items():
            rows &= self._rows(slot, values, read)
        for slot, values in unwanted.items():
            if values:
                rows &= self._filled(slot) & ~self._rows(slot, values, read)
        if compared:
            return self._compare(rows, compared, read, limit)
        found = self._records(first_rows(rows, limit)) if rows else ()
        return Matches(rows.bit_count(), found)

    def _compare(self, rows: int, compared: ValuesBySlot, read: Reading, limit: int) -> Matches:
        """Those of `rows` that are within the bounds of `compared`, in its order."""
        orders: list[tuple[SlotIndex, str]] = []
        for slot, comparisons in compared.items():
            index = self._index(slot)
            for comparison in comparisons:
                if bound := read_bound(comparison):
                    rows &= index.within(bound, read)
                else:
                    orders.append((index, comparison))
        numbers: list[int] = []
        for index, order in orders:
            groups = index.groups(rows, read, order in ("highest", "descending"))
            if order in ("lowest", "highest"):
                rows = next(groups, rows)
            else:
                remaining = rows
                for group in groups:
                    numbers += first_rows(group, limit - len(numbers))
                    remaining ^= group
                    if len(numbers) >= limit:
                        break
                else:
                    numbers += first_rows(remaining, limit - len(numbers))
                break
        return Matches(rows.bit_count(), self._records(numbers or first_rows(rows, limit)))

    def values(self, slot: str) -> Iterable[str]:
        """The different values of a slot."""
        return dict.fromkeys(record[slot] for record in self._all if slot in record)

    def _rows(self, slot: str, values: tuple[str, ...], read: Reading) -> int:
        """The set of the rows that have one of `values`."""
        index = self._indexes.get(slot) or self._index(slot)
        return index.rows(values, read)

    def _filled(self, slot: str) -> int:
        """The set of the rows that have a value."""
        return self._index(slot).filled

    def _index(self, slot: str) -> SlotIndex:
        index = self._indexes.get(slot)
        if index is None:
            numbers: dict[Raw, list[int]] = {}
            for number, record in enumerate(self._all):
                numbers.setdefault(record.get(slot), []).append(number)
            index = self._indexes[slot] = SlotIndex(numbers, len(self), self._most_read)
        return index

    def _records(self, rows: list[int]) -> tuple[Record, ...]:
        return tuple(map(self._all.__getitem__, rows))


NO_TABLE = Table()
"""The instances of a class that has none."""


@lru_cache(4)
def reading_on(today: date) -> Reading:
    """How values are read on the day `today`: 오늘 is that day, 2026-11-25 itself, 오후 두 시 is
    14:00, 두 시간 and PT2H a duration, 12 a number.

    The same day gives the same function, so that an index made with it can be kept.
    """

    @lru_cache(4_000)
    def read(text: str) -> Key:
        key = read_value(text)
        if key[0] != "text" or len(text) > _LONGEST_READ:
            return key
        if (day := resolve_day(text, today)) is not None:
            return "date", day
        if (time := resolve_time(text)) is not None:
            return "time", time
        if (duration := resolve_duration(text)) is not None:
            return "duration", duration
        if (written := _ISO_DURATION.fullmatch(text)) and written.end() > 2:
            days, hours, minutes, seconds = (int(number or 0) for number in written.groups())
            length = timedelta(days, hours=hours, minutes=minutes, seconds=seconds)
            return "duration", length
        return key

    return read
