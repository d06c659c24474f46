"""`mockgenie serve` goes on, and ends, whatever its readers, its system and its files do."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.cli import main
from mockgenie.sockets import faster_loop
from tests.cli.serving import PATIENCE, Serving, command_environment, open_dialog, spoken

pytestmark = pytest.mark.slow  # each test starts processes of its own

Start = Callable[..., Serving]
Write = Callable[..., Path]

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals are not the same there")


def say_nothing(server: Serving, uuid: str) -> None:
    """A turn whose data nobody asked for, which the log has a line about."""
    argument = {"method": "dialog", "uuid": uuid, "text": "", "data": []}
    assert json.loads(server.post(json.dumps({"access_key": "k", "argument": argument})))


def uuid_of(answer: str) -> str:
    uuid: str = json.loads(answer)["return_object"]["uuid"]
    return uuid


@posix_only
def test_a_log_that_nobody_reads_stops_nothing(serving: Start) -> None:
    server = serving("--quiet", "--keep-alive")
    uuid = uuid_of(server.post(open_dialog("Hotel")))
    for _ in range(1_500):  # more than a pipe takes
        say_nothing(server, uuid)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 0
    assert "more like this" in server.process.communicate(timeout=PATIENCE)[1]


@posix_only
@pytest.mark.parametrize("gone", ["stdout", "stderr"])
def test_a_reader_that_has_gone_away_changes_nothing(
    serving: Start, write: Write, gone: str
) -> None:
    file = write("Hello.yaml")
    server = serving("--domains", str(file.parent), "--no-reload")
    getattr(server.process, gone).close()
    for text in ("둘", "셋"):
        write("Hello.yaml", f"tasks: {{hello: {{say: {text}}}}}\n")
        reload = server.admin("POST", "/domains/reload")
        assert reload["news"] == [f"reloaded Hello ({file})"]
        assert spoken(server.post(open_dialog("Hello"))) == f"{text}\n"
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 0


IMPORTED = ["argparse", "mockgenie.cli.output", "aiohttp.web", "mockgenie.domain.loader"]


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", IMPORTED)
def test_a_signal_before_it_listens_ends_it(number: signal.Signals, module: str) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "mockgenie", "serve", "--port", "0"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=command_environment(),
    )
    assert process.stderr
    while not process.stderr.readline().rstrip("\n").endswith(f" {module}"):
        pass
    process.send_signal(number)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert [line for line in errors.splitlines() if not line.startswith("import time:")] == []


@posix_only
def test_another_command_is_ended_by_an_interrupt_as_shells_expect() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "mockgenie", "check"]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, encoding="utf-8", env=command_environment()
    )
    assert process.stderr
    while not process.stderr.readline().rstrip("\n").endswith(" argparse"):
        pass
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in errors


def posted_again_and_again(server: Serving, body: str) -> str:
    """What is answered once the server has noticed that others have gone: until then a client may
    be turned away."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if answer := server.post(body):
                return answer
        except ConnectionError:
            pass
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit is Linux's")
@pytest.mark.parametrize("loop", ["asyncio", "auto"])
def test_without_file_descriptors_what_is_served_stays(
    serving: Start, write: Write, loop: str
) -> None:
    """Clients wait, or in a faster event loop are turned away; behind it all is as before."""
    import resource

    file = write("Hello.yaml")
    server = serving("--domains", str(file.parent), "--quiet", "--loop", loop)
    assert spoken(server.post(open_dialog("Hello"))) == "안녕하세요.\n"
    in_use = len(os.listdir(f"/proc/{server.process.pid}/fd"))
    limit = in_use + 20
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (limit, limit))  # type: ignore[attr-defined,unused-ignore]
    waiting: list[socket.socket] = [server.connect() for _ in range(60)]
    file.touch()  # whatever is watched already, it looks now
    expected = ["cannot be looked at now (Too many open"]
    if loop == "asyncio" or faster_loop() is None:
        expected.append("no more connections can be accepted")
    else:
        waiting[-1].settimeout(PATIENCE)
        assert waiting[-1].recv(1) == b""
    said = server.errors_until(*expected)
    for one in waiting:
        one.close()
    assert spoken(posted_again_and_again(server, open_dialog("Hello"))) == "안녕하세요.\n"
    write("Hello.yaml", "tasks: {hello: {say: 둘}}\n")
    said += server.errors_until(f"reloaded Hello ({file})")
    assert spoken(posted_again_and_again(server, open_dialog("Hello"))) == "둘\n"
    code, rest = server.stop()
    assert code == 0
    # Where watching had not begun, that changes are not reported may be said as well.
    assert {line.partition(":")[0] for line in (*said, *rest.splitlines())} == {"mockgenie"}


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode on this system")
def test_a_folder_whose_name_is_no_utf_8_hinders_no_reload(serving: Start, write: Write) -> None:
    file = write("Hello.yaml")
    folder = os.fsdecode(bytes(file.parent) + b"/\xb0\xa1\xb3\xaa")
    os.mkdir(folder)
    server = serving("--domains", str(file.parent), "--quiet")
    write("Hello.yaml", "tasks: {hello: {say: 둘}}\n")
    assert server.errors_until("mockgenie: ") == [f"mockgenie: reloaded Hello ({file})"]
    inside = write(f"{folder}/domain.yaml", "name: Inside\ntasks: {hello: {say: 셋}}\n")
    shown = str(inside).encode("utf-8", "backslashreplace").decode()
    assert server.errors_until("mockgenie: ") == [f"mockgenie: loaded Inside ({shown})"]
    (found,) = (one for one in server.admin("GET", "/domains")["domains"] if "Inside" in str(one))
    assert found["path"] == shown
    assert server.stop() == (0, "")


def test_a_file_of_which_only_the_content_has_changed_is_noticed(
    serving: Start, write: Write
) -> None:
    one, other = ("tasks: {hello: {say: 하나}}\n", "tasks: {hello: {say: 둘째}}\n")
    file = write("Hello.yaml", one)
    server = serving("--domains", str(file.parent), "--quiet")
    time.sleep(1.0)  # the first look is over
    before = file.stat()
    with file.open("r+", encoding="utf-8") as opened:
        opened.write(other)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert server.errors_until("mockgenie: ") == [f"mockgenie: reloaded Hello ({file})"]
    assert spoken(server.post(open_dialog("Hello"))) == "둘째\n"


@posix_only
@pytest.mark.parametrize("command", ["check", "test", "chat"])
def test_in_a_folder_that_is_gone(tmp_path: Path, command: str) -> None:
    script = (
        "import os, sys; os.rmdir(os.getcwd()); from mockgenie.__main__ import main;"
        f" sys.argv[1:] = [{command!r}];"
        " sys.exit(main())"
    )
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=gone,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=command_environment(PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2
    assert "None" not in done.stderr
    assert "No such file or directory" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_where_memory_ends_a_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], write: Write
) -> None:
    def fail(_: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("mockgenie.lint.lint_file", fail)
    assert main(["check", str(write("Hello.yaml"))]) == 2
    assert capsys.readouterr().err == "mockgenie: the system has no memory left for this\n"
