"""The kinds of files that records come from, by the endings of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mockgenie.records.columns import Columns, Row
from mockgenie.records.csv_files import read_csv
from mockgenie.records.files import LARGEST_TEXT, DataFile
from mockgenie.records.json_files import read_json

_LARGEST_DATABASE = 1_000_000_000

TEXTS: dict[str, Callable[[DataFile, Columns], Iterator[Row]]] = {
    ".csv": read_csv,
    ".json": read_json,
}
"""How the text files are read; anything else is a SQLite database."""

LARGEST = dict.fromkeys(TEXTS, LARGEST_TEXT) | dict.fromkeys(
    (".db", ".sqlite", ".sqlite3"), _LARGEST_DATABASE
)
"""How many bytes a file may have."""

KINDS = "a .csv file, a .json file or a SQLite file (.db, .sqlite, .sqlite3)"
"""All of them, for messages."""

NO_SQLITE = "this Python was built without sqlite3, which reads such files"
