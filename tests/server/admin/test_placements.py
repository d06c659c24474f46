"""Sessions are opened in a state, and changed, by the admin API."""

from __future__ import annotations

from typing import Any

import pytest

from mockgenie.conditions import ORDERS
from tests.server.admin.calling import Bakery

OPEN = {"domain": "Bakery", "access_key": "k"}


async def opened(shop: Bakery, **state: Any) -> dict[str, Any]:
    answer = await shop.ask("POST", "/sessions", {**OPEN, **state})
    assert answer.status == 201, answer.json
    session: dict[str, Any] = answer.json["session"]
    return session


async def test_a_session_is_opened_and_goes_on_with_its_key(shop: Bakery) -> None:
    answer = await shop.ask("POST", "/sessions", OPEN)
    assert answer.status == 201
    assert answer.json["system_text"] == "어서 오세요."
    session = answer.json["session"]
    assert (session["domain"], session["task"], session["turn"]) == ("Bakery", "greeting", 0)
    assert session["access_method"] == "internal_data"
    assert await shop.said(session["uuid"], "식빵 주세요") == "식빵 여기 있습니다.\n"


async def test_a_session_is_opened_where_a_task_has_asked_for_a_slot(shop: Bakery) -> None:
    session = await opened(shop, task="selling", access_method="external_data")
    assert (session["task"], session["asked"]) == ("selling", "Order.bread")
    assert (session["missing"], session["access_method"]) == (["Order.bread"], "external_data")
    assert await shop.said(session["uuid"], "팥빵") == "단팥빵 여기 있습니다.\n"


async def test_slots_are_set_and_forgotten(shop: Bakery) -> None:
    uuid = (await opened(shop, slots={"Order.bread": "식빵"}))["uuid"]
    for state, slots in (
        ({"slots": {"Order.bread": ["식빵", "단팥빵"]}}, {"Order.bread": ["식빵", "단팥빵"]}),
        ({"task": "selling"}, {"Order.bread": ["식빵", "단팥빵"]}),
        ({"slots": {"Order.bread": []}}, {"Order.bread": []}),
        ({"slots": {"Order.bread": None}}, {}),
    ):
        answer = await shop.ask("PATCH", f"/sessions/{uuid}", state)
        assert (answer.status, answer.json["slots"]) == (200, slots)
    changed = await shop.ask(
        "PATCH",
        f"/sessions/{uuid}",
        {"unwanted": {"Order.bread": "식빵"}, "asked": "", "day": "2026-12-24"},
    )
    assert changed.json["unwanted"] == {"Order.bread": ["식빵"]}
    assert (changed.json["asked"], changed.json["day"]) == ("", "2026-12-24")
    again = await shop.ask("PATCH", f"/sessions/{uuid}", {"unwanted": {"Order.bread": None}})
    assert again.json["unwanted"] == {}
    assert (await shop.ask("GET", f"/sessions/{uuid}")).json["session"]["day"] == "2026-12-24"


async def test_a_change_is_told_to_who_watches(shop: Bakery) -> None:
    uuid = await shop.opened()
    async with shop.watched() as watched:
        await shop.ask("PATCH", f"/sessions/{uuid}", {"slots": {"Order.bread": "식빵"}})
        told = (await watched.until("session")).data
        assert told["session"]["slots"] == {"Order.bread": ["식빵"]}


@pytest.mark.parametrize(
    ("state", "where", "problem"),
    [
        (
            {"slots": {"Order.braed": "식빵"}},
            "body.slots.Order.braed",
            'unknown slot "Order.braed", did you mean "Order.bread"?',
        ),
        (
            {"slots": {"Order.bread": "식방"}},
            "body.slots.Order.bread",
            '"식방" is none of the values of Order.bread, did you mean "식빵"?',
        ),
        (
            {"slots": {"Order.bread": "팥빵"}},
            "body.slots.Order.bread",
            '"팥빵" is compared as it stands; write "단팥빵"',
        ),
        (
            {"slots": {"Order.bread": " "}},
            "body.slots.Order.bread",
            "a value has at least one letter that is no space",
        ),
        (
            {"unwanted": {"Order.bread": []}},
            "body.unwanted.Order.bread",
            "a value is missing; null says nothing of it",
        ),
        (
            {"compared": {"Order.bread": "cheap"}},
            "body.compared.Order.bread",
            f'"cheap" is no comparison (known: <=30000, >=14:00, {", ".join(ORDERS)})',
        ),
        ({"task": "seling"}, "body.task", 'unknown task "seling", did you mean "selling"?'),
        ({"asked": "bread"}, "body.asked", 'unknown slot "bread", did you mean "Order.bread"?'),
        ({"day": "내일"}, "body.day", '"내일" is no day such as 2026-11-22'),
        ({"day": "2026-02-30"}, "body.day", '"2026-02-30" is no day such as 2026-11-22'),
        ({"day": "20261122"}, "body.day", '"20261122" is no day such as 2026-11-22'),
        ({"slot": {}}, "body.slot", 'unknown field "slot", did you mean "slots"?'),
    ],
)
async def test_a_state_that_a_session_cannot_have_is_refused(
    shop: Bakery, state: dict[str, Any], where: str, problem: str
) -> None:
    uuid = await shop.opened()
    before = (await shop.ask("GET", f"/sessions/{uuid}")).json["session"]
    for method, path, body in (
        ("POST", "/sessions", {**OPEN, **state}),
        ("PATCH", f"/sessions/{uuid}", state),
    ):
        refused = await shop.ask(method, path, body)
        assert (refused.status, refused.json["where"]) == (400, where)
        assert refused.json["detail"] == problem
    listed = (await shop.ask("GET", "/sessions")).json
    assert listed["total"] == 1
    assert {**listed["sessions"][0], "idle": 0} == {**before, "idle": 0}


async def test_a_session_needs_a_domain_that_loads_a_key_and_room(shop: Bakery) -> None:
    unknown = await shop.ask("POST", "/sessions", {**OPEN, "domain": "Bakry"})
    assert (unknown.status, unknown.json["where"]) == (400, "body.domain")
    assert unknown.json["detail"] == 'there is no domain "Bakry", did you mean "Bakery"?'
    long = await shop.ask("POST", "/sessions", {**OPEN, "access_key": "가" * 500})
    assert (long.status, long.json["where"]) == (400, "body.access_key")
    missing = await shop.ask("POST", "/sessions", {"domain": "Bakery"})
    assert (missing.status, missing.json["where"]) == (400, "body")
    gone = await shop.ask("PATCH", f"/sessions/{'1' * 18}", {"task": "selling"})
    assert (gone.status, gone.json["where"]) == (404, "path.uuid")
    (shop.folder / "bakery.yaml").write_text("tasks: 1", encoding="utf-8")
    await shop.ask("POST", "/domains/reload", {})
    names = [one["name"] for one in (await shop.ask("GET", "/domains")).json["domains"]]
    broken = await shop.ask("POST", "/sessions", {**OPEN, "domain": names[0]})
    assert broken.status == 409
    assert f'the domain "{names[0]}" does not load: ' in broken.json["detail"]


async def test_a_trace_goes_on_from_where_a_session_was_put(shop: Bakery) -> None:
    uuid = (await opened(shop, task="selling"))["uuid"]
    await shop.said(uuid, "식빵")
    told = (await shop.ask("GET", "/journal/1/trace")).json
    assert told["before"]["asked"] == "Order.bread"
    assert told["after"]["slots"] == {"Order.bread": ["식빵"]}
    await shop.ask("PATCH", f"/sessions/{uuid}", {"slots": {"Order.bread": "단팥빵"}})
    refused = await shop.ask("GET", "/journal/1/trace")
    assert (refused.status, refused.json["detail"]) == (
        409,
        "it cannot be told any more: the journal has no turn of it since it was changed by hand",
    )
