"""What `mockgenie` says of itself, and of a command line that it does not understand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import mockgenie
from mockgenie.cli import main
from tests.cli.serving import check_refused
from tests.support import PATIENCE

pytestmark = pytest.mark.slow  # each test starts processes of its own

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
    "--max-text",
    "--engine-timeout",
    "--access-key",
    "--access-keys",
    "--rate",
    "--daily-quota",
    "--faults",
    "--journal",
    "--admin-token",
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
        ("--engine-timeout", "-1"),
        ("--engine-timeout", "nan"),
        ("--max-text", "-1"),
        ("--max-text", "1.5"),
        ("--journal", "-1"),
        ("--journal", "all"),
        ("--daily-quota", "-1"),
        ("--daily-quota", "5k"),
        ("--rate", "10"),
        ("--rate", "0/s"),
        ("--rate", "10/d"),
        ("--rate", "1.5/s"),
        ("--rate", "/s"),
        ("--rate", "9" * 50 + "/s"),
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


# Outputs that nobody reads

WRITING = [("schema",), ("new", "Cafe"), ("check", "."), ("test", "."), ("--version",), ("--help",)]


def into(output: int, folder: Path, arguments: tuple[str, ...]) -> tuple[int, bytes]:
    """Runs the command in a folder: exit code, errors."""
    tree = str(Path(mockgenie.__file__).parent.parent)
    places = os.pathsep.join(filter(None, (tree, os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": places}
    environment.pop("PYTHONUNBUFFERED", None)  # what is written late is written too
    ended = subprocess.run(
        [sys.executable, "-m", "mockgenie", *arguments],
        cwd=folder,
        env=environment,
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
    )
    return ended.returncode, ended.stderr


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A folder with a domain of which every command has something to say."""
    (tmp_path / "Odd.yaml").write_text("tasks: {a: {say: hi}, b: {say: hi}}\n", "utf-8")
    (tmp_path / "Odd.test.yaml").write_text("- name: a\n  turns: [{bot: hi}]\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_reader_that_has_gone_is_no_failure_to_tell(
    faulty: Path, arguments: tuple[str, ...]
) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        _, errors = into(write, faulty, arguments)
    finally:
        os.close(write)
    assert errors in (b"", b"1 file, 1 problem\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full there")
@pytest.mark.parametrize("arguments", WRITING[:-2], ids=" ".join)
def test_a_full_disk_is_told(faulty: Path, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        code, errors = into(full.fileno(), faulty, arguments)
    assert code == 2
    assert errors.startswith(b"mockgenie: cannot write: ")
    assert errors.count(b"\n") == 1


@pytest.mark.parametrize("arguments", [*WRITING, ("chat", "Odd", "--domains", ".")], ids=" ".join)
def test_it_runs_without_any_output(
    faulty: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a service of Windows does, or `>&-` in a shell."""
    monkeypatch.chdir(faulty)
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    try:
        code = main(arguments)
    except SystemExit as ended:  # --version
        code = int(ended.code or 0)
    assert code in (0, 1)


def test_ctrl_c_ends_a_command_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mockgenie.conversations.run_suite", interrupted)
    assert main(["test"]) == 130
    assert capsys.readouterr().err == "mockgenie: using the domains in domains\n"


# What was meant


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["srve"], 'mockgenie: error: no command "srve", did you mean "serve"?'),
        (["chekc", "Cafe"], 'mockgenie: error: no command "chekc", did you mean "check"?'),
        (["--versoin"], 'unrecognized arguments: --versoin, did you mean "--version"?'),
        (["serve", "--prot", "9000"], 'arguments: --prot 9000, did you mean "--port"?'),
        (["chat", "--tarce"], "mockgenie chat: error: unrecognized arguments: --tarce, did you"),
        (["check", "--fromat=json"], 'did you mean "--format"?; see mockgenie check --help'),
        (["schema", "--conversatoins"], 'did you mean "--conversations"?'),
    ],
)
def test_what_was_probably_meant_is_told(run: Run, arguments: list[str], problem: str) -> None:
    check_refused(run(*arguments), problem)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["frobnicate"], 'no command "frobnicate" (choose from serve, run, chat, new, import,'),
        (["chat", "--frobnicate"], "unrecognized arguments: --frobnicate; see mockgenie chat"),
        (["new", "Cafe", "Bus"], "unrecognized arguments: Bus; see mockgenie new --help"),
        (["-x"], "required: COMMAND"),
    ],
)
def test_nothing_is_guessed_where_nothing_is_close(
    run: Run, arguments: list[str], problem: str
) -> None:
    check_refused(run(*arguments), problem)
