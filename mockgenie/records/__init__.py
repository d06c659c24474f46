"""Instance tables: records from YAML, CSV, JSON and SQLite files, looked up by their values."""

from mockgenie.records.cells import READERS, CellProblem, shown
from mockgenie.records.columns import Columns, Row
from mockgenie.records.files import DataFile
from mockgenie.records.formats import KINDS, LARGEST, NO_SQLITE, TEXTS
from mockgenie.records.instance_files import read_instances
from mockgenie.records.reading import reading_on
from mockgenie.records.table import NO_TABLE, Found, Record, Table
from mockgenie.records.value_files import is_value_file, read_value_file, read_value_lines

__all__ = [
    "KINDS",
    "LARGEST",
    "NO_SQLITE",
    "NO_TABLE",
    "READERS",
    "TEXTS",
    "CellProblem",
    "Columns",
    "DataFile",
    "Found",
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
