"""The training table of a chatbot, a row a question: 의도, 개체명, 질문, 답변, 답변 이미지.

The columns are found by their headers, in any order, and with their English names, which the
table of the database has too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from mockgenie.importers.imported import ImportFailure
from mockgenie.importers.workbook import Sheet, read_sheet
from mockgenie.source import did_you_mean

SHEET = "Sheet1"
"""The sheet that the book's program reads."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "intent": ("의도", "intent"),
    "tags": ("개체명", "ner"),
    "question": ("질문", "query"),
    "answer": ("답변", "answer"),
    "image": ("답변이미지", "answerimage", "이미지", "image"),
}
"""By field of a row, how its column is called, without spaces and in small letters."""

_NEEDED = ("intent", "question", "answer")
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")


class TrainingRow(Struct, frozen=True):
    """A question, what it means and how it is answered; `number`: its row; `tags`: those of the
    words that have to be in it."""

    number: int
    intent: str
    question: str
    answer: str
    tags: tuple[str, ...] = ()
    image: str = ""


class TrainingTable(Struct, frozen=True):
    """The rows of a table; `left_out`: the rows that say too little, each with what it lacks."""

    sheet: str
    rows: tuple[TrainingRow, ...]
    left_out: tuple[str, ...] = ()


def read_training_table(path: Path) -> TrainingTable:
    """The table in an Excel file. Raises ImportFailure."""
    sheet = read_sheet(path, SHEET)
    if not sheet.rows:
        needed = f"its first row names the columns, {_names(COLUMNS)}"
        raise ImportFailure(f"{path}: sheet {sheet.name} is empty; {needed}")
    (_, headers), *rows = sheet.rows
    columns = _columns(path, sheet, headers)
    if not rows:
        raise ImportFailure(f"{path}: sheet {sheet.name} has no rows below its headers")
    kept: list[TrainingRow] = []
    left_out: list[str] = []
    for number, cells in rows:
        fields = {field: cells[at] if at < len(cells) else "" for field, at in columns.items()}
        lacking = [COLUMNS[field][0] for field in ("intent", "answer") if not fields.get(field)]
        if lacking:
            left_out.append(f"row {number} has no {' and no '.join(lacking)}")
        else:
            kept.append(_row(number, fields))
    if not kept:
        raise ImportFailure(f"{path}: no row of sheet {sheet.name} is whole: {left_out[0]}")
    return TrainingTable(sheet.name, tuple(kept), tuple(left_out))


def _row(number: int, fields: Mapping[str, str]) -> TrainingRow:
    tags = [tag.strip().upper() for tag in re.split(r"[,\s]+", fields.get("tags", ""))]
    return TrainingRow(
        number,
        fields["intent"],
        " ".join(fields["question"].split()),
        fields["answer"],
        tuple(dict.fromkeys(tag for tag in tags if tag and tag != "O")),
        fields.get("image", "").strip(),
    )


def _columns(path: Path, sheet: Sheet, headers: Sequence[str]) -> dict[str, int]:
    """Where the column of each field is."""
    written = [_plain(header) for header in headers]
    found: dict[str, int] = {}
    for field, names in COLUMNS.items():
        if (at := next((written.index(name) for name in names if name in written), None)) is None:
            continue
        found[field] = at
    if lacking := [field for field in _NEEDED if field not in found]:
        near = did_you_mean(COLUMNS[lacking[0]][0], [header for header in headers if header])
        raise ImportFailure(
            f"{path}: the first row of sheet {sheet.name} has no column {_names(lacking)}{near};"
            f" the table has {_names(COLUMNS)}"
        )
    return found


def _plain(header: str) -> str:
    """의도(Intent) as 의도, Answer_Image as answerimage."""
    return re.sub(r"[\s_]+", "", _BRACKETS.sub("", header)).lower()


def _names(fields: Sequence[str] | Mapping[str, object]) -> str:
    return ", ".join(_SHOWN.get(field, COLUMNS[field][0]) for field in fields)


_SHOWN = {"image": "답변 이미지"}
