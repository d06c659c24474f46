"""Every mistake in a CSV file is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from domains.marked import TASKS, Problems

WITH_CSV = TASKS + "entities: {W: {slots: [city, date], instances: w.csv}}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"ctiy,date\n", ['1:1: column "ctiy" is no slot of W, did you mean "W.city"?']),
        (
            "city,비고,메모\n".encode(),
            [
                '1:1: column "비고" is no slot of W (known: W.city, W.date)',
                '1:1: column "메모" is no slot of W (known: W.city, W.date)',
            ],
        ),
        (b"city,Other.date\n", ['1:1: column "Other.date" is no slot of W']),
        (b"city,city\na,b\n", ['1:1: column "city" is there twice']),
        ("city,date\n서울\n".encode(), ["2:1: 1 cells, but the header has 2"]),
        (
            "city,date\n서울,오늘\n부산,내일,x\n\n대구\n".encode(),
            ["3:1: 3 cells, but the header has 2", "5:1: 1 cells, but the header has 2"],
        ),
        (b'city,date\n"a,b\n', ["2:1: not valid CSV"]),
        (b'city,date\n"a"b,c\n', ["2:1: not valid CSV"]),
        (b"", ["1:1: "]),
        ("city,date\n서울,오늘\n".encode("cp949"), ["not UTF-8"]),
        ("city,date\n서울,오늘\n".encode("utf-16"), ["not UTF-8"]),
        (b"city,date\n" + b"a" * 200_000 + b",b\n", ["2:1: not valid CSV"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_csv_file_is_told_there(
    problems: Problems, folder: Path, content: bytes, told: list[str]
) -> None:
    (folder / "w.csv").write_bytes(content)
    found = problems(WITH_CSV)
    assert len(found) == len(told)
    for problem, piece in zip(found, told, strict=True):
        assert problem.startswith("w.csv:")
        assert piece in problem


def test_the_problems_of_the_yaml_and_the_csv_file_come_together(
    problems: Problems, folder: Path
) -> None:
    (folder / "w.csv").write_text("city,date\n서울\n", "utf-8")
    told = problems(WITH_CSV + "\nfoo: 1\n")
    assert [problem.split(": ")[0] for problem in told] == ["3:1", "w.csv:2:1"]
