"""What is particular to files of SQLite."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from mockgenie.stores import StoreGarbled, StoreUnreachable, StoreUnwritable, place_of
from mockgenie.stores.sqlite import SqliteConnection


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


async def problem_of(file: Path) -> Exception:
    """How a connection to a file fails."""
    connection = SqliteConnection(place_of(f"sqlite:{file}?timeout=0.1"))
    try:
        with pytest.raises((StoreUnreachable, StoreGarbled)) as error:
            await connection.start()
    finally:
        await connection.close()
    assert str(file) in str(error.value)
    return error.value


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = await problem_of(tmp_path / "nowhere" / "store.db")
    assert isinstance(error, StoreUnreachable)
    assert str(error).endswith(f"there is no folder {tmp_path / 'nowhere'}")


async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert isinstance(await problem_of(tmp_path), StoreUnreachable)


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="whoever may write everywhere",
)
async def test_a_file_that_may_only_be_read_is_unreachable(file: Path) -> None:
    connection = SqliteConnection(place_of(f"sqlite:{file}"))
    await connection.start()
    await connection.close()
    file.chmod(0o400)
    assert isinstance(await problem_of(file), StoreUnwritable)


async def test_a_file_that_is_no_database_is_garbled(file: Path) -> None:
    file.write_bytes(b"this is no database. " * 100)
    assert isinstance(await problem_of(file), StoreGarbled)
    assert file.read_bytes() == b"this is no database. " * 100


async def test_a_database_of_something_else_is_left_alone(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE documents (a)")
    database.close()
    before = file.read_bytes()
    error = await problem_of(file)
    assert isinstance(error, StoreGarbled)
    assert "something else" in str(error)
    assert file.read_bytes() == before


async def test_a_file_of_a_newer_release_is_left_alone(file: Path) -> None:
    connection = SqliteConnection(place_of(f"sqlite:{file}"))
    await connection.start()
    await connection.close()
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version=1000")
    database.close()
    error = await problem_of(file)
    assert isinstance(error, StoreGarbled)
    assert "newer" in str(error)


async def test_a_file_that_somebody_holds_is_unreachable(file: Path) -> None:
    connection = SqliteConnection(place_of(f"sqlite:{file}?timeout=0.1"))
    await connection.start()
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    stream = connection.stream("a", 10, 1000)
    with pytest.raises(StoreUnreachable, match=r"another process has held it for 0\.1 seconds"):
        await stream.append(b"x")
    assert await stream.number() == 0  # reading does not wait
    database.execute("ROLLBACK")
    database.close()
    assert await stream.append(b"x") == 1
    await connection.close()


async def test_what_fails_changes_nothing_and_fails_alone(file: Path) -> None:
    connection = SqliteConnection(place_of(f"sqlite:{file}"))
    stream = connection.stream("a", 10, 1000)

    def fail(database: sqlite3.Connection) -> None:
        database.execute("INSERT INTO entries VALUES ('a', 100, x'00')")
        raise LookupError("a work that fails")

    results = await asyncio.gather(
        stream.append(b"x"), connection.run(fail), stream.append(b"y"), return_exceptions=True
    )
    assert [results[0], results[2]] == [1, 2]
    assert isinstance(results[1], LookupError)
    assert [entry.number for entry in await stream.read()] == [1, 2]
    await connection.close()


async def test_what_is_asked_for_in_one_tick_is_one_transaction(file: Path) -> None:
    connection = SqliteConnection(place_of(f"sqlite:{file}"))
    await connection.start()
    statements: list[str] = []

    def listen(database: sqlite3.Connection) -> None:
        database.set_trace_callback(statements.append)

    await connection.run(listen, writes=False)
    stream = connection.stream("a", 100, 10_000)
    statements.clear()
    await asyncio.gather(*(stream.append(b"x") for _ in range(50)))
    assert statements.count("BEGIN IMMEDIATE") == statements.count("COMMIT") == 1
    statements.clear()
    await stream.read()
    assert "BEGIN IMMEDIATE" not in statements
    await connection.close()


@pytest.mark.parametrize(("options", "level"), [("", 1), ("?synchronous=full", 2)])
async def test_what_survives_a_power_failure_is_chosen(
    file: Path, options: str, level: int
) -> None:
    connection = SqliteConnection(place_of(f"sqlite:{file}{options}"))

    def level_of(database: sqlite3.Connection) -> tuple[str, int]:
        mode = database.execute("PRAGMA journal_mode").fetchone()[0]
        return mode, database.execute("PRAGMA synchronous").fetchone()[0]

    assert await connection.run(level_of, writes=False) == ("wal", level)
    await connection.close()
