"""What `mockgenie check` tells of every file in `broken/`, with the place and the kind of problem.

What is expected stands at the top of each file, or beside it in `NAME.expect` where the file can
have no comment, one problem a line, in the order in which they are told:

    # expect LINE:COLUMN CODE
    # expect LINE:COLUMN CODE → SUGGESTED WORD
    # expect DATAFILE:LINE:COLUMN CODE
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockgenie.cli import main
from mockgenie.lint import ERRORS, WARNINGS
from mockgenie.source import Diagnostic
from tests.problems import assert_problems, brief

FOLDER = Path(__file__).parent / "broken"
EXPECTATION = re.compile(r"# expect ([^:]+:(?=.*?:))?([0-9]+:[0-9]+ \S+(?: → .*)?)")
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix == ".yaml" or path.is_dir())


def expectations(case: Path) -> Iterator[str]:
    """What is expected of a file, or of the files of a folder, in short (see tests.problems)."""
    for path in sorted(case.glob("*.yaml")) if case.is_dir() else [case]:
        beside = path.with_suffix(".expect")
        text = (beside if beside.exists() else path).read_text("utf-8")
        for file, problem in EXPECTATION.findall(text):
            yield f"{file or f'{path.name}:'}{problem}"


def check(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[Any]]:
    """The exit code of `mockgenie check`, and what it tells."""
    code = main(["check", "--format", "json", *map(str, paths)])
    return code, json.loads(capsys.readouterr().out)


def in_short(found: list[Any]) -> list[str]:
    diagnostics = (
        Diagnostic(Path(one["path"]), one["line"], one["column"], one["code"], one["message"])
        for one in found
    )
    return list(map(brief, diagnostics))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_of_a_broken_file_is_told_at_its_place_and_no_other(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = list(expectations(case))
    assert expected, "a file without a problem"
    code, found = check(capsys, case)
    assert_problems(in_short(found), expected)
    for one in found:
        assert one["severity"] == ("error" if one["code"] in ERRORS else "warning")
    assert code == 1


@pytest.mark.slow
def test_a_folder_is_told_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    files = [case for case in CASES if case.is_file()]
    code, found = check(capsys, FOLDER)
    assert_problems(in_short(found), [one for case in files for one in expectations(case)])
    assert code == 1


def test_every_kind_of_warning_is_there() -> None:
    codes = {one.split()[1] for case in CASES for one in expectations(case)}
    assert codes - ERRORS.keys() == WARNINGS.keys()


def test_there_are_many_files() -> None:
    assert len(CASES) >= 50
