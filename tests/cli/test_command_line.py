"""What `mockgenie` says of itself, and of a command line that it does not understand."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

import mockgenie
from mockgenie.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]

OPTIONS = [
    "--host",
    "--port",
    "--domains",
    "--envelope",
    "--session-ttl",
    "--max-sessions",
    "--max-body",
    "--handler-timeout",
    "--keep-alive",
]


def test_the_version_is_the_packages(run: Run) -> None:
    shown = run("--version")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == f"mockgenie {mockgenie.__version__}\n"


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_the_commands(run: Run, flag: str) -> None:
    shown = run(flag)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "serve" in shown.stdout
    assert "--version" in shown.stdout


def test_help_of_serve_names_every_option_and_its_default(run: Run) -> None:
    shown = run("serve", "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    for option in OPTIONS:
        assert option in shown.stdout
    words = " ".join(shown.stdout.split())
    for default in ("localhost", "8000", "guide", "1800", "100000", "1048576", "30"):
        assert f"(default: {default})" in words
    assert "==SUPPRESS==" not in words


def test_help_fits_a_terminal(run: Run) -> None:
    for shown in (run("--help"), run("serve", "--help")):
        assert max(map(len, shown.stdout.splitlines())) <= 80


def check_refused(refused: subprocess.CompletedProcess[str], *pieces: str) -> None:
    """Exit code 2, nothing on stdout, one line on stderr with all `pieces` in it."""
    assert refused.returncode == 2
    assert refused.stdout == ""
    lines = refused.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("mockgenie")
    for piece in pieces:
        assert piece in lines[0]


@pytest.mark.parametrize(
    ("arguments", "pieces"),
    [
        ([], ["COMMAND"]),
        (["sreve"], ["sreve", "serve"]),
        (["--port", "0"], ["COMMAND"]),
        (["serve", "--prot", "0"], ["--prot"]),
        (["serve", "here"], ["here"]),
        (["serve", "--port"], ["--port", "argument"]),
        (["serve", "--domains"], ["--domains", "argument"]),
        (["serve", "--keep-alive=yes"], ["--keep-alive"]),
        (["serve", "--envelope", "gson"], ["--envelope", "gson", "guide", "observed", "legacy"]),
    ],
)
def test_a_wrong_command_line_is_told_in_a_line(
    run: Run, arguments: list[str], pieces: list[str]
) -> None:
    check_refused(run(*arguments), *pieces)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--port", "x"),
        ("--port", "-1"),
        ("--port", "65536"),
        ("--port", "80.0"),
        ("--port", ""),
        ("--port", "٨٠"),
        ("--port", "9" * 5000),
        ("--session-ttl", "0"),
        ("--session-ttl", "-5"),
        ("--session-ttl", "nan"),
        ("--session-ttl", "inf"),
        ("--session-ttl", "30m"),
        ("--max-sessions", "0"),
        ("--max-sessions", "-1"),
        ("--max-sessions", "1.5"),
        ("--max-sessions", "many"),
        ("--max-body", "0"),
        ("--max-body", "1MB"),
        ("--handler-timeout", "0"),
        ("--handler-timeout", "soon"),
        ("--handler-timeout", "1e300"),
    ],
)
def test_a_wrong_value_is_told_with_its_option(
    capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["serve", f"{option}={value}"])
    said = capsys.readouterr()
    assert caught.value.code == 2
    assert said.out == ""
    assert option in said.err
    assert repr(value)[:40] in said.err
    assert "invalid _" not in said.err
    assert len(said.err.splitlines()) == 1
