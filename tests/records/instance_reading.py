"""Instances read on their own: a class Hotel, whose `instances` a test writes."""

from __future__ import annotations

from pathlib import Path

from mockgenie.domain.model import Slot
from mockgenie.records.instances import read_instances
from mockgenie.records.table import Table
from mockgenie.source.document import Source
from tests.problems import brief

HOTEL = (
    Slot("Hotel.name"),
    Slot("Hotel.area"),
    Slot("Hotel.day", "date"),
    Slot("Hotel.stars", "int"),
    Slot("Hotel.score", "float"),
    Slot("Hotel.parking", "boolean"),
)


def source_of(folder: Path, written: str) -> Source:
    """A file `Hotel.yaml` with what stands behind `instances`."""
    path = folder / "Hotel.yaml"
    path.write_bytes(written.encode())
    return Source(path)


def read_table(
    folder: Path,
    written: str,
    slots: tuple[Slot, ...] = HOTEL,
) -> tuple[Table, list[str]]:
    """The table behind `instances: written`, and its problems in short (see tests.problems)."""
    source = source_of(folder, written)
    table = read_instances("Hotel", slots, source.root())
    return table, [brief(one, source.path) for one in source.diagnostics]


def records_of(folder: Path, written: str, slots: tuple[Slot, ...] = HOTEL) -> list[dict[str, str]]:
    """The records behind `instances: written`, their slots without the class; no problems."""
    table, told = read_table(folder, written, slots)
    assert told == []
    return [
        {slot.removeprefix("Hotel."): value for slot, value in record.items()}
        for record in table.records
    ]


def problems_of(folder: Path, written: str) -> list[str]:
    """What is wrong behind `instances: written`."""
    return read_table(folder, written)[1]
