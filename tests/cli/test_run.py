"""`mockgenie run`: the command is as if it had been started itself, and its server answers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockgenie.cli import run as run_module
from mockgenie.cli import running
from mockgenie.launch import Endpoint
from tests.cli.serving import Serving, command_environment
from tests.cli.terminals import needs_pty
from tests.clients.runtimes import environment
from tests.support import PATIENCE, free_port

pytestmark = pytest.mark.slow

BOT = Path(__file__).parents[1] / "launch" / "bots" / "bot.py"
posix = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
WAITS = "import signal, sys; print('ready', flush=True); signal.pause()"
NO_REQUEST = "mockgenie: no request for aiopen.etri.re.kr:8000 came; "


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mockgenie", "run", *arguments]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`mockgenie run ARGUMENTS` to its end."""
    return subprocess.run(
        command(*arguments),
        env={**command_environment(), **environment(), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def python(source: str) -> tuple[str, ...]:
    """The rest of a command line that runs a program as the command."""
    return ("--", sys.executable, "-c", source)


# The conversations, and the server


def test_the_conversation_is_shown_beside_what_the_bot_prints() -> None:
    done = run("--new", "--", sys.executable, str(BOT), "서울 내일 날씨 알려줘")
    greeting, answer, end = done.stdout.splitlines()
    assert (done.returncode, end) == (0, "end")
    assert done.stderr.startswith("mockgenie: aiopen.etri.re.kr:8000 is http://localhost:")
    for said in (f"봇: {greeting}", "나: 서울 내일 날씨 알려줘", f"봇: {answer}"):
        assert said in done.stderr


def test_options_are_those_of_a_server(tmp_path: Path) -> None:
    (tmp_path / "Weather.yaml").write_text("tasks: {hello: {say: 반가워요.}}\n", "utf-8")
    options = ("--domains", str(tmp_path), "--envelope", "legacy", "--quiet")
    done = run(*options, "--", sys.executable, str(BOT))
    assert (done.stdout, done.stderr) == ("반가워요.\nend\n", "")


def test_a_domain_that_does_not_load_is_told(tmp_path: Path) -> None:
    (tmp_path / "Weather.yaml").write_text("tasks: {hello: {sya: 반가워요.}}\n", "utf-8")
    done = run("--domains", str(tmp_path), "--", sys.executable, str(BOT))
    assert "Weather.yaml:1:" in done.stderr


def test_another_address_is_answered_as_well() -> None:
    source = (
        "import urllib.request as r, urllib.error as e\n"
        "try: r.urlopen('http://dialog.example/x')\n"
        "except e.HTTPError as error: print(error.code, 'Unknown Handler' in error.read().decode())"
    )
    done = run("--new", "--host", "dialog.example", *python(source))
    assert done.stdout == "404 True\n", done.stderr
    assert "aiopen.etri.re.kr:8000, dialog.example:80 is http://localhost:" in done.stderr


def test_where_nothing_comes_it_is_said() -> None:
    done = run("--new", *python(""))
    assert NO_REQUEST in done.stderr
    assert "--isolate" in done.stderr.partition(NO_REQUEST)[2]
    assert run("--new", "--quiet", *python("")).stderr == ""


def test_a_server_that_runs_is_joined() -> None:
    serving = Serving()
    try:
        url = f"http://localhost:{serving.port}"
        done = run("--join", url, "--", sys.executable, str(BOT))
        assert done.stdout.endswith("end\n")
        came = serving.admin("GET", "/journal")["entries"]
        assert len(came) == 2
    finally:
        serving.stop()


@pytest.fixture
def at_the_usual_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """A server where one listens that was told nothing else, as `run` in this process has it."""
    serving = Serving()
    monkeypatch.setattr(run_module, "PORT", serving.port)
    monkeypatch.setattr(running, "PATIENCE", PATIENCE)
    yield serving
    serving.stop()


@pytest.mark.parametrize(
    ("options", "joins"),
    [
        ([], True),
        (["--quiet"], True),
        (["--isolate"], True),
        (["--new"], False),
        (["--envelope", "legacy"], False),
        (["--rate", "5/s"], False),
    ],
)
def test_one_that_runs_at_the_usual_port_is_joined_unless_options_ask_for_another(
    options: list[str], joins: bool, at_the_usual_port: Serving
) -> None:
    found = run_module.joined(parsed(*options, "--", "bot"))
    assert found == (Endpoint("127.0.0.1", at_the_usual_port.port) if joins else None)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n\r\n{}", b"SSH-2.0\r\n"])
def test_another_program_at_the_usual_port_is_not_joined(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setattr(run_module, "PORT", listening.getsockname()[1])

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        assert run_module.joined(parsed("--", "bot")) is None
        thread.join(PATIENCE)


def parsed(*arguments: str) -> object:
    """The options of a command line."""
    import argparse

    parser = argparse.ArgumentParser()
    run_module.add_to(parser.add_subparsers())
    return parser.parse_args(["run", *arguments])


# The command, as if it had been started itself


@pytest.mark.parametrize("code", [1, 255])
def test_the_exit_code_is_that_of_the_command(code: int) -> None:
    assert run("--new", "--quiet", *python(f"raise SystemExit({code})")).returncode == code


def test_arguments_behind_the_command_are_its_own() -> None:
    source = "import sys; print(sys.argv[1:])"
    done = run("--new", "--quiet", *python(source), "--envelope", "--", "-x", "한 글")
    assert done.stdout == "['--envelope', '--', '-x', '한 글']\n"
    without_dashes = run("--new", "--quiet", *python(source)[1:], "--help")
    assert without_dashes.stdout == "['--help']\n"


def test_what_is_typed_is_for_the_command() -> None:
    done = subprocess.run(
        command("--new", "--quiet", *python("import sys; print(sys.stdin.read().upper())")),
        input="hello",
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("HELLO\n", "")


@posix
def test_a_signal_that_ends_the_command_is_in_the_exit_code() -> None:
    source = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert run("--new", "--quiet", *python(source)).returncode == 128 + signal.SIGKILL


@posix
@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("SIGTERM", []),
        ("SIGINT", []),
        ("SIGHUP", []),
        ("SIGUSR1", []),
        ("SIGTERM", ["--isolate"]),
        ("SIGINT", ["--isolate"]),
    ],
    ids=str,
)
def test_a_signal_is_handed_on(name: str, view: list[str]) -> None:
    if view:
        skip_unless_isolated()
    source = (
        "import signal, sys\n"
        f"signal.signal(signal.{name}, lambda *_: (print('got it', flush=True), sys.exit(5)))\n"
        f"{WAITS}"
    )
    process = subprocess.Popen(
        command("--new", "--quiet", *view, *python(source)),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.send_signal(getattr(signal, name))
    assert process.communicate(timeout=PATIENCE)[0] == "got it\n"
    assert process.returncode == 5


@posix
def test_what_was_ignored_the_command_ignores_too() -> None:
    source = (
        "import signal\n"
        "print([signal.getsignal(one) is signal.SIG_IGN for one in (signal.SIGHUP, signal.SIGINT)])"
    )
    line = ["sh", "-c", 'trap "" HUP INT; exec "$@"', "sh"]
    done = subprocess.run(
        [*line, *command("--new", "--quiet", *python(source))],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[True, True]\n", "")


@posix
def test_what_else_was_open_stays_open() -> None:
    receives, sends = os.pipe()
    with open(receives, "rb") as reader:
        done = subprocess.run(
            command("--new", "--quiet", *python(f"import os; os.write({sends}, b'here')")),
            pass_fds=[sends],
            timeout=PATIENCE,
            check=False,
        )
        os.close(sends)
        assert (done.returncode, reader.read()) == (0, b"here")


# Takes the terminal of its input for its own, and goes on as what its arguments are.
WITH_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.argv[1], sys.argv[1:])"
)


@needs_pty
@pytest.mark.parametrize("view", [[], ["--isolate"]], ids=["", "isolated"])
def test_a_terminal_stays_one_and_ctrl_c_comes_once(view: list[str]) -> None:
    if view:
        skip_unless_isolated()
    source = (
        "import os, signal, sys\n"
        "came = []\n"
        "signal.signal(signal.SIGINT, lambda *_: (came.append(1), print('key', flush=True)))\n"
        "signal.signal(signal.SIGUSR1, lambda *_: (print('came', len(came)), sys.exit(3)))\n"
        "print('tty', os.isatty(0), os.isatty(1), os.tcgetpgrp(0) == os.getpgrp(), flush=True)\n"
        "while True: signal.pause()\n"
    )
    master, slave = os.openpty()
    run_it = command("--new", "--quiet", *view, *python(source))
    process = subprocess.Popen(
        [sys.executable, "-c", WITH_TERMINAL, *run_it],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    try:
        read_until(master, "tty True True True")
        os.write(master, b"\x03")
        read_until(master, "key")
        # It is handed on behind whatever was handed on before.
        process.send_signal(signal.SIGUSR1)
        assert "came 1" in read_until(master, "came ")
        assert process.wait(PATIENCE) == 3
    finally:
        process.kill()
        process.wait(PATIENCE)
        os.close(master)


def read_until(master: int, text: str) -> str:
    """What a terminal shows until a text and the line that it is in have come."""
    import select

    shown = ""
    while "\n" not in shown.partition(text)[2]:
        ready, _, _ = select.select([master], [], [], PATIENCE)
        assert ready, f"{text!r} has not come: {shown!r}"
        shown += os.read(master, 65536).decode(errors="replace")
    return shown


def skip_unless_isolated() -> None:
    from mockgenie.launch import why_not_isolated

    if reason := why_not_isolated():
        pytest.skip(f"--isolate: {reason}")


# What cannot be done


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["--", "no-such-command"], 127, 'there is no command "no-such-command" on PATH'),
        (["--", "./no-such-command"], 127, 'there is no command "./no-such-command"'),
        ([], 2, "run needs a command, as mockgenie run -- python bot.py"),
        (["--"], 2, "run needs a command, as mockgenie run -- python bot.py"),
        (["--join", "localhost", "--", "x"], 2, "expected http://HOST:PORT, not 'localhost'"),
        (["--join", "http://h:1", "--new", "--", "x"], 2, "--join and --new"),
        (["--join", "http://h:1", "--rate", "1/s", "--", "x"], 2, "--rate is for a server"),
        (["--host", "http://h/", "--", "x"], 2, "expected NAME or NAME:PORT"),
        (["--envelop", "x", "--bogus", "--", "x"], 2, "--envelop"),
        (["--domains", "/nowhere", "--", sys.executable], 2, "cannot read domains: "),
    ],
)
def test_what_is_wrong_is_told(arguments: list[str], code: int, problem: str) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_to_join_has_to_answer() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    done = run("--join", url, *python(""))
    assert done.returncode == 2
    assert f"--join: nothing answers at {url}: " in done.stderr


def test_a_proxy_that_cannot_be_asked_is_told() -> None:
    done = run("--new", *python(""), ALL_PROXY="socks5://localhost:1080")
    assert done.returncode == 2
    assert "ALL_PROXY names a proxy" in done.stderr


@posix
@pytest.mark.parametrize(
    ("content", "mode", "problem"),
    [
        ("#!/bin/sh\n", 0o644, "may not be executed (chmod +x)"),
        ("no program\n", 0o755, "cannot be run: it is neither a program nor begins with #!"),
    ],
)
def test_a_file_that_is_no_program_is_told(
    content: str, mode: int, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "bot"
    path.write_text(content, "utf-8")
    path.chmod(mode)
    done = run("--new", "--quiet", "--", str(path))
    assert (done.returncode, done.stderr) == (126, f"mockgenie: {path} {problem}\n")


@pytest.mark.skipif(sys.platform == "linux", reason="Linux has it")
def test_elsewhere_isolate_says_what_to_do_instead() -> None:
    done = run("--isolate", *python(""))
    assert done.returncode == 2
    assert "127.0.0.1 aiopen.etri.re.kr" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")
def test_where_isolate_is_not_allowed_it_says_what_to_do_instead(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from mockgenie.cli import main
    from mockgenie.launch import isolation

    monkeypatch.setattr(isolation.Isolation, "command", refuse)
    assert main(["run", "--new", "--quiet", "--isolate", "--", sys.executable]) == 2
    told = capfd.readouterr().err
    assert told == (
        "mockgenie: --isolate: this system does not let this user have a view of its own (unshare:"
        " Operation not permitted); without it, add this line to /etc/hosts, run the bot beside"
        " `mockgenie serve`, and take it out again afterwards: 127.0.0.1 aiopen.etri.re.kr\n"
    )


def refuse(_: object, status: int, *__: object) -> list[str]:
    """The command line of a system that gives nobody a view of its own."""
    told = '["unshare", "Operation not permitted", 1]'
    return [sys.executable, "-c", f"import os; os.write({status}, b'{told}')"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")
def test_where_the_port_is_taken_on_every_address_isolate_says_by_whom() -> None:
    skip_unless_isolated()
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--isolate", "--host", f"dialog.example:{port}", *python(""))
    assert done.returncode == 2
    assert f"port 8000 or {port} is taken on every address" in done.stderr
    assert f"(process {os.getpid()}); end that first" in done.stderr
