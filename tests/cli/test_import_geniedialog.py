"""`mockgenie import geniedialog`: what it makes and says, and what it refuses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mockgenie.cli import main
from tests.importers.geniedialog.genie_files import ferry, link, write_database


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_database(tmp_path / "Ferry_DB.sqlite3", ferry()).relative_to(tmp_path)


def run(*arguments: object) -> int:
    return main(["import", "geniedialog", *map(str, arguments)])


def test_it_makes_a_folder_and_says_what_it_decided(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(path) == 0
    assert capsys.readouterr().out.replace("\\", "/") == (
        "Ferry_DB.sqlite3: 1 class, 4 slots, 3 acts, 2 tasks, 2 records\n"
        "  task Find answers ask_ferry whenever its slots are known\n"
        "  task END ends the dialog, as its name says\n"
        "  a dialog opens in Find, the first task\n"
        "Ferry/domain.yaml\n"
        "Ferry/instances.csv\n"
        "Ferry/tests/scenarios.yaml: 3 of 3 scenarios go as they are written\n"
        "Next:\n"
        "  mockgenie check Ferry\n"
        "  mockgenie test Ferry\n"
        "  mockgenie chat Ferry --domains Ferry\n"
    )
    assert sorted(one.name for one in Path("Ferry").iterdir()) == [
        "domain.yaml", "instances.csv", "tests",
    ]  # fmt: skip
    assert main(["check", "Ferry"]) == 0
    assert main(["test", "Ferry"]) == 0


def test_what_is_left_open_is_told_with_its_place(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = ferry()
    tables["task_manager"][0]["task-next_task"] = link("END", "Odd(\x1b[31m\n1)")
    write_database(tmp_path / "Odd_DB.sqlite3", tables)
    assert run("Odd_DB.sqlite3", "-o", "바다/Odd") == 1
    assert (
        "1 open point:\n"
        '  task_manager 1: "Odd( [31m 1)": not translated; the way to END is never taken until'
        " `when` says it\n"
    ) in capsys.readouterr().out.replace("\\x1b", " ").replace("  [31m", " [31m")
    assert Path("바다/Odd/domain.yaml").is_file()
    assert main(["check", "바다"]) == 0


def test_the_text_of_scenarios_is_read_too(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = '목포 배요\t<Ferry.port=목포> 배요\t# ask(Ferry.port="목포")\n'
    Path("Pier.txt").write_bytes(lines.encode("cp949"))
    assert run("Pier.txt") == 1
    assert "task_manager: there are no tasks in it" in capsys.readouterr().out
    assert main(["test", "Pier"]) == 0


@pytest.mark.parametrize("name", ["domain.yaml", "instances.csv", "tests/scenarios.yaml"])
def test_what_is_there_is_left_alone(
    path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = Path("Ferry", name)
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    assert run(path) == 2
    assert f"{mine} is there already" in capsys.readouterr().err
    assert [one for one in Path("Ferry").rglob("*") if one.is_file()] == [mine]
    assert mine.read_text("utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_not_followed(path: Path) -> None:
    Path("Ferry").mkdir()
    Path("Ferry/domain.yaml").symlink_to("../elsewhere.yaml")
    assert run(path) == 2
    assert not Path("elsewhere.yaml").exists()


def test_what_is_no_database_makes_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("Notes_DB.sqlite3").write_bytes(b"hello")
    assert run("Notes_DB.sqlite3") == 2
    told = capsys.readouterr().err
    assert told.startswith("mockgenie: Notes_DB.sqlite3 is no SQLite database")
    assert not Path("Notes").exists()


def test_what_cannot_be_made_makes_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("taken").write_text("", "utf-8")
    assert run(path, "-o", "taken/Ferry") == 2
    assert capsys.readouterr().err.startswith("mockgenie: cannot make ")
