"""`mockgenie check`: what it prints, in which form, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.cli import main
from mockgenie.cli.output import Excerpts
from mockgenie.domain import shipped_folder
from tests.support import PATIENCE

Run = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[..., Path]

SOUND = "tasks: {hello: {say: 안녕하세요.}}\n"
UNKNOWN = "tasks:\n  인사: {say: 안녕, nxet: 인사}\n"
NEVER_SAID = "tasks: {hello: {say: [안녕, 반가워요]}}\n"


@pytest.fixture
def told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs `mockgenie check ARGUMENTS` in the test's folder: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def told(*arguments: str) -> tuple[int, str, str]:
        code = main(["check", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return told


Told = Callable[..., tuple[int, str, str]]


# How it ends


def test_a_sound_file_is_silent_and_ends_with_0(told: Told, write: Write) -> None:
    write("Hello.yaml", SOUND)
    assert told("Hello.yaml") == (0, "", "1 file, no problems\n")


@pytest.mark.parametrize(("content", "severity"), [(UNKNOWN, "error"), (NEVER_SAID, "warning")])
def test_an_error_ends_with_1_and_so_does_a_warning(
    told: Told, write: Write, content: str, severity: str
) -> None:
    write("Hello.yaml", content)
    code, out, err = told("Hello.yaml")
    assert (code, err) == (1, "1 file, 1 problem\n")
    assert f": {severity}: " in out


def test_a_path_that_is_not_there_ends_with_2(told: Told) -> None:
    code, out, err = told("nowhere")
    assert (code, out) == (2, "")
    assert err == "mockgenie: cannot read nowhere: No such file or directory\n"


def test_a_folder_without_domains_ends_with_2(told: Told, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    no_domain = "mockgenie: no domain (NAME.yaml or NAME/domain.yaml) in empty\n"
    assert told("empty") == (2, "", no_domain)


def test_a_form_that_is_unknown_ends_with_2(run: Run) -> None:
    done = run("check", "--format", "xml")
    assert done.returncode == 2
    assert "invalid choice: 'xml'" in done.stderr


# What it checks


def test_files_folders_of_a_domain_and_folders_of_domains(told: Told, write: Write) -> None:
    write("all/One.yaml")
    write("all/two/domain.yaml")
    write("all/two/tests/talk.yaml", "- user: 안녕")
    write("all/One.test.yaml", "- user: 안녕")
    write("three/domain.yml")
    assert told("all", "three", "all/One.yaml") == (0, "", "3 files, no problems\n")


def test_without_a_path_the_current_folder_is_checked(told: Told, write: Write) -> None:
    write("Hello.yaml", UNKNOWN)
    code, out, _ = told()
    assert code == 1
    assert out.startswith("Hello.yaml:2:")


@pytest.mark.slow
def test_else_the_domains_that_come_with_mockgenie(told: Told) -> None:
    _, _, err = told()
    count = len(list(shipped_folder().glob("*/domain.yaml")))
    assert err.splitlines()[0] == "mockgenie: using the domains that come with mockgenie"
    assert err.splitlines()[1].startswith(f"{count} file")


def test_all_problems_of_all_files_are_told_in_one_run(told: Told, write: Write) -> None:
    write("a.yaml", "tsaks: {}\ntasks: {a: {next: b}, c: {fill: d}}\n")
    write("b.yaml", NEVER_SAID)
    write("c.yaml", "tasks: [\n")
    code, out, err = told(".")
    places = [line.split(" ")[0] for line in out.splitlines() if ".yaml:" in line]
    assert places == ["a.yaml:1:1:", "a.yaml:2:19:", "a.yaml:2:33:", "b.yaml:1:27:", "c.yaml:2:1:"]
    assert (code, err) == (1, "3 files, 5 problems\n")


def test_a_data_file_is_named_as_its_domain_file_was(told: Told, write: Write) -> None:
    domain = "entities: {W: {slots: [a], instances: data/w.csv}}\ntasks: {t: {say: '{W.a}'}}\n"
    write("Weather/domain.yaml", domain)
    write("Weather/data/w.csv", "a,b\n1,2\n")
    _, out, _ = told("Weather")
    assert out.startswith(f"{Path('Weather', 'data', 'w.csv')}:1:1: error: ")


# Text


def test_a_problem_is_shown_with_its_line_and_a_caret(told: Told, write: Write) -> None:
    write("Hello.yaml", UNKNOWN)
    _, out, _ = told("Hello.yaml")
    assert out == (
        'Hello.yaml:2:17: error: unknown field "nxet" in task 인사, did you mean "next"?\n'
        "    인사: {say: 안녕, nxet: 인사}\n"
        "                      ^\n"
    )


def test_a_warning_has_its_code_and_is_underlined(told: Told, write: Write) -> None:
    write("Hello.yaml", "tasks:\n  a: {say: 안녕}\n  다음날: {say: 네}\n")
    _, out, _ = told("Hello.yaml")
    first, line, caret = out.splitlines()
    assert first.startswith("Hello.yaml:3:3: warning: no way leads to task 다음날")
    assert first.endswith(" [unreachable-task]")
    assert line == "    다음날: {say: 네}"
    assert caret == "    ^~~~~~"


def test_the_caret_stands_below_what_is_wrong_in_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("first\n가나: wrong\n", "utf-8")
    assert Excerpts().show(path, 2, 5) == ["가나: wrong", "      ^"]


def test_a_long_line_is_shown_in_part(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("가" * 500 + "¦" + "나" * 500, "utf-8")
    line, caret = Excerpts().show(path, 1, 501)
    assert len(line) <= 125
    assert line.startswith("…가")
    assert line.endswith("나…")
    before = line.partition("¦")[0]
    assert len(caret) - 1 == len(before) * 2 - 1 + (len("…") - 1)


def test_what_is_no_text_is_told_without_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"SQLite format 3\0\x10\0")
    assert Excerpts().show(path, 1, 1) == []
    assert Excerpts().show(path, 99, 1) == []
    assert Excerpts().show(tmp_path / "gone.csv", 1, 1) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_is_told_and_not_waited_for(told: Told, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Pipe.yaml")
    code, out, _ = told(".")
    assert code == 1
    assert "Pipe.yaml:1:1: error: cannot be read: this is no file" in out


def test_nothing_of_a_file_reaches_the_terminal_but_text(told: Told, write: Write) -> None:
    write("Hello.yaml", 'tasks: {a: {say: "\x1b[2J안녕\x07"}}\n')
    _, out, _ = told("Hello.yaml")
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "안녕" in out


class TerminalScreen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colours_are_for_terminals_without_no_color(
    write: Write, monkeypatch: pytest.MonkeyPatch, no_colour: str, coloured: bool
) -> None:
    if sys.platform == "win32":
        pytest.skip("there, only a real console knows whether it has colours")
    path = write("Hello.yaml", UNKNOWN)
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm")
    screen = TerminalScreen()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["check", str(path)]) == 1
    assert ("\x1b[" in screen.getvalue()) is coloured


@pytest.mark.slow
def test_a_pipe_has_no_colours(run: Run, write: Write) -> None:
    done = run("check", str(write("Hello.yaml", UNKNOWN)))
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert done.stderr == "1 file, 1 problem\n"


# For programs


def test_json_is_one_list_of_problems(told: Told, write: Write) -> None:
    write("all/Hello.yaml", UNKNOWN)
    write("all/Twice.yaml", "tasks: {a: {say: 네}, 나: {say: 네}}\n")
    code, out, err = told("all", "--format", "json")
    error, warning = json.loads(out)
    assert error == {
        "path": "all/Hello.yaml",
        "line": 2,
        "column": 17,
        "severity": "error",
        "code": "unknown-field",
        "message": 'unknown field "nxet" in task 인사, did you mean "next"?',
    }
    message = warning.pop("message")
    assert warning == {
        "path": "all/Twice.yaml",
        "line": 1,
        "column": 22,
        "end_column": 23,
        "severity": "warning",
        "code": "unreachable-task",
    }
    assert "나" in message
    assert "나" in out  # as it is, not \ub098
    assert (code, err) == (1, "")


def test_json_of_no_problem_is_an_empty_list(told: Told, write: Write) -> None:
    write("Hello.yaml", SOUND)
    assert told("Hello.yaml", "--format", "json") == (0, "[]\n", "")


def test_github_gets_annotations(told: Told, write: Write) -> None:
    write("a,b/100%.yaml", UNKNOWN)
    code, out, err = told("a,b", "--format", "github")
    assert out == (
        "::error file=a%2Cb/100%25.yaml,line=2,col=17::"
        'unknown field "nxet" in task 인사, did you mean "next"?\n'
    )
    assert (code, err) == (1, "")


def test_github_gets_a_message_in_one_line(told: Told, write: Write) -> None:
    write("a.yaml", 'tasks: {a: {next: "b\\n::warning::c\\r%"}}\n')
    _, out, _ = told("a.yaml", "--format", "github")
    assert out.count("\n") == 1
    assert '"b%0A::warning::c%0D%25"' in out


@pytest.mark.slow
def test_what_programs_read_is_utf_8_whatever_the_console_speaks(write: Write) -> None:
    path = write("Hello.yaml", UNKNOWN)
    command = [sys.executable, "-m", "mockgenie", "check", str(path), "--format", "json"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp949"}
    done = subprocess.run(
        command, capture_output=True, env=environment, timeout=PATIENCE, check=False
    )
    (problem,) = json.loads(done.stdout.decode("utf-8"))
    assert "인사" in problem["message"]


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(write: Write) -> None:
    tasks = ", ".join(f"t{number}: {{nxet: a}}" for number in range(3000))
    path = write("Long.yaml", f"tasks: {{{tasks}}}")
    command = [sys.executable, "-m", "mockgenie", "check", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(PATIENCE) == 1
    assert "Traceback" not in errors
