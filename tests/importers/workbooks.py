"""Excel files for the tests of importers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

Cells: TypeAlias = Sequence[Any]

openpyxl: Any = pytest.importorskip("openpyxl", reason="needs the extra xlsx")

HEADER = ("의도(Intent)", "개체명(NER)", "질문(Query)", "답변(Answer)", "답변 이미지")


def write_xlsx(
    path: Path, rows: Iterable[Cells], header: Cells = HEADER, sheet: str = "Sheet1"
) -> Path:
    """An Excel file with one sheet."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in [header, *rows] if header else rows:
        book.active.append(row)
    book.save(path)
    return path


def rewrite(path: Path, part: str, content: bytes) -> Path:
    """The same file with another content of one of its parts."""
    with zipfile.ZipFile(path) as packed:
        parts = {one.filename: packed.read(one) for one in packed.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, old in {**parts, part: content}.items():
            packed.writestr(name, content if name == part else old)
    return path
