"""Domain files that change: when that is noticed, what is served then, and what is said."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from types import ModuleType

import pytest

from mockgenie.dialog import Engine
from mockgenie.domain import Library
from mockgenie.server import engines_of
from mockgenie.server.domains import Versions
from mockgenie.server.reload import Reloading, Watch, describe_changes

HELLO = "tasks: {hello: {say: 안녕}}\n"

NOTICED = 30.0
"""Far more seconds than a change needs to be noticed."""


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


async def test_an_engine_that_cannot_be_prepared_now_hinders_no_reload(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Engine) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(Engine, "prepare", refuse)
    folder.write("Hotel.yaml", HELLO)
    folder.library.load()
    engines = engines_of(folder.library.editions)
    versions, lines = Versions(engines), Queue[str]()
    reloading = Reloading(folder.library, engines, versions, lines.put)
    folder.write("Hotel.yaml", "tasks: {hello: {say: 둘}}\n")
    reloading.start()
    line = await asyncio.to_thread(lines.get, timeout=NOTICED)
    assert line == f"reloaded Hotel ({folder.path / 'Hotel.yaml'})"
    assert versions.engines["Hotel"] is not engines["Hotel"]
    reloading.stop(NOTICED)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watch(said: list[str]) -> Iterator[Watch]:
    one = Watch(said.append)
    yield one
    one.end()
    one.close()


@pytest.fixture
def _no_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that reports no changes: it has run out of watches."""

    def refuse(*_: object, **__: object) -> Iterator[set[object]]:
        raise OSError("OS file watch limit reached")
        yield set()

    module = ModuleType("watchfiles")
    module.watch = refuse  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "watchfiles", module)


def waited(watch: Watch, seconds: float = NOTICED) -> float:
    """For how long it waited."""
    begun = time.monotonic()
    watch.wait(seconds)
    return time.monotonic() - begun


def test_a_change_ends_the_wait_even_if_it_was_before(watch: Watch, tmp_path: Path) -> None:
    watch.follow([tmp_path])
    (tmp_path / "a.yaml").touch()
    assert waited(watch) < NOTICED


def test_without_a_change_the_wait_ends_after_its_time(watch: Watch, tmp_path: Path) -> None:
    watch.follow([tmp_path])
    assert waited(watch, 0.2) >= 0.18  # timers of Windows end up to 16 ms early


def test_folders_can_be_added(watch: Watch, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    watch.follow([tmp_path])
    watch.follow([tmp_path, inner])
    (inner / "a.yaml").touch()
    assert waited(watch) < NOTICED


def test_a_folder_that_was_made_anew_is_followed_anew(watch: Watch, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    watch.follow([place])
    (tmp_path / "other").mkdir()
    place.rename(tmp_path / "moved")
    (tmp_path / "other").rename(place)
    watch.follow([place])
    (place / "a.yaml").touch()
    assert waited(watch) < NOTICED


def test_a_folder_that_is_not_there_is_passed_over(
    watch: Watch, tmp_path: Path, said: list[str]
) -> None:
    watch.follow([tmp_path / "none", tmp_path])
    (tmp_path / "a.yaml").touch()
    assert waited(watch) < NOTICED
    watch.follow([tmp_path / "none"])
    watch.wait(0.01)
    assert said == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode on this system")
def test_a_folder_whose_name_is_no_unicode_is_looked_at_and_the_others_are_watched(
    watch: Watch, tmp_path: Path, said: list[str]
) -> None:
    odd, even = Path(os.fsdecode(bytes(tmp_path) + b"/\xb0\xa1")), tmp_path / "even"
    odd.mkdir()
    even.mkdir()
    watch.follow([odd, even])
    assert waited(watch) < NOTICED
    (even / "a.yaml").touch()
    watch.wait(NOTICED)
    watch.follow([odd, even])
    assert said == []


@pytest.mark.slow
@pytest.mark.parametrize("error", [RuntimeError, OSError, ValueError, UnicodeError])
def test_a_notifier_that_fails_later_is_done_without(
    watch: Watch,
    tmp_path: Path,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    def changes(_: list[str]) -> Iterator[set[object]]:
        yield set()
        raise error("out of order")

    monkeypatch.setattr(watch, "_watch_folders", changes)
    watch.follow([tmp_path])
    assert waited(watch) < NOTICED
    assert ["out of order" in line for line in said] == [True]


@pytest.mark.parametrize("followed", [True, False])
def test_the_end_ends_the_wait(watch: Watch, tmp_path: Path, followed: bool) -> None:
    if followed:
        watch.follow([tmp_path])
    waiting = threading.Thread(target=watch.wait, args=[NOTICED * 10], daemon=True)
    waiting.start()
    watch.end()
    waiting.join(NOTICED)
    assert not waiting.is_alive()
    assert watch.ended


@pytest.mark.usefixtures("_no_reports")
def test_where_changes_are_not_reported_it_says_so_once(
    watch: Watch, tmp_path: Path, said: list[str]
) -> None:
    for _ in range(2):
        watch.follow([tmp_path])
        watch.wait(0.01)
    told = "changes are not reported here (OS file watch limit reached), "
    assert said == [told + "so the domain files are looked at every second"]


@pytest.mark.slow
@pytest.mark.usefixtures("_no_reports")
def test_where_changes_are_not_reported_no_wait_is_long(watch: Watch, tmp_path: Path) -> None:
    watch.follow([tmp_path])
    assert waited(watch) < NOTICED
