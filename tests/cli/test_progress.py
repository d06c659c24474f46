"""Long work shows how far it is where a person watches, and nothing elsewhere."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mockgenie.cli import main, progress
from mockgenie.cli.progress import ProgressLine
from mockgenie.source import followed, following

CAFE = """
entities: {Place: {slots: {name: {type: text}}, instances: places.csv}}
tasks: {a: {fill: Place.name, ask: {Place.name: "어디요?"}, say: 네.}}
"""
TEST = "- name: 인사\n  conversation: [{bot: 어디요?}]\n"


class Terminal(io.StringIO):
    """A terminal; `looks` are what it has shown on its last line, one after the other."""

    def isatty(self) -> bool:
        return True

    @property
    def looks(self) -> list[str]:
        return [shown.rstrip() for shown in self.getvalue().split("\r")[1:]]


class Clock:
    """Seconds, as many more at each look as it is told."""

    def __init__(self, step: float) -> None:
        self._now, self._step = 0.0, step

    def __call__(self) -> float:
        self._now += self._step
        return self._now


def took(items: Iterator[int], step: float, total: int = 0, what: str = "reading") -> Terminal:
    terminal = Terminal()
    with following(ProgressLine(terminal, Clock(step))):
        for _ in followed(items, what, total):
            pass
    return terminal


def test_what_is_counted_is_shown_with_its_number() -> None:
    looks = took(iter(range(3)), 1.0, 3).looks
    assert looks == ["reading: 1 of 3", "reading: 2 of 3", "", ""]


def test_what_nobody_has_counted_is_shown_by_the_thousand() -> None:
    looks = took(iter(range(3500)), 1.0).looks
    assert looks == ["reading: 1,000", "reading: 2,000", "reading: 3,000", "", ""]


def test_short_work_is_not_shown() -> None:
    assert took(iter(range(9)), 0.1, 9).getvalue() == ""


def test_the_line_does_not_change_faster_than_one_reads() -> None:
    looks = took(iter(range(200)), 0.01, 200).looks
    assert 5 < len(looks) < 15


def test_a_long_line_is_cut_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    looks = took(iter(range(3)), 1.0, 3, "읽는 중인 파일의 긴 이름").looks
    assert looks[0] == "읽는 중인 파일의 긴"


def test_work_that_breaks_off_leaves_nothing_behind() -> None:
    terminal = Terminal()

    def broken() -> Iterator[int]:
        yield from range(5)
        raise ValueError

    with following(ProgressLine(terminal, Clock(1.0))), pytest.raises(ValueError):  # noqa: PT011
        list(followed(broken(), "reading", 10))
    assert terminal.looks[-1] == ""


def test_work_within_work_is_shown_and_taken_away() -> None:
    terminal = Terminal()
    with following(ProgressLine(terminal, Clock(1.0))):
        for _ in followed(range(2), "checking", 2):
            list(followed(range(2), "reading", 2))
    assert "reading: 1 of 2" in terminal.looks
    assert "checking: 1 of 2" in terminal.looks
    assert terminal.looks[-1] == ""


def test_nobody_follows_outside() -> None:
    items = [1, 2]
    assert followed(items, "reading") is items


# The commands


@pytest.fixture
def cafe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Cafe.yaml").write_text(CAFE, "utf-8")
    (tmp_path / "Cafe.test.yaml").write_text(TEST + TEST.replace("인사", "또"), "utf-8")
    rows = "".join(f"곳{number}\n" for number in range(5000))
    (tmp_path / "places.csv").write_text(f"name\n{rows}", "utf-8")
    monkeypatch.setattr(progress, "_WAIT_S", 0.0)
    monkeypatch.setattr(progress, "_BETWEEN_S", 0.0)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "shown"), [("check", "reading places.csv: 4,000"), ("test", "testing Cafe: 1 of 2")]
)
def test_a_person_at_a_terminal_sees_how_far_it_is(
    cafe: Path, monkeypatch: pytest.MonkeyPatch, command: str, shown: str
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    main([command, str(cafe)])
    assert shown in terminal.looks
    assert terminal.looks[-1] in ("", "1 file, no problems")


def test_a_database_is_copied_without_a_number(cafe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockgenie.records.sqlite_files._TICK", 1000)
    with closing(sqlite3.connect(cafe / "places.db")) as database:
        database.execute("CREATE TABLE Place (name TEXT)")
        database.executemany("INSERT INTO Place VALUES (?)", ((f"곳{n}",) for n in range(5000)))
        database.commit()
    text = (cafe / "Cafe.yaml").read_text("utf-8")
    (cafe / "Cafe.yaml").write_text(text.replace("places.csv", "places.db"), "utf-8")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert main(["check", str(cafe)]) == 0
    assert "reading places.db …" in terminal.looks
    assert terminal.looks[-1] in ("", "1 file, no problems")


@pytest.mark.parametrize(("variable", "value"), [("CI", "true"), ("TERM", "dumb"), ("", "")])
def test_nothing_is_shown_in_ci_and_in_a_pipe(
    cafe: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    if variable:
        monkeypatch.setenv(variable, value)
    terminal = Terminal() if variable else io.StringIO()
    monkeypatch.setattr("sys.stderr", terminal)
    main(["check", str(cafe)])
    assert "\r" not in terminal.getvalue()
