"""What every place that processes share can do: the same tests for each of them, in a real file and
with a real server of Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from mockgenie.stores import Connection, StreamEntry, connect, place_of


@pytest.fixture
async def connection(shared_place: str) -> AsyncIterator[Connection]:
    made = connect(place_of(shared_place))
    yield made
    await made.close()


@pytest.fixture
async def other(shared_place: str) -> AsyncIterator[Connection]:
    """The connection of another process to the same place."""
    made = connect(place_of(shared_place))
    yield made
    await made.close()


async def test_a_place_says_whether_it_can_be_used(connection: Connection) -> None:
    await connection.start()
    await connection.start()


async def test_a_closed_connection_connects_again(connection: Connection) -> None:
    documents = connection.documents("mock")
    version = await documents.swap("a", 0, b"first")
    await connection.close()
    await connection.close()
    assert await documents.read("a") == (version, b"first")


# Documents


async def test_there_is_no_document_at_first(connection: Connection) -> None:
    documents = connection.documents("mock")
    assert await documents.read("a") == (0, None)
    assert await documents.newer("a", 0) is None
    assert await documents.newer("a", 5) == (0, None)


@pytest.mark.parametrize("name", ["a", "", "서울", "a:b*[c]", "x" * 1000])
@pytest.mark.parametrize("content", [b"", b"\x00\xff\r\n", "한국어".encode(), b"x" * 100_000])
async def test_what_is_swapped_is_read(
    connection: Connection, other: Connection, name: str, content: bytes
) -> None:
    version = await connection.documents("mock").swap(name, 0, content)
    assert version
    assert await other.documents("mock").read(name) == (version, content)
    assert await other.documents("mock").newer(name, 0) == (version, content)
    assert await other.documents("mock").newer(name, version) is None
    assert await other.documents("users").read(name) == (0, None)


async def test_only_the_version_that_is_there_is_swapped(connection: Connection) -> None:
    documents = connection.documents("mock")
    first = await documents.swap("a", 0, b"first")
    assert first is not None
    assert await documents.swap("a", 0, b"other") is None
    assert await documents.swap("a", first + 1, b"other") is None
    second = await documents.swap("a", first, b"second")
    assert second not in (None, 0, first)
    assert await documents.swap("a", first, b"other") is None
    assert await documents.read("a") == (second, b"second")


async def test_no_version_comes_twice(connection: Connection) -> None:
    documents = connection.documents("mock")
    seen = set()
    for _ in range(3):
        version = await documents.swap("a", 0, b"first")
        assert version
        assert version not in seen
        seen.add(version)
        assert await documents.swap("a", version, None) == 0
        assert await documents.read("a") == (0, None)
        assert await documents.swap("a", version, b"late") is None


async def test_of_those_who_swap_at_once_one_succeeds(
    connection: Connection, other: Connection
) -> None:
    first, second = connection.documents("mock"), other.documents("mock")
    version = await first.swap("a", 0, b"0")
    for number in range(20):
        assert version is not None
        swaps = [one.swap("a", version, b"%d" % number) for one in (first, second, first, second)]
        done = [new for new in await asyncio.gather(*swaps) if new is not None]
        assert len(done) == 1
        version = done[0]
    assert await first.read("a") == (version, b"19")


async def test_nothing_is_lost_where_each_tries_until_it_succeeds(
    connection: Connection, other: Connection
) -> None:
    async def count(documents: object, times: int) -> None:
        for _ in range(times):
            while True:
                version, content = await documents.read("n")  # type: ignore[attr-defined]
                new = b"%d" % (int(content or b"0") + 1)
                if await documents.swap("n", version, new) is not None:  # type: ignore[attr-defined]
                    break

    both = [one.documents("mock") for one in (connection, other)]
    await asyncio.gather(*(count(one, 25) for one in both for _ in range(2)))
    assert (await both[0].read("n"))[1] == b"100"


async def test_a_set_is_cleared_and_the_others_are_not(connection: Connection) -> None:
    users, mock = connection.documents("users"), connection.documents("mock")
    for name in "abc":
        await users.swap(name, 0, b"x")
    kept = await mock.swap("a", 0, b"x")
    assert await users.clear() == 3
    assert await users.clear() == 0
    assert await users.read("a") == (0, None)
    assert await mock.read("a") == (kept, b"x")


async def test_an_idle_document_is_gone(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000.0
    documents = connection.documents("users", idle_seconds=60)
    monkeypatch.setattr(documents, "_clock", lambda: now)
    first = await documents.swap("a", 0, b"x")
    second = await documents.swap("b", 0, b"x")
    assert first
    assert second
    now += 59
    assert await documents.read("a") == (first, b"x")
    second = await documents.swap("b", second, b"y")
    now += 2
    assert await documents.read("a") == (0, None)
    assert await documents.newer("a", first) == (0, None)
    assert await documents.swap("a", first, b"z") is None
    assert await documents.read("b") == (second, b"y")
    assert await documents.clear() == 1


async def test_idle_documents_do_not_pile_up(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000.0
    documents = connection.documents("users", idle_seconds=60)
    everything = connection.documents("users")
    monkeypatch.setattr(documents, "_clock", lambda: now)
    for number in range(200):
        now += 30
        await documents.swap(str(number), 0, b"x")
    assert await everything.clear() <= 3


# Streams


async def test_a_stream_is_empty_at_first(connection: Connection) -> None:
    stream = connection.stream("journal", 10, 1000)
    assert await stream.read() == []
    assert await stream.number() == 0
    assert await stream.clear() == 0


async def test_what_is_appended_is_read_in_its_order(
    connection: Connection, other: Connection
) -> None:
    mine, theirs = (one.stream("journal", 10, 1000) for one in (connection, other))
    contents = [b"a", b"", b"\x00\xff\r\n", "한국어".encode()]
    numbers = [await one.append(it) for one, it in zip((mine, theirs) * 2, contents, strict=True)]
    assert numbers == [1, 2, 3, 4]
    entries = [StreamEntry(*one) for one in zip(numbers, contents, strict=True)]
    assert await mine.read() == await theirs.read() == entries
    assert await mine.read(since=2) == entries[2:]
    assert await mine.read(before=3) == entries[:2]
    assert await mine.read(since=1, before=4) == entries[1:3]
    assert await mine.read(since=4) == await mine.read(before=1) == await mine.read(before=0) == []
    assert await mine.read(most=2) == entries[:2]
    assert await mine.read(most=2, last=True) == entries[2:]
    assert await mine.read(before=4, most=2, last=True) == entries[1:3]
    assert await mine.read(most=0) == await mine.read(most=0, last=True) == []
    assert await mine.number() == 4


async def test_streams_are_kept_apart(connection: Connection) -> None:
    first, second = connection.stream("a", 10, 1000), connection.stream("b", 10, 1000)
    assert [await first.append(b"x"), await first.append(b"y"), await second.append(b"z")] == [
        1,
        2,
        1,
    ]
    await first.clear()
    assert await second.read() == [StreamEntry(1, b"z")]


async def test_a_stream_forgets_the_first_of_too_many(connection: Connection) -> None:
    stream = connection.stream("journal", 3, 1000)
    for number in range(1, 8):
        assert await stream.append(b"x") == number
    assert [entry.number for entry in await stream.read()] == [5, 6, 7]


async def test_a_stream_forgets_the_first_of_what_is_too_much(connection: Connection) -> None:
    stream = connection.stream("journal", 100, 10)
    for content in (b"xxxx", b"yyyy", b"zzzz", b"", b"12345"):
        await stream.append(content)
    assert await stream.read() == [
        StreamEntry(3, b"zzzz"),
        StreamEntry(4, b""),
        StreamEntry(5, b"12345"),
    ]
    await stream.append(b"x" * 11)
    assert await stream.read() == []
    assert await stream.append(b"again") == 7
    assert await stream.read() == [StreamEntry(7, b"again")]


async def test_a_cleared_stream_goes_on_counting(connection: Connection) -> None:
    stream = connection.stream("journal", 10, 10)
    await asyncio.gather(*(stream.append(b"xx") for _ in range(3)))
    assert await stream.clear() == 3
    assert await stream.read() == []
    assert await stream.number() == 3
    for number in range(4, 9):
        assert await stream.append(b"yy") == number
    assert len(await stream.read()) == 5


async def test_those_who_append_at_once_get_numbers_of_their_own(
    connection: Connection, other: Connection
) -> None:
    streams = [one.stream("journal", 1000, 100_000) for one in (connection, other)]
    numbers = await asyncio.gather(*(streams[n % 2].append(b"%d" % n) for n in range(200)))
    assert sorted(numbers) == [*range(1, 201)]
    contents = {entry.number: entry.content for entry in await streams[0].read()}
    assert contents == {number: b"%d" % n for n, number in enumerate(numbers)}


# What is asked for at once


async def test_who_does_not_wait_any_more_holds_up_nobody(connection: Connection) -> None:
    stream = connection.stream("journal", 1000, 100_000)
    tasks = [asyncio.create_task(stream.append(b"x")) for _ in range(10)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    numbers = [await task for task in tasks[1::2]]
    assert numbers == [2, 4, 6, 8, 10]
    assert await stream.number() == 10


async def test_closing_does_what_has_been_asked_for(
    connection: Connection, other: Connection
) -> None:
    stream = connection.stream("journal", 1000, 100_000)
    tasks = [asyncio.create_task(stream.append(b"x")) for _ in range(10)]
    await asyncio.sleep(0)
    await connection.close()
    assert await asyncio.gather(*tasks) == [*range(1, 11)]
    assert await other.stream("journal", 1000, 100_000).number() == 10
