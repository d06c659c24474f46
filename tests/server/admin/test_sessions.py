"""Sessions by the admin API."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import pytest

from mockgenie.journal import slices
from mockgenie.sessions import StoreUnreachable
from tests.server.admin.calling import Bakery


async def test_a_session_is_shown_with_its_slots_and_its_history(shop: Bakery) -> None:
    uuid = await shop.opened()
    await shop.said(uuid, "단팥빵 주세요")
    await shop.opened()
    told = (await shop.ask("GET", f"/sessions/{uuid}")).json
    session = told["session"]
    assert session["uuid"] == uuid
    assert (session["domain"], session["turn"], session["act"]) == ("Bakery", 1, "order")
    assert session["slots"] == {"Order.bread": ["단팥빵"]}
    assert [entry["method"] for entry in told["history"]] == ["open_dialog", "dialog"]
    assert told["history"][1]["text"] == "단팥빵 주세요"
    assert told["history"][1]["system_text"] == "단팥빵 여기 있습니다.\n"


async def test_sessions_are_listed_page_by_page(shop: Bakery) -> None:
    uuids = [await shop.opened() for _ in range(5)]
    pages = [
        (await shop.ask("GET", f"/sessions?offset={offset}&limit=2")).json for offset in (0, 2, 4)
    ]
    assert [session["uuid"] for page in pages for session in page["sessions"]] == uuids
    assert {page["total"] for page in pages} == {5}


async def test_others_have_their_turn_while_sessions_are_listed(
    shop: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "_SECONDS", -1.0)  # a slice is one session
    for _ in range(50):
        await shop.opened()
    listing = asyncio.create_task(shop.ask("GET", "/sessions?limit=1"))
    turns = 0
    while not listing.done():
        await asyncio.sleep(0)
        turns += 1
    assert listing.result().json["total"] == 50
    assert turns >= 50


async def test_sessions_are_found_by_a_condition(shop: Bakery) -> None:
    first, second = await shop.opened(), await shop.opened()
    await shop.said(second, "식빵 주세요")
    for when, expected in (
        ('Order.bread = "식빵"', [second]),
        ("turn < 1", [first]),
        (f'uuid = "{first}" or act = "order"', [first, second]),
        ('domain = "Weather"', []),
    ):
        found = (await shop.ask("GET", f"/sessions?when={quote(when)}")).json
        assert [session["uuid"] for session in found["sessions"]] == expected
        assert found["total"] == len(expected)


async def test_a_condition_on_something_else_is_a_problem(shop: Bakery) -> None:
    answer = await shop.ask("GET", f"/sessions?when={quote('trun > 2')}")
    assert (answer.status, answer.json["where"]) == (400, "query.when")
    assert answer.json["detail"] == 'column 1: unknown name "trun", did you mean "turn"?'


@pytest.mark.parametrize(("method", "path"), [("DELETE", ""), ("POST", "/expire")])
async def test_a_session_that_is_ended_is_unknown_to_its_client(
    shop: Bakery, method: str, path: str
) -> None:
    uuid, other = await shop.opened(), await shop.opened()
    assert (await shop.ask(method, f"/sessions/{uuid}{path}")).status == 204
    answer = await shop.dialog(method="dialog", uuid=uuid, text="식빵 주세요")
    assert answer["reason"] == "One or more arguments are not valid"
    assert await shop.said(other, "식빵 주세요") == "식빵 여기 있습니다.\n"
    for again in (("GET", ""), (method, path)):
        gone = await shop.ask(again[0], f"/sessions/{uuid}{again[1]}")
        assert (gone.status, gone.json["where"]) == (404, "path.uuid")


async def test_all_sessions_end(shop: Bakery) -> None:
    await shop.opened()
    assert (await shop.ask("DELETE", "/sessions")).status == 204
    assert (await shop.ask("GET", "/sessions")).json == {"sessions": [], "total": 0}


async def test_looking_at_a_session_does_not_keep_it_alive(shop: Bakery) -> None:
    uuid = await shop.opened()
    for _ in range(2):
        await shop.ask("POST", "/clock/move", {"seconds": 1000})
        status = (await shop.ask("GET", f"/sessions/{uuid}")).status
    assert status == 404


async def test_a_store_that_cannot_be_reached_is_a_problem(
    shop: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable() -> None:
        raise StoreUnreachable("nobody listens at store.example:6379")

    monkeypatch.setattr(shop.server.sessions, "pages", unreachable)
    answer = await shop.ask("GET", "/sessions")
    assert answer.status == 503
    assert "store.example:6379" in answer.json["detail"]
