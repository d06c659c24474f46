"""Health, and being as at the beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

import mockgenie
from mockgenie.faults import Fault
from mockgenie.server import PARTS, Part, Settings
from tests.server.admin.calling import Bakery, bakery


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
        "sessions": bool(await server.sessions.entries()),
        "faults": len(server.faults.armed) != 1,
        "journal": len(server.journal) > 0,
        "clock": server.clock.is_frozen,
        "quota": server.limits.used("k") > 0,
        "settings": server.settings.max_text > 0,
    }
    return {part for part, is_left in parts.items() if is_left}


SETTINGS = Settings(daily_quota=100, faults=(Fault(cut=1, when="turn > 100"),))


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
