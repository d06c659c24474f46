"""Instance tables: records from YAML, CSV, JSON and SQLite files, looked up by their values."""

from mockgenie.records.columns import READERS, CellError, Columns, Row, shown
from mockgenie.records.files import DataFile
from mockgenie.records.instances import FILE_TYPES, LARGEST, TEXTS, InstanceTable, read_instances
from mockgenie.records.table import NO_TABLE, Matches, Record, Table, reading_on
from mockgenie.records.text_files import is_value_file, read_value_file, read_value_lines

__all__ = [
    "FILE_TYPES",
    "LARGEST",
    "NO_TABLE",
    "READERS",
    "TEXTS",
    "CellError",
    "Columns",
    "DataFile",
    "InstanceTable",
    "Matches",
    "Record",
    "Row",
    "Table",
    "is_value_file",
    "read_instances",
    "read_value_file",
    "read_value_lines",
    "reading_on",
    "shown",
]
