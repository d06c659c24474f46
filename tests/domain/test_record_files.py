"""Files of records from outside: what is read of them, and what is told of them."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mockgenie.domain import (
    Domain,
    RecordFileError,
    load_domain,
    read_record_file,
    record_file_problem,
)
from tests.problems import brief

Write = Callable[..., Path]

TRIP = """
name: Trip
entities:
  Weather:
    slots: {city: {values: [서울, 부산]}, day: {type: date}, low: {type: int}}
  Air:
    slots: {city: {values: [서울, 부산]}, dust: {}}
  Note:
    slots: [memo]
tasks:
  look: {lookup: [Weather, Air], say: "{Weather.low}도, {Air.dust}"}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the test's folder."""

    def write(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return path

    return write


@pytest.fixture
def trip(write: Write) -> Domain:
    """A domain that looks up two entity classes of its three, both with a city."""
    return load_domain(write("Trip.yaml", TRIP))


@pytest.fixture
def database(tmp_path: Path) -> Callable[..., Path]:
    """Makes a SQLite file by statements."""

    def database(*statements: str) -> Path:
        path = tmp_path / "records.db"
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return path

    return database


def told(path: Path, domain: Domain) -> list[str]:
    """The problems of a file in short (see tests.problems)."""
    with pytest.raises(RecordFileError) as refused:
        read_record_file(path, domain)
    assert {one.path for one in refused.value.diagnostics} == {path}
    return [brief(one, path) for one in refused.value.diagnostics]


# What is read

SEOUL = {"Weather.city": "서울", "Weather.day": "내일", "Weather.low": "-3"}


def test_columns_are_called_as_slots_are(trip: Domain, write: Write) -> None:
    path = write("a.csv", "Weather.city,Weather.day,Weather.low\n서울,내일,-3\n")
    assert read_record_file(path, trip) == {"Weather": (SEOUL,)}


def test_a_column_without_a_class_is_that_of_every_class_that_has_it(
    trip: Domain, write: Write
) -> None:
    path = write("a.csv", "city,day,low,dust\n서울,내일,-3,나쁨\n")
    assert read_record_file(path, trip) == {
        "Weather": (SEOUL,),
        "Air": ({"Air.city": "서울", "Air.dust": "나쁨"},),
    }


AIR = {"Air.city": "부산", "Air.dust": "좋음"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "city,dust\n부산,좋음\n"),
        ("a.csv", "dust,city,memo\n좋음,부산,우산\n"),
        ("a.csv", "Air.city,dust\n부산,좋음\n"),
        ("a.json", '[{"city": "부산", "dust": "좋음"}]'),
        ("a.json", '[{"Air.dust": "좋음", "city": "부산"}]'),
    ],
)
def test_records_of_one_class_are_none_of_another_that_has_a_slot_of_the_same_name(
    trip: Domain, write: Write, name: str, content: str
) -> None:
    assert read_record_file(write(name, content), trip) == {"Air": (AIR,)}


def test_a_header_of_one_class_is_none_of_another(trip: Domain, write: Write) -> None:
    assert read_record_file(write("a.csv", "city,dust\n"), trip) == {"Air": ()}


def test_what_any_of_several_classes_could_say_is_said_of_each(trip: Domain, write: Write) -> None:
    records = {"Weather": ({"Weather.city": "서울"},), "Air": ({"Air.city": "서울"},)}
    assert read_record_file(write("a.csv", "city\n서울\n"), trip) == records
    assert read_record_file(write("a.csv", "city,memo\n서울,우산\n"), trip) == records
    assert read_record_file(write("a.csv", "city,low,dust\n서울,,\n"), trip) == records


def test_of_which_class_a_record_is_is_told_record_by_record(
    trip: Domain, write: Write, database: Callable[..., Path]
) -> None:
    records = {"Weather": (SEOUL,), "Air": (AIR,)}
    text = "city,day,low,dust\n서울,내일,-3,\n부산,,,좋음\n"
    assert read_record_file(write("a.csv", text), trip) == records
    text = '[{"city": "서울", "day": "내일", "low": -3}, {"city": "부산", "dust": "좋음"}]'
    assert read_record_file(write("a.json", text), trip) == records
    path = database(
        "CREATE TABLE t (city, day, low, dust)",
        "INSERT INTO t VALUES ('서울', '내일', -3, NULL), ('부산', NULL, NULL, '좋음')",
    )
    assert read_record_file(path, trip) == records


def test_one_list_serves_several_classes(trip: Domain, write: Write) -> None:
    path = write("a.json", json.dumps([{**SEOUL, "Weather.low": -3}, AIR], ensure_ascii=False))
    assert read_record_file(path, trip) == {"Weather": (SEOUL,), "Air": (AIR,)}


def test_one_record_may_be_of_several_classes(trip: Domain, write: Write) -> None:
    path = write("a.json", json.dumps([{**SEOUL, "Weather.low": -3, **AIR}], ensure_ascii=False))
    assert read_record_file(path, trip) == {"Weather": (SEOUL,), "Air": (AIR,)}


def test_a_class_that_the_file_has_no_column_of_is_not_served(trip: Domain, write: Write) -> None:
    path = write("a.csv", "Air.city,Air.dust\n서울,나쁨\n")
    assert list(read_record_file(path, trip)) == ["Air"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Weather.city,Weather.day,Air.dust\n"),
        ("a.json", "[]"),
    ],
)
def test_a_file_without_records_says_that_there_are_none(
    trip: Domain, write: Write, name: str, content: str
) -> None:
    assert read_record_file(write(name, content), trip) == {"Weather": (), "Air": ()}


def test_cells_are_read_as_those_of_instances_are(trip: Domain, write: Write) -> None:
    path = write("a.csv", '\ufeffcity,low\n 서울 ,"1,500"\n부산,\n')
    assert read_record_file(path, trip)["Weather"] == (
        {"Weather.city": "서울", "Weather.low": "1500"},
        {"Weather.city": "부산"},
    )


def test_a_file_may_be_anywhere(
    trip: Domain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "elsewhere.csv").write_text("Air.dust\n나쁨\n", "utf-8")
    monkeypatch.chdir(tmp_path / "bot")
    path = Path("..", "elsewhere.csv")
    assert read_record_file(path, trip) == {"Air": ({"Air.dust": "나쁨"},)}


def test_each_class_has_the_table_that_is_called_like_it(
    trip: Domain, database: Callable[..., Path]
) -> None:
    path = database(
        "CREATE TABLE weather (city, day, low INTEGER, _made)",
        "CREATE TABLE Air (Air.city, dust)".replace("Air.city", '"Air.city"'),
        "CREATE TABLE people (name)",
        "INSERT INTO weather VALUES ('서울', '내일', -3, '2026-11-22')",
        "INSERT INTO Air VALUES ('부산', '좋음')",
    )
    assert read_record_file(path, trip) == {
        "Weather": (SEOUL,),
        "Air": ({"Air.city": "부산", "Air.dust": "좋음"},),
    }


def test_what_is_in_the_table_of_a_class_is_of_the_class(
    trip: Domain, database: Callable[..., Path]
) -> None:
    path = database(
        'CREATE TABLE Weather (city, "Air.dust")',
        "CREATE TABLE Air (city, dust)",
        "INSERT INTO Weather VALUES ('서울', '나쁨')",
    )
    assert read_record_file(path, trip) == {"Weather": ({"Weather.city": "서울"},), "Air": ()}


def test_a_class_without_a_table_of_its_own_is_not_served(
    trip: Domain, database: Callable[..., Path]
) -> None:
    path = database("CREATE TABLE Air (city, dust)", "INSERT INTO Air VALUES ('서울', '나쁨')")
    assert list(read_record_file(path, trip)) == ["Air"]


def test_the_only_table_of_a_file_may_be_called_anything(
    trip: Domain,
    database: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database("CREATE TABLE t (city, dust)", "INSERT INTO t VALUES ('서울', '나쁨')")
    monkeypatch.chdir(tmp_path)
    assert read_record_file(Path("records.db"), trip) == {
        "Air": ({"Air.city": "서울", "Air.dust": "나쁨"},),
    }


def test_a_database_stays_as_it_was(trip: Domain, database: Callable[..., Path]) -> None:
    path = database("CREATE TABLE Air (city, dust)")
    before = path.read_bytes()
    read_record_file(path, trip)
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"records.db", "Trip.yaml"}


# What is told


def test_a_column_that_is_no_slot_is_told_once_with_the_slot_that_was_meant(
    trip: Domain, write: Write
) -> None:
    path = write("a.csv", "ctiy,day,low\n서울,내일,-3\n")
    assert told(path, trip) == ["1:1 not-a-slot → city"]
    path = write("a.csv", "Wether.city,day,low\n서울,내일,-3\n")
    assert told(path, trip) == ["1:1 not-a-slot → Weather.city"]


def test_a_file_of_something_else_is_told_with_the_slots_it_might_have(
    trip: Domain, write: Write
) -> None:
    with pytest.raises(RecordFileError) as refused:
        read_record_file(write("a.csv", "memo\n우산\n"), trip)
    (problem,) = refused.value.diagnostics
    assert brief(problem, problem.path) == "1:1 no-column"
    assert "Weather.city" in problem.message
    assert "Air.dust" in problem.message


def test_a_wrong_cell_is_told_at_its_line(trip: Domain, write: Write) -> None:
    path = write("a.csv", "city,low\n서울,-3\n부산,영하\n")
    assert told(path, trip) == ["3:1 wrong-value"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"city": "서울"}', "1:1 wrong-type"),
        ('[{"city": "서울"},]', "1:17 json-syntax"),
        ('[{"city": ["서울"]}]', "1:2 wrong-type"),
    ],
)
def test_what_is_no_list_of_records_is_told(
    trip: Domain, write: Write, content: str, problem: str
) -> None:
    assert told(write("a.json", content), trip)[0] == problem


def test_an_empty_csv_file_is_told(trip: Domain, write: Write) -> None:
    assert told(write("a.csv", ""), trip)[0] == "1:1 csv-header"


@pytest.mark.parametrize("encoding", ["cp949", "utf-16"])
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_another_encoding_is_told_with_the_right_one(
    trip: Domain, tmp_path: Path, encoding: str, ending: str
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_text('[{"city": "서울"}]', encoding)
    (problem,) = told(path, trip)
    assert problem.endswith(" not-utf8")


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["CREATE TABLE Wether (city)", "CREATE TABLE t (x)"], "1:1 no-table → Wether"),
        (["CREATE TABLE a (city)", "CREATE TABLE b (x)"], "1:1 no-table"),
        (
            [
                "CREATE TABLE t (city)",
                "CREATE VIEW Weather AS SELECT * FROM t",
                "CREATE TABLE u(x)",
            ],
            "1:1 not-a-table",
        ),
        (["CREATE TABLE t (x)", "DROP TABLE t"], "1:1 no-table"),
        (["CREATE TABLE Air (ctiy)"], "1:1 not-a-slot → city"),
    ],
)
def test_a_database_without_the_table_or_its_columns_is_told(
    trip: Domain, database: Callable[..., Path], statements: list[str], expected: str
) -> None:
    first, *_ = told(database(*statements), trip)
    assert first == expected


def test_what_is_no_database_is_told(trip: Domain, write: Write) -> None:
    assert told(write("a.db", "city,day\n"), trip)[0] == "1:1 sqlite-file"


def test_a_torn_database_is_told(trip: Domain, database: Callable[..., Path]) -> None:
    path = database("CREATE TABLE Air (city, dust)", "INSERT INTO Air VALUES ('서울', '나쁨')")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert told(path, trip)[0] == "1:1 sqlite-file"


@pytest.mark.slow
def test_a_database_that_is_being_written_is_told(
    write: Write, database: Callable[..., Path]
) -> None:
    air = "entities: {Air: {slots: [city]}}\ntasks: {look: {lookup: Air, say: 네.}}\n"
    path = database("CREATE TABLE Air (city)")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        assert told(path, load_domain(write("Air.yaml", air)))[0] == "1:1 sqlite-file"
    finally:
        writer.close()


# What is no file of records at all


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none.csv", "no-such-file"),
        ("folder.csv", "cannot-read"),
        ("records.xlsx", "wrong-file-type"),
        ("nul\0.csv", "no-such-file"),
        ("가" * 5000 + ".csv", "cannot-read"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_before(
    trip: Domain, tmp_path: Path, name: str, expected: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "records.xlsx").write_bytes(b"PK")
    problem = record_file_problem(tmp_path / name)
    assert problem is not None
    assert problem.code == expected
    assert told(tmp_path / name, trip)[0] == f"1:1 {expected}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are not there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    problem = record_file_problem(tmp_path / "a.csv")
    assert problem is not None
    assert problem.code == "cannot-read"


def test_a_file_that_is_there_can_be_tried(write: Write) -> None:
    for ending in ("csv", "json", "db", "sqlite", "sqlite3", "CSV"):
        assert record_file_problem(write(f"a.{ending}", "")) is None


def test_a_python_without_sqlite_says_so(
    trip: Domain, database: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = database("CREATE TABLE Air (city, dust)")
    without: Any = None
    monkeypatch.setitem(sys.modules, "mockgenie.records.sqlite_files", without)
    assert told(path, trip)[0] == "1:1 no-sqlite"
