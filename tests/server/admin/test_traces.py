"""How a turn was understood, by the admin API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from mockgenie.cli.trace import trace_of_utterance
from mockgenie.dialog import explain
from mockgenie.server import Settings
from tests.server.admin.calling import BAKERY, Bakery, bakery

COUNTER = """\
      count: {type: int, counters: [개]}
    instances:
      - {bread: 식빵, count: 3}
      - {bread: 단팥빵, count: 5}
"""
LOOKING = BAKERY.replace("acts:\n", f"{COUNTER}acts:\n", 1).replace(
    'say: "{Order.bread} 여기 있습니다."', 'lookup: Order\n    say: "{Order.bread} {Order.count}개"'
)


@pytest.fixture
async def stock(tmp_path: Path) -> AsyncIterator[Bakery]:
    """A bakery that looks up what it has."""
    async with bakery(tmp_path, text=LOOKING) as running:
        yield running


async def test_the_turn_of_an_entry_is_told_as_chat_traces_it(shop: Bakery) -> None:
    uuid = await shop.opened()
    await shop.said(uuid, "빵 사고 싶어요")
    await shop.said(uuid, "팥빵이요")
    told = (await shop.ask("GET", "/journal/3/trace")).json
    assert (told["uuid"], told["domain"], told["text"]) == (uuid, "Bakery", "팥빵이요")
    assert (told["before"]["task"], told["before"]["asked"]) == ("selling", "Order.bread")
    assert told["before"]["missing"] == ["Order.bread"]
    assert told["after"]["slots"] == {"Order.bread": ["단팥빵"]}
    (said,) = told["understood"]["slots"]
    assert said == {
        "slot": "Order.bread", "values": ["단팥빵"], "words": ["팥빵"],
        "why": "a synonym of its value",
    }  # fmt: skip
    assert told["reply"] == {
        "state": "dialog", "system_text": "단팥빵 여기 있습니다.", "requests": [],
    }  # fmt: skip
    *_, turn = await shop.server.replay.turns(uuid)
    assert turn.before is not None
    explanation = explain(turn.engine, turn.before, "팥빵이요", turn.after, date(2026, 11, 22))
    shown = "\n".join(f"  {row['label']:<5}  {row['text']}" for row in told["rows"])
    assert shown == trace_of_utterance(explanation)
    steps = told["understood"]["steps"]
    assert steps[0]["step"] == "dictionary"
    assert steps[0]["found"][0]["names"] == ["Order.bread"]


async def test_an_opening_has_nothing_before_it(shop: Bakery) -> None:
    await shop.opened()
    told = (await shop.ask("GET", "/journal/1/trace")).json
    assert (told["before"], told["understood"], told["rows"]) == (None, None, [])
    assert told["reply"]["state"] == "start"


async def test_what_was_no_turn_has_no_trace(shop: Bakery) -> None:
    await shop.dialog(method="dialog", uuid="1" * 18, text="안녕")
    refused = await shop.ask("GET", "/journal/1/trace")
    assert (refused.status, refused.json["where"]) == (409, "path.number")
    assert refused.json["detail"] == f"no turn was made: no session has this uuid: {'1' * 18}"
    assert (await shop.ask("GET", "/journal/2/trace")).status == 404


async def test_where_the_journal_has_forgotten_the_opening_that_is_said(tmp_path: Path) -> None:
    async with bakery(tmp_path, Settings(journal=1)) as shop:
        uuid = await shop.opened()
        await shop.said(uuid, "식빵 주세요")
        refused = await shop.ask("GET", "/journal/2/trace")
        assert refused.status == 409
        assert refused.json["detail"] == (
            "it cannot be told any more: the journal has forgotten how the session was opened"
        )


async def test_a_text_is_understood_as_it_would_be_now_and_changes_nothing(shop: Bakery) -> None:
    uuid = await shop.opened()
    await shop.said(uuid, "빵 사고 싶어요")
    before = (await shop.ask("GET", f"/sessions/{uuid}")).json["session"]
    told = (await shop.ask("POST", f"/sessions/{uuid}/trace", {"text": "식빵"})).json
    assert told["after"]["slots"] == {"Order.bread": ["식빵"]}
    assert told["reply"]["system_text"] == "식빵 여기 있습니다."
    after = (await shop.ask("GET", f"/sessions/{uuid}")).json["session"]
    assert {**after, "idle": 0} == {**before, "idle": 0}
    assert (await shop.ask("GET", "/journal")).json["total"] == 2


async def test_a_trace_needs_a_session_and_a_text(shop: Bakery) -> None:
    missing = await shop.ask("POST", f"/sessions/{'1' * 18}/trace", {"text": "식빵"})
    assert (missing.status, missing.json["where"]) == (404, "path.uuid")
    uuid = await shop.opened()
    empty = await shop.ask("POST", f"/sessions/{uuid}/trace", {"text": ""})
    assert (empty.status, empty.json["where"]) == (400, "body.text")
    shop.server.versions.replace({})
    shop.server.versions._earlier.clear()
    gone = await shop.ask("POST", f"/sessions/{uuid}/trace", {"text": "식빵"})
    assert (gone.status, gone.json["detail"]) == (
        409,
        'the domain "Bakery" is not served any more',
    )


async def test_records_are_told_by_what_was_found_and_what_is_wrong_with_them(
    stock: Bakery,
) -> None:
    opened = await stock.dialog(method="open_dialog", name="Bakery", access_method="external_data")
    uuid = opened["return_object"]["uuid"]
    await stock.dialog(method="dialog", uuid=uuid, text="식빵 주세요")
    asked = (await stock.ask("GET", "/journal/2/trace")).json
    assert (asked["reply"]["state"], asked["understood"]["awaits"]) == ("data_request", "records")
    assert asked["reply"]["requests"] == [
        {"slots": ["Order.bread", "Order.count"], "condition": 'Order.bread="식빵"'}
    ]
    pending = (await stock.ask("POST", f"/sessions/{uuid}/trace", {"text": "단팥빵"})).json
    assert pending["reply"] == {"state": "", "system_text": "", "requests": []}
    assert pending["before"] == pending["after"]
    data = [{"Order.bread": "식빵", "Order.count": "많이"}]
    await stock.dialog(method="dialog", uuid=uuid, data=data)
    told = (await stock.ask("GET", "/journal/3/trace")).json
    assert told["understood"] is None
    assert [row["label"] for row in told["rows"]] == ["found", "task", "problem"]
    assert told["rows"][0]["text"] == "1 record"
    assert '"많이" is not a whole number such as 1500' in told["rows"][2]["text"]
