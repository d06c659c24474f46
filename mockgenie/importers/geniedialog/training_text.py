"""Reads the text export of scenarios, `NAME.txt`: a line each, utterance TAB tagged TAB act.

It is made by turning every bar into a tab, so a bar in an utterance shifts what follows it; the
utterance stands there twice, which tells where its parts belong. It is in CP949, without the
letters that CP949 lacks; one that was saved as UTF-8 is read too.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from mockgenie.importers.geniedialog.tables import (
    AUTHORING_TABLES,
    GenieDatabase,
    GenieRow,
    GenieTable,
)
from mockgenie.importers.imported import ImportFailure

_LARGEST_TEXT = 50_000_000
_MOST_LINES = 200_000
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def read_training_text(path: Path) -> GenieDatabase:
    """The scenarios of a file. Raises ImportFailure, OSError."""
    if path.stat().st_size > _LARGEST_TEXT:
        raise ImportFailure(f"{path} has more than {_LARGEST_TEXT:,} bytes")
    rows = []
    for number, line in enumerate(_LINE_BREAK.split(_decoded(path.read_bytes())), 1):
        if number > _MOST_LINES:
            raise ImportFailure(f"{path} has more than {_MOST_LINES:,} lines")
        if line.strip():
            utter, tagged, act = _cells(line)
            row = {"utter": utter, "slot_tagged": tagged, "dialog_action": act}
            rows.append(GenieRow(number, {"speaker": "human", **row}))
    if not any(row["dialog_action"] for row in rows):
        raise ImportFailure(
            f"{path} has no scenarios: a line is an utterance, the same with its values tagged,"
            " and # its act(…), with a tab between them"
        )
    table = GenieTable(AUTHORING_TABLES["scenario"], tuple(rows))
    return GenieDatabase({"scenario": table}, is_whole=False)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.removeprefix(codecs.BOM_UTF8).decode("cp949", "replace")


def _cells(line: str) -> tuple[str, str, str]:
    """The three cells of a line; of one that has others, all of it is the utterance."""
    *cells, act = line.split("\t")
    if not act.lstrip().startswith("#") or len(cells) < 2:
        return line, "", ""
    # An utterance with bars has as many tabs as its tagged form has.
    half = (len(cells) + 1) // 2
    return "|".join(cells[:half]), "|".join(cells[half:]), act
