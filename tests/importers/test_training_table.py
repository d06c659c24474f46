"""The columns of a training table, and its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.importers import ImportFailure, TrainingRow, read_training_table
from tests.importers.workbooks import HEADER, Cells, write_xlsx

ROW = ("주문", "B_FOOD", "짜장면 주세요", "네", None)


def read(tmp_path: Path, rows: list[Cells], header: Cells = HEADER) -> tuple[TrainingRow, ...]:
    return read_training_table(write_xlsx(tmp_path / "a.xlsx", rows, header)).rows


def refusal(tmp_path: Path, rows: list[Cells], header: Cells = HEADER) -> str:
    with pytest.raises(ImportFailure) as refused:
        read(tmp_path, rows, header)
    return str(refused.value).replace(str(tmp_path), "")


def test_a_row_is_a_question_with_its_answer(tmp_path: Path) -> None:
    row = ("예약", "B_DT, B_TI,O", "내일  두 시에\r\n예약", "네.\r\n됩니다.", "https://a/b.png")
    assert read(tmp_path, [row]) == (
        TrainingRow(
            2, "예약", "내일 두 시에 예약", "네.\n됩니다.", ("B_DT", "B_TI"), "https://a/b.png"
        ),
    )


@pytest.mark.parametrize(
    "header",
    [
        ("의도", "개체명", "질문", "답변", "답변 이미지"),
        ("intent", "ner", "query", "answer", "answer_image"),
        ("Intent", "NER", "Query", "Answer", "Answer Image"),
        ("의도 (Intent)", "개체명 [NER]", "질문(Query)", "답변(Answer)", "답변이미지"),
    ],
)
def test_columns_are_known_by_several_names(tmp_path: Path, header: Cells) -> None:
    assert read(tmp_path, [ROW], header) == (
        TrainingRow(2, "주문", "짜장면 주세요", "네", ("B_FOOD",)),
    )


def test_columns_may_be_in_any_order_and_some_may_lack(tmp_path: Path) -> None:
    assert read(tmp_path, [(1, "네", "주문", "주세요")], ("id", "답변", "의도", "질문")) == (
        TrainingRow(2, "주문", "주세요", "네"),
    )


def test_what_is_not_whole_is_left_out_and_told(tmp_path: Path) -> None:
    rows = [ROW, (None, None, "뭐요", "네"), ("주문", None, "뭐요", None), (None, None, "뭐요")]
    table = read_training_table(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [row.number for row in table.rows] == [2]
    assert table.left_out == (
        "row 3 has no 의도",
        "row 4 has no 답변",
        "row 5 has no 의도 and no 답변",
    )


def test_a_column_that_lacks_is_told_with_the_one_meant(tmp_path: Path) -> None:
    assert refusal(tmp_path, [ROW], ("의도", "개체명", "질문", "답번")) == (
        '/a.xlsx: the first row of sheet Sheet1 has no column 답변, did you mean "답번"?; the table'
        " has 의도, 개체명, 질문, 답변, 답변 이미지"
    )


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, [], ()).startswith("/a.xlsx: sheet Sheet1 is empty; its first row")


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, []) == "/a.xlsx: sheet Sheet1 has no rows below its headers"


def test_a_table_without_a_whole_row_is_refused(tmp_path: Path) -> None:
    told = refusal(tmp_path, [("주문", None, "뭐요", None)])
    assert told == "/a.xlsx: no row of sheet Sheet1 is whole: row 2 has no 답변"
