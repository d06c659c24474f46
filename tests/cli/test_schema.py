"""`mockgenie schema`: the JSON Schema on standard output or in a file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from mockgenie.domains import domain_schema

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_schema_is_printed(run: Run) -> None:
    done = run("schema")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.endswith("}\n")
    assert json.loads(done.stdout) == domain_schema()
    assert "도메인" in done.stdout


def test_the_schema_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    done = run("schema", "--output", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = path.read_bytes()
    assert b"\r" not in written
    assert written.decode("utf-8") == run("schema").stdout


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "schema.json"
    done = run("schema", "--output", str(path))
    assert done.returncode == 2
    assert done.stderr.startswith(f"mockgenie: cannot write {path}: ")
    assert done.stderr.count("\n") == 1
