"""`mockgenie import chatbot-xlsx`: what it makes and says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.cli import main
from mockgenie.lint import lint_file
from tests.importers.workbooks import write_xlsx

ROWS = [
    ("인사", None, "안녕하세요", "반갑습니다.", None),
    ("주문", "B_FOOD", "짜장면 주문할게요", "{B_FOOD} 주문이요.", None),
    ("주문", None, None, "무엇을 드릴까요?", None),
    ("기타", None, "심심해", "저도요.", None),
]


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_xlsx(tmp_path / "train.xlsx", ROWS).relative_to(tmp_path)


def test_it_makes_a_folder_and_says_what_it_decided(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "chatbot-xlsx", str(table)]) == 0
    assert capsys.readouterr().out == (
        "train.xlsx, sheet Sheet1: 4 rows (인사 1, 주문 2, 기타 1)\n"
        "  B_FOOD is Query.food; its values are words of the questions: 짜장면\n"
        "train/domain.yaml: 3 of 3 questions get their intent\n"
        "Next:\n"
        "  mockgenie check train\n"
        "  mockgenie serve --domains train --engine-port 5050\n"
    ).replace("train/domain", str(Path("train", "domain")))
    linted = lint_file(Path("train/domain.yaml"))
    assert (linted.name, linted.diagnostics) == ("train", ())


def test_the_folder_has_the_name_of_the_domain(table: Path) -> None:
    assert main(["import", "chatbot-xlsx", str(table), "-o", "봇들/중국집"]) == 0
    assert lint_file(Path("봇들/중국집/domain.yaml")).name == "중국집"


def test_what_is_not_understood_is_told(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("가", None, f"같은 말 {n}", "네", None) for n in range(7)]
    write_xlsx(table, [*rows, *(("나", *row[1:]) for row in rows)])
    assert main(["import", "chatbot-xlsx", str(table)]) == 0
    said = capsys.readouterr().out
    assert "7 of 14 questions get their intent\n" in said
    assert '  row 9: "같은 말 0" is 가\n' in said
    assert "  and 2 more\n" in said


def test_a_domain_that_is_there_is_left_alone(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("train").mkdir()
    Path("train/domain.yaml").write_text("mine", "utf-8")
    assert main(["import", "chatbot-xlsx", str(table)]) == 2
    assert "domain.yaml is there already" in capsys.readouterr().err
    assert Path("train/domain.yaml").read_text("utf-8") == "mine"


def test_what_is_no_table_makes_nothing(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_bytes(b"hello")
    assert main(["import", "chatbot-xlsx", str(table)]) == 2
    assert capsys.readouterr().err.startswith("mockgenie: train.xlsx is no Excel file")
    assert not Path("train").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "the following arguments are required: FORMAT"),
        (["chatbot-xls", "a"], "invalid choice: 'chatbot-xls'"),
        (["chatbot-xlsx"], "the following arguments are required: FILE"),
        (["chatbot-xlsx", "a", "--ouput", "b"], 'did you mean "--output"?'),
    ],
)
def test_what_is_written_wrongly_is_told(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["import", *arguments])
    assert told in capsys.readouterr().err
