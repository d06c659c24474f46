"""Health, settings that count from the next request, and being as at the beginning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import mockgenie
from mockgenie.faults import Fault
from mockgenie.server import CHANGING, PARTS, Part, Settings
from mockgenie.server.admin.server import Changes
from tests.open_sessions import entries_of
from tests.server.admin.calling import Bakery, bakery

SETTINGS = Settings(daily_quota=100, faults=(Fault(cut=1, when="turn > 100"),))


async def used(running: Bakery) -> None:
    """Leave something behind in every part of a server."""
    # At this moment and not at another: what a key has used up is that of a day.
    await running.ask("POST", "/clock/freeze")
    await running.opened()
    await running.ask("POST", "/faults", {"delay": 1, "when": "turn > 100"})
    await running.ask("PATCH", "/settings", {"max_text": 10})


async def left(running: Bakery) -> set[Part]:
    """The parts in which something is left of that."""
    server = running.server
    parts: dict[Part, bool] = {
        "sessions": bool(await entries_of(server.sessions)),
        "faults": len(server.faults.armed) != 1,
        "journal": len(server.journal) > 0,
        "clock": server.clock.is_frozen,
        "quota": server.limits.used("k") > 0,
        "settings": server.settings.max_text > 0,
    }
    return {part for part, is_left in parts.items() if is_left}


async def test_health_tells_the_version(shop: Bakery) -> None:
    assert (await shop.ask("GET", "/health")).json == {
        "status": "ok",
        "version": mockgenie.__version__,
        "domains": 1,
        "broken": 0,
    }


@pytest.mark.parametrize("body", [None, {}, {"only": list(PARTS)}])
async def test_a_reset_leaves_nothing_but_what_was_there_first(
    tmp_path: Path, body: dict[str, list[str]] | None
) -> None:
    async with bakery(tmp_path, SETTINGS) as running:
        await used(running)
        assert await left(running) == set(PARTS)
        assert (await running.ask("POST", "/reset", body)).status == 204
        assert await left(running) == set()
        assert running.server.settings == SETTINGS


@pytest.mark.parametrize("part", PARTS)
async def test_a_reset_of_one_part_leaves_the_others(tmp_path: Path, part: Part) -> None:
    async with bakery(tmp_path, SETTINGS) as running:
        await used(running)
        assert (await running.ask("POST", "/reset", {"only": [part]})).status == 204
        assert await left(running) == set(PARTS) - {part}


async def test_a_part_that_there_is_not_is_a_problem(shop: Bakery) -> None:
    answer = await shop.ask("POST", "/reset", {"only": ["journal", "session"]})
    assert (answer.status, answer.json["where"]) == (400, "body.only[1]")
    assert 'did you mean "sessions"?' in answer.json["detail"]


def test_exactly_what_may_change_can_be_changed() -> None:
    assert set(Changes.__struct_fields__) == set(CHANGING)


async def test_settings_are_shown(tmp_path: Path) -> None:
    async with bakery(tmp_path, Settings(max_body=5000, daily_quota=7)) as running:
        shown = (await running.ask("GET", "/settings")).json
    assert (shown["max_body"], shown["daily_quota"], shown["envelope"]) == (5000, 7, "guide")


async def test_the_envelope_is_changed(shop: Bakery) -> None:
    await shop.ask("PATCH", "/settings", {"envelope": "legacy"})
    assert set(await shop.dialog(method="talk")) == {"result", "return_object"}


async def test_the_access_keys_are_changed(shop: Bakery) -> None:
    answer = await shop.ask("PATCH", "/settings", {"access_keys": {"k": ["Weather"], "k2": []}})
    assert answer.json["access_keys"] == {"k": ["Weather"], "k2": []}
    opened = await shop.dialog(method="open_dialog", name="Bakery", access_method="internal_data")
    message = opened["return_object"]["result"]["message"]
    assert message == "Open error: invalid domain name or domain knowledge"
    await shop.ask("PATCH", "/settings", {"access_keys": {}})
    refused = await shop.dialog(method="talk")
    assert refused["return_object"]["result"]["message"] == "Invalid access key"
    await shop.ask("PATCH", "/settings", {"access_keys": None})
    assert await shop.opened()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"daily_quota": 1}, "Too Many Requests"),
        ({"rate": 0.001}, "Too Many Requests"),
        ({"rate": 0.001, "burst": 1}, "Too Many Requests"),
        ({"max_text": 2}, "Request Entity Too Large"),
        ({"engine_timeout": 1e-9}, "Handler Timeout"),
    ],
)
async def test_limits_are_changed_and_put_back(
    shop: Bakery, changes: dict[str, Any], reason: str
) -> None:
    shop.server.clock.freeze()  # a quota is back at midnight
    uuid = await shop.opened()
    await shop.ask("PATCH", "/settings", changes)
    answers = [await shop.dialog(method="dialog", uuid=uuid, text="식빵 주세요") for _ in range(2)]
    assert answers[-1]["reason"] == reason
    await shop.ask("POST", "/reset", {"only": ["settings"]})
    assert await shop.said(uuid, "식빵 주세요") == "식빵 여기 있습니다.\n"


async def test_what_is_not_named_stays_as_it_was(shop: Bakery) -> None:
    await shop.ask("PATCH", "/settings", {"max_text": 5, "envelope": "observed"})
    shown = (await shop.ask("PATCH", "/settings", {"daily_quota": 9})).json
    assert (shown["max_text"], shown["envelope"], shown["daily_quota"]) == (5, "observed", 9)


async def test_another_rate_has_a_burst_of_its_own(shop: Bakery) -> None:
    await shop.ask("PATCH", "/settings", {"rate": 1, "burst": 100})
    assert (await shop.ask("PATCH", "/settings", {"rate": 2})).json["burst"] == 0


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"envelope": "short"}, "body.envelope"),
        ({"rate": -1}, "body.rate"),
        ({"max_body": 10}, "body.max_body"),
        ({"access_keys": ["k"]}, "body.access_keys"),
    ],
)
async def test_what_cannot_be_changed_is_a_problem(
    shop: Bakery, changes: dict[str, Any], where: str
) -> None:
    answer = await shop.ask("PATCH", "/settings", changes)
    assert (answer.status, answer.json["where"]) == (400, where)
    assert shop.server.settings == Settings()
