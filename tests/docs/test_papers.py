"""The files that GitHub and pre-commit read are valid, and run the commands that are documented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mockgenie.protocol import ENVELOPES
from tests.docs.languages import README
from tests.docs.pages import ROOT, korean, read, relative, section

GITHUB = ROOT / ".github"
WORKFLOW = GITHUB / "workflows" / "ci.yml"
FORMS = sorted(
    path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"
)
HOOKS = ROOT / ".pre-commit-config.yaml"

every_form = pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)


def load(path: Path) -> Any:
    return yaml.safe_load(read(path))


def commands(job: dict[str, Any]) -> list[str]:
    """What the steps of a job run."""
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("path", [WORKFLOW, HOOKS, *GITHUB.rglob("*.yml")], ids=relative)
def test_every_file_is_yaml_with_something_in_it(path: Path) -> None:
    assert isinstance(load(path), dict)


# The workflow


@pytest.mark.parametrize("page", [README, korean(README)], ids=relative)
def test_windows_and_macos_run_the_test_command_of_the_readme(page: Path) -> None:
    heading = "Run the tests" if page == README else "테스트 실행"
    documented = section(page, heading).blocks[0].text.strip()
    jobs = load(WORKFLOW)["jobs"]
    systems = jobs["others"]["strategy"]["matrix"]["os"]
    assert {name.partition("-")[0] for name in systems} == {"windows", "macos"}
    assert commands(jobs["others"]) == [documented]


def test_linux_runs_what_has_to_hold_before_a_merge() -> None:
    linux = load(WORKFLOW)["jobs"]["linux"]
    assert linux["runs-on"].startswith("ubuntu")
    assert commands(linux) == ["bash .ci/run"]
    assert (ROOT / ".ci" / "run").exists()


def test_the_oldest_python_that_the_package_takes_is_tried_and_a_newer_one() -> None:
    (oldest,) = re.findall(r'requires-python = ">=([0-9.]+)"', read(ROOT / "pyproject.toml"))
    for job in load(WORKFLOW)["jobs"].values():
        assert job["strategy"]["matrix"]["python"] == [oldest, "3.13"]


def test_the_workflow_may_only_read() -> None:
    workflow = load(WORKFLOW)
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())


# The issue forms


@every_form
def test_a_form_has_what_github_asks_of_one(form: Path) -> None:
    written = load(form)
    assert {"name", "description", "body"} <= written.keys()
    questions = [part for part in written["body"] if part["type"] != "markdown"]
    assert questions
    assert {part["type"] for part in questions} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert all(part["attributes"]["label"] for part in questions)
    named = [part["id"] for part in questions]
    assert len(named) == len({*named})
    assert all(re.fullmatch("[a-z-]+", name) for name in named)
    assert any(part.get("validations", {}).get("required") for part in questions)


def test_a_wrong_answer_is_reported_with_the_envelope_that_it_had() -> None:
    body = load(GITHUB / "ISSUE_TEMPLATE" / "wrong-answer.yml")["body"]
    (envelope,) = (part for part in body if part.get("id") == "envelope")
    assert envelope["attributes"]["options"] == list(ENVELOPES)
    assert {"sent", "came", "expected", "version"} <= {part.get("id") for part in body}


# The hooks


def test_hooks_check_what_ci_checks() -> None:
    entries = {
        hook["id"]: hook.get("entry", "") for repo in load(HOOKS)["repos"] for hook in repo["hooks"]
    }
    script = read(ROOT / ".ci" / "run")
    for command in ("ruff check", "ruff format", "mypy"):
        assert any(entry.startswith(command) for entry in entries.values()), command
        assert any(line.strip().startswith(command) for line in script.splitlines())
    assert {"check-yaml", "end-of-file-fixer"} <= entries.keys()


def test_hooks_of_others_are_pinned() -> None:
    for repo in load(HOOKS)["repos"]:
        assert repo["repo"] == "local" or re.fullmatch(r"v[0-9]+\.[0-9]+\.[0-9]+", repo["rev"])
