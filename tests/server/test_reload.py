"""What is served, and what is said, when domain files have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Engine
from mockgenie.domain import Library
from mockgenie.server import engines_of
from mockgenie.server.reload import describe_changes

HELLO = "tasks: {hello: {say: 안녕}}\n"


class Folder:
    """A folder of domains and the library that reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.library = Library([path])
        self.library.load()

    def write(self, name: str, content: str) -> None:
        (self.path / name).write_text(content, "utf-8")

    def describe_changes(self) -> list[str]:
        """What there is to say since the last time, without the folder's path."""
        before = self.library.editions
        self.library.refresh()
        lines = describe_changes(before, self.library.editions)
        return [line.replace(str(self.path / "x")[:-1], "") for line in lines]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_where_nothing_has_changed_nothing_is_said(folder: Folder) -> None:
    folder.write("Hotel.yaml", HELLO)
    folder.write("Broken.yaml", "tasks: [\n")
    folder.write("b.yaml", "name: Hotel\n" + HELLO)
    assert len(folder.describe_changes()) >= 3
    assert folder.describe_changes() == []


def test_a_domain_is_loaded_reloaded_and_removed(folder: Folder) -> None:
    folder.write("Hotel.yaml", HELLO)
    assert folder.describe_changes() == ["loaded Hotel (Hotel.yaml)"]
    folder.write("Hotel.yaml", HELLO + "# 2\n")
    assert folder.describe_changes() == ["reloaded Hotel (Hotel.yaml)"]
    (folder.path / "Hotel.yaml").unlink()
    assert folder.describe_changes() == ["removed Hotel (Hotel.yaml)"]


def test_every_problem_of_a_broken_file_is_a_line_each_time_it_is_saved(folder: Folder) -> None:
    folder.write("Hotel.yaml", HELLO)
    folder.describe_changes()
    for saved in range(2):
        folder.write("Hotel.yaml", f"foo: {10**saved}\nbar: 1\n" + HELLO)
        first, second = folder.describe_changes()
        assert first.startswith('Hotel.yaml:1:1: unknown field "foo"')
        assert second.startswith('Hotel.yaml:2:1: unknown field "bar"')
    folder.write("Hotel.yaml", HELLO)
    assert folder.describe_changes() == ["reloaded Hotel (Hotel.yaml)"]


def test_a_domain_that_is_renamed_comes_and_goes(folder: Folder) -> None:
    folder.write("a.yaml", HELLO)
    folder.describe_changes()
    folder.write("a.yaml", "name: Hotel\n" + HELLO)
    assert folder.describe_changes() == ["loaded Hotel (a.yaml)", "removed a (a.yaml)"]


def test_the_second_of_two_with_one_name_takes_the_place_of_the_first(folder: Folder) -> None:
    folder.write("a.yaml", "name: Hotel\n" + HELLO)
    folder.write("b.yaml", "name: Hotel\n" + HELLO)
    loaded, problem = folder.describe_changes()
    assert loaded == "loaded Hotel (a.yaml)"
    assert problem == 'b.yaml:1:1: the name "Hotel" is taken by a.yaml'
    (folder.path / "a.yaml").unlink()
    assert folder.describe_changes() == ["reloaded Hotel (b.yaml)"]


def test_the_second_of_two_with_one_name_can_be_removed(folder: Folder) -> None:
    folder.write("a.yaml", "name: Hotel\n" + HELLO)
    folder.write("b.yaml", "name: Hotel\n" + HELLO)
    folder.describe_changes()
    (folder.path / "b.yaml").unlink()
    assert folder.describe_changes() == ["removed b.yaml"]


def test_only_domains_that_have_changed_get_another_engine(folder: Folder) -> None:
    folder.write("A.yaml", HELLO)
    folder.write("B.yaml", HELLO)
    folder.describe_changes()
    before = engines_of(folder.library.editions)
    folder.write("B.yaml", HELLO + "# 2\n")
    folder.describe_changes()
    after = engines_of(folder.library.editions, before)
    assert after["A"] is before["A"]
    assert after["B"] is not before["B"]
    for name, engine in after.items():
        assert isinstance(engine, Engine)
        assert engine.version == folder.library.editions[name].version
