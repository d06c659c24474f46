"""`mockgenie import har`: conversation tests of traffic that was kept."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers.test_har import har, kept
from tests.server.admin.calling import BAKERY

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_traffic_becomes_conversations_that_test_holds(run: Run, tmp_path: Path) -> None:
    file, tests = har(tmp_path, kept()), tmp_path / "Bakery.test.yaml"
    (tmp_path / "Bakery.yaml").write_text(BAKERY, encoding="utf-8")
    made = run("import", "har", str(file), "-o", str(tests))
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.splitlines()[:2] == [
        f"{file}: 4 entries, 4 calls of /Dialog",
        f"{tests}: 1 conversation",
    ]
    held = run("test", str(tests))
    assert held.returncode == 0, held.stdout + held.stderr
    again = run("import", "har", str(file), "-o", str(tests))
    assert (again.returncode, again.stdout) == (2, "")
    assert f"{tests} is there already" in again.stderr


def test_what_is_left_out_or_wrong_has_an_exit_code(run: Run, tmp_path: Path) -> None:
    opened, first, second, _ = kept()
    second["response"]["content"] = {}
    some = run("import", "har", str(har(tmp_path, [opened, first, second])), "-o",
               str(tmp_path / "some.yaml"))  # fmt: skip
    assert some.returncode == 1
    assert "entry 3: its answer was not kept" in some.stdout
    none = run("import", "har", str(har(tmp_path, [first])), "-o", str(tmp_path / "none.yaml"))
    assert none.returncode == 2
    assert none.stdout.splitlines()[-1] == "nothing was made: no dialog is whole"
    assert not (tmp_path / "none.yaml").exists()
    for file in (tmp_path, tmp_path / "missing.har"):
        assert run("import", "har", str(file)).returncode == 2
