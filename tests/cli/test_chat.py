"""`mockgenie chat`: in a pipe and on a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.serving import PATIENCE
from tests.cli.terminals import Terminal, needs_pty

pytestmark = pytest.mark.slow  # each test starts processes of its own

Write = Callable[..., Path]

HELLO = "name: Hello\ndescription: 인사\ntasks: {a: {say: 안녕하세요.}}\nfallback: 네?\n"
BUS = """
name: Bus
entities:
  Bus:
    slots: {to: {values: [서울, 부산]}, day: {type: date}, time: 시각}
    instances: [{to: 서울, day: 내일, time: "09:00"}]
acts: {ask: 버스}
tasks:
  find:
    fill: [Bus.to, Bus.day]
    ask: {Bus.to: 어디로 가세요?, Bus.day: 언제 가세요?}
    lookup: Bus
    say: [{when: count = 0, text: 없어요.}, "{Bus.time}에 있어요."]
"""
BYE = "name: Bye\ntasks: {a: {say: 잘 가요., end: true}}\n"
BROKEN = "name: Broken\ntasks: {a: {sai: 안녕}}\n"


def chat(*arguments: str, lines: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `mockgenie chat ARGUMENTS` with `lines` on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "mockgenie", "chat", *arguments],
        input=lines,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def folder(write: Write) -> str:
    """A folder with three domains, of which one does not load."""
    write("Hello.yaml", HELLO)
    write("Bye.yaml", BYE)
    return str(write("Broken.yaml", BROKEN).parent)


@pytest.fixture
def bus(write: Write) -> str:
    """A folder with one domain, which looks something up."""
    return str(write("Bus.yaml", BUS).parent)


# In a pipe


def test_lines_go_in_and_answers_come_out(bus: str) -> None:
    talked = chat("Bus", "--domains", bus, lines="내일 서울 버스\n부산은요?\n")
    assert (talked.returncode, talked.stderr) == (0, "")
    assert talked.stdout == "봇: 어디로 가세요?\n봇: 09:00에 있어요.\n봇: 없어요.\n"


def test_a_domain_that_comes_with_mockgenie_needs_no_folder() -> None:
    talked = chat("Weather", lines="내일 서울 날씨\n")
    assert (talked.returncode, talked.stderr) == (0, "mockgenie: using the domains in domains\n")
    assert "서울" in talked.stdout.splitlines()[-1]


def test_the_conversation_ends_with_the_dialog(folder: str) -> None:
    talked = chat("Bye", "--domains", folder, lines="여보세요\n")
    assert (talked.returncode, talked.stdout) == (0, "봇: 잘 가요.\n")
    assert talked.stderr == "mockgenie: the dialog has ended\n"


def test_the_day_can_be_given(bus: str) -> None:
    options = ("--domains", bus, "--trace", "--today", "2026-12-24")
    talked = chat("Bus", *options, lines="내일 서울 버스\n")
    assert '"내일": a day (2026-12-25)' in talked.stdout


def test_the_client_gives_the_records_of_external_data(bus: str) -> None:
    record = '{"Bus.to": "부산", "Bus.day": "오늘", "Bus.time": "14:30"}'
    lines = f"오늘 부산 버스\n/data [{record}]\n"
    options = ("--domains", bus, "--access-method", "external_data")
    talked = chat("Bus", *options, lines=lines)
    assert '"condition":"Bus.to=\\"부산\\" and Bus.day=\\"오늘\\""' in talked.stdout
    assert talked.stdout.endswith("\n봇: 14:30에 있어요.\n")


def test_the_terminal_plays_the_bot_with_the_records_of_the_domain(bus: str) -> None:
    talked = chat("Bus", "--domains", bus, "--external", lines="내일 서울 버스\n")
    assert (talked.returncode, talked.stderr) == (0, "")
    assert talked.stdout.splitlines() == [
        "봇: 어디로 가세요?",
        "  asked  Bus.to, Bus.day, Bus.time",
        '  where  Bus.to="서울" and Bus.day="내일"',
        "  sent   1 record that fits, of 1 in the instances of Bus",
        "봇: 09:00에 있어요.",
    ]


def test_the_bot_of_the_terminal_brings_the_words_of_internal_data() -> None:
    lines = "종로에 조식 되는 한옥 숙소 있나요\n2번으로 토요일부터 2박 예약할게요\n세 명이요\n네\n"
    day = ("--today", "2026-11-22")
    internal = chat("Hotel", *day, lines=lines).stdout
    external = chat("Hotel", *day, "--external", lines=lines).stdout
    beside = ("  asked  ", "  where  ", "  sent   ")
    said = [line for line in external.splitlines() if not line.startswith(beside)]
    assert said == internal.splitlines()
    assert "  asked  Hotel." in external


@pytest.mark.parametrize("more", [(), ("--external",), ("--access-method", "external_data")])
def test_the_terminal_plays_the_bot_with_the_records_of_a_file(
    bus: str, write: Write, more: tuple[str, ...]
) -> None:
    path = str(write("내 버스.csv", "Bus.to,day,time\n부산,오늘,14:30\n"))
    options = ("--domains", bus, "--data", path, *more)
    talked = chat("Bus", *options, lines="오늘 부산 버스\n")
    assert (talked.returncode, talked.stderr) == (0, "")
    assert f"  sent   1 record that fits, of 1 in {path}\n봇: 14:30에 있어요.\n" in talked.stdout


def test_the_problems_of_a_file_of_records_are_told(bus: str, tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("to,day,time\n부산,오늘,14:30\n", "cp949")
    talked = chat("Bus", "--domains", bus, "--data", str(path))
    assert (talked.returncode, talked.stdout) == (1, "")
    assert talked.stderr == (
        f"mockgenie: {path}:2:1: not UTF-8; save the file with UTF-8 encoding\n"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none.csv", "there is no file"),
        ("", "is a folder"),
        ("Bus.yaml", "records come from a .csv file, a .json file or a SQLite file"),
    ],
)
def test_what_is_no_file_of_records_is_told(bus: str, name: str, expected: str) -> None:
    refused = chat("Bus", "--domains", bus, "--data", str(Path(bus, name)))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1
    assert refused.stderr.startswith("mockgenie: --data: ")
    assert expected in refused.stderr


def test_the_bot_is_not_played_where_nothing_is_asked_of_it(bus: str) -> None:
    options = ("--external", "--access-method", "internal_data")
    refused = chat("Bus", "--domains", bus, *options)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "mockgenie: --external means external_data; leave out --access-method internal_data\n"
    )


def test_the_only_domain_is_taken_without_asking(write: Write) -> None:
    path = write("Hello.yaml", HELLO)
    assert chat("--domains", str(path)).stdout == "봇: 안녕하세요.\n"


def test_without_a_name_the_domains_are_listed_and_the_first_line_chooses(folder: str) -> None:
    talked = chat("--domains", folder, lines="Hello\n뭐라고?\n")
    assert talked.stdout.splitlines() == [
        "  1  Broken  does not load",
        "  2  Bye",
        "  3  Hello  인사",
        "봇: 안녕하세요.",
        "봇: 안녕하세요.",
    ]


def test_where_nothing_is_chosen_nothing_is_wrong(folder: str) -> None:
    assert chat("--domains", folder).returncode == 0


def test_a_name_is_the_same_in_decomposed_letters(write: Write) -> None:
    path = write("인사.yaml", "tasks: {a: {say: 네.}}")
    write("Hello.yaml", HELLO)
    decomposed = "\u110b\u1175\u11ab\u1109\u1161"
    assert chat(decomposed, "--domains", str(path.parent)).stdout == "봇: 네.\n"


@pytest.mark.parametrize("lines", ["", "Helo\n"])
def test_an_unknown_name_is_told_with_the_one_that_was_meant(folder: str, lines: str) -> None:
    talked = chat(*([] if lines else ["Helo"]), "--domains", folder, lines=lines)
    assert talked.returncode == 2
    assert talked.stderr == 'mockgenie: no domain Helo, did you mean "Hello"?\n'


def test_the_problems_of_a_broken_domain_are_told(folder: str) -> None:
    talked = chat("Broken", "--domains", folder)
    assert (talked.returncode, talked.stdout) == (1, "")
    assert re.search(r'Broken\.yaml:2:13: unknown field "sai" .* "say"', talked.stderr)


def test_a_folder_without_domains_is_told(tmp_path: Path) -> None:
    talked = chat("--domains", str(tmp_path))
    assert (talked.returncode, len(talked.stderr.splitlines())) == (2, 1)
    assert "no domain" in talked.stderr
    assert "cannot read" in chat("--domains", str(tmp_path / "none")).stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--today", "tomorrow"),
        ("--today", "2026-02-30"),
        ("--today", "20261122"),
        ("--today", "2026-W47-7"),
        ("--seed", "-1"),
        ("--seed", "x"),
        ("--access-method", "both"),
    ],
)
def test_a_wrong_value_is_told_in_a_line(option: str, value: str) -> None:
    refused = chat(f"{option}={value}")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1
    assert option in refused.stderr
    assert value in refused.stderr


# On a terminal


@pytest.fixture
def on_terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts `mockgenie chat` on a terminal; its history is in `tmp_path`."""
    started: list[Terminal] = []

    def on_terminal(*arguments: str, **environment: str) -> Terminal:
        homes = {"XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path)}
        started.append(Terminal("chat", *arguments, **{**homes, **environment}))
        return started[-1]

    yield on_terminal
    for one in started:
        one.close()


OnTerminal = Callable[..., Terminal]


@needs_pty
def test_a_person_talks_at_a_prompt_and_leaves_with_ctrl_d(
    on_terminal: OnTerminal, bus: str
) -> None:
    terminal = on_terminal("Bus", "--domains", bus, "--trace")
    terminal.wait_for("봇: 어디로 가세요?")
    terminal.wait_for("나:")
    terminal.type("내일 서울 버스\r")
    terminal.wait_for("봇: 09:00에 있어요.")
    terminal.wait_for("  act    ask")
    terminal.wait_for("나:")
    terminal.type("\x04")
    assert terminal.end() == 0


@needs_pty
def test_a_person_sees_what_is_asked_for_and_sent(on_terminal: OnTerminal, bus: str) -> None:
    terminal = on_terminal("Bus", "--domains", bus, "--external")
    terminal.wait_for("나:")
    terminal.type("내일 서울 버스\r")
    terminal.wait_for("  asked  Bus.to, Bus.day, Bus.time")
    terminal.wait_for('  where  Bus.to="서울" and Bus.day="내일"')
    terminal.wait_for("  sent   1 record that fits, of 1 in the instances of Bus")
    terminal.wait_for("봇: 09:00에 있어요.")
    terminal.wait_for("나:")
    terminal.type("\x04")
    assert terminal.end() == 0


@needs_pty
@pytest.mark.parametrize("keys", ["\x03", "/quit\r", "서울\x03"])
def test_there_are_other_ways_to_leave(on_terminal: OnTerminal, bus: str, keys: str) -> None:
    terminal = on_terminal("Bus", "--domains", bus)
    terminal.wait_for("나:")
    terminal.type(keys)
    assert terminal.end() == 0


@needs_pty
def test_a_domain_is_chosen_by_a_name_that_is_completed(
    on_terminal: OnTerminal, folder: str
) -> None:
    terminal = on_terminal("--domains", folder)
    terminal.wait_for("Hello  인사")
    terminal.wait_for("NAME or number:")
    terminal.type("Helo\r")
    terminal.wait_for('did you mean "Hello"?')
    terminal.wait_for("NAME or number:")
    terminal.type("Hel\t")
    terminal.wait_for("lo")
    terminal.type("\r")
    terminal.wait_for("봇: 안녕하세요.")
    terminal.wait_for("나:")
    terminal.type("\x04")
    assert terminal.end() == 0


@needs_pty
def test_what_was_typed_comes_back_the_next_time(on_terminal: OnTerminal, folder: str) -> None:
    first = on_terminal("Hello", "--domains", folder)
    first.wait_for("나:")
    first.type("기억해 줘\r")
    first.wait_for("봇: ")
    first.wait_for("나:")
    first.type("\x04")
    assert first.end() == 0
    second = on_terminal("Hello", "--domains", folder)
    second.wait_for("나:")
    second.type("\x1b[A")
    second.wait_for("기억해 줘")
    second.type("\x03")
    assert second.end() == 0


@needs_pty
def test_a_history_that_cannot_be_kept_is_told_and_the_talk_goes_on(
    on_terminal: OnTerminal, folder: str, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", "utf-8")
    places = {"XDG_STATE_HOME": str(taken), "HOME": str(taken)}
    terminal = on_terminal("Hello", "--domains", folder, **places)
    terminal.wait_for("the history is not kept: ")
    terminal.wait_for("나:")
    terminal.type("여보세요\r")
    terminal.wait_for("봇: ")
    terminal.wait_for("나:")
    terminal.type("\x04")
    assert terminal.end() == 0


@needs_pty
def test_a_dialog_that_has_ended_is_opened_again_with_enter(
    on_terminal: OnTerminal, folder: str
) -> None:
    terminal = on_terminal("Bye", "--domains", folder)
    terminal.wait_for("봇: 잘 가요.")
    terminal.wait_for("the dialog has ended")
    terminal.wait_for("나:")
    terminal.type("\r")
    terminal.wait_for("봇: 잘 가요.")
    terminal.wait_for("나:")
    terminal.type("\x04")
    assert terminal.end() == 0
