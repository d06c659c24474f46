"""The benchmark of sessions runs and gives figures. What they are is no test's business."""

from __future__ import annotations

import json
import sys
from functools import partial

import pytest

from tests.bench import bench_run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]

run = partial(bench_run.run, "sessions.py")


def test_an_open_session_of_each_domain_has_its_bytes() -> None:
    result = run("open", "--json")
    assert result.returncode == 0, result.stderr
    rows = json.loads(result.stdout)["open"]
    assert [row.partition(",")[0] for row in rows] == [
        name for name in ("Weather", "Hotel", "Restaurant") for _ in range(2)
    ]
    assert all(figures["bytes"] > 0 for figures in rows.values())


def test_what_is_left_of_sessions_is_told_round_by_round() -> None:
    result = run("expired", "--json")
    assert result.returncode == 0, result.stderr
    rows = json.loads(result.stdout)["expired"]
    assert [row.split()[1] for row in rows] == ["first", "second", "third"]
    assert all({"open_mb", "left_mb"} == figures.keys() for figures in rows.values())


def test_a_million_is_measured_only_where_it_is_asked_for() -> None:
    result = run("million")
    assert result.returncode == 0, result.stderr
    assert "MB in all" in result.stdout
    assert "default open, expired" in run("--help").stdout
