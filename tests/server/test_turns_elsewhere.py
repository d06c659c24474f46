"""Sessions that another process leads, or ends, in the middle of a turn."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from mockgenie.dialog import Session
from mockgenie.server import Settings
from mockgenie.sessions import MemorySessions, SessionVersion
from tests.server.admin.calling import until
from tests.server.calls import opening, outcome, saying, uuid_of
from tests.server.http_bytes import post
from tests.server.live import live
from tests.support import NO_LINGER, PATIENCE


class Contested(MemorySessions[Session]):
    """A store in which something happens to a session just before it is saved or closed."""

    immediate = False

    def __init__(self, *happens: Callable[[Contested, str], Awaitable[object]]) -> None:
        super().__init__()
        self.happens = [*happens]

    async def save(self, uuid: str, version: SessionVersion, session: Session) -> bool:
        if self.happens:
            await self.happens.pop(0)(self, uuid)
        return await super().save(uuid, version, session)

    async def close(
        self, uuid: str, access_key: str, version: SessionVersion | None = None
    ) -> bool:
        if self.happens:
            await self.happens.pop(0)(self, uuid)
        return await super().close(uuid, access_key, version)


async def lead(store: Contested, uuid: str) -> None:
    """Another process makes a turn, in which the user has named a city."""
    kept = await store.entry(uuid)
    assert kept is not None
    slots = {**kept.session.slots, "Weather.city": ("부산",)}
    session = replace(kept.session, slots=slots, turn=kept.session.turn + 1)
    assert await MemorySessions.save(store, uuid, kept.version, session)


async def end(store: Contested, uuid: str) -> None:
    """Another process ends the session."""
    assert await store.end(uuid)


async def test_a_turn_is_made_again_from_what_another_process_has_saved() -> None:
    store = Contested(lead, lead)
    async with live(sessions=store) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        answer = outcome(await server.exchange(post(saying("오늘 날씨 알려줘", uuid))))
        assert answer == "dialog 오늘 부산은 비입니다."
        kept = await store.entry(uuid)
        assert kept is not None
        assert kept.session.turn == 3


async def test_a_turn_in_a_session_that_has_ended_meanwhile_has_no_session() -> None:
    async with live(sessions=Contested(end)) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        answer = outcome(await server.exchange(post(saying("오늘 날씨 알려줘", uuid))))
        assert answer == "400 One or more arguments are not valid"


async def test_the_last_turn_is_made_again_from_what_another_process_has_saved() -> None:
    store = Contested()
    async with live(sessions=store) as server:
        uuid = uuid_of(await server.exchange(post(opening("Steps"))))
        for _ in range(7):
            await server.exchange(post(saying("다음", uuid)))
        store.happens += [lead, lead]
        answer = outcome(await server.exchange(post(saying("다음", uuid))))
        assert answer == "end 여덟"
        assert store.happens == []
        assert await store.entry(uuid) is None
        assert await store.absence(uuid, "k") == "closed"


async def test_a_change_is_made_again_from_what_another_process_has_saved() -> None:
    store = Contested(lead)
    async with live(sessions=store) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        kept = await server.server.dialogs.change(uuid, lambda session: replace(session, count=7))
        assert kept is not None
        assert (kept.session.count, kept.session.turn) == (7, 1)
        store.happens.append(end)
        assert await server.server.dialogs.change(uuid, lambda session: session) is None


async def test_a_turn_is_made_though_its_client_has_gone() -> None:
    is_made, has_gone = asyncio.Event(), asyncio.Event()

    async def wait(_: Contested, __: str) -> None:
        is_made.set()
        await has_gone.wait()

    store = Contested()
    async with live(sessions=store) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        store.happens.append(wait)
        async with server.connect() as connection:
            connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            await connection.send(post(saying("오늘 날씨 알려줘", uuid)))
            await asyncio.wait_for(is_made.wait(), PATIENCE)
        assert server.runner.server is not None
        await until(lambda: not server.runner.server.connections)
        has_gone.set()
        answer = outcome(await server.exchange(post(saying("서울", uuid))))
        assert answer == "dialog 오늘 서울은 맑음입니다."
        kept = await store.entry(uuid)
        assert kept is not None
        assert kept.session.turn == 2


async def test_what_comes_while_a_turn_is_waited_for_is_answered_behind_it() -> None:
    is_made, has_come = asyncio.Event(), asyncio.Event()

    async def wait(_: Contested, __: str) -> None:
        is_made.set()
        await has_come.wait()

    store = Contested()
    async with live(Settings(keep_alive=True), sessions=store) as server:
        uuid = uuid_of(await server.exchange(post(opening(), "Connection: close")))
        store.happens.append(wait)
        async with server.connect() as connection:
            await connection.send(post(saying("오늘 날씨 알려줘", uuid)))
            await asyncio.wait_for(is_made.wait(), PATIENCE)
            await connection.send(post(saying("서울", uuid)))
            has_come.set()
            assert outcome(await connection.answer()) == "dialog 어느 도시인가요?"
            assert outcome(await connection.answer()) == "dialog 오늘 서울은 맑음입니다."
            await connection.send(post(saying("오늘 날씨 알려줘", uuid)))
            assert outcome(await connection.answer()) == "dialog 어느 도시인가요?"
