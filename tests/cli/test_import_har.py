"""`mockgenie import har`: conversation tests of traffic that was kept."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def test_a_stub_answers_as_it_was_answered(run: Run, tmp_path: Path) -> None:
    file, folder = har(tmp_path, kept()), tmp_path / "made"
    made = run("import", "har", str(file), "--stub", "-o", str(folder))
    assert (made.returncode, made.stderr) == (0, "")
    bakery = folder / "Bakery"
    domain, tests = bakery / "domain.yaml", bakery / "tests" / "kept.yaml"
    assert made.stdout.splitlines() == [
        f"{file}: 4 entries, 4 calls of /Dialog",
        f"{domain}: 2 sentences, 3 answers",
        f"{tests}: 1 of 1 conversation goes as it was kept",
        "Next:",
        f"  mockgenie check {bakery.as_posix()}",
        f"  mockgenie test {bakery.as_posix()}",
        f"  mockgenie serve --domains {bakery.as_posix()}",
    ]
    for command in ("check", "test"):
        held = run(command, str(bakery))
        assert held.returncode == 0, held.stdout + held.stderr
    domain.unlink()
    again = run("import", "har", str(file), "--stub", "-o", str(folder))
    assert (again.returncode, again.stdout) == (2, "")
    assert f"{tests} is there already" in again.stderr
    assert not domain.exists()


def renamed(entries: list[dict[str, Any]], name: str, uuid: str) -> list[dict[str, Any]]:
    """The same conversation, with another domain."""
    opened = json.loads(entries[0]["response"]["content"]["text"])
    written = json.dumps(entries).replace("Bakery", name)
    found: list[dict[str, Any]] = json.loads(written.replace(opened["return_object"]["uuid"], uuid))
    return found


def test_each_domain_has_a_stub_in_a_folder_that_every_system_can_have(
    run: Run, tmp_path: Path
) -> None:
    names = ["Bakery", "bakery", "../Bakery", "NUL", "빵 집"]

    entries = [one for uuid, name in enumerate(names) for one in renamed(kept(), name, f"u-{uuid}")]
    # what was answered with no text is an open point, and no exception
    last = entries[-2]["response"]["content"]
    last["text"] = last["text"].replace('"dialog","message"', '"data_request","message"')
    made = run("import", "har", str(har(tmp_path, entries)), "--stub", "-o", str(tmp_path / "made"))
    folders = ["Bakery", "NUL_2", "_Bakery", "bakery_2", "빵_집"]
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == folders
    assert made.returncode == 1, made.stdout + made.stderr
    told = made.stdout.splitlines()
    at = told.index("1 open point of 빵 집:")
    assert told[at + 1].endswith(
        "it was answered with no text; the dialog is left out from there on"
    )
    held = run("check", *(str(tmp_path / "made" / folder) for folder in folders))
    assert held.returncode == 0, held.stdout + held.stderr


def test_without_a_whole_dialog_there_is_no_stub(run: Run, tmp_path: Path) -> None:
    _, first, *_ = kept()
    none = run("import", "har", str(har(tmp_path, [first])), "--stub", "-o", str(tmp_path / "made"))
    assert none.returncode == 2
    assert none.stdout.splitlines()[-1] == "nothing was made: no dialog is whole"
    assert not (tmp_path / "made").exists()


def test_a_domain_that_is_too_large_is_told(run: Run, tmp_path: Path) -> None:
    opened, *_ = kept()
    content = opened["response"]["content"]
    content["text"] = content["text"].replace("어서 오세요.", "a" * 20_000_001)
    large = run("import", "har", str(har(tmp_path, [opened])), "--stub", "-o", str(tmp_path))
    assert (large.returncode, large.stderr) == (1, "")
    _, told, point, _, tests, *_ = large.stdout.splitlines()
    assert told == "1 open point of Bakery:"
    assert point.startswith(f"  {tmp_path / 'Bakery' / 'domain.yaml'}:1:1: ")
    assert tests.endswith(": 0 of 1 conversation goes as it was kept")
