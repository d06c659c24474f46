"""Rows of Excel files, and what keeps a file from being read."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from mockgenie.importers import ImportFailure
from mockgenie.importers.workbook import read_sheet
from tests.importers.workbooks import rewrite, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def test_rows_are_texts_with_their_numbers(tmp_path: Path) -> None:
    rows = [("가", None, 7000.0), (), (None, "나\r\n다 \r", True), (1.5, " 라 ")]
    sheet = read_sheet(write_xlsx(tmp_path / "a.xlsx", rows, ()), "Sheet1")
    assert sheet.name == "Sheet1"
    assert sheet.rows == (
        (1, ("가", "", "7000")),
        (3, ("", "나\n다", "True")),
        (4, ("1.5", "라")),
    )


def test_without_the_sheet_it_is_the_first(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [("가",)], (), "자료")
    assert read_sheet(path, "Sheet1").name == "자료"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"hello", "is no Excel file (.xlsx)"),
        (b"", "is no Excel file (.xlsx)"),
        (b"PK\x03\x04 and no more", "is no Excel file (.xlsx)"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "an old .xls file, or has a password"),
    ],
)
def test_what_is_no_excel_file_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ImportFailure, match=r"a\.xlsx") as refused:
        read_sheet(path, "Sheet1")
    assert told in str(refused.value)


def test_of_a_table_as_text_is_told_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("의도,질문,답변\n", "utf-8")
    with pytest.raises(ImportFailure, match=r"save it as \.xlsx"):
        read_sheet(path, "Sheet1")


@pytest.mark.parametrize("name", ["", "nowhere.xlsx"])
def test_what_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportFailure, match="cannot read"):
        read_sheet(tmp_path / name, "Sheet1")


def test_another_zip_is_no_excel_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("a.txt", "a")
    with pytest.raises(ImportFailure, match="a ZIP file, but no Excel file"):
        read_sheet(tmp_path / "a.xlsx", "Sheet1")


@pytest.mark.slow
def test_what_would_unpack_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [("가",)])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/media/bomb.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(101):
            part.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ImportFailure, match="would unpack to more than 100,000,000 bytes"):
        read_sheet(path, "Sheet1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(tmp_path: Path, encoding: str) -> None:
    lol = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {b} "&{a};&{a};">' for a, b in zip("abc", "bcd", strict=True)
    )
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [{lol}]><a>&d;</a>'
    path = rewrite(write_xlsx(tmp_path / "a.xlsx", [("가",)]), SHEET, bomb.encode(encoding))
    with pytest.raises(ImportFailure, match="has a document type"):
        read_sheet(path, "Sheet1")


@pytest.mark.parametrize("content", [b"", b"<worksheet", b"<a/>", b"\x00\x01"])
def test_a_damaged_file_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    path = rewrite(write_xlsx(tmp_path / "a.xlsx", [("가",)]), "xl/workbook.xml", content)
    with pytest.raises(ImportFailure, match=r"a\.xlsx"):
        read_sheet(path, "Sheet1")


def test_a_row_far_below_makes_no_rows(tmp_path: Path) -> None:
    row = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>a</t></is></c></row>'
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    content = f"<worksheet {space}><sheetData>{row}</sheetData></worksheet>"
    path = rewrite(write_xlsx(tmp_path / "a.xlsx", [("가",)]), SHEET, content.encode())
    with pytest.raises(ImportFailure, match="more than 20,000 rows"):
        read_sheet(path, "Sheet1")


def test_without_openpyxl_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [("가",)])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportFailure) as refused:
        read_sheet(path, "Sheet1")
    assert str(refused.value) == (
        'reading .xlsx files needs openpyxl: python -m pip install "mockgenie[xlsx]"'
    )
