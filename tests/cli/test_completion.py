"""Shells complete command lines of mockgenie."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.cli.completion import SHELLS
from tests.cli.serving import command_environment
from tests.support import PATIENCE

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]
Ask = Callable[[str], list[str]]

# What each shell does at a press of Tab, with what came of it, a line each.
ASKING = {
    "bash": """
        source "$SCRIPT"
        COMP_LINE=$LINE COMP_POINT=${#LINE}
        _python_argcomplete mockgenie
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        compdef() {}
        _describe() { print -rl -- "${(@P)2}" }
        source "$SCRIPT"
        BUFFER=$LINE CURSOR=${#LINE} words=(${=LINE})
        _python_argcomplete
    """,
    "fish": 'source "$SCRIPT"; complete --do-complete "$LINE"',
}
# What a shell shows behind a word: what it is good for.
BEHIND = {"zsh": ":", "fish": "\t"}


@pytest.fixture(params=ASKING)
def ask(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Ask:
    """What a shell completes a line to, in a folder with little in it."""
    shell = shutil.which(request.param)
    if shell is None or sys.platform == "win32":
        pytest.skip(f"no {request.param} here that is a shell of POSIX")
    script = tmp_path / "script"
    script.write_text(run("completion", request.param).stdout, "utf-8")
    command = tmp_path / "bin" / "mockgenie"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mockgenie "$@"\n', "utf-8")
    command.chmod(0o755)
    here = tmp_path / "here"
    (here / "mine" / "Taxi").mkdir(parents=True)
    (here / "mine" / "Cafe.yaml").write_text("name: 카페\ntasks: {a: {say: 네.}}\n", "utf-8")
    (here / "mine" / "Taxi" / "domain.yaml").write_text("tasks: broken\n", "utf-8")
    (here / "faults.yaml").write_text("[]\n", "utf-8")
    (here / "notes.txt").write_text("\n", "utf-8")
    tree = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [tree, os.environ.get("PYTHONPATH", "")]))

    def ask(line: str) -> list[str]:
        environment = command_environment(
            PYTHONPATH=path,
            PATH=os.pathsep.join([str(command.parent), os.environ["PATH"]]),
            SCRIPT=str(script),
            LINE=line,
            HOME=str(tmp_path),
            LC_ALL="C.UTF-8",
        )
        result = subprocess.run(
            [shell, "-c", ASKING[request.param]],
            cwd=here,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        sign = BEHIND.get(request.param, " ")
        words = [word.partition(sign)[0].strip() for word in result.stdout.splitlines()]
        return sorted(filter(None, words))

    return ask


def test_commands_are_completed(ask: Ask) -> None:
    assert ask("mockgenie ch") == ["chat", "check"]
    assert {"serve", "test", "import"} <= {*ask("mockgenie ")}


def test_options_are_completed(ask: Ask) -> None:
    assert ask("mockgenie serve --nothing") == []
    assert ask("mockgenie serve --keep") == ["--keep-alive"]
    assert ask("mockgenie serve --engine-u") == ["--engine-utf8"]


def test_values_are_completed(ask: Ask) -> None:
    assert ask("mockgenie serve --envelope ") == ["guide", "legacy", "observed"]
    assert ask("mockgenie check --format g") == ["github"]
    assert ask("mockgenie completion p") == ["powershell"]
    assert ask("mockgenie serve --port ") == []


def test_files_are_completed_by_what_they_are_for(ask: Ask) -> None:
    assert ask("mockgenie serve --faults ") == ["faults.yaml", "mine/"]
    assert ask("mockgenie serve --domains ") == ["mine/"]
    assert ask("mockgenie check mine/") == ["mine/Cafe.yaml", "mine/Taxi/"]
    assert ask("mockgenie new ") == []


def test_domains_are_completed(ask: Ask, tmp_path: Path) -> None:
    assert ask("mockgenie chat --domains mine ") == ["Taxi", "카페"]
    assert ask("mockgenie serve --channels We") == ["Weather"]
    (tmp_path / "here" / "mockgenie.toml").write_text('domains = ["mine"]\n', "utf-8")
    assert ask("mockgenie serve --channels ") == ["Taxi", "카페"]
    (tmp_path / "here" / "mockgenie.toml").write_text("broken\n", "utf-8")
    assert ask("mockgenie serve --channels ") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script(run: Run, shell: str) -> None:
    shown = run("completion", shell)
    assert (shown.returncode, shown.stderr) == (0, "")
    registers = {"powershell": "Register-ArgumentCompleter -Native -CommandName mockgenie"}
    assert registers.get(shell, "complete") in shown.stdout


def test_another_shell_is_refused(run: Run) -> None:
    refused = run("completion", "csh")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "'csh'" in refused.stderr
    assert all(shell in refused.stderr for shell in SHELLS)


def test_a_command_that_nobody_completes_does_without_it(run: Run) -> None:
    code = (
        "import sys; from mockgenie.cli import main; main(['check', 'nowhere.yaml']);"
        " sys.exit('argcomplete' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 0
