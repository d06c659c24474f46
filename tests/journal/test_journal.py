"""What is remembered of requests and answers."""

from __future__ import annotations

import asyncio

import pytest

from mockgenie.journal import Exchange, Journal
from mockgenie.journal.journal import Received
from mockgenie.server import Settings
from tests.server.calls import opening
from tests.server.http_bytes import INVALID_METHOD, TALK, UNKNOWN_HANDLER, chunked, post
from tests.server.live import live


def journal(size: int = 10) -> Journal:
    return Journal(size, lambda: 1000.0)


def request(name: str = "", length: int = 0) -> Received:
    return Received(b"POST", name.encode(), b"1.1", body=b" " * length)


def note(journal: Journal, *names: str) -> None:
    for name in names:
        journal.note(0.5, request(name), 200, b"{}", kept=False)


def names(exchanges: object) -> list[str]:
    assert isinstance(exchanges, Journal | list)
    return [exchange.request.target.decode() for exchange in exchanges]


def test_it_keeps_exchanges_in_their_order_with_numbers_from_1() -> None:
    kept = journal()
    note(kept, "a", "b", "c")
    assert names(kept) == ["a", "b", "c"]
    assert [exchange.number for exchange in kept] == [1, 2, 3]
    assert {(exchange.at, exchange.took) for exchange in kept} == {(1000.0, 0.5)}


def test_it_keeps_the_last_ones_and_knows_how_many_it_has_forgotten() -> None:
    kept = journal(2)
    note(kept, "a", "b", "c", "d", "e")
    assert names(kept) == ["d", "e"]
    assert [exchange.number for exchange in kept] == [4, 5]
    assert (len(kept), kept.forgotten) == (2, 3)


def test_of_size_0_it_keeps_nothing() -> None:
    kept = journal(0)
    note(kept, "a")
    assert (names(kept), kept.forgotten) == ([], 0)


def test_large_bodies_do_not_fill_the_memory() -> None:
    kept = journal(1000)
    for number in range(25):
        kept.note(0, request(str(number), 8_000_000), 200, b"{}", kept=False)
    assert names(kept) == [str(number) for number in range(17, 25)]
    assert kept.forgotten == 17
    kept.note(0, request("huge", 70_000_000), 200, b"{}", kept=False)
    assert names(kept) == ["huge"]
    note(kept, "a", "b")
    assert names(kept)[-2:] == ["a", "b"]


def test_cleared_it_counts_from_1_again() -> None:
    kept = journal(2)
    note(kept, "a", "b", "c")
    kept.clear()
    assert (len(kept), kept.forgotten) == (0, 0)
    note(kept, "d")
    assert [(exchange.number, exchange.request.target) for exchange in kept] == [(1, b"d")]


def test_one_may_look_at_it_while_it_goes_on() -> None:
    kept = journal(2)
    note(kept, "a", "b")
    for exchange in kept:
        note(kept, exchange.request.target.decode() * 2)
    assert names(kept) == ["aa", "bb"]


# Waiting


def is_wanted(exchange: Exchange) -> bool:
    return exchange.request.target == b"wanted"


async def test_what_is_there_is_not_waited_for() -> None:
    kept = journal()
    note(kept, "wanted", "other", "wanted")
    assert names(await kept.wait(is_wanted, 2, 0)) == ["wanted"] * 2


async def test_one_waits_until_there_are_enough() -> None:
    kept = journal()
    note(kept, "wanted")
    waiting = asyncio.create_task(kept.wait(is_wanted, 3, 3600))
    await asyncio.sleep(0)
    note(kept, "other", "wanted")
    await asyncio.sleep(0)
    assert not waiting.done()
    note(kept, "wanted")
    assert names(await waiting) == ["wanted"] * 3


async def test_one_waits_even_for_what_is_soon_forgotten() -> None:
    kept = journal(1)
    waiting = asyncio.create_task(kept.wait(is_wanted, 2, 3600))
    await asyncio.sleep(0)
    note(kept, "wanted", "other", "wanted", "other")
    assert names(await waiting) == ["wanted"] * 2


async def test_after_the_time_one_gets_what_there_is() -> None:
    kept = journal()
    note(kept, "wanted")
    assert names(await kept.wait(is_wanted, 2, 0.01)) == ["wanted"]


async def test_several_may_wait_and_one_may_give_up() -> None:
    kept = journal()
    first = asyncio.create_task(kept.wait(is_wanted, 1, 3600))
    second = asyncio.create_task(kept.wait(lambda _: True, 1, 3600))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    note(kept, "wanted")
    assert names(await second) == ["wanted"]
    with pytest.raises(asyncio.CancelledError):
        await first


# On a server


async def test_the_server_notes_raw_requests_and_answers_good_and_bad() -> None:
    async with live() as server:
        for sent in (post(TALK, "X-Bot: 1"), post(TALK, target="/Other"), b"no HTTP\r\n\r\n"):
            await server.exchange(sent)
        first, second, third = server.server.journal
    assert first.request.raw == post(TALK, "X-Bot: 1")
    assert first.request.headers[-2:] == (
        (b"X-Bot", b"1"),
        (b"Content-Length", str(len(TALK)).encode()),
    )
    assert (first.request.method, first.request.body) == (b"POST", TALK.encode())
    assert first.sent == INVALID_METHOD
    assert second.request.target == b"/Other"
    assert second.sent == UNKNOWN_HANDLER
    assert third.request.raw == third.request.body == b"no HTTP\r\n\r\n"
    assert (third.request.method, third.request.target, third.request.headers) == (b"", b"", ())
    assert third.status == 400


async def test_the_server_notes_what_it_has_sent_however_it_was_asked() -> None:
    requests = [
        b"HEAD /Dialog HTTP/1.1\r\nHost: localhost\r\n\r\n",
        post(TALK, "Authorization: some key", "Connection: keep-alive"),
        chunked(TALK[:9].encode(), TALK[9:].encode(), b""),
    ]
    async with live(Settings(keep_alive=True)) as server, server.connect() as connection:
        asked = b"".join([*requests, post(TALK, "Connection: close")])
        await connection.send(asked)
        sent = await connection.rest()
        noted = list(server.server.journal)
    assert b"".join(exchange.sent for exchange in noted) == sent
    assert [exchange.request.method for exchange in noted] == [b"HEAD", b"POST", b"POST", b"POST"]
    assert noted[1].request.authorization == "some key"
    assert noted[2].request.body == TALK.encode()
    assert [exchange.request.raw for exchange in noted] == [
        *requests[:2],
        requests[2].partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + TALK.encode(),
        post(TALK, "Connection: close"),
    ]


async def test_each_of_several_requests_in_one_piece_has_its_own_bytes() -> None:
    good = [post(TALK, "Connection: keep-alive"), post("{}"), post(TALK)]
    pieces = [*good, b"nonsense\r\n\r\n"]
    async with live(Settings(keep_alive=True)) as server, server.connect() as connection:
        await connection.send(b"".join(pieces))
        await connection.rest()
        noted = [exchange.request.raw for exchange in server.server.journal]
    assert noted == pieces


async def test_the_server_notes_where_a_dialog_was_led() -> None:
    async with live() as server:
        await server.exchange(post(opening()))
        (exchange,) = server.server.journal
    assert exchange.led is not None
    assert (exchange.led.turn, exchange.led.domain) == (0, "Weather")


async def test_a_server_may_keep_no_journal() -> None:
    async with live(Settings(journal=0)) as server:
        assert await server.exchange(post(TALK)) == INVALID_METHOD
        assert len(server.server.journal) == 0
