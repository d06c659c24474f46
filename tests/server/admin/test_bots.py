"""The admin API as the bot of a session: what may be answered, which records fit, and a call."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mockgenie.conversations import Suite, find_suites, read_conversations
from mockgenie.dialog import Bot, DataRequest, Engine, candidates, data_of
from mockgenie.domain import load_domain, shipped_folder
from tests.server.admin.calling import Bakery, bakery
from tests.server.admin.test_traces import LOOKING

SUITES = find_suites([shipped_folder()])


@pytest.fixture
async def stock(tmp_path: Path) -> AsyncIterator[Bakery]:
    """A bakery that looks up what it has."""
    async with bakery(tmp_path, text=LOOKING) as running:
        yield running


async def test_what_may_be_answered_are_the_values_of_the_slot_that_was_asked_for(
    shop: Bakery,
) -> None:
    uuid = await shop.opened()
    nothing = (await shop.ask("GET", f"/sessions/{uuid}/answers")).json
    assert nothing == {"slot": "", "type": "", "values": [], "total": 0}
    await shop.said(uuid, "빵 사고 싶어요")
    asked = (await shop.ask("GET", f"/sessions/{uuid}/answers")).json
    assert asked == {
        "slot": "Order.bread", "type": "text", "values": ["식빵", "단팥빵"], "total": 2,
    }  # fmt: skip
    first = (await shop.ask("GET", f"/sessions/{uuid}/answers?limit=1")).json
    assert (first["values"], first["total"]) == (["식빵"], 2)


async def test_values_that_no_record_has_any_more_are_not_offered(stock: Bakery) -> None:
    wanted = {
        "domain": "Bakery",
        "access_key": "k",
        "task": "selling",
        "compared": {"Order.count": ">=4"},
    }
    uuid = (await stock.ask("POST", "/sessions", wanted)).json["session"]["uuid"]
    asked = (await stock.ask("GET", f"/sessions/{uuid}/answers")).json
    assert (asked["slot"], asked["values"]) == ("Order.bread", ["단팥빵"])


async def test_the_records_that_fit_are_shown_and_can_be_sent(stock: Bakery) -> None:
    wanted = {"domain": "Bakery", "access_key": "secret", "access_method": "external_data"}
    uuid = (await stock.ask("POST", "/sessions", wanted)).json["session"]["uuid"]
    none = await stock.ask("GET", f"/sessions/{uuid}/records")
    assert (none.status, none.json["detail"]) == (409, "the session waits for no records")
    asked = (await stock.ask("POST", f"/sessions/{uuid}/dialog", {"text": "식빵 주세요"})).json
    assert (asked["number"], asked["status"]) == (1, 200)
    assert json.loads(asked["answer"])["return_object"]["result"]["state"] == "data_request"
    record = {"Order.bread": "식빵", "Order.count": "3"}
    shown = (await stock.ask("GET", f"/sessions/{uuid}/records")).json
    assert shown == {
        "requests": [
            {
                "entity": "Order", "slots": ["Order.bread", "Order.count"],
                "condition": 'Order.bread="식빵"', "records": [record], "fitting": 1, "held": 2,
                "problem": "",
            }
        ],
        "data": [record],
    }  # fmt: skip
    sent = (await stock.ask("POST", f"/sessions/{uuid}/dialog", {"data": shown["data"]})).json
    assert "식빵 3개" in sent["answer"]
    entry = (await stock.ask("GET", f"/journal/{sent['number']}")).json["entry"]
    assert (entry["access_key"], entry["data"]) == ("secr…", [record])


async def test_a_call_has_a_text_or_records(stock: Bakery) -> None:
    uuid = await stock.opened()
    for body in ({}, {"text": "식빵", "data": []}):
        refused = await stock.ask("POST", f"/sessions/{uuid}/dialog", body)
        assert (refused.status, refused.json["where"]) == (400, "body")
    gone = await stock.ask("POST", f"/sessions/{'1' * 18}/dialog", {"text": "식빵"})
    assert gone.status == 404


async def test_a_call_is_struck_by_faults_as_its_bot_would_be(shop: Bakery) -> None:
    uuid = await shop.opened()
    await shop.ask("POST", "/faults", {"error": "Too Many Requests"})
    struck = (await shop.ask("POST", f"/sessions/{uuid}/dialog", {"text": "식빵"})).json
    assert (struck["status"], struck["number"]) == (429, 2)


@pytest.mark.slow
@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.domain_file.parent.name)
def test_what_a_session_waits_for_is_what_was_asked_for(suite: Suite) -> None:
    domain = load_domain(suite.domain_file)
    engine, bot, requests = Engine(domain), Bot(domain), 0
    for path in suite.files:
        for conversation in read_conversations(path, domain):
            today = conversation.today
            session, reply = engine.open("external_data", today)
            for turn in conversation.turns[1:]:
                if session.pending:
                    assert isinstance(reply, DataRequest)
                    assert engine.request(session, today) == reply
                    data = data_of(bot.answer(reply, today))
                    session, reply = engine.step(session, None, data, today)
                    requests += 1
                if turn.user is not None and not session.pending:
                    session, reply = engine.step(session, turn.user, None, today)
                if session.asked:
                    candidates(domain, session, session.asked, today)
    assert requests or not domain.looked_up()
