"""One turn of a session at a time, in the order in which they arrive."""

from __future__ import annotations

import asyncio

import pytest

from mockgenie.sessions import Turns
from tests.support import PATIENCE


class Log:
    """What happened, and gates that turns wait at until the test opens them."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.lines: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    async def turn(self, uuid: str, name: str) -> None:
        gate = self.gates.setdefault(name, asyncio.Event())
        async with self.turns.of(uuid):
            self.lines.append(f"{name} begins")
            await gate.wait()
            self.lines.append(f"{name} ends")

    def start(self, uuid: str, name: str) -> asyncio.Task[None]:
        self.gates[name] = asyncio.Event()
        return asyncio.create_task(self.turn(uuid, name))

    def open(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()


@pytest.fixture
def log() -> Log:
    return Log()


async def settle() -> None:
    """Let everything happen that can happen without the test."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_turn_alone_begins_at_once(log: Log) -> None:
    task = log.start("1", "a")
    await settle()
    assert log.lines == ["a begins"]
    log.open("a")
    await task
    assert log.lines == ["a begins", "a ends"]


async def test_turns_of_a_session_follow_one_another_in_order(log: Log) -> None:
    tasks = [log.start("1", name) for name in "abc"]
    await settle()
    assert log.lines == ["a begins"]
    log.open("c", "b")
    await settle()
    assert log.lines == ["a begins"]
    log.open("a")
    await asyncio.gather(*tasks)
    assert log.lines == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


async def test_turns_of_other_sessions_are_not_held_up(log: Log) -> None:
    held = log.start("1", "a")
    await settle()
    log.gates["b"] = asyncio.Event()
    log.open("b")
    await asyncio.wait_for(log.turn("2", "b"), PATIENCE)
    assert log.lines == ["a begins", "b begins", "b ends"]
    log.open("a")
    await held


async def test_a_turn_that_fails_lets_the_next_begin(log: Log) -> None:
    async def fail() -> None:
        async with log.turns.of("1"):
            await asyncio.sleep(0)
            raise ValueError("a turn that fails")

    failing = asyncio.create_task(fail())
    following = log.start("1", "b")
    log.open("b")
    with pytest.raises(ValueError, match="a turn that fails"):
        await failing
    await asyncio.wait_for(following, PATIENCE)
    assert log.lines == ["b begins", "b ends"]


async def test_a_turn_that_is_cancelled_lets_the_next_begin(log: Log) -> None:
    first, second = log.start("1", "a"), log.start("1", "b")
    await settle()
    first.cancel()
    log.open("b")
    await asyncio.wait_for(second, PATIENCE)
    assert log.lines == ["a begins", "b begins", "b ends"]


async def test_a_waiting_turn_that_is_cancelled_is_left_out(log: Log) -> None:
    first, second, third = (log.start("1", name) for name in "abc")
    await settle()
    second.cancel()
    await settle()
    log.open("a", "c")
    await asyncio.wait_for(asyncio.gather(first, third), PATIENCE)
    assert second.cancelled()
    assert log.lines == ["a begins", "a ends", "c begins", "c ends"]


async def test_all_waiting_turns_may_be_cancelled(log: Log) -> None:
    first, *others = (log.start("1", name) for name in "abc")
    await settle()
    for other in others:
        other.cancel()
    log.open("a")
    await asyncio.wait_for(first, PATIENCE)
    later = log.start("1", "d")
    log.open("d")
    await asyncio.wait_for(later, PATIENCE)
    assert log.lines == ["a begins", "a ends", "d begins", "d ends"]


async def test_a_turn_cancelled_just_when_it_may_begin_passes_it_on(log: Log) -> None:
    first, second, third = (log.start("1", name) for name in "abc")
    await settle()
    log.open("a", "c")
    while not first.done():
        await asyncio.sleep(0)
    # The second turn has been let in but has not run yet.
    second.cancel()
    await asyncio.wait_for(third, PATIENCE)
    assert log.lines[-2:] == ["c begins", "c ends"]
    assert log.lines.count("c begins") == 1


async def test_a_session_may_take_any_number_of_turns(log: Log) -> None:
    for number in range(1_000):
        log.gates[str(number)] = gate = asyncio.Event()
        gate.set()
    await asyncio.wait_for(
        asyncio.gather(*(log.turn("1", str(number)) for number in range(1_000))), PATIENCE
    )
    expected = [f"{number} {word}" for number in range(1_000) for word in ("begins", "ends")]
    assert log.lines == expected


async def test_nothing_is_kept_of_sessions_whose_turns_are_over(log: Log) -> None:
    before = dict(vars(log.turns)["_waiting"])
    for number in range(10):
        log.gates["a"] = asyncio.Event()
        log.open("a")
        await log.turn(str(number), "a")
    assert vars(log.turns)["_waiting"] == before == {}
