"""Whatever a database has in it is imported, and `check` finds nothing wrong with the domain."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from mockgenie.conversations import find_suites, run_suite
from mockgenie.importers.geniedialog import import_geniedialog
from mockgenie.lint import lint_file
from tests.importers.geniedialog.databases import databases
from tests.importers.geniedialog.genie_files import Tables, write_database


@pytest.mark.slow
@given(databases())
@settings(
    max_examples=1_000,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_a_thousand_databases_become_sound_domains(tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_database(folder / "Any_DB.sqlite3", tables)
        imported = import_geniedialog(path, folder / "Any")
        assert lint_file(folder / "Any" / "domain.yaml").diagnostics == ()
        for suite in find_suites([folder / "Any"]):
            run = run_suite(suite)
            assert run.passed
            assert run.count == imported.passed
        for point in imported.open_points:
            assert point.advice
            assert "\n" not in str(point)
