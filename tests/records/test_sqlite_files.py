"""Records in a SQLite file, which is read and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mockgenie.conditions import read_value
from mockgenie.records import read_instances
from mockgenie.records.sqlite_table import SqliteTable
from tests.problems import assert_problems
from tests.records.instance_reading import (
    HOTEL,
    problems_of,
    read_table,
    records_of,
    source_of,
)

Run = Callable[..., None]

NAMES = "CREATE TABLE Hotel (name TEXT); INSERT INTO Hotel VALUES ('신라'), ('남산')"
BOTH = [{"name": "신라"}, {"name": "남산"}]


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs SQL in a file of the folder, `h.db` unless another is named."""

    def run(script: str, name: str = "h.db", encoding: str = "UTF-8") -> None:
        with closing(sqlite3.connect(folder / name)) as connection:
            connection.executescript(f"PRAGMA encoding = '{encoding}'; {script}")

    return run


@pytest.fixture(params=[1000, 0], ids=["few records", "many records"])
def any_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With few records, kept as objects, and as if they were many, kept in a database."""
    monkeypatch.setattr("mockgenie.records.instances.MOST_RECORDS", request.param)


@pytest.mark.usefixtures("any_size")
def test_the_cells_of_a_table_are_values(folder: Path, run: Run) -> None:
    run(
        """
        CREATE TABLE Hotel ("Hotel.name" TEXT, stars, score REAL, parking, area, day DATE);
        INSERT INTO Hotel VALUES
            (' 신라 ', 5, 9.5, '있음', NULL, '2026-11-22'),
            (2024, '1,500', 9.0, 0, '', NULL),
            (0.1, '4', '8.5', 'X', '  ', ' '),
            (NULL, NULL, NULL, NULL, NULL, NULL);
        """
    )
    assert records_of(folder, "h.db") == [
        {"name": "신라", "stars": "5", "score": "9.5", "parking": "yes", "day": "2026-11-22"},
        {"name": "2024", "stars": "1500", "score": "9", "parking": "no"},
        {"name": "0.1", "stars": "4", "score": "8.5", "parking": "no"},
    ]


def test_a_table_may_hold_the_records_of_several_classes(folder: Path, run: Run) -> None:
    run(
        """
        CREATE TABLE task_information (_idx INTEGER, "Hotel.name", "Hotel.area", "Bus.to");
        INSERT INTO task_information VALUES
            (1, '신라', '중구', NULL), (2, NULL, '', '부산'), (3, '한빛', NULL, '서울');
        """
    )
    assert records_of(folder, "h.db") == [{"name": "신라", "area": "중구"}, {"name": "한빛"}]


@pytest.mark.usefixtures("any_size")
def test_cells_are_found_as_conditions_compare_them(folder: Path, run: Run) -> None:
    run(
        """
        CREATE TABLE Hotel (name, stars, score);
        INSERT INTO Hotel VALUES ('a', 3, 3.0), ('b', '3', 3.5), ('c', 4, '3.50'), ('d', NULL, 4)
        """
    )
    table, _ = read_table(folder, "h.db")

    def names(**wanted: str) -> str:
        wishes = {f"Hotel.{slot}": (value,) for slot, value in wanted.items()}
        return "".join(r["Hotel.name"] for r in table.find(wishes, {}, read_value).records)

    assert names(stars="3.0") == "ab"
    assert names(score="3") == "a"
    assert names(score="3.5") == "bc"
    assert names(stars="4", score="3.5") == "c"


# Which table


OTHERS = "CREATE TABLE room (name); CREATE VIEW cheap AS SELECT name FROM room"


@pytest.mark.parametrize(
    ("script", "written"),
    [
        (NAMES, "h.db"),
        (NAMES, "{file: h.db}"),
        (NAMES + "; " + OTHERS, "h.db"),
        (NAMES.replace("Hotel", "hotel") + "; " + OTHERS, "h.db"),
        (NAMES.replace("Hotel", "task_information"), "h.db"),
        (NAMES.replace("Hotel", "숙소") + "; " + OTHERS, "{file: h.db, table: 숙소}"),
        (NAMES.replace("Hotel", '"a"";DROP--"'), "{file: h.db, table: 'a\";DROP--'}"),
        (NAMES.replace("Hotel", '"select"'), "{file: h.db, table: select}"),
    ],
)
def test_the_table_is_named_or_called_like_the_class_or_the_only_one(
    folder: Path, run: Run, script: str, written: str
) -> None:
    run(script)
    assert records_of(folder, written) == BOTH


def test_a_table_without_rowids_has_the_order_of_its_key(folder: Path, run: Run) -> None:
    run(
        """
        CREATE TABLE Hotel (name TEXT, _order INT PRIMARY KEY) WITHOUT ROWID;
        INSERT INTO Hotel VALUES ('남산', 2), ('신라', 1)
        """
    )
    assert records_of(folder, "h.db") == BOTH


@pytest.mark.parametrize(
    ("script", "written", "told"),
    [
        (
            "CREATE TABLE room (name); CREATE TABLE guest (name)",
            "h.db",
            "1:1 which-table",
        ),
        (NAMES, "{file: h.db, table: Hotels}",
         "1:21 no-table → Hotel"),
        (OTHERS, "{file: h.db, table: cheap}", "1:21 not-a-table"),
        ("CREATE VIEW Hotel AS SELECT 1 AS name; CREATE TABLE t (name)", "h.db",
         "1:1 not-a-table"),
        ("CREATE VIRTUAL TABLE Hotel USING fts5(name)", "h.db",
         "1:1 not-a-table"),
        ("CREATE TABLE t (a); DROP TABLE t", "h.db", "1:1 no-table"),
        (NAMES, "{file: h.db, table: sqlite_master}", "1:21 no-table"),
        (NAMES, "{file: h.db, table: [a]}", "1:21 wrong-type"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_told_in_the_domain_file(
    folder: Path, run: Run, script: str, written: str, told: str
) -> None:
    run(script)
    assert problems_of(folder, written) == [told]


# Columns and cells


def test_how_a_column_that_is_none_is_passed_over_is_told(folder: Path, run: Run) -> None:
    run("CREATE TABLE t (name, id)")
    source = source_of(folder, "h.db")
    read_instances("Hotel", HOTEL, source.root())
    (diagnostic,) = source.diagnostics
    assert diagnostic.message.startswith('table "t": ')
    assert diagnostic.message.endswith("; only one whose name begins with _ is passed over")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("CREATE TABLE t (name, Hotel_area)",
         ["not-a-slot → Hotel.area"]),
        ("CREATE TABLE t (name, 메모, 비고)",
         ["not-a-slot", "not-a-slot"]),
        ('CREATE TABLE t (name, "Hotel.name")',
         ["duplicate"]),
        ("CREATE TABLE t (_id, _idx)", ["no-column"]),
        ("CREATE TABLE t (name, area); INSERT INTO t VALUES ('a', 'b'), ('c', x'00ff'), ('d', x'')",
         ["wrong-type"]),
        (
            """
            CREATE TABLE t (stars, parking);
            INSERT INTO t VALUES ('별', 1), (4.5, 2), ('별', '글쎄'), (4, '네')
            """,
         ["wrong-value"] * 4),
        ("CREATE TABLE t (name); INSERT INTO t VALUES (CAST(x'ff41' AS TEXT))",
         ["sqlite-file"]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("any_size")
def test_a_mistake_in_the_table_is_told(
    folder: Path, run: Run, script: str, told: list[str]
) -> None:
    run(script)
    assert_problems(problems_of(folder, "h.db"), [f"h.db:1:1 {one}" for one in told])


def test_a_column_that_begins_with_a_low_line_need_be_no_slot(folder: Path, run: Run) -> None:
    run("CREATE TABLE t (_id INTEGER PRIMARY KEY, name); INSERT INTO t VALUES (7, '신라')")
    assert records_of(folder, "h.db") == [{"name": "신라"}]


def test_a_column_may_have_an_order_that_only_its_maker_knows(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "h.db")) as connection:
        connection.create_collation("theirs", lambda a, b: (a > b) - (a < b))
        connection.execute("CREATE TABLE t (name COLLATE theirs, parking COLLATE theirs)")
        connection.execute("INSERT INTO t VALUES ('신라', '가능')")
        connection.commit()
    assert records_of(folder, "h.db") == [{"name": "신라", "parking": "yes"}]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
def test_a_file_may_have_any_encoding_of_sqlite(folder: Path, run: Run, encoding: str) -> None:
    run(NAMES, encoding=encoding)
    assert records_of(folder, "h.db") == BOTH


# The file


ODD_NAMES = ["a b#c%41.db", "도시 'x'; .sqlite", "h&mode=rwc.sqlite3", "H.DB"] + (
    [] if sys.platform == "win32" else ['a?b#c".db', "file:x?mode=rw.db", "a\\b.db"]
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_may_have_an_odd_name(folder: Path, run: Run, name: str) -> None:
    run(NAMES, name)
    written = name.replace("'", "''")
    assert records_of(folder, f"'{written}'") == BOTH
    assert sorted(os.listdir(folder)) == sorted([name, "Hotel.yaml"])


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_nothing_is_written(folder: Path, run: Run, mode: str) -> None:
    run(f"PRAGMA journal_mode = {mode}; {NAMES}")
    before = (folder / "h.db").read_bytes()
    table, told = read_table(folder, "h.db")
    assert (told, len(table)) == ([], 2)
    assert (folder / "h.db").read_bytes() == before
    assert sorted(os.listdir(folder)) == ["Hotel.yaml", "h.db"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such rights there")
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_the_folder_may_be_read_only(folder: Path, run: Run, mode: str) -> None:
    inner = folder / "data"
    inner.mkdir()
    run(f"PRAGMA journal_mode = {mode}; {NAMES}", "data/h.db")
    (inner / "h.db").chmod(0o444)
    inner.chmod(0o555)
    try:
        assert records_of(folder, "data/h.db") == BOTH
    finally:
        inner.chmod(0o755)


@pytest.mark.usefixtures("any_size")
def test_the_records_stay_what_they_were_when_the_file_changes(folder: Path, run: Run) -> None:
    run(NAMES)
    table, _ = read_table(folder, "h.db")
    run("DELETE FROM Hotel")
    assert table.find({"Hotel.name": ("남산",)}, {}, read_value).count == 1
    (folder / "h.db").unlink()
    assert table.find({}, {}, read_value).records == (
        {"Hotel.name": "신라"},
        {"Hotel.name": "남산"},
    )


@pytest.fixture
def writer(folder: Path) -> Iterator[sqlite3.Connection]:
    """A program that keeps `h.db` open, its last changes in the log beside the file."""
    with closing(sqlite3.connect(folder / "h.db")) as connection:
        connection.executescript(f"PRAGMA journal_mode = WAL; {NAMES}")
        yield connection


@pytest.mark.usefixtures("writer")
def test_what_another_program_has_just_written_is_read(folder: Path) -> None:
    assert records_of(folder, "h.db") == BOTH


@pytest.mark.usefixtures("writer")
def test_a_log_that_was_left_behind_is_told(folder: Path) -> None:
    inner = folder / "copied"
    inner.mkdir()
    for name in ("h.db", "h.db-wal"):
        shutil.copy(folder / name, inner)
    assert problems_of(folder, "copied/h.db") == ["h.db:1:1 sqlite-log"]
    assert sorted(os.listdir(inner)) == ["h.db", "h.db-wal"]


def _cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"name\nshilla\n"),
        lambda path: path.write_bytes(bytes(range(256)) * 64),
        lambda path: _cut(path, 50),
        lambda path: _cut(path, 3000),
        lambda path: _cut(path, 4096 + 10),
        lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" * 9000),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    folder: Path, run: Run, spoil: Callable[[Path], object]
) -> None:
    run(f"PRAGMA page_size = 4096; {NAMES}")
    spoil(folder / "h.db")
    assert problems_of(folder, "h.db") == ["h.db:1:1 sqlite-file"]


def test_a_huge_file_is_not_read(folder: Path) -> None:
    with (folder / "h.db").open("wb") as file:
        file.truncate(1_000_000_001)
    assert problems_of(folder, "h.db") == ["h.db:1:1 too-large"]


@pytest.mark.slow
def test_many_records_are_kept_in_a_database(folder: Path, run: Run) -> None:
    run(
        """
        CREATE TABLE Hotel (name, stars INT);
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 69999)
        INSERT INTO Hotel SELECT '호텔 ' || i, i % 7 FROM n
        """
    )
    table, told = read_table(folder, "h.db")
    assert told == []
    assert isinstance(table, SqliteTable)
    assert len(table) == 70_000
    answer = table.find({"Hotel.stars": ("6",)}, {"Hotel.name": ("호텔 6",)}, read_value, 2)
    assert answer.count == 9999
    assert [record["Hotel.name"] for record in answer.records] == ["호텔 13", "호텔 20"]


def test_a_text_that_is_none_is_told_as_such(folder: Path, run: Run) -> None:
    run("CREATE TABLE Hotel (stars); INSERT INTO Hotel VALUES (CAST(x'ff41' AS TEXT))")
    source = source_of(folder, "h.db")
    read_instances("Hotel", HOTEL, source.root())
    (problem,) = source.diagnostics
    assert problem.code == "sqlite-file"
    assert problem.message.endswith(
        "a text in it is not in the encoding of the database, or the file is damaged"
    )


def test_the_different_values_of_many_records_are_read_as_they_are_asked_for(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mockgenie.records.instances.MOST_RECORDS", 0)
    monkeypatch.setattr("mockgenie.records.sqlite_table.FEW_VALUES", 10)
    rows = ", ".join(f"('n{number}')" for number in range(3_000))
    run(f"CREATE TABLE Hotel (name TEXT); INSERT INTO Hotel VALUES {rows}")
    table, _ = read_table(folder, "h.db")
    assert isinstance(table, SqliteTable)
    begun = iter(table.values("Hotel.name"))
    assert next(begun).startswith("n")
    assert table.find({"Hotel.name": ("n7",)}, {}, read_value).count == 1  # not held up by it
    assert sorted(table.values("Hotel.name")) == sorted(f"n{number}" for number in range(3_000))
