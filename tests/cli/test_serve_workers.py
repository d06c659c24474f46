"""`mockgenie serve --workers N`: several processes that are one server to all who call or read."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.cli import serve_options
from tests.cli.serving import PATIENCE, Serving, command_environment, open_dialog
from tests.support import is_refused, wait_until

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., Serving]
Write = Callable[..., Path]

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals are not the same there")

HELLO = "tasks: {hello: {say: 안녕하세요.}}\n"


def store_in(folder: Path) -> str:
    """A store that is waited for as long as it takes."""
    return f"sqlite:{folder / 'store.db'}?timeout={PATIENCE:g}"


@pytest.fixture
def two(serving: Start, write: Write, tmp_path: Path) -> Start:
    """Starts two workers that serve one domain, Hotel, and share a file."""
    place = write("d/Hotel.yaml", HELLO).parent

    def two(*options: str, **environment: str) -> Serving:
        store = store_in(tmp_path)
        return serving(
            *("--workers", "2", "--store", store, "--domains", str(place)), *options, **environment
        )

    return two


def workers_of(server: Serving) -> list[int]:
    """The processes of the workers."""
    return children_of(server.process.pid)


def children_of(pid: int) -> list[int]:
    """The processes that one has started, as Linux tells."""
    return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def is_there(pid: int) -> bool:
    """Whether there is such a process."""
    return Path(f"/proc/{pid}/cmdline").exists()


needs_proc = pytest.mark.skipif(
    not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists(),
    reason="the system does not tell who is whose child",
)


def uuid_of(answer: str) -> str:
    uuid: str = json.loads(answer)["return_object"]["uuid"]
    return uuid


def turn(uuid: str) -> str:
    argument = {"method": "dialog", "uuid": uuid, "text": "네"}
    return json.dumps({"access_key": "k", "argument": argument})


# What keeps them from starting


def refused(run: Run, *options: str) -> str:
    """The one line that says why nothing is served."""
    done = run("serve", "--port", "0", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_workers_need_a_store_that_they_share(run: Run) -> None:
    said = refused(run, "--workers", "2")
    assert said.startswith("mockgenie: --workers 2 needs a store that the workers share: ")
    assert "--store sqlite:FILE" in said
    assert "--store redis://HOST" in said


@pytest.mark.parametrize("number", ["0", "-1", "257", "two", "1.5", ""])
def test_what_is_no_number_of_workers_is_told(number: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="from 1 to 256, or auto"):
        serve_options.workers(number)


def test_there_may_be_one_for_each_processor() -> None:
    assert 1 <= serve_options.workers("auto") <= (os.cpu_count() or 1)
    assert serve_options.workers("3") == 3


def test_a_port_that_is_taken_is_told_once(run: Run, taken_port: int, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    done = run(
        *("serve", "--host", "127.0.0.1", "--port", str(taken_port)),
        *("--workers", "2", "--store", store),
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"cannot listen on 127.0.0.1:{taken_port}: " in done.stderr


def test_others_cannot_listen_beside_them(run: Run, two: Start, tmp_path: Path) -> None:
    """Although workers share a port among themselves."""
    server = two()
    store = f"sqlite:{tmp_path / 'other.db'}"
    for options in ((), ("--workers", "2", "--store", store)):
        done = run("serve", "--port", str(server.port), *options)
        assert done.returncode == 2
        assert f"cannot listen on localhost:{server.port}: " in done.stderr


@posix_only
def test_what_keeps_a_worker_from_starting_ends_all(run: Run, tmp_path: Path) -> None:
    (tmp_path / "store.db").mkdir()
    done = run(*("serve", "--port", "0", "--workers", "2"), *("--store", store_in(tmp_path)))
    assert (done.returncode, done.stdout) == (2, "")
    assert "store.db" in done.stderr
    assert "Traceback" not in done.stderr


# What they say


def test_it_says_once_where_it_listens_what_it_serves_and_how_many_serve(two: Start) -> None:
    server = two()
    lines = server.read_lines(7)
    assert lines[:2] == [f"mockgenie listening on http://localhost:{server.port}/Dialog", "  Hotel"]
    assert lines[2] == "Try it:"
    assert lines[4].startswith("In the browser: ")
    assert lines[6] == "2 workers serve together"
    if os.name == "posix":
        assert server.stop()[0] == 0


def test_programs_are_told_how_many_serve(write: Write, tmp_path: Path) -> None:
    place, store = write("d/Hotel.yaml", HELLO).parent, store_in(tmp_path)
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "mockgenie", "serve", "--port", "0", "--workers", "2"),
            *("--store", store, "--domains", str(place), "--log-format", "json"),
        ],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=command_environment(),
    )
    try:
        assert process.stdout
        ready = json.loads(process.stdout.readline())
        assert (ready["domains"], ready["workers"]) == (["Hotel"], 2)
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def test_what_is_wrong_with_domains_is_said_once(two: Start, write: Write) -> None:
    broken = write("d/Broken.yaml", "nmae: 1\ntasks:\n  a: {say: 네}\n")
    server = two("--access-key", "k=Hotl")
    assert server.read_lines(3)[1:] == ["  Hotel", "  Broken  does not load, see above"]
    if os.name == "posix":
        code, errors = server.stop()
        assert code == 0
        assert errors.count(f"mockgenie: {broken}:1:1: unknown field") == 1
        assert errors.count('WARNING: the access key "k" opens "Hotl"') == 1


def test_a_domain_that_is_saved_is_served_by_all_and_told_once(two: Start, write: Write) -> None:
    server = two()
    file = write("d/Hotel.yaml", "tasks: {hello: {say: 새로 왔습니다.}}\n")
    server.errors_until("reloaded Hotel")

    def is_new_everywhere() -> bool:
        return all("새로 왔습니다." in server.post(open_dialog("Hotel")) for _ in range(20))

    wait_until(is_new_everywhere)
    if os.name == "posix":
        code, errors = server.stop()
        assert code == 0
        assert "reloaded" not in errors
    assert file.exists()


def test_domains_that_nobody_watches_are_read_again_by_all_when_one_is_asked(
    two: Start, write: Write
) -> None:
    server = two("--no-reload")
    for text in ("새로 왔습니다.", "다시 뵙습니다."):
        write("d/Hotel.yaml", f"tasks: {{hello: {{say: {text}}}}}\n")
        server.admin("POST", "/domains/reload")
        for _ in range(20):
            assert text in server.post(open_dialog("Hotel"))


def test_conversations_are_shown_whole(two: Start) -> None:
    server = two()
    uuids = [uuid_of(server.post(open_dialog("Hotel"))) for _ in range(20)]
    threads = [threading.Thread(target=server.post, args=(turn(uuid),)) for uuid in uuids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    turns, count = [], 7
    while len(turns) < len(uuids):
        count += 1
        if "나: " in server.read_lines(count)[-1]:
            count += 2
            turns.append(server.read_lines(count)[-3:])
    for asked, answered, state in turns:
        assert re.match(r"\d\d:\d\d:\d\d \d{6} Hotel  나: 네", asked)
        assert re.match(r" {22,}봇: ", answered)
        assert re.match(r" {26,}\(dialog, turn 1,", state)


def test_quiet_workers_show_nothing(two: Start) -> None:
    server = two("--quiet")
    server.post(open_dialog("Hotel"))
    server.process.terminate()
    output, _ = server.process.communicate(timeout=PATIENCE)
    assert [line for line in output.splitlines() if "Hotel " in line] == []


# What they are to whoever calls


@needs_proc
def test_a_dialog_goes_on_whichever_worker_has_the_turn(serving: Start, tmp_path: Path) -> None:
    server = serving("--workers", "2", "--store", store_in(tmp_path))
    assert len(workers_of(server)) == 2
    uuid = uuid_of(server.post(open_dialog("Weather")))
    for _ in range(20):  # connections go to both
        assert json.loads(server.post(turn(uuid)))["return_object"]["uuid"] == uuid
    assert server.admin("GET", f"/sessions/{uuid}")["session"]["turn"] == 20


@posix_only
def test_the_chat_engine_answers_in_all_of_them(two: Start) -> None:
    server = two("--engine-port", "0")
    line = next(one for one in server.read_lines(8) if one.startswith("The chat engine"))
    port = int(line.rpartition(":")[2])
    for _ in range(10):
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
            connection.sendall(json.dumps({"Query": "안녕", "BotType": "TEST"}).encode())
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        assert json.loads(b"".join(parts))["Answer"]


# What happens to them


@posix_only
@needs_proc
def test_one_that_is_killed_is_replaced_and_the_dialogs_go_on(two: Start) -> None:
    server = two()
    uuid = uuid_of(server.post(open_dialog("Hotel")))
    before = workers_of(server)
    os.kill(before[0], signal.SIGKILL)
    server.errors_until(f"(process {before[0]}) was ended by SIGKILL; another takes its place")
    wait_until(lambda: len(workers_of(server)) == 2)
    assert before[0] not in workers_of(server)
    for _ in range(10):
        assert f'"uuid":"{uuid}"' in server.post(turn(uuid))
    assert server.stop()[0] == 0


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@needs_proc
def test_a_signal_ends_all_of_them(two: Start, number: signal.Signals) -> None:
    server = two()
    workers = workers_of(server)
    assert server.stop(number)[0] == 0
    assert not any(map(is_there, workers))


@posix_only
@needs_proc
def test_one_that_does_not_move_is_killed_at_the_end(two: Start) -> None:
    server = two()
    workers = workers_of(server)
    os.kill(workers[0], signal.SIGSTOP)
    assert server.stop()[0] == 0
    assert not any(map(is_there, workers))


WITH_PATIENCE = """
import sys
from mockgenie.workers import team
team._STOPPING_S = 3600.0
from mockgenie.__main__ import main
sys.exit(main())
"""


@posix_only
@needs_proc
def test_a_second_interrupt_waits_for_nobody(write: Write, tmp_path: Path) -> None:
    place, store = write("d/Hotel.yaml", HELLO).parent, store_in(tmp_path)
    options = ("--port", "0", "--workers", "2", "--store", store, "--domains", str(place))
    process = subprocess.Popen(
        [sys.executable, "-c", WITH_PATIENCE, "serve", *options],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=command_environment(PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
    )
    assert process.stdout
    assert process.stdout.readline().startswith("mockgenie listening on ")
    workers = children_of(process.pid)
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)

    def is_over() -> bool:
        process.send_signal(signal.SIGINT)
        return process.poll() is not None

    wait_until(is_over)
    process.communicate(timeout=PATIENCE)
    assert not any(map(is_there, workers))


@posix_only
def test_they_end_with_their_parent_even_if_it_is_killed(two: Start) -> None:
    server = two()
    server.process.kill()
    server.process.wait(PATIENCE)
    wait_until(lambda: is_refused(server.port))


@posix_only
def test_where_nobody_reads_they_end_all_the_same(two: Start) -> None:
    server = two()
    for _ in range(300):
        server.post(open_dialog("Hotel"))
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 0
