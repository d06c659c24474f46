"""What `mockgenie check` tells of every file in `broken/`, with the place and the kind of problem.

What is expected stands at the top of each file, or beside it in `NAME.expect` where the file can
have no comment, one problem a line, in the order in which they are told:

    # expect LINE:COLUMN CODE a part of the message
    # expect DATAFILE:LINE:COLUMN CODE a part of the message
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mockgenie.cli import main
from mockgenie.lint import CODES

FOLDER = Path(__file__).parent / "broken"
EXPECTATION = re.compile(r"# expect (?:([^:]+):)?([0-9]+):([0-9]+) (\S+) (.*)")
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix == ".yaml" or path.is_dir())


class Problem(NamedTuple):
    """A problem without its message."""

    file: str
    line: int
    column: int
    code: str


class Expected(NamedTuple):
    problem: Problem
    message: str


def expectations(case: Path) -> Iterator[Expected]:
    """What is expected of a file, or of the files of a folder."""
    for path in sorted(case.glob("*.yaml")) if case.is_dir() else [case]:
        beside = path.with_suffix(".expect")
        text = (beside if beside.exists() else path).read_text("utf-8")
        for file, line, column, code, message in EXPECTATION.findall(text):
            yield Expected(Problem(file or path.name, int(line), int(column), code), message)


def check(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[Any]]:
    """The exit code of `mockgenie check`, and what it tells."""
    code = main(["check", "--format", "json", *map(str, paths)])
    return code, json.loads(capsys.readouterr().out)


def places(told: list[Any]) -> list[Problem]:
    return [
        Problem(Path(one["path"]).name, one["line"], one["column"], one["code"]) for one in told
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_of_a_broken_file_is_told_at_its_place_and_no_other(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = list(expectations(case))
    assert expected, "a file without a problem"
    code, told = check(capsys, case)
    assert places(told) == [problem for problem, _ in expected]
    for one, (_, message) in zip(told, expected, strict=True):
        assert message in one["message"]
        assert one["severity"] == ("error" if one["code"] == "load" else "warning")
    assert code == 1


def test_a_folder_is_told_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    files = [case for case in CASES if case.is_file()]
    code, told = check(capsys, FOLDER)
    assert places(told) == [one.problem for case in files for one in expectations(case)]
    assert code == 1


def test_every_kind_of_problem_is_there() -> None:
    assert {one.problem.code for case in CASES for one in expectations(case)} == set(CODES)


def test_there_are_many_files() -> None:
    assert len(CASES) >= 50
