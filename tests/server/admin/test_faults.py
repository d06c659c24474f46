"""Faults by the admin API."""

from __future__ import annotations

from tests.server.admin.calling import Bakery


async def test_a_fault_is_added_and_strikes(shop: Bakery) -> None:
    added = await shop.ask("POST", "/faults", {"error": "Too Many Requests", "times": 1})
    assert added.status == 201
    (fault,) = added.json["faults"]
    assert fault == {
        "id": fault["id"],
        "fault": {"error": "Too Many Requests", "times": 1},
        "seen": 0,
        "struck": 0,
    }
    struck = await shop.dialog(method="close_dialog", uuid="1")
    assert struck["reason"] == "Too Many Requests"
    await shop.opened()
    shown = await shop.ask("GET", f"/faults/{fault['id']}")
    assert (shown.json["seen"], shown.json["struck"]) == (1, 1)


async def test_several_faults_keep_their_order(shop: Bakery) -> None:
    await shop.ask("POST", "/faults", [{"text": "하나"}, {"text": "둘"}])
    await shop.ask("POST", "/faults", {"text": "셋"})
    listed = (await shop.ask("GET", "/faults")).json["faults"]
    assert [one["fault"]["text"] for one in listed] == ["하나", "둘", "셋"]
    assert len({one["id"] for one in listed}) == 3


async def test_of_several_faults_none_is_added_where_one_is_wrong(shop: Bakery) -> None:
    answer = await shop.ask("POST", "/faults", [{"delay": 1}, {"error": "To Many Requests"}])
    assert (answer.status, answer.json["where"]) == (400, "body[1].error")
    assert 'did you mean "Too Many Requests"?' in answer.json["detail"]
    assert (await shop.ask("GET", "/faults")).json == {"faults": []}


async def test_of_too_many_faults_none_is_added(shop: Bakery) -> None:
    assert (await shop.ask("POST", "/faults", [{"cut": 1}] * 999)).status == 201
    assert (await shop.ask("POST", "/faults", [{"cut": 2}] * 2)).status == 409
    assert len((await shop.ask("GET", "/faults")).json["faults"]) == 999


async def test_a_condition_that_is_wrong_is_told_with_its_column(shop: Bakery) -> None:
    answer = await shop.ask("POST", "/faults", {"delay": 1, "when": 'method = "dialog" and trn>2'})
    assert answer.json["where"] == "body.when"
    assert answer.json["detail"] == 'column 23: unknown name "trn", did you mean "turn"?'


async def test_a_fault_without_an_effect_is_wrong(shop: Bakery) -> None:
    answer = await shop.ask("POST", "/faults", {"when": "turn > 2"})
    assert (answer.status, answer.json["where"]) == (400, "body")
    assert "effect" in answer.json["detail"]


async def test_faults_are_removed(shop: Bakery) -> None:
    added = await shop.ask("POST", "/faults", [{"cut": 1}, {"cut": 2}])
    first, second = (one["id"] for one in added.json["faults"])
    assert (await shop.ask("DELETE", f"/faults/{first}")).status == 204
    assert [one.name for one in shop.server.faults] == [second]
    assert (await shop.ask("DELETE", "/faults")).status == 204
    assert not list(shop.server.faults)
    for method in ("GET", "DELETE"):
        gone = await shop.ask(method, f"/faults/{first}")
        assert (gone.status, gone.json["where"]) == (404, "path.id")
