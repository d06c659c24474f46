"""Everything of GenieDialog's authoring tool has its place in the table that maps it to YAML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from mockgenie.domain.fields import Controller, SlotType, TaskType
from mockgenie.domain.model import TERMS
from mockgenie.source.fields import Written, field_names
from tests.docs.languages import GENIEDIALOG, both_languages, page_in
from tests.docs.pages import quoted, read, rows, sections

# The tables of the tool's database, and what a domain author sees of each.
COLUMNS = {
    "slot_structure": (
        "class-_idx class-name class-source class-key class-description class-slots"
        " slot-_idx slot-name slot-type slot-source slot-preceding_slots slot-description"
        " slot-value_define"
    ),
    "da_type": "",
    "scenario": "_idx speaker utter slot_tagged dialog_action comment",
    "task_manager": (
        "task-_idx task-task_name task-task_goal task-fill_slot task-related_slot task-task_type"
        " task-reset_slot task-next_task task-_position <task_name> <condition> <controller>"
    ),
    "dialog_lib": (
        "dialog_node-_idx dialog_node-dialog_type dialog_node-subtype dialog_node-talker"
        " dialog_node-task dialog_node-related_task dialog_node-progress_slot"
        " dialog_node-condition dialog_node-request_utterance dialog_node-utterance_set"
        " <utterance> <condition> <action> <template> <weight> <intention> <DA> <pattern>"
    ),
    "task_information": "_idx",
}
WORDS = (
    *("int", "float", "double", "transaction", "progress", "response", "start", "system", "user"),
    *("essential", "optional", "external_data", "IsDATypeAtPreviousUtter"),
)

every_table = pytest.mark.parametrize("table", COLUMNS)


def first_cells(page: Path, head: str) -> set[str]:
    """What the first cells of the table whose head begins so have in backticks."""
    told: set[str] = set()
    for one in sections(page):
        for table in one.prose.split("\n\n"):
            if table.lstrip().startswith(f"| {head} |"):
                told.update(name for row in rows(table) for name in quoted(row[0]))
    return told


@both_languages
@every_table
def test_every_column_of_a_table_has_a_row(language: str, table: str) -> None:
    page = page_in(language, GENIEDIALOG)
    assert f"| `{table}` |" in read(page)
    assert set(COLUMNS[table].split()) <= first_cells(page, f"`{table}`")


@both_languages
def test_every_word_of_the_tool_is_spoken_of(language: str) -> None:
    text = read(page_in(language, GENIEDIALOG))
    for word in WORDS:
        assert word in text


@both_languages
def test_every_field_that_a_row_points_to_is_one(language: str) -> None:
    known = {name for level in Written.__subclasses__() for name in field_names(level)}
    known.update(get_args(SlotType), get_args(Controller), get_args(TaskType), TERMS)
    known |= {"true", "city", "request", "request_weather", "double", "yes"}  # examples
    known |= {"transaction", "progress", "response", "start", "_"}  # the tool's own words
    for one in sections(page_in(language, GENIEDIALOG)):
        for row in rows(one.prose):
            for name in quoted(row[1]):
                assert not re.fullmatch("[a-z_]+", name) or name in known, name
