"""What is particular to Redis."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from mockgenie.stores import StoreGarbled, StoreUnreachable, StoreUnwritable, place_of
from tests.redis_servers import LossyRedis, RedisServer, running
from tests.support import free_port

pytest.importorskip("redis", reason='the extra redis is not installed ("mockgenie[redis]")')

from redis.asyncio.connection import AbstractConnection

from mockgenie.stores.redis import RedisConnection
from mockgenie.stores.script import Script

pytestmark = pytest.mark.slow  # a large family


@pytest.fixture
async def connection(redis_server: RedisServer) -> AsyncIterator[RedisConnection]:
    made = RedisConnection(place_of(redis_server.place))
    yield made
    await made.close()


@pytest.fixture
def own_server(shared_redis: RedisServer, tmp_path: Path) -> Iterator[RedisServer]:
    """A server that a test may stop."""
    with running(tmp_path, appendonly="yes", appendfsync="always") as server:
        yield server


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    connection = RedisConnection(place_of(f"redis://me:secret@127.0.0.1:{free_port()}"))
    with pytest.raises(StoreUnreachable) as error:
        await connection.start()
    assert str(error.value).startswith("redis://me:***@127.0.0.1:")
    assert "secret" not in str(error.value)
    await connection.close()


async def test_a_server_that_does_not_answer_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        connection = RedisConnection(place_of(f"redis://127.0.0.1:{port}?timeout=0.05"))
        with pytest.raises(StoreUnreachable, match=r"no answer within 0\.05 seconds"):
            await connection.start()
        await connection.close()


async def test_what_is_no_redis_is_garbled() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        connection = RedisConnection(place_of(f"redis://127.0.0.1:{port}"))
        with pytest.raises(StoreGarbled):
            await connection.start()
        await connection.close()


async def test_a_database_that_there_is_not_is_unreachable(redis_server: RedisServer) -> None:
    connection = RedisConnection(place_of(f"{redis_server.url}/99"))
    with pytest.raises(StoreUnreachable, match="DB index"):
        await connection.start()
    await connection.close()


async def test_a_password_is_needed_where_there_is_one(
    shared_redis: RedisServer, tmp_path: Path
) -> None:
    with running(tmp_path, requirepass="secret") as server:
        url = server.url.replace("redis://", "redis://{}@")
        right = RedisConnection(place_of(url.format(":secret") + "?timeout=60"))
        await right.start()
        await right.close()
        for wrong in (url.format(":other"), server.url):
            connection = RedisConnection(place_of(wrong))
            with pytest.raises(StoreUnreachable):
                await connection.start()
            await connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such sockets")
async def test_a_socket_of_this_machine_is_a_place(shared_redis: RedisServer) -> None:
    folder = Path(tempfile.mkdtemp(prefix="r"))  # the path of a socket has to be short
    try:
        with running(folder, unixsocket=str(folder / "s")):
            connection = RedisConnection(place_of(f"unix://{folder / 's'}?db=3"))
            await connection.start()
            assert await connection.stream("a", 10, 1000).append(b"x") == 1
            await connection.close()
    finally:
        shutil.rmtree(folder)


async def test_a_full_server_takes_nothing(
    connection: RedisConnection, redis_server: RedisServer
) -> None:
    redis_server.ask("CONFIG", "SET", "maxmemory", "1")
    try:
        with pytest.raises(StoreUnwritable, match="maxmemory"):
            await connection.stream("a", 10, 1000).append(b"x")
    finally:
        redis_server.ask("CONFIG", "SET", "maxmemory", "0")
    assert await connection.stream("a", 10, 1000).append(b"x") == 1


async def test_a_key_of_another_kind_is_garbled(
    connection: RedisConnection, redis_server: RedisServer
) -> None:
    redis_server.ask("SET", "mockgenie:docs:mock", "something")
    with pytest.raises(StoreGarbled, match="WRONGTYPE"):
        await connection.documents("mock").read("a")
    assert await connection.documents("users").read("a") == (0, None)


async def test_one_server_keeps_things_of_several(redis_server: RedisServer) -> None:
    first = RedisConnection(place_of(f"{redis_server.url}?prefix=first:&timeout=60"))
    second = RedisConnection(place_of(f"{redis_server.url}?prefix=second:&timeout=60"))
    version = await first.documents("mock").swap("a", 0, b"x")
    assert await second.documents("mock").read("a") == (0, None)
    await second.documents("mock").clear()
    assert await first.documents("mock").read("a") == (version, b"x")
    await first.close()
    await second.close()


async def test_scripts_that_were_forgotten_are_sent_again(
    connection: RedisConnection, redis_server: RedisServer
) -> None:
    stream = connection.stream("a", 100, 1000)
    await stream.append(b"x")
    assert redis_server.ask("SCRIPT", "FLUSH") == b"+OK\r\n"
    assert await asyncio.gather(*(stream.append(b"x") for _ in range(3))) == [2, 3, 4]


async def test_what_is_asked_for_in_one_tick_goes_out_together(
    connection: RedisConnection, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await connection.start()
    sizes: list[int] = []
    send = AbstractConnection.send_packed_command

    async def counted(self: AbstractConnection, commands: bytes, **options: bool) -> None:
        sizes.append(commands.count(b"EVAL"))
        await send(self, commands, **options)

    monkeypatch.setattr(AbstractConnection, "send_packed_command", counted)
    stream = connection.stream("a", 100, 1000)
    await asyncio.gather(*(stream.append(b"x") for _ in range(50)))
    assert sizes == [50]


async def test_what_is_read_more_than_once_in_one_tick_is_asked_once(
    connection: RedisConnection, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    redis_server.ask("SET", "mockgenie:a", "x")
    await connection.start()
    sent: list[bytes] = []
    send = AbstractConnection.send_packed_command

    async def noted(self: AbstractConnection, commands: bytes, **options: bool) -> None:
        sent.append(commands)
        await send(self, commands, **options)

    monkeypatch.setattr(AbstractConnection, "send_packed_command", noted)
    first, second = connection.read("GET", "a"), connection.read("GET", "a")
    first.cancel()  # who does not wait any more takes nothing from the others
    assert await second == b"x"
    assert await connection.read("GET", "a") == b"x"
    assert sent == [b"*2\r\n$3\r\nGET\r\n$11\r\nmockgenie:a\r\n"] * 2


async def test_what_is_read_is_asked_again_where_the_connection_is_cut(
    connection: RedisConnection, redis_server: RedisServer
) -> None:
    lossy = LossyRedis(redis_server, b"unmistakable")
    async with lossy as url:
        lossy.cuts = 1
        through = RedisConnection(place_of(f"{url}?timeout=60"))
        assert await through.read("GET", "unmistakable") is None
        assert lossy.cuts == 0
        await through.close()


async def test_a_connection_that_is_lost_twice_is_unreachable(redis_server: RedisServer) -> None:
    lossy = LossyRedis(redis_server, b"unmistakable")
    async with lossy as url:
        lossy.cuts = 2
        connection = RedisConnection(place_of(f"{url}?timeout=60"))
        with pytest.raises(StoreUnreachable):
            await connection.stream("a", 100, 1000).append(b"unmistakable")
        assert await connection.stream("a", 100, 1000).append(b"x") == 2
        await connection.close()


async def test_what_is_no_answer_in_the_middle_of_others_is_garbled() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while command := await reader.read(10_000):
            is_script = b"EVAL" in command
            writer.write(b"+OK\r\n@\r\n" if is_script else b"+OK\r\n" * command.count(b"*"))

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        connection = RedisConnection(place_of(f"redis://127.0.0.1:{port}?timeout=60"))
        script = Script("return 1")
        with pytest.raises(StoreGarbled):
            await asyncio.gather(connection.run(script), connection.read("GET", "a"))
        await connection.close()


async def test_a_connection_that_is_cut_is_made_again(
    connection: RedisConnection, redis_server: RedisServer
) -> None:
    stream = connection.stream("a", 100, 1000)
    for number in range(1, 4):
        assert await stream.append(b"x") == number
        redis_server.cut()


async def test_an_answer_that_was_lost_is_given_again(redis_server: RedisServer) -> None:
    """It has been done, and is not done twice."""
    direct = RedisConnection(place_of(redis_server.place))
    documents, stream = direct.documents("mock"), direct.stream("a", 100, 1000)
    version = await documents.swap("a", 0, b"0")
    assert version is not None
    lossy = LossyRedis(redis_server, b"unmistakable")
    async with lossy as url:
        connection = RedisConnection(place_of(f"{url}?timeout=60"))
        new = await connection.documents("mock").swap("a", version, b"unmistakable")
        assert lossy.cuts == 0
        assert new is not None
        assert await documents.read("a") == (new, b"unmistakable")
        lossy.cuts = 1
        number = await connection.stream("a", 100, 1000).append(b"unmistakable")
        assert lossy.cuts == 0
        assert [entry.number for entry in await stream.read()] == [number] == [1]
        await connection.close()
    await direct.close()


async def test_after_a_restart_it_goes_on(own_server: RedisServer) -> None:
    connection = RedisConnection(place_of(own_server.place))
    stream = connection.stream("a", 100, 1000)
    assert await stream.append(b"x") == 1
    own_server.kill()
    with pytest.raises(StoreUnreachable):
        await stream.append(b"lost")
    own_server.start()
    assert await stream.append(b"y") == 2
    assert [entry.content for entry in await stream.read()] == [b"x", b"y"]
    await connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is paused there")
async def test_a_pause_is_waited_for_and_not_for_ever(
    own_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = RedisConnection(place_of(own_server.place))
    stream = connection.stream("a", 100, 1000)
    assert await stream.append(b"x") == 1
    own_server.pause()
    try:
        with monkeypatch.context() as patched:
            patched.setattr(connection, "_timeout", 0.2)
            with pytest.raises(StoreUnreachable, match=r"no answer within 0\.2 seconds"):
                await stream.append(b"y")
    finally:
        own_server.go_on()
    assert await stream.append(b"z") >= 2
    await connection.close()


async def test_what_cannot_be_written_fails_alone(connection: RedisConnection) -> None:
    documents = connection.documents("mock")
    results = await asyncio.gather(
        documents.swap("a", 0, b"x"),
        documents.swap("\ud800", 0, b"x"),
        documents.read("b"),
        return_exceptions=True,
    )
    assert isinstance(results[0], int)
    assert isinstance(results[1], UnicodeEncodeError)
    assert results[2] == (0, None)


async def test_a_script_that_is_wrong_says_so(connection: RedisConnection) -> None:
    with pytest.raises(StoreUnreachable, match="something is wrong"):
        await connection.run(Script("return redis.error_reply('ERR something is wrong')"))
    assert await connection.run(Script("return ARGV[1] .. KEYS[1]"), "a") == b"amockgenie:"


async def test_nobody_waits_for_ever_where_the_connection_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        connection = RedisConnection(place_of(f"redis://127.0.0.1:{port}?timeout=60"))
        before = asyncio.all_tasks()
        answer = connection.read("GET", "a")
        await asyncio.sleep(0)
        for exchanging in asyncio.all_tasks() - before:
            exchanging.cancel()  # as asyncio.run does at its end
        with pytest.raises(StoreUnreachable, match="given up"):
            await answer
        await connection.close()
