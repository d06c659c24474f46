"""The benchmark of the steps runs, and says which conversations need which step."""

from __future__ import annotations

import json
from functools import partial

import pytest

from mockgenie.nlu import STEPS
from tests.bench import bench_run

run = partial(bench_run.run, "steps.py")

pytestmark = pytest.mark.slow


def test_every_step_has_a_row() -> None:
    rows = json.loads(run("--json").stdout)
    assert list(rows) == [name for name, _ in STEPS]
    assert rows["dictionary"]


def test_what_goes_wrong_without_a_step_is_told() -> None:
    result = run("--step", "dictionary")
    assert result.returncode == 0, result.stderr
    first, row, *names = result.stdout.splitlines()
    assert first.endswith("conversations go wrong without")
    assert row.split() == ["dictionary", str(len(names))]


def test_an_unknown_step_is_refused_with_those_there_are() -> None:
    result = run("--step", "dictonary")
    assert result.returncode == 2
    assert "unknown step dictonary; there are dictionary, " in result.stderr
