"""`mockgenie schema`: the JSON Schema on standard output or in a file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from mockgenie.domain import domain_schema, shipped_folder
from mockgenie.faults.fault import fault_schema

pytestmark = pytest.mark.slow  # each test starts processes of its own

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


def test_the_schema_of_faults_is_printed(run: Run) -> None:
    done = run("schema", "--faults")
    assert done.returncode == 0
    assert json.loads(done.stdout) == fault_schema()


def test_one_schema_is_printed_at_a_time(run: Run) -> None:
    done = run("schema", "--faults", "--conversations")
    assert done.returncode == 2
    assert "not allowed with argument --faults" in done.stderr


def test_the_schema_of_conversations_fits_those_that_ship(run: Run) -> None:
    schema = json.loads(run("schema", "--conversations").stdout)
    validator = Draft202012Validator(schema)
    files = sorted(shipped_folder().glob("*/tests/*.yaml"))
    assert len(files) > 7
    for path in files:
        written = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        problems = [error.message for error in validator.iter_errors(_as_editors_read(written))]
        assert problems == [], path
    assert not validator.is_valid([{"conversation": [{"usr": "안녕"}]}])


def _as_editors_read(value: object) -> object:
    """Numbers and truth values as such; days stay text, as editors have them."""
    if isinstance(value, dict):
        return {key: _as_editors_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_editors_read(inner) for inner in value]
    plain = {"true": True, "false": False, "null": None}
    if isinstance(value, str) and value in plain:
        return plain[value]
    return int(value) if isinstance(value, str) and value.isdecimal() else value
