"""A database of the authoring tool is read as it is, or it is told why it is not."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mockgenie.importers import ImportFailure
from mockgenie.importers.geniedialog import GenieDatabase, open_geniedialog, reading, training_text
from tests.importers.geniedialog.genie_files import add_table, ferry, write_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_database(tmp_path / "Ferry_DB.sqlite3", ferry())


def failure_of(path: Path) -> str:
    """Why a file is not read, without its folder."""
    with pytest.raises(ImportFailure) as failed, open_geniedialog(path) as database:
        list(database.records())
    return str(failed.value).replace(str(path), path.name)


def is_ferry(database: GenieDatabase) -> bool:
    names = [row["task-task_name"] for row in database.rows("task_manager")]
    return names == ["Find", "END"] and len([*database.records()]) == 2


def test_rows_are_as_they_are_written(path: Path) -> None:
    with open_geniedialog(path) as database:
        assert {name: len(table.rows) for name, table in database.tables.items()} == {
            "da_type": 3, "slot_structure": 5, "scenario": 3, "task_manager": 2, "dialog_lib": 5,
        }  # fmt: skip
        row = database.rows("scenario")[1]
        assert (row.number, row["slot_tagged"]) == (2, "<Ferry.day=모레>요")
        assert row["worker"] == row["no such column"] == ""
        assert database.record_columns == (
            "Ferry.port", "Ferry.day", "Ferry.leaves", "Ferry.fare",
        )  # fmt: skip
        first, second = [("목포", "모레", "아홉 시", "18000"), ("여수", "모레", "열 시", "21000")]
        assert [*database.records()] == [first, second]
        assert [*database.records()] == [first, second]  # as often as it is asked for
        assert database.is_whole


def test_nothing_is_written_beside_it(path: Path) -> None:
    before = path.read_bytes()
    with open_geniedialog(path) as database:
        assert is_ferry(database)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_columns_may_be_missing_or_more_and_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "DB.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        columns = ["TASK-TASK_NAME", "mood"]
        add_table(connection, "Task_Manager", columns, [{"TASK-TASK_NAME": "가", "mood": "좋음"}])
        add_table(connection, "notes", ["text"], [{"text": "하나"}, {"text": "둘"}])
        add_table(connection, "SLOT_MAPPING", ["x"], [])
        connection.execute("CREATE VIEW dialog_lib AS SELECT * FROM notes")
        connection.commit()
    with open_geniedialog(path) as database:
        (row,) = database.rows("task_manager")
        assert (row["task-task_name"], row["mood"], row["task-next_task"]) == ("가", "좋음", "")
        assert database.rows("dialog_lib") == database.rows("scenario") == ()
        assert (database.record_columns, [*database.records()]) == ((), [])
        assert database.others == {"notes": 2, "SLOT_MAPPING": 0}


def test_values_of_every_kind_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "DB.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        add_table(connection, "task_manager", ["task-task_name"], [])
        connection.execute("CREATE TABLE task_information (_idx, a, b, c, d, e)")
        values = ("x", 3.0, 2.5, None, b"\xff\xea\xb0\x80", "가\r\n나")
        connection.execute("INSERT INTO task_information VALUES (?, ?, ?, ?, ?, ?)", values)
        connection.commit()
    with open_geniedialog(path) as database:
        assert [*database.records()] == [("3", "2.5", "", "\ufffd가", "가\r\n나")]


def test_a_log_that_somebody_writes_counts(tmp_path: Path) -> None:
    path = write_database(tmp_path / "DB.sqlite3", ferry(), "wal")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("UPDATE scenario SET comment = '새로'")
        writer.commit()
        assert path.with_name("DB.sqlite3-wal").stat().st_size
        with open_geniedialog(path) as database:
            assert {row["comment"] for row in database.rows("scenario")} == {"새로"}
            assert is_ferry(database)


def test_a_log_that_was_left_behind_counts(tmp_path: Path) -> None:
    path = write_database(tmp_path / "DB.sqlite3", ferry(), "wal")
    copied = tmp_path / "copy" / "DB.sqlite3"
    copied.parent.mkdir()
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("UPDATE scenario SET comment = '새로'")
        writer.commit()
        for name in ("DB.sqlite3", "DB.sqlite3-wal"):
            shutil.copyfile(tmp_path / name, copied.with_name(name))
    before = {one.name: one.read_bytes() for one in copied.parent.iterdir()}
    with open_geniedialog(copied) as database:
        assert {row["comment"] for row in database.rows("scenario")} == {"새로"}
    assert {one.name: one.read_bytes() for one in copied.parent.iterdir()} == before


def test_a_log_without_anything_is_none(tmp_path: Path) -> None:
    path = write_database(tmp_path / "DB.sqlite3", ferry(), "wal")
    with open_geniedialog(path) as database:
        assert is_ferry(database)
    assert [one.name for one in tmp_path.iterdir()] == ["DB.sqlite3"]


def test_a_write_that_was_broken_off_is_taken_back_in_a_copy(tmp_path: Path) -> None:
    path = write_database(tmp_path / "DB.sqlite3", ferry())
    left = tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN")
        writer.execute("UPDATE scenario SET comment = ?", ("긴 글" * 20_000,))
        for name in ("DB.sqlite3", "DB.sqlite3-journal"):
            shutil.copyfile(tmp_path / name, left / name)
        writer.execute("ROLLBACK")
    with open_geniedialog(left / "DB.sqlite3") as database:
        assert is_ferry(database)
        assert {row["comment"] for row in database.rows("scenario")} == {""}
    assert (left / "DB.sqlite3-journal").exists()


def test_what_another_program_has_locked_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_WAITS", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert failure_of(path) == (
            "Ferry_DB.sqlite3 is locked by another program; close it, or import a copy"
        )


def test_what_is_damaged_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    assert failure_of(path).startswith("Ferry_DB.sqlite3 cannot be read, it may be damaged: ")


def test_what_is_cut_off_is_told(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert failure_of(path).startswith("Ferry_DB.sqlite3 cannot be read, it may be damaged: ")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.sqlite3", b"", "a.sqlite3 is empty"),
        ("a.sqlite3", b"hello", "no SQLite database, or an encrypted one"),
        ("a.sqlite3", b"SQLite format 3\0", "it is another kind of file, or encrypted"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "an Excel file; what is imported is the database beside"),
        ("a.sql", b"CREATE TABLE x", "a dump; make a database of it"),
        ("a.txt", "목포요\n여수요\n".encode("cp949"), "a.txt has no scenarios: a line is"),
    ],
)
def test_what_is_no_database_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert told in failure_of(path)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert failure_of(tmp_path).endswith("NAME_DB.sqlite3")
    assert "No such file" in failure_of(tmp_path / "none.sqlite3")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert failure_of(tmp_path / "pipe") == "pipe is no file"


def test_another_schema_is_told(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        add_table(connection, "orders", ["id"], [])
        add_table(connection, "task_information", ["_idx"], [])
        connection.commit()
    assert failure_of(path) == (
        "shop.db is no domain of GenieDialog: it has none of the tables da_type, scenario,"
        " slot_structure, task_manager, dialog_lib, but orders, task_information"
    )


def test_a_database_without_tables_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
    assert failure_of(path).endswith("it has no table at all")


def test_what_a_file_computes_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "DB.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE scenario (utter, slot_tagged TEXT AS (hex(zeroblob(1000000))) VIRTUAL)"
        )
        connection.execute("INSERT INTO scenario (utter) VALUES ('가')")
        connection.execute(
            "CREATE VIEW task_information AS WITH RECURSIVE n(i) AS"
            " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
        connection.commit()
    with open_geniedialog(path) as database:
        (row,) = database.rows("scenario")
        assert (row["utter"], row["slot_tagged"]) == ("가", "")
        assert [*database.records()] == []


@pytest.mark.parametrize("table", ["scenario", "task_information"])
def test_cells_have_a_bound(tmp_path: Path, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_CELL", 1_000)
    rows = {"scenario": [{"utter": "가"}], table: [{"utter": "가" * 1_001}]}
    path = write_database(tmp_path / "DB.sqlite3", rows)
    assert failure_of(path) == (
        f"DB.sqlite3: a cell with more than 1,000 characters ({table}, row 1, utter)"
    )


@pytest.mark.parametrize(
    ("name", "most"), [("_MOST_ROWS", 2), ("_MOST_TASKS", 1), ("_MOST_LETTERS", 20)]
)
def test_tables_have_a_bound(
    path: Path, name: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, name, most)
    assert f"has more than {most} " in failure_of(path)


def test_a_database_has_a_bound(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_DATABASE", 1_000)
    assert failure_of(path) == "Ferry_DB.sqlite3 has more than 1,000 bytes"


# Exports of scenarios


LINES = (
    '목포요\t<Ferry.port=목포>요\t# inform(Ferry.port="목포")',
    '모레|글피요\t<Ferry.day=모레>|글피요\t# inform(Ferry.day="모레")',
    "끝\t끝\t# leave()",
)


def scenarios(path: Path) -> list[tuple[str, str, str]]:
    with open_geniedialog(path) as database:
        assert not database.is_whole
        return [
            (row["utter"], row["slot_tagged"], row["dialog_action"])
            for row in database.rows("scenario")
        ]


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_scenarios_are_read_in_their_encoding(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "Ferry.txt"
    # The tool makes every bar a tab.
    path.write_bytes(end.join(LINES).replace("|", "\t").encode(encoding))
    assert scenarios(path) == [
        ("목포요", "<Ferry.port=목포>요", '# inform(Ferry.port="목포")'),
        ("모레|글피요", "<Ferry.day=모레>|글피요", '# inform(Ferry.day="모레")'),
        ("끝", "끝", "# leave()"),
    ]


def test_letters_that_cp949_lacks_spoil_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "Ferry.txt"
    path.write_bytes("배\t배\t# ask()\n".encode("cp949") + b"\xff\t\xff\t# ask()\n")
    assert scenarios(path) == [("배", "배", "# ask()"), ("\ufffd", "\ufffd", "# ask()")]


def test_other_lines_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "Ferry.txt"
    path.write_text("배\t배\t# ask()\n\n머리말\n하나\t둘\n", "utf-8")
    assert scenarios(path) == [("배", "배", "# ask()"), ("머리말", "", ""), ("하나\t둘", "", "")]


@pytest.mark.parametrize(("name", "most"), [("_MOST_LINES", 1), ("_LARGEST_TEXT", 10)])
def test_exports_have_a_bound(
    tmp_path: Path, name: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_text, name, most)
    path = tmp_path / "Ferry.txt"
    path.write_text("\n".join(LINES), "utf-8")
    assert f"has more than {most} " in failure_of(path)
