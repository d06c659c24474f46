"""Rows of an Excel file, read so that no file can use up memory or time.

An .xlsx is a ZIP of XML files: a few kilobytes can unpack to gigabytes, and entities of XML can
multiply in the same way. So sizes are looked at before anything is unpacked, and a file that
declares entities, which no spreadsheet program does, is refused.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from mockgenie.importers.imported import ImportFailure

SheetRow: TypeAlias = tuple[int, tuple[str, ...]]
"""The number of a row, from 1 as Excel shows it, and its cells as texts, "" for empty ones, up to
the last that is none."""

_LARGEST_FILE = 20_000_000
_LARGEST_UNPACKED = 100_000_000
_MOST_PARTS = 1_000
_MOST_ROWS = 20_000
_MOST_COLUMNS = 50
_LONGEST_CELL = 32_767
"""What a cell of Excel has room for, in letters."""
_CHUNK = 2**20
_OLD_FORMAT = bytes.fromhex("d0cf11e0a1b11ae1")
_DECLARES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16le", "utf-16be"))
_INSTALL = 'python -m pip install "mockgenie[xlsx]"'


class Sheet(Struct, frozen=True):
    """The rows of one sheet that have something in them."""

    name: str
    rows: tuple[SheetRow, ...]


def read_sheet(path: Path, preferred: str) -> Sheet:
    """The sheet `preferred` of an Excel file, or else its first. Raises ImportFailure."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise ImportFailure(f"reading .xlsx files needs openpyxl: {_INSTALL}") from None
    _check(path)
    try:
        # It warns of what it leaves out, styles for example, which nobody asks for here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                names = [sheet.title for sheet in book.worksheets]
                if not names:
                    raise ImportFailure(f"{path} has no sheet")
                name = preferred if preferred in names else names[0]
                return Sheet(name, tuple(_rows(book[name])))
            finally:
                book.close()
    except (ImportFailure, MemoryError):
        raise
    except Exception as error:  # of the many that a file of another making can cause
        raise ImportFailure(f"{path} cannot be read as an Excel file: {error}") from error


def _check(path: Path) -> None:
    """Refuse what is no .xlsx, and what would unpack to more than a table can be."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            beginning = file.read(len(_OLD_FORMAT))
        if beginning == _OLD_FORMAT:
            raise ImportFailure(
                f"{path} is an old .xls file, or has a password; save it as .xlsx without one"
            )
        if size > _LARGEST_FILE:
            raise ImportFailure(f"{path} has more than {_LARGEST_FILE:,} bytes")
        with zipfile.ZipFile(path) as packed:
            _check_parts(path, packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        told = f"{path} is no Excel file (.xlsx): {error}"
        if path.suffix.lower() == ".csv":
            told += "; open it in a spreadsheet and save it as .xlsx"
        raise ImportFailure(told) from None
    except OSError as error:
        raise ImportFailure(f"cannot read {path}: {error.strerror or error}") from None


def _check_parts(path: Path, packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(one.startswith("xl/") for one in names):
        raise ImportFailure(f"{path} is a ZIP file, but no Excel file (.xlsx)")
    if len(parts) > _MOST_PARTS:
        raise ImportFailure(f"{path} has more than {_MOST_PARTS:,} parts")
    if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise ImportFailure(f"{path} would unpack to more than {_LARGEST_UNPACKED:,} bytes")
    for part in parts:
        # Any part may be named as a sheet; pictures are left out, for some are XML themselves.
        if not part.filename.startswith("xl/media/"):
            with packed.open(part) as stream:
                if _declares_entities(iter(lambda: stream.read(_CHUNK), b"")):
                    told = f"{part.filename} has a document type, which no spreadsheet writes"
                    raise ImportFailure(f"{path} is not read: {told}")


def _declares_entities(chunks: Iterable[bytes]) -> bool:
    behind = b""
    for chunk in chunks:
        looked_at = behind + chunk
        if any(declares in looked_at for declares in _DECLARES):
            return True
        behind = looked_at[-max(map(len, _DECLARES)) :]
    return False


def _rows(sheet: Any) -> Iterator[SheetRow]:
    sheet.reset_dimensions()  # what the file says of them may be anything
    rows = sheet.iter_rows(values_only=True)
    for number, cells in enumerate(islice(rows, _MOST_ROWS + 1), 1):
        if number > _MOST_ROWS:
            raise ImportFailure(f"sheet {sheet.title} has more than {_MOST_ROWS:,} rows")
        texts = [*map(_text, cells[:_MOST_COLUMNS])]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield number, tuple(texts)


def _text(value: object) -> str:
    """A cell as it is read: 7000.0 as 7000, CR LF as LF."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    lines = str(value)[:_LONGEST_CELL].replace("_x000D_", "").replace("\r\n", "\n")
    return "\n".join(line.rstrip() for line in lines.replace("\r", "\n").split("\n")).strip()
