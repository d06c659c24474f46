"""`mockgenie test`: what it prints, what it writes and how it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.cli import main
from tests.cli.serving import check_refused
from tests.support import PATIENCE

pytestmark = pytest.mark.slow  # each test starts processes of its own

Write = Callable[..., Path]
Run = Callable[..., subprocess.CompletedProcess[str]]
Test = Callable[..., tuple[int, str]]

CAFE = """\
name: Cafe
acts: {leave: 그만, ask: 얼마}
tasks:
  welcome: {say: 어서 오세요., next: {task: goodbye, when: act = "leave"}}
  goodbye: {say: 또 오세요., end: true}
fallback: 네?
"""
GREETING = "- {name: 인사를 한다, conversation: [bot: 어서 오세요.]}\n"
LEAVING = (
    "- {name: 그만둔다, conversation: [{user: 이제 그만할게요, bot: 또 오세요., state: end}]}\n"
)
WRONG = "- name: 다르게 인사한다\n  conversation:\n    - bot: 안녕하세요.\n"


def _with(tree: Path) -> str:
    """Where modules are found: in `tree`, and where they are anyway."""
    return os.pathsep.join(filter(None, (str(tree), os.environ.get("PYTHONPATH"))))


@pytest.fixture
def test(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Test:
    """Runs `mockgenie test ARGUMENTS` in the test's folder: its exit code and what it prints."""
    monkeypatch.chdir(tmp_path)

    def test(*arguments: str) -> tuple[int, str]:
        code = main(["test", *arguments])
        said = capsys.readouterr()
        problem = re.sub("^mockgenie: using the domains .*\n", "", said.err)
        assert bool(problem) == (code == 2)
        return code, said.out + problem

    return test


@pytest.fixture
def cafe(write: Write) -> Path:
    """A domain with conversations that all go as written."""
    write("Cafe/tests/talk.yaml", GREETING + LEAVING)
    return write("Cafe/domain.yaml", CAFE)


def path(text: str) -> str:
    """With the slashes of the system."""
    return text.replace("/", os.sep)


@pytest.mark.usefixtures("cafe")
def test_a_line_a_file_a_line_a_domain_and_the_sum(test: Test) -> None:
    assert test("Cafe") == (
        0,
        path("Cafe/tests/talk.yaml  ..\n")
        + "Cafe: acts 1/2, tasks 2/2, texts 2/3\n"
        + "  not reached: act ask\n"
        + path('  not reached: text Cafe/domain.yaml:6 "네?"\n')
        + "2 conversations, 0 failed\n",
    )


@pytest.mark.usefixtures("cafe")
def test_verbose_has_a_line_for_each_conversation(test: Test, write: Write) -> None:
    write("Cafe/tests/wrong.yaml", WRONG)
    code, printed = test("Cafe", "-v")
    assert code == 1
    assert printed.startswith(
        path("Cafe/tests/talk.yaml\n")
        + "  ok      인사를 한다\n  ok      그만둔다\n"
        + path("Cafe/tests/wrong.yaml\n")
        + "  FAILED  다르게 인사한다\n"
    )


@pytest.mark.usefixtures("cafe")
def test_a_failure_is_told_with_its_turn_and_both_texts(test: Test, write: Write) -> None:
    write("Cafe/tests/wrong.yaml", WRONG)
    code, printed = test("Cafe")
    assert code == 1
    assert (
        "\n\nFAILED Cafe: 다르게 인사한다\n"
        + path("  Cafe/tests/wrong.yaml:3: the opening\n")
        + "    bot:\n    - 안녕하세요.\n    + 어서 오세요.\n      ^\n"
        "    understood: no act; task welcome\n\n"
    ) in printed
    assert path("Cafe/tests/wrong.yaml  F\n") in printed
    assert printed.endswith("3 conversations, 1 failed\n")


@pytest.mark.usefixtures("cafe")
def test_only_conversations_with_the_words_of_k_are_held(test: Test) -> None:
    assert test("Cafe", "-k", "인사 and not 그만") == (
        0,
        path("Cafe/tests/talk.yaml  .\n") + "1 conversation, 0 failed\n",
    )


@pytest.mark.usefixtures("cafe")
def test_it_stops_at_the_first_failure(test: Test, write: Write) -> None:
    write("Cafe/tests/a.yaml", WRONG)
    code, printed = test("-x")
    assert code == 1
    assert printed.endswith("1 conversation, 1 failed\n")


@pytest.mark.usefixtures("cafe")
def test_the_outcome_is_written_as_junit(test: Test, tmp_path: Path) -> None:
    code, _ = test("Cafe", "--junit", "out.xml")
    assert code == 0
    written = (tmp_path / "out.xml").read_text("utf-8")
    assert '<testsuites name="mockgenie" tests="2" failures="0" errors="0"' in written
    assert 'classname="Cafe" name="인사를 한다"' in written
    code, printed = test("Cafe", "--junit", "nowhere/out.xml")
    assert code == 2
    assert "cannot write" in printed


def test_a_domain_that_does_not_load_is_told_and_the_others_are_held(
    test: Test, write: Write, cafe: Path
) -> None:
    write("Bad.yaml", "tasks: {hello: {sya: 안녕}}\n")
    write("Bad.test.yaml", GREETING)
    code, printed = test()
    assert code == 1
    assert 'Bad.yaml  does not load\n  Bad.yaml:1:17: unknown field "sya"' in printed
    assert path("Cafe/tests/talk.yaml  ..\n") in printed
    assert printed.endswith("2 conversations, 0 failed, 1 domain not loaded\n")


@pytest.mark.usefixtures("cafe")
def test_a_file_of_conversations_that_cannot_be_read_is_told(test: Test, write: Write) -> None:
    write("Cafe/tests/wrong.yaml", "- {name: 인사, talk: []}\n")
    code, printed = test()
    assert code == 1
    file = path("Cafe/tests/wrong.yaml")
    assert f"{file}  cannot be read\n  {file}:1:3: a conversation needs" in printed
    assert f'\n  {file}:1:14: unknown field "talk"' in printed
    assert printed.endswith("2 conversations, 0 failed, 1 file not read\n")


def test_a_domain_without_conversations_is_named(test: Test, write: Write, cafe: Path) -> None:
    write("Bare.yaml", CAFE)
    code, printed = test()
    assert code == 0
    assert printed.startswith("Bare.yaml  no conversations\n")


def test_without_a_path_the_current_folder_is_tested_where_it_has_conversations(
    test: Test, write: Write
) -> None:
    _, printed = test()
    assert "\nWeather: acts" in printed
    write("Cafe.yaml", CAFE)
    write("Cafe.test.yaml", GREETING)
    _, printed = test()
    assert "Weather" not in printed
    assert "Cafe.test.yaml  .\n" in printed


@pytest.mark.parametrize(
    ("arguments", "pieces"),
    [
        (["nowhere"], ["nowhere", "cannot read"]),
        (["."], ["no conversations"]),
        (["Cafe.yaml"], ["no conversations", "Cafe.yaml"]),
        (["Weather", "-k", "("], ["-k (", "missing"]),
        (["Weather", "-k", "바다"], ["-k 바다", "no conversation"]),
        (["--junti", "x"], ["--junti"]),
    ],
)
def test_where_nothing_can_be_tested_a_line_says_so(
    run: Run,
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    pieces: list[str],
) -> None:
    write("Cafe.yaml", CAFE)
    write("Weather/domain.yaml", CAFE)
    write("Weather/a.test.yaml", GREETING)
    if arguments == ["."]:
        (tmp_path / "Weather" / "a.test.yaml").unlink()
    tree = Path(__file__).parents[2]
    monkeypatch.setenv("PYTHONPATH", _with(tree))
    monkeypatch.chdir(tmp_path)
    refused = run("test", *arguments)
    check_refused(
        subprocess.CompletedProcess(refused.args, refused.returncode, "", refused.stderr),
        *pieces,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pty is for POSIX terminals")
@pytest.mark.usefixtures("cafe")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_has_colours_unless_it_wants_none(
    tmp_path: Path, no_color: str, coloured: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    tree = Path(__file__).parents[2]
    environment = {**os.environ, "TERM": "xterm", "PYTHONUTF8": "1", "PYTHONPATH": _with(tree)}
    environment["NO_COLOR"] = no_color
    command = [sys.executable, "-m", "mockgenie", "test", "Cafe"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=theirs)
    os.close(theirs)
    printed = b""
    try:
        while part := os.read(ours, 65536):
            printed += part
    except OSError:  # Linux says so where nobody writes any more
        pass
    os.close(ours)
    assert process.wait(PATIENCE) == 0
    assert (b"\x1b[32m2 conversations" in printed) is coloured
    assert (b"\x1b" in printed) is coloured


@pytest.mark.usefixtures("cafe")
def test_it_ends_quietly_where_nobody_reads_what_it_prints(tmp_path: Path) -> None:
    tree = Path(__file__).parents[2]
    reader, printed_to = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "mockgenie", "test", "Cafe", "-v"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": _with(tree)},
        stdout=printed_to,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )
    os.close(printed_to)
    assert (done.stderr, done.returncode) == (b"", 1)
