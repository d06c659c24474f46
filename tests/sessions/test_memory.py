"""Sessions in memory, with a clock and dice of the test's own."""

from __future__ import annotations

import asyncio
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.sessions import MemorySessions, StoreFull

KEY = "key"


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> MemorySessions[str]:
    """A store of at most three sessions that live for sixty seconds."""
    return MemorySessions(idle_seconds=60, limit=3, clock=clock)


async def test_what_is_opened_can_be_loaded(sessions: MemorySessions[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    assert await sessions.load(uuid, KEY) == "hello"
    assert await sessions.load(uuid, KEY) == "hello"
    assert len(sessions) == 1


async def test_what_is_saved_takes_the_place_of_what_was_there(
    sessions: MemorySessions[str],
) -> None:
    uuid = await sessions.open(KEY, "hello")
    await sessions.save(uuid, "again")
    assert await sessions.load(uuid, KEY) == "again"
    assert len(sessions) == 1


async def test_what_is_closed_is_gone(sessions: MemorySessions[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    assert await sessions.close(uuid, KEY) is True
    assert await sessions.load(uuid, KEY) is None
    assert await sessions.close(uuid, KEY) is False
    assert len(sessions) == 0


@pytest.mark.parametrize("uuid", ["", "1", "617208326861624290", "서울", "\x00"])
async def test_what_was_never_opened_is_unknown(sessions: MemorySessions[str], uuid: str) -> None:
    assert await sessions.load(uuid, KEY) is None
    assert await sessions.close(uuid, KEY) is False
    await sessions.save(uuid, "hello")
    assert await sessions.load(uuid, KEY) is None
    assert len(sessions) == 0


async def test_saving_does_not_bring_back_what_is_closed(sessions: MemorySessions[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    await sessions.close(uuid, KEY)
    await sessions.save(uuid, "again")
    assert await sessions.load(uuid, KEY) is None


async def test_another_keys_session_is_unknown(sessions: MemorySessions[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    assert await sessions.load(uuid, "other") is None
    assert await sessions.close(uuid, "other") is False
    assert await sessions.load(uuid, KEY) == "hello"


async def test_sessions_are_kept_apart(sessions: MemorySessions[str]) -> None:
    first = await sessions.open(KEY, "first")
    second = await sessions.open(KEY, "second")
    assert first != second
    await sessions.save(first, "changed")
    assert await sessions.load(first, KEY) == "changed"
    assert await sessions.load(second, KEY) == "second"


# The limit


async def test_a_full_store_opens_no_more(sessions: MemorySessions[str]) -> None:
    uuids = [await sessions.open(KEY, str(number)) for number in range(3)]
    with pytest.raises(StoreFull):
        await sessions.open(KEY, "3")
    assert len(sessions) == 3
    assert [await sessions.load(uuid, KEY) for uuid in uuids] == ["0", "1", "2"]


async def test_a_closed_session_makes_room(sessions: MemorySessions[str]) -> None:
    uuids = [await sessions.open(KEY, str(number)) for number in range(3)]
    await sessions.close(uuids[1], KEY)
    assert await sessions.load(await sessions.open(KEY, "new"), KEY) == "new"
    with pytest.raises(StoreFull):
        await sessions.open(KEY, "3")


async def test_an_expired_session_makes_room(sessions: MemorySessions[str], clock: Clock) -> None:
    for number in range(3):
        await sessions.open(KEY, str(number))
        clock.now += 10
    clock.now += 35  # the first has been idle for 65 seconds, the second for 55
    assert await sessions.open(KEY, "new")
    with pytest.raises(StoreFull):
        await sessions.open(KEY, "3")


# Idle sessions


async def test_a_session_expires_when_nobody_loads_it(
    sessions: MemorySessions[str], clock: Clock
) -> None:
    uuid = await sessions.open(KEY, "hello")
    clock.now += 59.9
    assert await sessions.load(uuid, KEY) == "hello"
    clock.now += 60.1
    assert await sessions.load(uuid, KEY) is None
    assert await sessions.close(uuid, KEY) is False
    assert len(sessions) == 0


async def test_use_keeps_a_session_alive(sessions: MemorySessions[str], clock: Clock) -> None:
    uuid = await sessions.open(KEY, "hello")
    for _ in range(10):
        clock.now += 50
        assert await sessions.load(uuid, KEY) == "hello"
        await sessions.save(uuid, "hello")


async def test_another_keys_call_does_not_keep_a_session_alive(
    sessions: MemorySessions[str], clock: Clock
) -> None:
    uuid = await sessions.open(KEY, "hello")
    clock.now += 50
    await sessions.load(uuid, "other")
    await sessions.close(uuid, "other")
    clock.now += 50
    assert await sessions.load(uuid, KEY) is None


async def test_a_used_session_outlives_an_older_and_a_younger_idle_one(
    sessions: MemorySessions[str], clock: Clock
) -> None:
    first = await sessions.open(KEY, "first")
    clock.now += 10
    used = await sessions.open(KEY, "used")
    clock.now += 10
    third = await sessions.open(KEY, "third")
    clock.now += 35
    assert await sessions.load(used, KEY) == "used"
    clock.now += 30
    assert await sessions.load(first, KEY) is None
    assert await sessions.load(third, KEY) is None
    assert await sessions.load(used, KEY) == "used"


async def test_saving_does_not_disturb_the_order_of_expiry(
    sessions: MemorySessions[str], clock: Clock
) -> None:
    first = await sessions.open(KEY, "first")
    clock.now += 30
    second = await sessions.open(KEY, "second")
    await sessions.save(first, "first again")
    clock.now += 45
    assert await sessions.load(first, KEY) is None
    assert await sessions.load(second, KEY) == "second"


async def test_expire_tells_how_many_there_were(
    sessions: MemorySessions[str], clock: Clock
) -> None:
    assert await sessions.expire() == 0
    for number in range(3):
        await sessions.open(KEY, str(number))
        clock.now += 20
    assert await sessions.expire() == 1
    assert await sessions.expire() == 0
    clock.now += 1_000
    assert await sessions.expire() == 2
    assert len(sessions) == 0


# The uuids


async def test_a_uuid_has_eighteen_digits_of_which_the_first_is_not_0() -> None:
    bounds: list[int] = []

    def lowest(bound: int) -> int:
        bounds.append(bound)
        return 0

    assert await MemorySessions(draw=lowest).open(KEY, "") == "100000000000000000"
    assert await MemorySessions(draw=lambda bound: bound - 1).open(KEY, "") == "9" * 18
    assert bounds == [900_000_000_000_000_000]


@given(st.integers(0, 9 * 10**17 - 1))
def test_whatever_is_drawn_is_a_uuid(number: int) -> None:
    sessions: MemorySessions[str] = MemorySessions(draw=lambda _: number)
    uuid = asyncio.run(sessions.open(KEY, ""))
    assert len(uuid) == 18
    assert uuid.isascii()
    assert uuid.isdigit()
    assert uuid[0] != "0"


async def test_a_uuid_that_is_taken_is_drawn_again() -> None:
    draws = iter([5, 5, 5, 7, 5, 7, 9])
    sessions: MemorySessions[str] = MemorySessions(draw=lambda _: next(draws))
    uuids = [await sessions.open(KEY, name) for name in ("a", "b", "c")]
    assert uuids == ["100000000000000005", "100000000000000007", "100000000000000009"]
    assert [await sessions.load(uuid, KEY) for uuid in uuids] == ["a", "b", "c"]


async def test_uuids_differ_and_tell_nothing_of_each_other() -> None:
    sessions: MemorySessions[str] = MemorySessions()
    uuids = [await sessions.open(KEY, "") for _ in range(500)]
    assert len(set(uuids)) == 500
    assert len({uuid[:9] for uuid in uuids}) > 450


def test_a_session_in_memory_never_waits() -> None:
    assert MemorySessions.immediate is True


# A law

STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "load", "save", "close", "wait"]), st.integers(0, 4)),
    max_size=40,
)


@given(STEPS)
@settings(max_examples=200)
def test_a_store_behaves_as_a_table_of_times(steps: list[tuple[str, int]]) -> None:
    """Beside the store runs the simplest thing that could be one: uuid to (last use, value)."""

    async def run() -> None:
        clock = Clock()
        sessions: MemorySessions[int] = MemorySessions(60, 3, clock)
        simple: dict[str, tuple[float, int]] = {}
        opened: list[str] = ["nobody"]
        for number, (step, which) in enumerate(steps):
            simple = {u: (t, v) for u, (t, v) in simple.items() if clock.now - t < 60}
            uuid = opened[which % len(opened)]
            if step == "wait":
                clock.now += 7 * (which + 1)
            elif step == "open" and len(simple) == 3:
                with pytest.raises(StoreFull):
                    await sessions.open(KEY, number)
            elif step == "open":
                opened.append(await sessions.open(KEY, number))
                simple[opened[-1]] = (clock.now, number)
            elif step == "load":
                expected = simple[uuid][1] if uuid in simple else None
                assert await sessions.load(uuid, KEY) == expected
                if uuid in simple:
                    simple[uuid] = (clock.now, simple[uuid][1])
            elif step == "save":
                await sessions.save(uuid, number)
                if uuid in simple:
                    simple[uuid] = (simple[uuid][0], number)
            else:
                assert await sessions.close(uuid, KEY) is (simple.pop(uuid, None) is not None)

    asyncio.run(run())


async def test_a_session_may_be_looked_at_without_using_it() -> None:
    now = 0.0
    sessions: MemorySessions[str] = MemorySessions(10, clock=lambda: now)
    uuid = await sessions.open("key", "session")
    now = 6.0
    entry = await sessions.entry(uuid)
    assert entry is not None
    assert (entry.uuid, entry.access_key, entry.session, entry.idle) == (uuid, "key", "session", 6)
    assert [*await sessions.entries()] == [entry]
    now = 11.0
    assert await sessions.entry(uuid) is None
    assert await sessions.entry("617208326861624290") is None


async def test_sessions_that_go_while_all_are_looked_at_are_passed_over() -> None:
    sessions: MemorySessions[str] = MemorySessions()
    first, second, third = [await sessions.open(KEY, name) for name in ("a", "b", "c")]
    entries = await sessions.entries()
    assert next(entries).uuid == first
    await sessions.end(second)
    assert [entry.uuid for entry in entries] == [third]


async def test_sessions_that_come_and_go_take_no_memory() -> None:
    """A table of the last ones is made anew every so often, as large as it is; behind each there is
    a gap that something else has begun to fill when the next one is made."""
    sessions: MemorySessions[str] = MemorySessions()

    async def come_and_go(count: int) -> None:
        for _ in range(count):
            await sessions.close(await sessions.open(KEY, "hello"), KEY)

    await come_and_go(10_500)
    tracemalloc.start()
    try:
        await come_and_go(12_000)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()
