"""The clock by the admin API."""

from __future__ import annotations

import pytest

from tests.server.admin.calling import Bakery


@pytest.mark.parametrize(
    ("at", "now", "today"),
    [
        ("2026-11-22T09:00:00+09:00", "2026-11-22T00:00:00.000Z", "2026-11-22"),
        ("2026-11-22T15:00:00Z", "2026-11-22T15:00:00.000Z", "2026-11-23"),
        ("2026-11-22T14:59:59Z", "2026-11-22T14:59:59.000Z", "2026-11-22"),
        ("2026-11-22", "2026-11-21T15:00:00.000Z", "2026-11-22"),
        ("2026-11-22T09:00", "2026-11-22T00:00:00.000Z", "2026-11-22"),
        ("1950-06-25", "1950-06-24T15:00:00.000Z", "1950-06-25"),
        ("2500-01-01", "2499-12-31T15:00:00.000Z", "2500-01-01"),
    ],
)
async def test_the_clock_stands_still_at_a_moment(
    shop: Bakery, at: str, now: str, today: str
) -> None:
    shown = (await shop.ask("POST", "/clock/freeze", {"at": at})).json
    assert (shown["now"], shown["today"], shown["frozen"]) == (now, today, True)
    assert (await shop.ask("GET", "/clock")).json["now"] == now
    await shop.opened()
    assert (await shop.ask("GET", "/journal")).json["entries"][0]["at"] == now


async def test_the_clock_stands_still_where_it_is(shop: Bakery) -> None:
    first = (await shop.ask("POST", "/clock/freeze")).json
    assert first["frozen"]
    assert (await shop.ask("GET", "/clock")).json["now"] == first["now"]


async def test_the_clock_is_moved_over_midnight_in_korea(shop: Bakery) -> None:
    await shop.ask("POST", "/clock/freeze", {"at": "2026-12-31T23:59:59+09:00"})
    shown = (await shop.ask("POST", "/clock/move", {"seconds": 1.5})).json
    assert shown["korea"] == "2027-01-01T00:00:00.500+09:00"
    assert shown["today"] == "2027-01-01"
    back = (await shop.ask("POST", "/clock/move", {"seconds": -1.5})).json
    assert back["today"] == "2026-12-31"


async def test_sessions_expire_when_the_clock_is_moved(shop: Bakery) -> None:
    await shop.opened()
    await shop.ask("POST", "/clock/move", {"seconds": 1801})
    assert (await shop.ask("GET", "/sessions")).json["total"] == 0


async def test_the_clock_is_released(shop: Bakery) -> None:
    await shop.ask("POST", "/clock/freeze", {"at": "2001-01-01"})
    shown = (await shop.ask("POST", "/clock/release", {})).json
    assert not shown["frozen"]
    assert abs(shop.server.clock.moved) < 1
    assert shown["now"] > "2026"


@pytest.mark.parametrize("at", ["tomorrow", "2026-02-30", "내일", "0001-01-01", "9999-12-31", "-1"])
async def test_what_is_no_moment_is_a_problem(shop: Bakery, at: str) -> None:
    answer = await shop.ask("POST", "/clock/freeze", {"at": at})
    assert (answer.status, answer.json["where"]) == (400, "body.at")
    assert not shop.server.clock.is_frozen


@pytest.mark.parametrize("seconds", [1e300, -1e300, 9e11])
async def test_the_clock_is_not_moved_out_of_the_calendar(shop: Bakery, seconds: float) -> None:
    answer = await shop.ask("POST", "/clock/move", {"seconds": seconds})
    assert (answer.status, answer.json["where"]) == (400, "body.seconds")
    assert abs(shop.server.clock.moved) < 1
