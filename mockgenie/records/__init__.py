"""Instance tables: records from YAML, CSV, JSON and SQLite files, looked up by their values."""

from mockgenie.records.columns import READERS, CellError, Columns, Row, cell_text, shown
from mockgenie.records.files import LARGEST_TEXT, DataFile
from mockgenie.records.instances import FILE_TYPES, LARGEST, TEXTS, InstanceTable, read_instances
from mockgenie.records.sqlite_opening import SQLITE_MAGIC, Unopenable, look_at_sqlite
from mockgenie.records.table import NO_TABLE, Matches, Record, Table, reading_on
from mockgenie.records.text_files import is_value_file, read_value_file

__all__ = [
    "FILE_TYPES",
    "LARGEST",
    "LARGEST_TEXT",
    "NO_TABLE",
    "READERS",
    "SQLITE_MAGIC",
    "TEXTS",
    "CellError",
    "Columns",
    "DataFile",
    "InstanceTable",
    "Matches",
    "Record",
    "Row",
    "Table",
    "Unopenable",
    "cell_text",
    "is_value_file",
    "look_at_sqlite",
    "read_instances",
    "read_value_file",
    "reading_on",
    "shown",
]
