"""Workers, the store, and all at once die in the middle of ten thousand turns: every turn that was
answered is kept, nobody gets anything that is not documented, and the service comes back."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.serving import Serving
from tests.redis_servers import PROGRAM, WHY_NOT, running
from tests.server.talking import Talk, write_domain
from tests.support import PATIENCE, free_port

CHILDREN = f"/proc/{os.getpid()}/task/{os.getpid()}/children"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not Path(CHILDREN).exists(), reason="the system does not tell who is whose child"
    ),
]
needs_redis = pytest.mark.skipif(PROGRAM is None, reason=WHY_NOT)

TURNS = 10_000
USERS = 20


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Serving]]:
    """Starts two workers that serve the domain of the talks, at a store."""
    place = str(write_domain(tmp_path))
    started: list[Serving] = []

    def start(store: str, port: int = 0) -> Serving:
        options = ("--host", "127.0.0.1", "--port", str(port), "--quiet", "--no-reload")
        started.append(Serving(*options, "--workers", "2", "--store", store, "--domains", place))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate(timeout=PATIENCE)


def workers_of(server: Serving) -> list[int]:
    """The processes of the workers, the oldest first."""
    pid = server.process.pid
    return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


async def both_are_back(server: Serving) -> None:
    until = time.monotonic() + PATIENCE
    while len(workers_of(server)) < 2:
        assert time.monotonic() < until
        await asyncio.sleep(0.01)


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def check_kept(talk: Talk, server: Serving) -> None:
    """Every answered turn is in the store, and none was made twice: what is not answered may have
    been made, and nothing else."""
    for user in talk.users:
        kept = server.admin("GET", f"/sessions/{user.uuid}")["session"]
        assert user.answered == TURNS // USERS
        assert user.answered <= kept["turn"] <= user.answered + user.doubtful
        assert kept["slots"] == {"Ticket.number": [f"{user.answered}호"]}


@needs_redis
async def test_workers_and_redis_die_in_the_middle_of_ten_thousand_turns(
    start: Callable[..., Serving], tmp_path: Path
) -> None:
    folder = tmp_path / "redis"
    folder.mkdir()
    with running(folder, appendonly="yes", appendfsync="always") as redis:
        server = start(f"{redis.url}?timeout=1")
        talk = Talk(server.port, TURNS)

        async def kill_one() -> None:
            await both_are_back(server)
            kill(workers_of(server)[0])

        async def kill_both() -> None:
            await both_are_back(server)
            kill(*workers_of(server))

        async def cut() -> None:
            await asyncio.to_thread(redis.cut)

        async def restart() -> None:
            await asyncio.to_thread(redis.kill)
            await asyncio.to_thread(redis.start)

        async def pause() -> None:
            redis.pause()
            try:
                refused = talk.refused
                await asyncio.sleep(5)  # what happens, not a wait for something
                until = time.monotonic() + PATIENCE
                while talk.refused == refused:
                    assert time.monotonic() < until, "nobody is answered while Redis does nothing"
                    await asyncio.sleep(0.01)
            finally:
                redis.go_on()

        await talk.open(USERS)
        await talk.lead(kill_one, cut, restart, kill_one, pause, cut, kill_both, restart)
        await both_are_back(server)
        check_kept(talk, server)


async def test_everything_dies_in_the_middle_of_ten_thousand_turns_in_a_file(
    start: Callable[..., Serving], tmp_path: Path
) -> None:
    store, port = f"sqlite:{tmp_path / 'store.db'}", free_port()
    servers = [start(store, port)]
    talk = Talk(port, TURNS)

    async def kill_one() -> None:
        await both_are_back(servers[-1])
        kill(workers_of(servers[-1])[0])

    async def kill_everything() -> None:
        await both_are_back(servers[-1])
        workers = workers_of(servers[-1])
        kill(servers[-1].process.pid, *workers)
        await asyncio.to_thread(servers[-1].process.wait, PATIENCE)
        servers.append(await asyncio.to_thread(start, store, port))

    await talk.open(USERS)
    await talk.lead(kill_one, kill_everything, kill_one, kill_everything)
    await both_are_back(servers[-1])
    check_kept(talk, servers[-1])
    assert talk.unanswered > 0
