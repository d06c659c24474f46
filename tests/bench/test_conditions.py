"""The benchmark of conditions runs and gives figures. What they are is no test's business."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.bench import bench_run

pytestmark = pytest.mark.slow

SECTIONS = ("parse", "matches", "million")
run = partial(bench_run.run, "conditions.py")


def test_every_section_gives_positive_figures() -> None:
    result = run("--json")
    assert result.returncode == 0, result.stderr
    sections = json.loads(result.stdout)
    assert tuple(sections) == SECTIONS
    for rows in sections.values():
        assert len(rows) > 1
        for row, figures in rows.items():
            assert {"us", "ratio"} <= figures.keys(), row
            assert all(figure > 0 for figure in figures.values()), row


def test_each_question_finds_the_same_by_hand_in_python_and_in_sql() -> None:
    rows = json.loads(run("million", "--json").stdout)["million"]
    found: dict[str, set[float]] = {}
    for row, figures in rows.items():
        found.setdefault(row.partition(",")[0], set()).add(figures["found"])
    assert len(found) == 3
    assert all(len(counts) == 1 for counts in found.values())


def test_a_section_is_printed_as_a_table() -> None:
    result = run("parse")
    assert result.returncode == 0, result.stderr
    assert "us/text" in result.stdout
    rows = [line.split("  ")[1] for line in result.stdout.splitlines()[-3:]]
    assert rows == ["yardstick", "not seen before", "seen before"]


def test_an_unknown_section_is_refused_with_those_there_are() -> None:
    result = run("prase")
    assert result.returncode == 2
    assert "unknown section prase; there are parse, matches, million" in result.stderr
