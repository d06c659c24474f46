"""What is particular to sessions in memory."""

from __future__ import annotations

import asyncio
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from mockgenie.sessions import MemorySessions

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
