"""The files that the text of a domain names, and how one tells that a file has changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.domain.named_files import content_of, named_files, stamp, version_of

FOLDER = Path("domains")


def make(folder: Path, *names: str) -> list[Path]:
    """Empty files in `folder`."""
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return paths


# Which files a text names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("instances: weather.csv", "weather.csv"),
        ("    instances: 'weather.csv'", "weather.csv"),
        ('city: {values: "cities.txt"}', "cities.txt"),
        ("city: {values: cities.TXT}", "cities.TXT"),
        ("instances: {file: hotels.db, table: hotels}", "hotels.db"),
        ("instances: data/서울/호텔.sqlite3", "data/서울/호텔.sqlite3"),
        ("instances: my cities.csv  # by hand", "my cities.csv"),
        ("instances: [hotels.json]", "hotels.json"),
        ("instances: a.csv.json", "a.csv.json"),
    ],
)
def test_a_file_that_is_there_is_found_however_it_is_written(
    tmp_path: Path, written: str, name: str
) -> None:
    (path,) = make(tmp_path, name)
    make(tmp_path, "other.csv", "other.txt")
    assert path in named_files(written.encode(), tmp_path)


def test_where_a_file_is_there_nothing_else_is_looked_for(tmp_path: Path) -> None:
    paths = make(tmp_path, "weather.csv", "cities.txt")
    content = b"instances: weather.csv\nvalues: cities.txt\nagain: weather.csv\n"
    assert named_files(content, tmp_path) == tuple(paths)


def test_a_file_that_is_missing_is_named_as_well(tmp_path: Path) -> None:
    assert tmp_path / "weather.csv" in named_files(b"instances: weather.csv\n", tmp_path)


@pytest.mark.parametrize(
    "written",
    [
        "../outside.csv",
        "a/../../outside.csv",
        "/etc/outside.csv",
        "C:\\outside.csv",
        "\\\\x\\a.csv",
    ],
)
def test_no_file_outside_the_folder_is_looked_at(written: str) -> None:
    for path in named_files(f"instances: {written}\n".encode(), FOLDER):
        assert ".." not in path.parts
        assert FOLDER in path.parents


def test_a_text_without_files_names_none(tmp_path: Path) -> None:
    make(tmp_path, "weather.csv")
    assert named_files("tasks: {hello: {say: 안녕하세요.}}\n".encode(), tmp_path) == ()


@given(st.binary(max_size=300))
def test_any_text_can_be_searched(content: bytes) -> None:
    assert isinstance(named_files(content + b".csv", FOLDER), tuple)


def test_a_text_full_of_names_is_searched_to_an_end() -> None:
    assert len(named_files(b"a .csv" * 200_000, FOLDER)) <= 1000 * 255


# Whether a file has changed


def test_another_content_is_another_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("city\n", "utf-8")
    before = stamp(path)
    assert before
    assert stamp(path) == before
    path.write_text("city\n서울\n", "utf-8")
    assert stamp(path) != before


def test_what_is_no_file_has_no_stamp(tmp_path: Path) -> None:
    assert stamp(tmp_path / "none.csv") == ()
    assert stamp(tmp_path) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert stamp(tmp_path / "a.csv") == ()
    assert version_of(b"", [(tmp_path / "a.csv", ())])


def test_a_link_has_the_stamp_of_where_it_leads(tmp_path: Path) -> None:
    (target,) = make(tmp_path, "a.csv")
    try:
        (tmp_path / "b.csv").symlink_to(target)
    except OSError:
        pytest.skip("no symbolic links here")
    assert stamp(tmp_path / "b.csv") == stamp(target)


def test_the_content_of_a_file_that_cannot_be_read_is_why(tmp_path: Path) -> None:
    assert content_of(tmp_path / "none.yaml") != content_of(tmp_path)


# Which version it is


def version(path: Path, content: bytes = b"") -> str:
    return version_of(content, [(path, stamp(path))])


def test_the_version_follows_the_content_and_not_the_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"city\n")
    first = version(path)
    os.utime(path, (0, 0))
    assert version(path) == first
    path.write_bytes(b"town\n")
    assert version(path) != first
    path.write_bytes(b"city\n")
    assert version(path) == first
    assert version(path, b"name: A\n") != first


def test_the_version_is_16_hexadecimal_digits(tmp_path: Path) -> None:
    assert len(version(tmp_path / "none.csv")) == 16
    assert int(version(tmp_path / "none.csv"), 16) >= 0


def test_a_file_that_comes_or_goes_makes_another_version(tmp_path: Path) -> None:
    missing = version(tmp_path / "a.csv")
    make(tmp_path, "a.csv")
    assert version(tmp_path / "a.csv") != missing


def test_a_large_file_is_not_read_for_its_version(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 16_000_001)
    os.utime(path, (1, 1))
    first = version(path)
    path.write_bytes(b"y" * 16_000_001)
    os.utime(path, (1, 1))
    assert version(path) == first
    os.utime(path, (2, 2))
    assert version(path) != first


def test_what_one_file_has_more_another_cannot_have_less(tmp_path: Path) -> None:
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    versions = set()
    for contents in ((b"ab", b"c"), (b"a", b"bc")):
        one.write_bytes(contents[0])
        two.write_bytes(contents[1])
        versions.add(version_of(b"", [(one, stamp(one)), (two, stamp(two))]))
    assert len(versions) == 2
