"""Workers are started, kept running and stopped together, whatever happens to one of them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from mockgenie.sockets import open_socket_sets
from mockgenie.workers import Orders, WorkerEnded, Workers, team
from tests.support import PATIENCE, is_refused, wait_until

pytestmark = pytest.mark.slow  # each test starts processes of its own

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals are not the same there")

HELPER = "tests.workers.helper"


class Crew:
    """Workers of the helper, and what has come from them."""

    def __init__(self) -> None:
        self.shown: asyncio.Queue[str] = asyncio.Queue()
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.said: asyncio.Queue[str] = asyncio.Queue()
        self.workers: Workers | None = None

    async def _show(self, text: str) -> None:
        self.shown.put_nowait(text)

    async def start(self, *orders: Orders) -> dict[int, int]:
        """Start a worker for each of `orders`; their processes by their numbers."""
        self.workers = Workers(
            HELPER, orders, self._show, self.told.put_nowait, self.said.put_nowait
        )
        texts = await asyncio.wait_for(self.workers.start(), PATIENCE)
        return dict(tuple(map(int, text.split())) for text in texts)  # type: ignore[misc]


@pytest.fixture
async def crew() -> AsyncIterator[Crew]:
    made = Crew()
    yield made
    if made.workers is not None:
        await made.workers.stop()


async def next_of(queue: asyncio.Queue[str]) -> str:
    return await asyncio.wait_for(queue.get(), PATIENCE)


def doors(count: int) -> tuple[int, list[list[socket.socket]]]:
    """A port, and the sockets of it for so many workers."""
    sets = open_socket_sets("127.0.0.1", 0, count)
    return sets[0][0].getsockname()[1], sets


def asks(port: int) -> tuple[int, int]:
    """The number and the process of the worker that answers at a port."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        number, pid = connection.recv(100).split()
    return int(number), int(pid)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


async def test_each_has_its_orders_and_its_sockets(crew: Crew) -> None:
    port, sets = doors(2)
    pids = await crew.start(*(Orders("", {"door": one}) for one in sets))
    assert sorted(pids) == [1, 2]
    assert os.getpid() not in pids.values()
    number, pid = await asyncio.to_thread(asks, port)
    assert pids[number] == pid


async def test_all_that_one_sends_comes_in_the_pieces_in_which_it_was_sent(crew: Crew) -> None:
    await crew.start(Orders("talks", {}))
    assert await next_of(crew.shown) == "여러 줄\nin one piece of 1\n"
    assert await next_of(crew.shown) == "x" * 300_000


async def test_what_is_said_on_standard_error_is_told(crew: Crew) -> None:
    await crew.start(Orders("talks", {}))
    told = ""
    while not all(line in told for line in ("printed by mistake", "하나\n둘")):
        told += await next_of(crew.told) + "\n"
        if "하나" in told:  # what is printed by mistake comes at the end of the process
            assert crew.workers is not None
            await crew.workers.stop()


@posix_only
async def test_another_takes_the_place_of_one_that_was_killed(crew: Crew) -> None:
    port, (sockets,) = doors(1)
    pids = await crew.start(Orders("", {"door": sockets}))
    os.kill(pids[1], signal.SIGKILL)
    said = await next_of(crew.said)
    assert said == f"worker 1 (process {pids[1]}) was ended by SIGKILL; another takes its place"
    # Whoever comes meanwhile waits: the parent keeps the socket.
    number, pid = await asyncio.to_thread(asks, port)
    assert number == 1
    assert pid != pids[1]


async def test_those_that_die_soon_are_waited_for_longer_and_longer(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "_LONG_LIFE_S", 3600.0)
    monkeypatch.setattr(team, "_FIRST_DELAY_S", 0.01)
    monkeypatch.setattr(team, "_MOST_DELAY_S", 0.03)
    await crew.start(Orders("dies soon", {}))
    ends = [(await next_of(crew.said)).partition("; ")[2] for _ in range(5)]
    assert ends == [
        "another takes its place",
        "another takes its place in 0.01 seconds",
        "another takes its place in 0.02 seconds",
        "another takes its place in 0.03 seconds",
        "another takes its place in 0.03 seconds",
    ]


async def test_one_that_has_lived_long_is_not_waited_for(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "_LONG_LIFE_S", 0.0)
    monkeypatch.setattr(team, "_FIRST_DELAY_S", 3600.0)
    await crew.start(Orders("dies soon", {}))
    for _ in range(3):
        said = await next_of(crew.said)
        assert said.endswith("has ended with exit code 1; another takes its place")


async def test_where_one_cannot_begin_the_start_fails(crew: Crew) -> None:
    with pytest.raises(WorkerEnded, match=r"worker 2 \(process \d+\) has ended with exit code 3"):
        await crew.start(Orders("", {}), Orders("dies at once", {}))
    assert await next_of(crew.told) == "no, I will not"


@posix_only
async def test_all_end_together_and_say_what_they_still_have_to_say(crew: Crew) -> None:
    pids = await crew.start(Orders("says good-bye", {}), Orders("says good-bye", {}))
    assert crew.workers is not None
    await crew.workers.stop()
    assert [crew.shown.get_nowait() for _ in pids] == ["good-bye", "good-bye"]
    assert not any(map(is_running, pids.values()))
    assert crew.said.empty()


@posix_only
async def test_one_that_does_not_end_is_killed(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team, "_STOPPING_S", 0.1)
    pids = await crew.start(Orders("is deaf", {}))
    assert crew.workers is not None
    await crew.workers.stop()
    wait_until(lambda: not is_running(pids[1]))


async def test_they_end_while_another_is_waited_for(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "_LONG_LIFE_S", 3600.0)
    monkeypatch.setattr(team, "_FIRST_DELAY_S", 3600.0)
    monkeypatch.setattr(team, "_MOST_DELAY_S", 3600.0)
    await crew.start(Orders("dies soon", {}))
    assert not (await next_of(crew.said)).endswith("seconds")
    assert (await next_of(crew.said)).endswith("in 3600 seconds")
    assert crew.workers is not None
    await asyncio.wait_for(crew.workers.stop(), PATIENCE)


PARENT = f"""
import asyncio, signal, sys
from mockgenie.sockets import open_socket_sets
from mockgenie.workers import Orders, Workers

async def show(text): pass

def interrupted(): print("interrupted", flush=True)

async def main():
    sets = open_socket_sets("127.0.0.1", 0, 2)
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, interrupted)
    workers = Workers({HELPER!r}, [Orders("", {{"door": one}}) for one in sets], show, print, print)
    print(sets[0][0].getsockname()[1], *(await workers.start()), flush=True)
    for one in sets:
        for sock in one:
            sock.close()
    await asyncio.to_thread(sys.stdin.read)
    await workers.stop()

asyncio.run(main())
"""


class Family:
    """A parent in a process and a group of its own, and its two workers."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PARENT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )
        assert self.process.stdout
        self.port, *numbers = map(int, self.process.stdout.readline().split())
        self.pids = numbers[1::2]

    def __enter__(self) -> Family:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


@posix_only
def test_they_end_when_their_parent_is_killed() -> None:
    with Family() as family:
        assert asks(family.port)[1] in family.pids
        family.process.kill()
        family.process.wait(PATIENCE)
        wait_until(lambda: is_refused(family.port))


@posix_only
def test_an_interrupt_from_the_terminal_is_the_parents_alone() -> None:
    with Family() as family:
        os.killpg(family.process.pid, signal.SIGINT)
        assert family.process.stdout
        assert family.process.stdout.readline() == "interrupted\n"
        assert all(map(is_running, family.pids))
        family.process.communicate("", timeout=PATIENCE)
        assert not any(map(is_running, family.pids))
