"""The benchmark of the engine runs and gives figures. What they are is no test's business."""

from __future__ import annotations

import json
from functools import partial
from importlib.util import find_spec

import pytest

from tests.bench import bench_run

pytestmark = pytest.mark.slow

SECTIONS = ("weather", "dictionaries", "patterns", "tables", "rivescript")
run = partial(bench_run.run, "engine.py")


def test_every_section_gives_positive_figures() -> None:
    result = run("--json")
    assert result.returncode == 0, result.stderr
    sections = json.loads(result.stdout)
    assert tuple(sections) == SECTIONS
    measured = [name for name in SECTIONS if sections[name] is not None]
    assert [name for name in SECTIONS if name not in measured] in ([], ["rivescript"])
    for name in measured:
        assert len(sections[name]) > 1
        for row, figures in sections[name].items():
            assert {"us", "ratio"} <= figures.keys(), row
            assert all(figure > 0 for figure in figures.values()), row


def test_the_dictionaries_have_a_loading_time_and_memory() -> None:
    rows = json.loads(run("dictionaries", "--json").stdout)["dictionaries"]
    for figures in rows.values():
        assert figures["load_s"] > 0
        assert figures["memory_mb"] > 0


def test_a_section_is_printed_as_a_table() -> None:
    result = run("weather")
    assert result.returncode == 0, result.stderr
    assert "us/turn" in result.stdout
    assert [line.split()[0] for line in result.stdout.splitlines()[-2:]] == ["Weather", "yardstick"]


def test_it_says_how_to_install_rivescript_where_it_is_missing() -> None:
    result = run("rivescript")
    assert result.returncode == 0, result.stderr
    told = "python -m pip install rivescript==" in result.stderr
    assert told == (find_spec("rivescript") is None)


def test_an_unknown_section_is_refused_with_those_there_are() -> None:
    result = run("wether")
    assert result.returncode == 2
    assert "unknown section wether; there are weather, " in result.stderr
