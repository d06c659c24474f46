"""The instance database of an entity class: its records, found by their values."""

from __future__ import annotations

from collections.abc import Mapping

from mockgenie.conditions import Reading

Record = Mapping[str, str]
"""Full slot name to value."""

_NO_ROWS: frozenset[int] = frozenset()


class Table:
    """Records in the order of the file, with an index by value for each slot asked for."""

    def __init__(self, records: tuple[Record, ...] = ()) -> None:
        self.records = records
        self._indexes: dict[str, tuple[Reading, dict[object, frozenset[int]]]] = {}

    def __len__(self) -> int:
        return len(self.records)

    def find(self, wanted: Mapping[str, tuple[str, ...]], read: Reading) -> tuple[Record, ...]:
        """The records that have, in each slot of `wanted`, one of its values (at least one).

        Values are equal as conditions compare them, `read` giving what they compare by.
        """
        rows: frozenset[int] | None = None
        for slot, values in wanted.items():
            index = self._index(slot, read)
            found = index.get(read(values[0]), _NO_ROWS)
            for value in values[1:]:
                found |= index.get(read(value), _NO_ROWS)
            rows = found if rows is None else rows & found
        if rows is None:
            return self.records
        return tuple([self.records[row] for row in sorted(rows)])

    def values(self, slot: str) -> dict[str, None]:
        """The different values of a slot, in the order of the file."""
        return dict.fromkeys(record[slot] for record in self.records if slot in record)

    def _index(self, slot: str, read: Reading) -> dict[object, frozenset[int]]:
        known = self._indexes.get(slot)
        # A new day reads 오늘 differently, so it needs an index of its own.
        if known is not None and known[0] is read:
            return known[1]
        rows: dict[object, list[int]] = {}
        for row, record in enumerate(self.records):
            if slot in record:
                rows.setdefault(read(record[slot]), []).append(row)
        index = {key: frozenset(found) for key, found in rows.items()}
        self._indexes[slot] = (read, index)
        return index
