"""The setting `store`: a server whose sessions are in a place that processes share."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

import mockgenie
from mockgenie.server import SERVER, Settings
from mockgenie.sessions import MemorySessions, StoreGarbled, StoreUnreachable
from mockgenie.stores.sqlite import SqliteConnection
from mockgenie.testing import serve
from tests.redis_servers import RedisServer
from tests.server.calls import call, opening, outcome, saying, uuid_of
from tests.server.http_bytes import post
from tests.server.live import Live, live
from tests.support import free_port

UNREACHABLE = "500 ETRI service server connection refused"


async def say(server: Live, uuid: str, text: str) -> str:
    return outcome(await server.exchange(post(saying(text, uuid))))


async def test_a_dialog_goes_on_when_the_server_is_started_again(shared_place: str) -> None:
    async with live(Settings(store=shared_place)) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        assert await say(server, uuid, "서울 날씨 알려줘") == "dialog 언제인가요?"
    async with live(Settings(store=shared_place)) as server:
        assert await say(server, uuid, "오늘") == "dialog 오늘 서울은 맑음입니다."
        assert outcome(await server.exchange(post(call("close_dialog", uuid=uuid))))
        assert await say(server, uuid, "오늘") == "400 One or more arguments are not valid"


async def test_turns_of_one_session_at_two_servers_are_made_one_after_the_other(
    shared_place: str,
) -> None:
    steps = ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟")
    settings = Settings(store=shared_place)
    async with live(settings) as first, live(settings) as second:
        for _ in range(5):
            uuid = uuid_of(await first.exchange(post(opening("Steps"))))
            turns = [say((first, second)[n % 2], uuid, "다음") for n in range(len(steps))]
            said = [one.split()[1] for one in await asyncio.gather(*turns)]
            assert sorted(said) == sorted(steps)


async def test_a_server_says_when_its_store_cannot_be_reached(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pytest.importorskip("redis")
    store = f"redis://:secret@127.0.0.1:{free_port()}"
    async with live(Settings(store=store)) as server:
        assert outcome(await server.exchange(post(opening()))) == UNREACHABLE
    (first, *_) = (one.getMessage() for one in caplog.records)
    begins = "the store cannot be reached; until it can, requests are answered "
    assert first.startswith(begins + UNREACHABLE)
    assert "secret" not in caplog.text


@pytest.mark.slow
async def test_a_server_goes_on_when_its_store_is_there(
    redis_server: RedisServer, tmp_path: Path
) -> None:
    server_of_redis = RedisServer(tmp_path)
    async with live(Settings(store=server_of_redis.place)) as server:
        assert outcome(await server.exchange(post(opening()))) == UNREACHABLE
        try:
            server_of_redis.start()
            assert outcome(await server.exchange(post(opening()))).startswith("start ")
        finally:
            server_of_redis.kill()
        assert outcome(await server.exchange(post(opening()))) == UNREACHABLE


@pytest.mark.slow
async def test_a_session_that_is_none_is_a_recipient_failure(redis_server: RedisServer) -> None:
    async with live(Settings(store=redis_server.place)) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        redis_server.ask("HSET", f"mockgenie:session:{uuid}", "kept", "\0\1garbage")
        assert await say(server, uuid, "오늘") == "500 Recipient Failure"
        closed = outcome(await server.exchange(post(call("close_dialog", uuid=uuid))))
        assert "500" not in closed


@pytest.mark.slow
async def test_what_the_store_does_not_take_is_a_reply_failure(redis_server: RedisServer) -> None:
    async with live(Settings(store=redis_server.place)) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        redis_server.ask("CONFIG", "SET", "maxmemory", "1")
        try:
            assert await say(server, uuid, "서울 날씨 알려줘") == "500 Unknown ReplyFailure"
        finally:
            redis_server.ask("CONFIG", "SET", "maxmemory", "0")
        assert await say(server, uuid, "서울 날씨 알려줘") == "dialog 언제인가요?"


async def test_what_the_disk_does_not_take_is_a_reply_failure(tmp_path: Path) -> None:
    store = f"sqlite:{tmp_path / 'store.db'}"
    async with live(Settings(store=store)) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        connection = server.server.connection
        assert isinstance(connection, SqliteConnection)

        def fill(database: sqlite3.Connection) -> None:
            database.execute("PRAGMA query_only=1")

        await connection.run(fill, writes=False)
        assert await say(server, uuid, "서울 날씨 알려줘") == "500 Unknown ReplyFailure"
        assert await say(server, uuid, "서울 날씨 알려줘") == "dialog 언제인가요?"


async def test_it_is_said_that_another_release_has_kept_a_session(tmp_path: Path) -> None:
    kept, why = b"\x7f\xff\x80", "a newer mockgenie has kept the session in a form that this"
    async with live(Settings(store=f"sqlite:{tmp_path / 'store.db'}")) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        connection = server.server.connection
        assert isinstance(connection, SqliteConnection)
        await connection.run(
            lambda database: database.execute("UPDATE sessions SET kept = ?", (kept,)).rowcount
        )
        assert await say(server, uuid, "오늘") == "400 One or more arguments are not valid"
        answer = await server.server.answering.answer(saying("오늘", uuid).encode())
        assert answer.why == f"{why} one cannot read: {uuid}"


async def test_an_application_has_a_store(shared_place: str, aiohttp_client: Any) -> None:
    for expected in ("언제", "오늘"):
        app = mockgenie.create_app(store=shared_place)
        assert not isinstance(app[SERVER].sessions, MemorySessions)
        client: TestClient[Any, Any] = await aiohttp_client(app)
        entries = [one async for page in app[SERVER].sessions.pages() for one in page]
        uuid = entries[0].uuid if entries else ""
        if not uuid:
            answer = await client.post("/Dialog", data=opening())
            uuid = json.loads(await answer.text())["return_object"]["uuid"]
        text = "서울 날씨 알려줘" if expected == "언제" else "오늘"
        answer = await client.post("/Dialog", data=saying(text, uuid))
        assert expected in await answer.text()
        await client.close()


def test_a_server_for_tests_has_a_store(shared_place: str) -> None:
    with serve(store=shared_place) as first, serve(store=shared_place) as second:
        assert len(first.sessions) == len(second.sessions) == 0


def test_in_memory_there_is_no_connection() -> None:
    server = mockgenie.create_app()[SERVER]
    assert server.connection is None
    assert isinstance(server.sessions, MemorySessions)


@pytest.mark.parametrize("store", ["nowhere", "sqlite:", "redis://", 5])
def test_what_is_no_store_is_refused(store: object) -> None:
    with pytest.raises(ValueError, match=r"^store: "):
        mockgenie.create_app(store=store)


async def test_a_file_that_cannot_be_used_lets_no_application_start(
    tmp_path: Path, aiohttp_client: Any
) -> None:
    place = tmp_path / "file"
    with pytest.raises(StoreUnreachable, match="there is no folder"):
        await aiohttp_client(mockgenie.create_app(store=f"sqlite:{place / 'store.db'}"))
    place.write_bytes(b"something else, which is no database" * 100)
    with pytest.raises(StoreGarbled, match="not a database"):
        await aiohttp_client(mockgenie.create_app(store=f"sqlite:{place}"))


@pytest.mark.slow
async def test_the_password_of_a_store_is_told_to_nobody(
    redis_server: RedisServer, aiohttp_client: Any
) -> None:
    redis_server.ask("ACL", "SETUSER", "me", "on", ">secret", "~*", "+@all")
    store = redis_server.place.replace("//", "//me:secret@")
    client: TestClient[Any, Any] = await aiohttp_client(mockgenie.create_app(store=store))
    for answer in (
        await client.get("/__mockgenie/settings"),
        await client.patch("/__mockgenie/settings", json={"max_text": 100}),
    ):
        assert answer.status == 200
        told = await answer.json()
        assert told["store"] == redis_server.url.replace("//", "//me:***@")
    await client.close()


@pytest.mark.slow
def test_memory_imports_nothing_of_the_others() -> None:
    program = (
        "import sys, mockgenie.server\n"
        "mockgenie.server.Server({})\n"
        "print({'redis', 'sqlite3', 'mockgenie.server.sharing'} & {*sys.modules})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done
