"""What every place where sessions live can do: the same tests for each of them."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockgenie.sessions import SessionStore, StoreFull
from tests.open_sessions import entries_of
from tests.sessions.conftest import Clock, MakeSessions

S = TypeVar("S")
KEY = "key"


async def load(sessions: SessionStore[S], uuid: str, access_key: str = KEY) -> S | None:
    """The session, without the state that it is in."""
    loaded = await sessions.load(uuid, access_key)
    return None if loaded is None else loaded[0]


async def put(sessions: SessionStore[S], uuid: str, session: S) -> bool:
    """Save, whatever state the session is in."""
    entry = await sessions.entry(uuid)
    return await sessions.save(uuid, entry.version if entry else "no version", session)


async def count(sessions: SessionStore[S]) -> int:
    """How many sessions there are."""
    return len(await entries_of(sessions))


async def test_what_is_opened_can_be_loaded(sessions: SessionStore[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    assert await load(sessions, uuid) == "hello"
    assert await load(sessions, uuid) == "hello"
    assert await count(sessions) == 1


async def test_what_is_saved_takes_the_place_of_what_was_there(
    sessions: SessionStore[str],
) -> None:
    uuid = await sessions.open(KEY, "hello")
    await put(sessions, uuid, "again")
    assert await load(sessions, uuid) == "again"
    assert await count(sessions) == 1


async def test_what_is_closed_is_gone(sessions: SessionStore[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    assert await sessions.close(uuid, KEY) is True
    assert await load(sessions, uuid) is None
    assert await sessions.close(uuid, KEY) is False
    assert await count(sessions) == 0


@pytest.mark.parametrize("uuid", ["", "1", "617208326861624290", "서울", "\x00"])
async def test_what_was_never_opened_is_unknown(sessions: SessionStore[str], uuid: str) -> None:
    assert await load(sessions, uuid) is None
    assert await sessions.close(uuid, KEY) is False
    await put(sessions, uuid, "hello")
    assert await load(sessions, uuid) is None
    assert await count(sessions) == 0


async def test_saving_does_not_bring_back_what_is_closed(sessions: SessionStore[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    await sessions.close(uuid, KEY)
    await put(sessions, uuid, "again")
    assert await load(sessions, uuid) is None


async def test_another_keys_session_is_unknown(sessions: SessionStore[str]) -> None:
    uuid = await sessions.open(KEY, "hello")
    assert await load(sessions, uuid, "other") is None
    assert await sessions.close(uuid, "other") is False
    assert await load(sessions, uuid) == "hello"


async def test_sessions_are_kept_apart(sessions: SessionStore[str]) -> None:
    first = await sessions.open(KEY, "first")
    second = await sessions.open(KEY, "second")
    assert first != second
    await put(sessions, first, "changed")
    assert await load(sessions, first) == "changed"
    assert await load(sessions, second) == "second"


# The limit


async def test_a_full_store_opens_no_more(sessions: SessionStore[str]) -> None:
    uuids = [await sessions.open(KEY, str(number)) for number in range(3)]
    with pytest.raises(StoreFull):
        await sessions.open(KEY, "3")
    assert await count(sessions) == 3
    assert [await load(sessions, uuid) for uuid in uuids] == ["0", "1", "2"]


async def test_a_closed_session_makes_room(sessions: SessionStore[str]) -> None:
    uuids = [await sessions.open(KEY, str(number)) for number in range(3)]
    await sessions.close(uuids[1], KEY)
    assert await load(sessions, await sessions.open(KEY, "new")) == "new"
    with pytest.raises(StoreFull):
        await sessions.open(KEY, "3")


async def test_an_expired_session_makes_room(sessions: SessionStore[str], clock: Clock) -> None:
    for number in range(3):
        await sessions.open(KEY, str(number))
        clock.now += 10
    clock.now += 35  # the first has been idle for 65 seconds, the second for 55
    assert await sessions.open(KEY, "new")
    with pytest.raises(StoreFull):
        await sessions.open(KEY, "3")


# Idle sessions


async def test_a_session_expires_when_nobody_loads_it(
    sessions: SessionStore[str], clock: Clock
) -> None:
    uuid = await sessions.open(KEY, "hello")
    clock.now += 59.9
    assert await load(sessions, uuid) == "hello"
    clock.now += 60.1
    assert await load(sessions, uuid) is None
    assert await sessions.close(uuid, KEY) is False
    assert await count(sessions) == 0


async def test_use_keeps_a_session_alive(sessions: SessionStore[str], clock: Clock) -> None:
    uuid = await sessions.open(KEY, "hello")
    for _ in range(10):
        clock.now += 50
        assert await load(sessions, uuid) == "hello"
        await put(sessions, uuid, "hello")


async def test_another_keys_call_does_not_keep_a_session_alive(
    sessions: SessionStore[str], clock: Clock
) -> None:
    uuid = await sessions.open(KEY, "hello")
    clock.now += 50
    await load(sessions, uuid, "other")
    await sessions.close(uuid, "other")
    clock.now += 50
    assert await load(sessions, uuid) is None


async def test_a_used_session_outlives_an_older_and_a_younger_idle_one(
    sessions: SessionStore[str], clock: Clock
) -> None:
    first = await sessions.open(KEY, "first")
    clock.now += 10
    used = await sessions.open(KEY, "used")
    clock.now += 10
    third = await sessions.open(KEY, "third")
    clock.now += 35
    assert await load(sessions, used) == "used"
    clock.now += 30
    assert await load(sessions, first) is None
    assert await load(sessions, third) is None
    assert await load(sessions, used) == "used"


async def test_saving_does_not_disturb_the_order_of_expiry(
    sessions: SessionStore[str], clock: Clock
) -> None:
    first = await sessions.open(KEY, "first")
    clock.now += 30
    second = await sessions.open(KEY, "second")
    await put(sessions, first, "first again")
    clock.now += 45
    assert await load(sessions, first) is None
    assert await load(sessions, second) == "second"


async def test_expire_tells_how_many_there_were(sessions: SessionStore[str], clock: Clock) -> None:
    assert await sessions.expire() == 0
    for number in range(3):
        await sessions.open(KEY, str(number))
        clock.now += 20
    assert await sessions.expire() == 1
    assert await sessions.expire() == 0
    clock.now += 1_000
    assert await sessions.expire() == 2
    assert await count(sessions) == 0


# The uuids


async def test_a_uuid_has_eighteen_digits_of_which_the_first_is_not_0(
    make_sessions: MakeSessions,
) -> None:
    bounds: list[int] = []

    def lowest(bound: int) -> int:
        bounds.append(bound)
        return 0

    assert await make_sessions(draw=lowest).open(KEY, "") == "100000000000000000"
    assert await make_sessions(draw=lambda bound: bound - 1).open(KEY, "") == "9" * 18
    assert bounds == [900_000_000_000_000_000]


async def test_a_uuid_that_is_taken_is_drawn_again(make_sessions: MakeSessions) -> None:
    draws = iter([5, 5, 5, 7, 5, 7, 9])
    sessions = make_sessions(draw=lambda _: next(draws))
    uuids = [await sessions.open(KEY, name) for name in ("a", "b", "c")]
    assert uuids == ["100000000000000005", "100000000000000007", "100000000000000009"]
    assert [await load(sessions, uuid) for uuid in uuids] == ["a", "b", "c"]


async def test_uuids_differ_and_tell_nothing_of_each_other(make_sessions: MakeSessions) -> None:
    sessions = make_sessions()
    uuids = await asyncio.gather(*(sessions.open(KEY, "") for _ in range(500)))
    assert len(set(uuids)) == 500
    assert len({uuid[:9] for uuid in uuids}) > 450


# At once


async def test_a_session_that_was_saved_meanwhile_is_not_saved(
    sessions: SessionStore[str],
) -> None:
    uuid = await sessions.open(KEY, "0")
    first, second = await sessions.load(uuid, KEY), await sessions.load(uuid, KEY)
    assert first is not None
    assert second is not None
    assert await sessions.save(uuid, first[1], "1") is True
    assert await sessions.save(uuid, second[1], "other") is False
    assert await sessions.close(uuid, KEY, second[1]) is False
    assert await load(sessions, uuid) == "1"
    loaded = await sessions.load(uuid, KEY)
    assert loaded is not None
    assert await sessions.close(uuid, KEY, loaded[1]) is True
    assert await sessions.save(uuid, loaded[1], "2") is False


async def test_a_session_that_was_saved_twice_is_in_another_state(
    sessions: SessionStore[list[str]],
) -> None:
    """Even where it looks the same again."""
    uuid = await sessions.open(KEY, ["0"])
    loaded = await sessions.load(uuid, KEY)
    assert loaded is not None
    await put(sessions, uuid, ["1"])
    await put(sessions, uuid, ["0"])
    assert await sessions.save(uuid, loaded[1], ["2"]) is False


# Why, and who else


async def test_it_is_known_why_a_session_is_not_there(
    sessions: SessionStore[str], clock: Clock
) -> None:
    closed, ended, idle = [await sessions.open(KEY, "hello") for _ in range(3)]
    assert await sessions.absence(idle, "other") == "another key"
    assert await sessions.absence("617208326861624290", KEY) == "unknown"
    assert await sessions.absence("nonsense", KEY) == "unknown"
    assert await sessions.close(closed, KEY) is True
    assert await sessions.end(ended) is True
    assert await sessions.end(ended) is False
    clock.now += 61
    assert await sessions.absence(idle, KEY) == "expired"
    assert await sessions.absence(closed, KEY) == "closed"
    assert await sessions.absence(ended, KEY) == "closed"
    await sessions.clear()
    assert await sessions.absence(closed, KEY) == "unknown"


async def test_clearing_tells_how_many_there_were(
    sessions: SessionStore[str], clock: Clock
) -> None:
    assert await sessions.clear() == 0
    await sessions.open(KEY, "idle")
    clock.now += 61
    uuids = [await sessions.open(KEY, "hello") for _ in range(2)]
    assert await sessions.clear() == 2
    assert await entries_of(sessions) == []
    assert [await load(sessions, uuid) for uuid in uuids] == [None, None]
    assert await sessions.clear() == 0


async def test_a_session_may_be_looked_at_without_using_it(
    make_sessions: MakeSessions, clock: Clock
) -> None:
    sessions = make_sessions(idle_seconds=10, clock=clock)
    uuid = await sessions.open("key", "session")
    clock.now += 6
    entry = await sessions.entry(uuid)
    assert entry is not None
    assert (entry.uuid, entry.access_key, entry.session, entry.idle) == (uuid, "key", "session", 6)
    assert await entries_of(sessions) == [entry]
    clock.now += 5
    assert await sessions.entry(uuid) is None
    assert await sessions.entry("617208326861624290") is None
    assert await sessions.entry("nonsense") is None


async def test_sessions_come_in_the_order_of_their_use(
    sessions: SessionStore[str], clock: Clock
) -> None:
    first, second, third = [await sessions.open(KEY, name) for name in ("a", "b", "c")]
    clock.now += 1
    await sessions.load(first, KEY)
    clock.now += 1
    await put(sessions, second, "b again")
    clock.now += 1
    await sessions.load(third, KEY)
    entries = await entries_of(sessions)
    assert [(one.uuid, one.session, one.idle) for one in entries] == [
        (second, "b again", 3),
        (first, "a", 2),
        (third, "c", 0),
    ]


@pytest.mark.parametrize("access_key", ["", "키", "a" * 1000, "\ud800", "\x00"])
async def test_an_access_key_is_any_text(sessions: SessionStore[str], access_key: str) -> None:
    uuid = await sessions.open(access_key, "hello")
    assert await load(sessions, uuid, access_key) == "hello"
    assert await load(sessions, uuid, access_key + "x") is None
    entry = await sessions.entry(uuid)
    assert entry is not None
    assert entry.access_key == access_key


async def test_whoever_listens_hears_what_happens(
    sessions: SessionStore[str], clock: Clock
) -> None:
    heard: list[tuple[str, str]] = []
    sessions.listener = lambda uuid, change: heard.append((uuid, change))
    first, second, third = [await sessions.open(KEY, name) for name in ("a", "b", "c")]
    await put(sessions, first, "a again")
    loaded = await sessions.load(first, KEY)
    assert loaded is not None
    await sessions.save(first, "no such version", "a once more")
    await sessions.close(first, KEY)
    await sessions.end(second)
    clock.now += 61
    await sessions.expire()
    await sessions.clear()
    await sessions.open(KEY, "d")
    await sessions.clear()
    assert heard[:3] == [(first, "opened"), (second, "opened"), (third, "opened")]
    assert heard[3:7] == [
        (first, "changed"),
        (first, "closed"),
        (second, "closed"),
        (third, "expired"),
    ]
    assert heard[8:] == [("", "closed")]


# A law

STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "load", "save", "close", "wait"]), st.integers(0, 4)),
    max_size=40,
)


@pytest.mark.slow
@given(STEPS)
@settings(max_examples=60, suppress_health_check=[*HealthCheck])
async def test_a_store_behaves_as_a_table_of_times(
    sessions: SessionStore[str], clock: Clock, steps: list[tuple[str, int]]
) -> None:
    """Beside the store runs the simplest thing that could be one: uuid to (last use, value)."""
    await sessions.clear()
    simple: dict[str, tuple[float, str]] = {}
    opened: list[str] = ["nobody"]
    for number, (step, which) in enumerate(steps):
        simple = {u: (t, v) for u, (t, v) in simple.items() if clock.now - t < 60}
        uuid, value = opened[which % len(opened)], str(number)
        if step == "wait":
            clock.now += 7 * (which + 1)
        elif step == "open" and len(simple) == 3:
            with pytest.raises(StoreFull):
                await sessions.open(KEY, value)
        elif step == "open":
            opened.append(await sessions.open(KEY, value))
            simple[opened[-1]] = (clock.now, value)
        elif step == "load":
            assert await load(sessions, uuid) == (simple[uuid][1] if uuid in simple else None)
            if uuid in simple:
                simple[uuid] = (clock.now, simple[uuid][1])
        elif step == "save":
            assert await put(sessions, uuid, value) is (uuid in simple)
            if uuid in simple:
                simple[uuid] = (simple[uuid][0], value)
        else:
            assert await sessions.close(uuid, KEY) is (simple.pop(uuid, None) is not None)
