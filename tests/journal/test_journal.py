"""What is remembered of requests and answers."""

from __future__ import annotations

import asyncio
import tracemalloc

import pytest

from mockgenie.journal import (
    Arrivals,
    Entry,
    Exchange,
    Journal,
    Led,
    TooManyWaiting,
    read_entries,
    slices,
    unpack,
)
from mockgenie.journal import arrivals as arrivals_module
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


@pytest.mark.slow
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


def test_it_knows_the_domain_of_each_session_that_is_in_it() -> None:
    kept = journal(10)
    for number in range(100):
        for uuid in (f"{number}", "always"):
            led = Led(uuid, f"D{uuid}", 1, "", "", {}, {})
            kept.note(0.5, request(), 200, b"{}", False, led)
        for exchange in kept:
            assert exchange.led
            assert kept.domains.of(exchange.led.uuid) == exchange.led.domain
    assert kept.domains.of("1") == ""
    kept.clear()
    assert kept.domains.of("99") == ""


def test_sessions_that_come_and_go_take_no_memory() -> None:
    kept = journal(1000)

    def note_sessions(numbers: range) -> None:
        for number in numbers:
            led = Led(f"{number}", "Weather", 1, "", "", {}, {})
            kept.note(0.5, request(), 200, b"{}", False, led)

    note_sessions(range(3_000))
    tracemalloc.start()
    try:
        note_sessions(range(3_000, 5_000))
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        note_sessions(range(5_000, 9_000))
        # A table of two thousand sessions takes twice as much while it is made anew.
        assert tracemalloc.get_traced_memory()[1] - before < 50_000
    finally:
        tracemalloc.stop()


async def test_only_some_of_it_may_be_read() -> None:
    kept = journal(4)
    note(kept, *"abcdef")
    for since, before, expected in (
        (0, 0, "cdef"),
        (3, 0, "def"),
        (0, 5, "cd"),
        (4, 6, "e"),
        (5, 5, ""),
        (9, 0, ""),
        (0, 2, ""),
    ):
        found: list[Entry] = []
        await read_entries(kept, found.append, since, before)
        assert "".join(entry.http[-1] for entry in found) == expected


async def test_of_one_session_only_what_is_of_it_is_read() -> None:
    kept = journal(1000)
    uuid = "123456789012345678"
    bodies = [
        b'{"argument":{"uuid":"123456789012345678"}}',
        b'{"argument":{"uuid":"\\u0031\\u00323456789012345678"}}',
        b'{"argument":{"uuid":"123456789012345679"}}',
        b'{"argument":{"uuid":"1","text":"123456789012345678"}}',
    ]
    for body in bodies * 100:
        kept.note(0, Received(b"POST", b"/Dialog", b"1.1", body=body), 400, b"", kept=False)
    found: list[Entry] = []
    await read_entries(kept, found.append, uuid=uuid)
    assert [entry.number % 4 for entry in found] == [1, 2] * 100


async def test_others_have_their_turn_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "_SECONDS", -1.0)  # a slice is one entry
    kept = journal(100)
    note(kept, *["a"] * 100)
    read = turns = 0
    most_between = 0

    def use(_: Entry) -> None:
        nonlocal read
        read += 1

    async def take_turns() -> None:
        nonlocal turns, most_between
        while True:
            before = read
            await asyncio.sleep(0)
            turns += 1
            most_between = max(most_between, read - before)

    others = asyncio.create_task(take_turns())
    await asyncio.gather(*(read_entries(kept, use) for _ in range(5)))
    others.cancel()
    assert read == 500
    assert most_between == 1
    assert turns >= 500


# Waiting


def is_wanted(entry: Entry) -> bool:
    return entry.http.endswith("wanted")


def targets(entries: list[Entry]) -> list[str]:
    return [entry.http.partition(" ")[2] for entry in entries]


async def test_what_is_there_is_not_waited_for() -> None:
    kept = journal()
    note(kept, "wanted", "other", "wanted")
    assert targets(await Arrivals(kept).wait(is_wanted, 2, 0)) == ["wanted"] * 2


async def test_one_waits_until_there_are_enough() -> None:
    kept = journal()
    note(kept, "wanted")
    waiting = asyncio.create_task(Arrivals(kept).wait(is_wanted, 3, 3600))
    await settled()
    note(kept, "other", "wanted")
    await settled()
    assert not waiting.done()
    note(kept, "wanted")
    assert targets(await waiting) == ["wanted"] * 3


async def settled() -> None:
    """Let what can be done be done."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_one_waits_even_for_what_is_soon_forgotten() -> None:
    kept = journal(1)
    waiting = asyncio.create_task(Arrivals(kept).wait(is_wanted, 2, 3600))
    await asyncio.sleep(0)
    note(kept, "wanted", "other", "wanted", "other")
    assert targets(await waiting) == ["wanted"] * 2


async def test_what_comes_while_the_rest_is_read_is_found_once_and_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slices, "_SECONDS", -1.0)
    kept = journal()
    note(kept, "1wanted", "2wanted")
    arrivals = Arrivals(kept)
    first = asyncio.create_task(arrivals.wait(is_wanted, 4, 3600))
    await asyncio.sleep(0)
    note(kept, "3wanted")  # to be read still when the second begins to wait
    second = asyncio.create_task(arrivals.wait(is_wanted, 4, 3600))
    await asyncio.sleep(0)
    note(kept, "4wanted")
    expected = ["1wanted", "2wanted", "3wanted", "4wanted"]
    assert targets(await first) == targets(await second) == expected
    assert not arrivals.waiting


async def test_after_the_time_one_gets_what_there_is() -> None:
    kept = journal()
    note(kept, "wanted")
    assert targets(await Arrivals(kept).wait(is_wanted, 2, 0.01)) == ["wanted"]


async def test_several_may_wait_and_one_may_give_up() -> None:
    kept = journal()
    arrivals = Arrivals(kept)
    first = asyncio.create_task(arrivals.wait(is_wanted, 1, 3600))
    second = asyncio.create_task(arrivals.wait(lambda _: True, 1, 3600))
    await settled()
    first.cancel()
    await settled()
    note(kept, "wanted")
    assert targets(await second) == ["wanted"]
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_who_asks_what_cannot_be_told_hears_so_alone() -> None:
    kept = journal()
    arrivals = Arrivals(kept)
    wrong = asyncio.create_task(arrivals.wait(lambda _: 1 // 0 == 1, 1, 3600))
    right = asyncio.create_task(arrivals.wait(is_wanted, 1, 3600))
    await settled()
    note(kept, "wanted")
    assert targets(await right) == ["wanted"]
    with pytest.raises(ZeroDivisionError):
        await wrong


async def test_an_exchange_is_read_once_whoever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def note_reading(packed: bytes) -> Exchange:
        read.append(packed)
        return unpack(packed)

    monkeypatch.setattr(arrivals_module, "unpack", note_reading)
    kept = journal()
    arrivals = Arrivals(kept)
    waiting = [asyncio.create_task(arrivals.wait(is_wanted, 2, 3600)) for _ in range(100)]
    await settled()
    with pytest.raises(TooManyWaiting):
        await arrivals.wait(is_wanted, 1, 3600)
    note(kept, "wanted", "other", "wanted")
    assert [targets(found) for found in await asyncio.gather(*waiting)] == [["wanted"] * 2] * 100
    assert len(read) == 3
    assert targets(await arrivals.wait(is_wanted, 2, 3600)) == ["wanted"] * 2


async def test_a_flood_is_looked_at_as_it_comes() -> None:
    kept = journal()
    waiting = asyncio.create_task(Arrivals(kept).wait(is_wanted, 5_000, 3600))
    await settled()
    note(kept, *["wanted"] * 5_000)
    assert len(await waiting) == 5_000


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
