"""What is particular to sessions in memory."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from mockgenie.sessions import MemorySessions, Packing, StoreFull
from tests.open_sessions import entries_of
from tests.sessions.conftest import Clock

KEY = "key"


def test_a_session_in_memory_never_waits() -> None:
    assert MemorySessions.immediate is True


@given(st.integers(0, 9 * 10**17 - 1))
def test_whatever_is_drawn_is_a_uuid(number: int) -> None:
    sessions: MemorySessions[str] = MemorySessions(draw=lambda _: number)
    uuid = asyncio.run(sessions.open(KEY, ""))
    assert len(uuid) == 18
    assert uuid.isascii()
    assert uuid.isdigit()
    assert uuid[0] != "0"


async def test_a_page_looks_its_sessions_up_when_one_comes_to_them() -> None:
    sessions: MemorySessions[str] = MemorySessions()
    first, second, third = [await sessions.open(KEY, name) for name in ("a", "b", "c")]
    async for page in sessions.pages():
        assert next(page).uuid == first
        await sessions.end(second)
        assert [entry.uuid for entry in page] == [third]


@pytest.mark.slow
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


# At rest


class Stand(Struct, frozen=True):
    """A session of some size."""

    text: str
    turn: int = 0


def resting(limit: int = 100_000, unpacked: int = 1) -> MemorySessions[Stand]:
    """A store in which all sessions but the ones used last are at rest."""
    return MemorySessions(limit=limit, packing=Packing(Stand), unpacked=unpacked)


@pytest.mark.parametrize(
    "session",
    [
        Stand(""),
        Stand("서울"),
        Stand("x" * 639, 7),
        Stand("서울 " * 1_000, 2**63),
        Stand("half a pair: \ud83d", 3),
        Stand("a number that is too large", 2**70),
    ],
    ids=lambda session: session.text[:20],
)
async def test_a_session_comes_back_from_rest_as_it_was(session: Stand) -> None:
    sessions = resting()
    uuids = [await sessions.open(KEY, session) for _ in range(3)]
    assert [entry.session for entry in await entries_of(sessions)] == [session] * 3
    for uuid in uuids:
        loaded = await sessions.load(uuid, KEY)
        assert loaded is not None
        assert loaded[0] == session


async def test_the_sessions_that_were_used_last_stay_as_they_are() -> None:
    sessions = resting(unpacked=2)
    first, second, third = Stand("a"), Stand("b"), Stand("c")
    uuids = [await sessions.open(KEY, session) for session in (first, second, third)]
    loaded = await sessions.load(uuids[1], KEY)
    assert loaded is not None
    assert loaded[0] is second
    woken = await sessions.load(uuids[0], KEY)
    assert woken is not None
    assert woken[0] == first
    assert woken[0] is not first
    again = await sessions.load(uuids[0], KEY)
    assert again is not None
    assert again[0] is woken[0]
    assert [entry.session for entry in await entries_of(sessions)] == [third, second, first]


async def test_a_session_that_has_come_to_rest_is_changed_where_its_state_is_known() -> None:
    sessions = resting()
    first = await sessions.open(KEY, Stand("a"))
    loaded = await sessions.load(first, KEY)
    second = await sessions.open(KEY, Stand("b"))
    assert loaded is not None
    assert not await sessions.save(first, loaded[1], Stand("c"))  # it has gone to rest since
    entry = await sessions.entry(first)
    assert entry is not None
    assert await sessions.save(first, entry.version, Stand("c", 1))
    assert not await sessions.save(first, entry.version, Stand("d"))
    assert [(one.uuid, one.session) for one in await entries_of(sessions)] == [
        (first, Stand("c", 1)),
        (second, Stand("b")),
    ]


async def test_another_key_does_not_wake_a_session() -> None:
    sessions = resting()
    first, second = await sessions.open(KEY, Stand("a")), await sessions.open(KEY, Stand("b"))
    assert await sessions.load(first, "other") is None
    assert await sessions.absence(first, "other") == "another key"
    assert [entry.uuid for entry in await entries_of(sessions)] == [first, second]


async def test_sessions_at_rest_count_as_open_ones_do() -> None:
    sessions = resting(limit=3)
    uuids = [await sessions.open(KEY, Stand("")) for _ in range(3)]
    with pytest.raises(StoreFull):
        await sessions.open(KEY, Stand(""))
    assert await sessions.end(uuids[0])
    assert not await sessions.end(uuids[0])
    assert await sessions.close(uuids[1], KEY)
    assert len(sessions) == 1
    await sessions.open(KEY, Stand(""))
    assert await sessions.clear() == 2
    assert await entries_of(sessions) == []


@pytest.mark.slow
async def test_sessions_that_were_used_and_have_expired_leave_no_memory_behind(
    clock: Clock,
) -> None:
    sessions = MemorySessions[Stand](60, 100_000, clock, packing=Packing(Stand))

    async def come_and_go() -> None:
        for number in range(100_000):
            uuid = await sessions.open(f"key {number % 3}", Stand("안녕하세요. " * 10))
            loaded = await sessions.load(uuid, f"key {number % 3}")
            assert loaded is not None
            session, version = loaded
            assert await sessions.save(uuid, version, Stand(session.text + "!", 1))
        assert len(sessions) == 100_000
        clock.now += 61
        assert await sessions.expire() == 100_000

    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        await come_and_go()
        gc.collect()  # Python keeps some thousand tuples for later
        left, most = tracemalloc.get_traced_memory()
        assert left - before < 100_000
        assert most - before < 100_000 * 1_024
    finally:
        tracemalloc.stop()


async def test_access_keys_are_kept_once_and_forgotten_again() -> None:
    sessions = resting()
    tracemalloc.start()
    try:
        for number in range(5_000):
            await sessions.end(await sessions.open(f"{number}" * 200, Stand("")))
        assert tracemalloc.get_traced_memory()[0] < 2_000_000
    finally:
        tracemalloc.stop()
