"""Sessions that several processes share: what is more than in memory."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.sessions import SessionStore, StoreFull, StoreGarbled, sessions_in
from mockgenie.sessions.table import AT_ONCE, ENDED_REMEMBERED
from mockgenie.stores import connect, place_of
from tests.open_sessions import entries_of
from tests.redis_servers import LossyRedis, RedisServer
from tests.sessions.conftest import Clock, JsonCodec, MakeSessions
from tests.sessions.counting import KEY, count_up
from tests.support import PATIENCE

Spoil = Callable[[str, str, bytes], None]
"""Writes something else into a field (`kept` or `version`) of a session."""


@pytest.fixture
def spoil(shared_place: str, request: pytest.FixtureRequest) -> Spoil:
    def spoil(uuid: str, field: str, value: bytes) -> None:
        place = place_of(shared_place)
        if place.kind == "redis":
            server: RedisServer = request.getfixturevalue("redis_server")
            written = value.decode("latin-1")
            assert server.ask("HSET", f"mockgenie:session:{uuid}", field, written) == b":0\r\n"
            return
        database = sqlite3.connect(place.target)
        with database:
            done = database.execute(
                f"UPDATE sessions SET {field} = ? WHERE uuid = ?", (value, int(uuid))
            )
            assert done.rowcount == 1
        database.close()

    return spoil


async def test_another_process_goes_on_with_a_session(make_shared: MakeSessions) -> None:
    first, second = make_shared(), make_shared()
    assert first.immediate is second.immediate is False
    uuid = await first.open(KEY, ["hello"])
    loaded = await second.load(uuid, KEY)
    assert loaded is not None
    assert loaded[0] == ["hello"]
    assert await second.save(uuid, loaded[1], ["again"])
    assert await first.save(uuid, loaded[1], ["late"]) is False
    assert await first.close(uuid, KEY, loaded[1]) is False
    assert [entry.session for entry in await entries_of(first)] == [["again"]]
    assert await second.close(uuid, KEY)
    assert await first.load(uuid, KEY) is None
    assert await first.absence(uuid, KEY) == "closed"


async def test_a_session_survives_those_who_made_it(
    make_shared: MakeSessions, shared_place: str
) -> None:
    uuid = await make_shared().open(KEY, "hello")
    connection = connect(place_of(shared_place))
    await connection.start()
    await connection.close()
    loaded = await make_shared().load(uuid, KEY)
    assert loaded is not None
    assert loaded[0] == "hello"


async def test_turns_at_once_are_made_one_after_the_other(make_shared: MakeSessions) -> None:
    stores = [make_shared(), make_shared()]
    uuid = await stores[0].open(KEY, 0)
    await asyncio.gather(*(count_up(stores[n % 2], uuid, 10) for n in range(6)))
    loaded = await stores[0].load(uuid, KEY)
    assert loaded is not None
    assert loaded[0] == 60


@pytest.mark.slow
async def test_turns_of_two_processes_at_once_are_made_one_after_the_other(
    make_shared: MakeSessions, shared_place: str
) -> None:
    sessions = make_shared()
    uuids = [await sessions.open(KEY, 0) for _ in range(2)]
    command = [sys.executable, "-m", "tests.sessions.counting", shared_place]
    processes = [
        subprocess.Popen([*command, uuid, "100"], cwd=Path(__file__).parents[2])
        for uuid in uuids * 2
    ]
    for process in processes:
        assert await asyncio.to_thread(process.wait, PATIENCE) == 0
    loaded = [await sessions.load(uuid, KEY) for uuid in uuids]
    assert [one[0] for one in loaded if one] == [200, 200]


async def test_no_more_are_opened_than_are_allowed_whoever_opens_them(
    make_shared: MakeSessions, clock: Clock
) -> None:
    stores = [make_shared(limit=10, clock=clock, idle_seconds=60) for _ in range(2)]
    opened = await asyncio.gather(
        *(stores[n % 2].open(KEY, n) for n in range(16)), return_exceptions=True
    )
    assert sum(isinstance(one, StoreFull) for one in opened) == 6
    clock.now += 61
    assert await stores[0].open(KEY, 0)


@pytest.mark.slow
async def test_many_idle_ones_make_room(make_shared: MakeSessions, clock: Clock) -> None:
    many = 2 * AT_ONCE + 50
    sessions = make_shared(limit=many, clock=clock, idle_seconds=60)
    await asyncio.gather(*(sessions.open(KEY, n) for n in range(many)))
    clock.now += 61
    first = await sessions.open(KEY, 0)
    assert [entry.uuid for entry in await entries_of(sessions)] == [first]
    assert await sessions.clear() == 1


async def test_all_idle_ones_expire(make_shared: MakeSessions, clock: Clock) -> None:
    many = 2 * AT_ONCE + 50
    sessions = make_shared(clock=clock, idle_seconds=60)
    await asyncio.gather(*(sessions.open(KEY, n) for n in range(many)))
    assert len(await entries_of(sessions)) == many
    clock.now += 61
    assert await entries_of(sessions) == []
    assert await sessions.clear() == 0
    await asyncio.gather(*(sessions.open(KEY, n) for n in range(many)))
    clock.now += 61
    assert await sessions.expire() == many


@pytest.mark.slow
async def test_how_sessions_ended_is_not_remembered_for_ever(make_shared: MakeSessions) -> None:
    sessions = make_shared()
    first = await sessions.open(KEY, 0)
    await sessions.end(first)
    last = first
    for _ in range(10):
        uuids = await asyncio.gather(
            *(sessions.open(KEY, 0) for _ in range(ENDED_REMEMBERED // 10))
        )
        assert await sessions.absence(first, KEY) == "closed"
        await asyncio.gather(*map(sessions.end, uuids))
        last = uuids[-1]
    assert await sessions.absence(last, KEY) == "closed"
    assert await sessions.absence(first, KEY) == "unknown"


async def test_the_order_of_many_is_that_of_their_use(
    make_shared: MakeSessions, clock: Clock
) -> None:
    sessions = make_shared(clock=clock)
    uuids = []
    for number in range(1200):
        clock.now += 0.001
        uuids.append(asyncio.ensure_future(sessions.open(KEY, number)))
        await asyncio.sleep(0)
    opened = await asyncio.gather(*uuids)
    assert [entry.uuid for entry in await entries_of(sessions)] == opened


# Formats


async def test_a_session_of_an_older_release_is_read(make_shared: MakeSessions) -> None:
    uuid = await make_shared(codec=JsonCodec(1)).open(KEY, "hello")
    newer = make_shared(codec=JsonCodec(2))
    loaded = await newer.load(uuid, KEY)
    assert loaded is not None
    assert loaded[0] == "hello"
    assert await newer.save(uuid, loaded[1], "again")
    assert [entry.session for entry in await entries_of(newer)] == ["again"]


async def test_one_that_cannot_be_read_any_more_has_ended(make_shared: MakeSessions) -> None:
    older, newer = make_shared(codec=JsonCodec(1)), make_shared(codec=JsonCodec(3, oldest=2))
    uuid = await older.open(KEY, "hello")
    assert await newer.entry(uuid) is None
    assert await entries_of(newer) == []
    assert await newer.load(uuid, KEY) is None
    assert await newer.absence(uuid, KEY) == "older release"
    assert await older.load(uuid, KEY) is None


async def test_one_of_a_newer_release_is_left_alone(make_shared: MakeSessions) -> None:
    older, newer = make_shared(codec=JsonCodec(1)), make_shared(codec=JsonCodec(2))
    uuid = await newer.open(KEY, "hello")
    assert await older.load(uuid, KEY) is None
    assert await older.absence(uuid, KEY) == "newer release"
    assert await older.absence(uuid, "other") == "another key"
    assert await older.entry(uuid) is None
    assert await entries_of(older) == []
    loaded = await newer.load(uuid, KEY)
    assert loaded is not None
    assert loaded[0] == "hello"


# Garbage


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kept", b""),
        ("kept", b"\x00"),
        ("kept", b"\x00\x01"),
        ("kept", b"\x00\x00[]"),
        ("kept", b"\x00\x01{no json"),
        ("version", b"x"),
        ("version", b""),
    ],
)
async def test_what_is_no_session_is_garbled(
    make_shared: MakeSessions, spoil: Spoil, field: str, value: bytes
) -> None:
    sessions = make_shared()
    uuid, other = await sessions.open(KEY, "hello"), await sessions.open(KEY, "sound")
    spoil(uuid, field, value)
    with pytest.raises(StoreGarbled, match=uuid):
        await sessions.load(uuid, KEY)
    with pytest.raises(StoreGarbled, match=uuid):
        await sessions.entry(uuid)
    assert [entry.uuid for entry in await entries_of(sessions)] == [other]
    assert await sessions.end(uuid) is True
    assert await sessions.load(uuid, KEY) is None


# Redis alone


async def test_a_session_that_redis_has_dropped_is_unknown(
    redis_server: RedisServer, make_shared: MakeSessions, shared_place: str
) -> None:
    """As it may where its memory is full, and it is told to drop what it can."""
    if place_of(shared_place).kind != "redis":
        pytest.skip("SQLite drops nothing")
    sessions = make_shared()
    uuid = await sessions.open(KEY, "hello")
    assert redis_server.ask("DEL", f"mockgenie:session:{uuid}") == b":1\r\n"
    assert await sessions.load(uuid, KEY) is None
    assert await sessions.absence(uuid, KEY) == "unknown"
    assert await sessions.clear() == 0


@pytest.mark.slow
async def test_what_was_done_is_not_done_again_when_its_answer_was_lost(
    redis_server: RedisServer,
) -> None:
    direct_connection = connect(place_of(redis_server.place))
    direct: SessionStore[str] = sessions_in(direct_connection, JsonCodec(), 60, 2, lambda: 1000.0)
    lossy = LossyRedis(redis_server, b"unmistakable")
    async with lossy as url:
        connection = connect(place_of(f"{url}?timeout={PATIENCE:g}"))
        sessions: SessionStore[str] = sessions_in(connection, JsonCodec(), 60, 2, lambda: 1000.0)
        uuid = await sessions.open("unmistakable", "hello")
        assert lossy.cuts == 0
        assert [entry.uuid for entry in await entries_of(direct)] == [uuid]
        loaded = await sessions.load(uuid, "unmistakable")
        assert loaded is not None
        lossy.cuts = 1
        assert await sessions.save(uuid, loaded[1], "unmistakable") is True
        assert lossy.cuts == 0
        again = await direct.load(uuid, "unmistakable")
        assert again is not None
        assert again[0] == "unmistakable"
        assert await sessions.save(uuid, loaded[1], "other") is False
        lossy.cuts = 1
        assert await sessions.close(uuid, "unmistakable") is True
        assert lossy.cuts == 0
        assert await direct.absence(uuid, KEY) == "closed"
        assert await sessions.close(uuid, "unmistakable") is False
        await connection.close()
    await direct_connection.close()
