"""Every mistake in a CSV file is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.conditions import read_value
from mockgenie.records import read_instances
from mockgenie.records.sqlite_table import SqliteTable
from tests.domain.marked import TASKS, Problems
from tests.problems import assert_problems
from tests.records.instance_reading import (
    HOTEL,
    problems_of,
    read_table,
    records_of,
    source_of,
)

WITH_CSV = TASKS + "entities: {W: {slots: [city, date], instances: w.csv}}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"ctiy,date\n", ["1:1 not-a-slot → W.city"]),
        (
            "city,비고,메모\n".encode(),
            [
                "1:1 not-a-slot",
                "1:1 not-a-slot",
            ],
        ),
        (b"city,Other.date\n", ["1:1 not-a-slot"]),
        (b"city,city\na,b\n", ["1:1 duplicate"]),
        ("city,date\n서울\n".encode(), ["2:1 csv-cells"]),
        (
            "city,date\n서울,오늘\n부산,내일,x\n\n대구\n".encode(),
            ["3:1 csv-cells", "5:1 csv-cells"],
        ),
        (b'city,date\n"a,b\n', ["2:1 csv-syntax"]),
        (b'city,date\n"a"b,c\n', ["2:1 csv-syntax"]),
        (b"", ["1:1 csv-header"]),
        ("city,date\n서울,오늘\n".encode("cp949"), ["2:1 not-utf8"]),
        ("city,date\n서울,오늘\n".encode("utf-16"), ["1:1 not-utf8"]),
        (b"city,date\n" + b"a" * 200_000 + b",b\n", ["2:1 csv-syntax"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_csv_file_is_told_there(
    problems: Problems, folder: Path, content: bytes, told: list[str]
) -> None:
    (folder / "w.csv").write_bytes(content)
    assert_problems(problems(WITH_CSV), [f"w.csv:{one}" for one in told])


def test_the_problems_of_the_yaml_and_the_csv_file_come_together(
    problems: Problems, folder: Path
) -> None:
    (folder / "w.csv").write_text("city,date\n서울\n", "utf-8")
    told = problems(WITH_CSV + "\nfoo: 1\n")
    assert told == ["3:1 unknown-field", "w.csv:2:1 csv-cells"]


# Apart from a domain


def test_a_cell_that_its_slot_cannot_hold_is_told_at_its_line(folder: Path) -> None:
    (folder / "h.csv").write_text(
        "name,stars,score,parking\n신라,5,9.1,있음\n남산,별,9,예\n\n한강,3.5,높음,몰라\n", "utf-8"
    )
    assert problems_of(folder, "h.csv") == [
        "h.csv:3:1 wrong-value",
        "h.csv:5:1 wrong-value",
        "h.csv:5:1 wrong-value",
        "h.csv:5:1 wrong-value",
    ]


def test_cells_of_numbers_and_truth_values_are_read(folder: Path) -> None:
    (folder / "h.csv").write_text(
        'parking,stars,name,score\n있음,"1,500",1.0,+2.50\n불가,3,예,\n,,,\n', "utf-8"
    )
    assert records_of(folder, "h.csv") == [
        {"name": "1.0", "stars": "1500", "score": "2.50", "parking": "yes"},
        {"name": "예", "stars": "3", "parking": "no"},
        {},
    ]


def test_records_in_the_domain_file_are_read_alike(folder: Path) -> None:
    written = "- {name: 신라, parking: 있음, stars: '1,500', area: }\n- {Hotel.parking: false}\n"
    assert records_of(folder, written) == [
        {"name": "신라", "parking": "yes", "stars": "1500"},
        {"parking": "no"},
    ]
    assert problems_of(folder, "- {name: 신라, parking: 글쎄}\n") == ["1:23 wrong-value"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name\n신\x00라\n".encode(), "h.csv:2:2 control-character"),
        ("name\n신라\n남".encode() + b"\xb3\xb2\n", "h.csv:3:2 not-utf8"),
        (b"name\n" + b"a," * 600_000 + b"\n", "h.csv:2:1 line-too-long"),
        (
            b"name\nshilla\n" + b'"' + b"a\n" * 100_000,
            "csv-syntax",
        ),
        ("메모".encode() * 10_000 + b"\n", "h.csv:1:1 not-a-slot"),
    ],
)
def test_a_file_that_is_no_csv_file_is_told(folder: Path, content: bytes, told: str) -> None:
    (folder / "h.csv").write_bytes(content)
    (problem,) = problems_of(folder, "h.csv")
    assert problem.endswith(told)


def test_a_long_header_is_shown_by_its_beginning(folder: Path) -> None:
    (folder / "h.csv").write_bytes("메모".encode() * 10_000 + b"\n")
    source = source_of(folder, "h.csv")
    read_instances("Hotel", HOTEL, source.root())
    (diagnostic,) = source.diagnostics
    assert len(diagnostic.message) < 400


def test_of_very_many_mistakes_the_first_hundred_are_told(folder: Path) -> None:
    (folder / "h.csv").write_text("name,area\n" + "신라\n" * 1000, "utf-8")
    problems = problems_of(folder, "h.csv")
    assert len(problems) == 101
    assert problems[99] == "h.csv:101:1 csv-cells"
    assert problems[100] == "h.csv:102:1 too-many-mistakes"


def test_a_large_file_has_the_same_records(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"호텔 {n},,{n % 30},{'있음' if n % 3 else '없음'}\n" for n in range(1000))
    (folder / "h.csv").write_text("name,area,stars,parking\n" + rows, "utf-8")
    small, _ = read_table(folder, "h.csv")
    monkeypatch.setattr("mockgenie.records.instances.MOST_RECORDS", 100)
    large, told = read_table(folder, "h.csv")
    assert told == []
    assert isinstance(large, SqliteTable)
    assert not isinstance(small, SqliteTable)
    assert list(large.records) == list(small.records)
    wanted = {"Hotel.stars": ("7",), "Hotel.parking": ("no",)}
    assert large.find(wanted, {}, read_value) == small.find(wanted, {}, read_value)


@pytest.mark.slow
def test_a_hundred_thousand_records_are_found(folder: Path) -> None:
    rows = "".join(f"호텔 {n},동네 {n % 400}\n" for n in range(100_000))
    (folder / "h.csv").write_text("name,area\n" + rows, "utf-8")
    table, told = read_table(folder, "h.csv")
    assert told == []
    assert len(table) == 100_000
    assert table.find({"Hotel.area": ("동네 7",)}, {}, read_value, 0).count == 250
    assert table.find({"Hotel.name": ("호텔 70007",)}, {}, read_value).records == (
        {"Hotel.name": "호텔 70007", "Hotel.area": "동네 7"},
    )


def test_a_huge_file_is_not_read(folder: Path) -> None:
    with (folder / "h.csv").open("wb") as file:
        file.truncate(500_000_001)
    assert problems_of(folder, "h.csv") == ["h.csv:1:1 too-large"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("h.xlsx", "1:1 wrong-file-type"),
        ("{table: a}", "1:1 wrong-type"),
        ("{file: h.csv, tabel: a}", "1:15 unknown-field → table"),
        ("{file: h.csv, table: a}", "1:22 misplaced-field"),
        ("{file: g.csv}", "1:8 no-such-file"),
        ("{file: [h.csv]}", "1:8 wrong-type"),
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_instances_is_checked(
    folder: Path, written: str, told: str
) -> None:
    (folder / "h.csv").write_text("name\n신라\n", "utf-8")
    assert problems_of(folder, written) == [told]
