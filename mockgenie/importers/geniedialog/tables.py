"""The database of GenieDialog's authoring tool as a value: its rows, and nothing made of them.

The columns are those that the public code of the tool's web pages reads and writes; no database
of a real domain is public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

AUTHORING_TABLES: dict[str, tuple[str, ...]] = {
    "da_type": ("define-_idx", "define-_position", "define-DA_class", "define-DA_type"),
    "scenario": (
        *("_idx", "speaker", "utter", "slot_tagged", "machine_utter_str", "comment"),
        *("dialog_action", "worker", "status", "m_date"),
    ),
    "slot_structure": (
        *("class-_idx", "class-_position", "class-name", "class-source", "class-description"),
        *("class-key", "class-slots", "slot-_idx", "slot-_position", "slot-name", "slot-source"),
        *("slot-type", "slot-description", "slot-preceding_slots", "slot-sense"),
        "slot-value_define",
    ),
    "task_manager": (
        *("task-_idx", "task-_position", "task-task_name", "task-task_goal", "task-fill_slot"),
        *("task-task_type", "task-reset_slot", "task-related_slot", "task-next_task"),
        "task-previous_task",
    ),
    "dialog_lib": (
        *("dialog_node-_idx", "dialog_node-_position", "dialog_node-condition"),
        *("dialog_node-dialog_type", "dialog_node-progress_slot", "dialog_node-related_task"),
        *("dialog_node-request_utterance", "dialog_node-subtype", "dialog_node-talker"),
        *("dialog_node-task", "dialog_node-utterance_set"),
    ),
}
"""The tables that a domain is written in, each with its columns."""

RECORDS = "task_information"
"""The table of the instances: `_idx`, and a column for each slot."""

UNKNOWN_TABLES = ("SLOT_MAPPING", "canonical_form", "generation_form", "map")
"""Tables that a project may have; what is in their columns is not public."""


class GenieRow(Struct, frozen=True):
    """A row: its number in its table, from 1, and its cells by column; NULL is no cell."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column without spaces around it, "" for none."""
        return self.cells.get(column, "").strip()


class GenieTable(Struct, frozen=True):
    """A table: its columns, and its rows in their order."""

    columns: tuple[str, ...] = ()
    rows: tuple[GenieRow, ...] = ()


RecordCells: TypeAlias = tuple[str, ...]
"""The cells of a row of task_information, without its `_idx`; "" for NULL."""


def no_records() -> Iterator[RecordCells]:
    """The rows of a file that has none."""
    return iter(())


class GenieDatabase(Struct, frozen=True):
    """A database, or an export of it.

    `tables`: the authoring tables that it has; `record_columns`: the columns of task_information,
    and `records`, which reads its rows, one after the other, each time it is called; `others`: the
    tables that are not known, each with its number of rows; `is_whole`: not only scenarios.
    """

    tables: Mapping[str, GenieTable]
    record_columns: tuple[str, ...] = ()
    records: Callable[[], Iterator[RecordCells]] = no_records
    others: Mapping[str, int] = {}
    is_whole: bool = True

    def rows(self, table: str) -> tuple[GenieRow, ...]:
        """The rows of an authoring table, none where there is no such table."""
        return self.tables.get(table, GenieTable()).rows
