"""Answers that a fault keeps from arriving as they should, on real connections."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from mockgenie.faults import Fault, Spread
from mockgenie.server import Settings
from tests.server.admin.calling import until
from tests.server.calls import opening, saying, system_text, uuid_of
from tests.server.http_bytes import INVALID_METHOD, TALK, engine_error, post
from tests.server.live import Live, live
from tests.support import NO_LINGER

KEPT = engine_error("Invalid method", "talk", "keep-alive")
ASKING = post(TALK)
BODY = INVALID_METHOD.partition(b"\r\n\r\n")[2]
HEAD = INVALID_METHOD.removesuffix(BODY)


def faulty(*faults: Fault, **settings: Any) -> Any:
    return live(Settings(faults=faults, **settings))


def connections(server: Live) -> int:
    """How many connections the server has."""
    assert server.runner.server is not None
    return len(server.runner.server.connections)


async def until_gone(server: Live) -> None:
    """Wait until the server has no connection any more."""
    await until(lambda: not connections(server))


async def until_struck(server: Live) -> None:
    """Wait until the first fault has struck."""
    await until(lambda: next(iter(server.server.faults)).struck > 0)


# Resets


@pytest.mark.parametrize(
    ("when", "arrives"),
    [("before", b""), ("middle", INVALID_METHOD[: len(INVALID_METHOD) // 2])],
)
async def test_a_reset_comes_before_or_in_the_middle_of_the_answer(
    when: Any, arrives: bytes
) -> None:
    async with faulty(Fault(reset=when)) as server, server.connect() as connection:
        await connection.send(ASKING)
        assert await connection.until_reset() == arrives


async def test_a_reset_after_the_answer_takes_nothing_of_it_away() -> None:
    async with faulty(Fault(reset="after")) as server, server.connect() as connection:
        await connection.send(ASKING)
        assert await connection.answer() == INVALID_METHOD
        assert await connection.until_reset() == b""


async def test_a_reset_leaves_other_connections_alone() -> None:
    async with faulty(Fault(reset="before", times=1)) as server, server.connect() as connection:
        await connection.send(ASKING)
        await connection.until_reset()
        assert await server.exchange(ASKING) == INVALID_METHOD
        await until_gone(server)


async def test_the_turn_before_a_reset_is_made() -> None:
    asked = Fault(contains="서울", reset="before")
    async with faulty(asked) as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        async with server.connect() as connection:
            await connection.send(post(saying("서울 날씨 알려줘", uuid)))
            await connection.until_reset()
        answer = await server.exchange(post(saying("오늘", uuid)))
        assert system_text(answer) == "오늘 서울은 맑음입니다.\n"


# Cut short


@pytest.mark.parametrize("length", [0, 1, 10])
async def test_an_answer_is_cut_after_so_many_bytes_of_its_body(length: int) -> None:
    async with faulty(Fault(cut=length)) as server:
        assert await server.exchange(ASKING) == HEAD + BODY[:length]


async def test_a_cut_behind_the_end_cuts_nothing() -> None:
    async with faulty(Fault(cut=100_000)) as server:
        assert await server.exchange(ASKING) == INVALID_METHOD


async def test_a_cut_ends_a_connection_that_would_be_kept() -> None:
    async with faulty(Fault(cut=3), keep_alive=True) as server, server.connect() as connection:
        await connection.send(ASKING + ASKING)
        assert await connection.rest() == KEPT.removesuffix(BODY) + BODY[:3]


# Garbage


async def test_garbage_comes_with_the_head_of_an_answer() -> None:
    async with faulty(Fault(garbage="<html>점검 중</html>")) as server:
        answer = await server.exchange(ASKING)
    content = "<html>점검 중</html>".encode()
    assert answer == HEAD.replace(b": %d\r" % len(BODY), b": %d\r" % len(content)) + content


async def test_garbage_may_be_nothing_at_all() -> None:
    async with faulty(Fault(garbage="")) as server:
        assert (await server.exchange(ASKING)).endswith(b"Content-Length: 0\r\n"
            b"Content-Type: application/json; charset=UTF-8\r\n\r\n")  # fmt: skip


# Drip


@pytest.mark.slow
async def test_a_dripping_answer_comes_byte_by_byte_and_whole() -> None:
    async with faulty(Fault(drip=0.0005)) as server, server.connect() as connection:
        await connection.send(ASKING)
        first = await connection.some()
        assert len(first) < len(INVALID_METHOD)
        assert first + await connection.rest() == INVALID_METHOD


async def test_a_dripping_answer_may_be_cut() -> None:
    async with faulty(Fault(drip=0, cut=2)) as server:
        assert await server.exchange(ASKING) == HEAD + BODY[:2]


# Delay


async def test_a_delayed_answer_is_the_same_answer() -> None:
    async with faulty(Fault(delay=0.01)) as server:
        assert await server.exchange(ASKING) == INVALID_METHOD


async def test_a_delay_does_not_hold_up_other_clients() -> None:
    once = Fault(delay=3600, times=1)
    async with faulty(once) as server, server.connect() as delayed:
        await delayed.send(ASKING)
        await until_struck(server)
        for _ in range(20):
            assert await server.exchange(ASKING) == INVALID_METHOD
        assert connections(server) == 1


async def test_the_request_behind_a_delayed_one_waits_its_turn() -> None:
    first = Fault(contains="하나", error="Too Many Requests", delay=0.05)
    requests = [post(saying(text, "1")) for text in ("하나", "둘")]
    async with faulty(first, keep_alive=True) as server, server.connect() as connection:
        await connection.send(b"".join(requests))
        assert (await connection.answer()).startswith(b"HTTP/1.1 429 ")
        assert (await connection.answer()).startswith(b"HTTP/1.1 400 ")
        await connection.send(requests[1])
        assert (await connection.answer()).startswith(b"HTTP/1.1 400 ")


async def test_delayed_answers_of_many_pipelined_requests_come_in_order() -> None:
    late = Fault(delay=Spread(uniform=(0, 0.01)), seed=7)
    texts = ["하나", "둘", "셋"] * 10
    async with faulty(late, keep_alive=True) as server, server.connect() as connection:
        await connection.send(b"".join(post(TALK.replace("talk", text)) for text in texts))
        for text in texts:
            assert await connection.answer() == engine_error("Invalid method", text, "keep-alive")


async def test_a_client_that_resets_during_a_delay_leaves_nothing_behind() -> None:
    async with faulty(Fault(delay=3600)) as server:
        async with server.connect() as connection:
            await connection.send(ASKING)
            await until_struck(server)
            connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        await until_gone(server)
    delays = [task for task in asyncio.all_tasks() if "DialogHandler" in repr(task)]
    assert delays == []


async def test_a_client_that_closes_during_a_delay_leaves_nothing_behind_it() -> None:
    async with faulty(Fault(delay=0.05)) as server:
        async with server.connect() as connection:
            await connection.send(ASKING)
        await until_gone(server)
        assert await server.exchange(ASKING) == INVALID_METHOD


async def test_a_client_that_closes_its_own_side_still_gets_a_delayed_answer() -> None:
    async with faulty(Fault(delay=0.05)) as server, server.connect() as connection:
        await connection.send(ASKING)
        connection.sock.shutdown(socket.SHUT_WR)
        assert await connection.rest() == INVALID_METHOD


async def test_a_client_that_goes_away_while_an_answer_drips_leaves_nothing_behind() -> None:
    async with faulty(Fault(drip=0.001)) as server:
        async with server.connect() as connection:
            await connection.send(ASKING)
            await connection.some()
        await until_gone(server)


async def test_a_server_that_stops_does_not_wait_for_delays() -> None:
    async with faulty(Fault(delay=3600)) as server, server.connect() as connection:
        await connection.send(ASKING)
        await until_struck(server)
        await server.runner.cleanup()
        assert await connection.rest() == b""


# Together


async def test_a_dripping_answer_begins_after_its_delay() -> None:
    async with faulty(Fault(delay=0.01, drip=0, garbage="{")) as server:
        assert (await server.exchange(ASKING)).endswith(b"\r\n\r\n{")


async def test_an_answer_to_a_kept_connection_is_followed_by_others() -> None:
    late = Fault(delay=0.01, drip=0)
    async with faulty(late, keep_alive=True) as server, server.connect() as connection:
        for _ in range(3):
            await connection.send(ASKING)
            assert await connection.answer() == KEPT


async def test_the_journal_has_what_a_fault_held_back() -> None:
    async with faulty(Fault(reset="before")) as server, server.connect() as connection:
        await connection.send(ASKING)
        await connection.until_reset()
        (exchange,) = server.server.journal
        assert exchange.sent == INVALID_METHOD
        assert exchange.fault
