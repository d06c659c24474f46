"""`mockgenie export geniedialog`: what it writes and says, and what it refuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mockgenie.cli import main
from tests.importers.geniedialog.genie_files import ferry, write_database

SHOP = """
description: 가게
entities:
  Item:
    slots:
      name: {values: [차, 빵], words: [이름]}
      count: {type: int, counters: [개]}
acts: {buy: (<Item.name> 주세요|살게요)}
tasks:
  hello: {say: 어서 오세요., next: {task: sell, when: act = "buy"}}
  sell:
    fill: Item.name
    confirm: "{Item.name} 맞으세요?"
    say: "{Item.count:,}개"
    end: true
anywhere: {task: sell, when: Item.name is filled}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A domain that was imported."""
    monkeypatch.chdir(tmp_path)
    write_database(tmp_path / "Sea_DB.sqlite3", ferry())
    assert main(["import", "geniedialog", "Sea_DB.sqlite3", "-o", "Ferry"]) == 0
    return Path("Ferry")


def run(*arguments: object) -> int:
    return main(["export", "geniedialog", *map(str, arguments)])


def test_what_was_imported_is_exported_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(folder) == 0
    assert capsys.readouterr().out == (
        "Ferry_DB.sqlite3: da_type 5, scenario 3, slot_structure 5, task_manager 2, dialog_lib 5,"
        " task_information 2\n"
    )
    with closing(sqlite3.connect("Ferry_DB.sqlite3")) as connection:
        rows = connection.execute("SELECT * FROM task_information").fetchall()
        acts = connection.execute('SELECT "define-DA_type" FROM da_type').fetchall()
    assert rows == [("1", "목포", "모레", "아홉 시", 18000), ("2", "여수", "모레", "열 시", 21000)]
    assert [act for (act,) in acts] == ["ask_ferry", "inform", "leave", "greet", "request"]
    assert main(["import", "geniedialog", "Ferry_DB.sqlite3", "-o", "again/Ferry"]) == 0
    again = Path("again/Ferry/domain.yaml").read_text("utf-8")
    before = Path("Ferry/domain.yaml").read_text("utf-8")
    # All but what came from comments, and the weights of a single template's variants.
    assert again.replace("Ferry_DB", "Sea_DB") == before.replace(
        "    # the answer to ask_ferry\n", ""
    )


def test_what_the_tables_cannot_hold_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("Shop.yaml").write_text(SHOP, "utf-8")
    assert run("Shop.yaml", "-o", "out/Shop.db") == 1
    assert capsys.readouterr().out.partition("left out:\n")[2] == (
        "  description of the domain\n"
        "  words of slot Item.name\n"
        "  values of slot Item.name\n"
        "  counters of slot Item.count\n"
        "  patterns of act buy: 2 utterances are written of them\n"
        "  anywhere: its 1 ways are written as ways of each task\n"
        "  condition of the way from hello to sell, which is never taken: Item.name is filled\n"
        "  confirm of task sell\n"
        "  a text in say of task sell, which does more than show values\n"
    )
    assert main(["import", "geniedialog", "out/Shop.db", "-o", "again/Shop"]) == 1


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("none", "cannot read none"),
        (".", "domains; name the folder of one"),
        ("Wrong.yaml", "Wrong.yaml does not load; see mockgenie check Wrong.yaml"),
    ],
)
def test_what_is_no_domain_is_told(
    folder: Path, place: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("Wrong.yaml").write_text("tasks: {}\n", "utf-8")
    Path("Other").mkdir()
    assert run(place) == 2
    assert told in capsys.readouterr().err
    assert not Path("none_DB.sqlite3").exists()


def test_a_file_that_is_there_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("Ferry_DB.sqlite3").write_text("mine", "utf-8")
    assert run(folder) == 2
    assert capsys.readouterr().err == "mockgenie: Ferry_DB.sqlite3 is there already\n"
    assert Path("Ferry_DB.sqlite3").read_text("utf-8") == "mine"
    assert run(folder, "-o", "Ferry_DB.sqlite3/x.db") == 2
    assert capsys.readouterr().err.startswith("mockgenie: ")
