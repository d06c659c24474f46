"""Waiting until something happens in some folders."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from mockgenie.server.watching import Watch

PATIENCE = 30.0
"""Far more seconds than a change needs to be noticed."""


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


def waited(watch: Watch, seconds: float = PATIENCE) -> float:
    """For how long it waited."""
    begun = time.monotonic()
    watch.wait(seconds)
    return time.monotonic() - begun


def test_a_change_ends_the_wait_even_if_it_was_before(watch: Watch, tmp_path: Path) -> None:
    watch.follow([tmp_path])
    (tmp_path / "a.yaml").touch()
    assert waited(watch) < PATIENCE


def test_without_a_change_the_wait_ends_after_its_time(watch: Watch, tmp_path: Path) -> None:
    watch.follow([tmp_path])
    assert waited(watch, 0.2) >= 0.18  # timers of Windows end up to 16 ms early


def test_folders_can_be_added(watch: Watch, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    watch.follow([tmp_path])
    watch.follow([tmp_path, inner])
    (inner / "a.yaml").touch()
    assert waited(watch) < PATIENCE


def test_a_folder_that_was_made_anew_is_followed_anew(watch: Watch, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    watch.follow([place])
    (tmp_path / "other").mkdir()
    place.rename(tmp_path / "moved")
    (tmp_path / "other").rename(place)
    watch.follow([place])
    (place / "a.yaml").touch()
    assert waited(watch) < PATIENCE


def test_a_folder_that_is_not_there_is_passed_over(
    watch: Watch, tmp_path: Path, said: list[str]
) -> None:
    watch.follow([tmp_path / "none", tmp_path])
    (tmp_path / "a.yaml").touch()
    assert waited(watch) < PATIENCE
    watch.follow([tmp_path / "none"])
    watch.wait(0.01)
    assert said == []


@pytest.mark.parametrize("followed", [True, False])
def test_the_end_ends_the_wait(watch: Watch, tmp_path: Path, followed: bool) -> None:
    if followed:
        watch.follow([tmp_path])
    waiting = threading.Thread(target=watch.wait, args=[PATIENCE * 10], daemon=True)
    waiting.start()
    watch.end()
    waiting.join(PATIENCE)
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


@pytest.mark.usefixtures("_no_reports")
def test_where_changes_are_not_reported_no_wait_is_long(watch: Watch, tmp_path: Path) -> None:
    watch.follow([tmp_path])
    assert waited(watch) < PATIENCE
