"""What the developer of a bot is told beside the answers."""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

import pytest
from contract.cases import DOMAINS

from mockgenie.domains import load_domain
from mockgenie.engine import Engine
from mockgenie.server import Dialogs, Versions
from mockgenie.sessions import MemorySessions
from mockgenie.wire import ENVELOPES

SEOUL = {"Weather.city": "서울", "Weather.date": "오늘", "Weather.info": "맑음"}
BUSAN = {**SEOUL, "Weather.city": "부산"}


@pytest.fixture
def dialogs() -> Dialogs:
    """Dialogs of the domain Weather."""
    engine = Engine(load_domain(DOMAINS / "Weather.yaml"))
    versions = Versions({"Weather": engine})
    return Dialogs(versions, MemorySessions(), ENVELOPES["guide"], lambda: date(2026, 11, 22))


async def ask(dialogs: Dialogs, **argument: object) -> Any:
    """The return object of a request."""
    body = json.dumps({"access_key": "k", "argument": argument}).encode()
    answer = await dialogs.answer(body)
    assert answer.status == 200
    return json.loads(answer.body)["return_object"]


async def asked_for_data(dialogs: Dialogs) -> str:
    """The uuid of a dialog that waits for data."""
    opened = await ask(dialogs, method="open_dialog", name="Weather", access_method="external_data")
    uuid = str(opened["uuid"])
    await ask(dialogs, method="dialog", uuid=uuid, text="서울 오늘 날씨 알려줘")
    return uuid


async def test_contract_problems_are_warnings(
    dialogs: Dialogs, caplog: pytest.LogCaptureFixture
) -> None:
    uuid = await asked_for_data(dialogs)
    await ask(dialogs, method="dialog", uuid=uuid, data=[SEOUL, BUSAN])
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("mockgenie", logging.WARNING)
    assert record.getMessage().startswith(f"session {uuid}, domain Weather: data[1]: ")


async def test_whatever_goes_wrong_in_finding_problems_the_turn_is_answered(
    dialogs: Dialogs, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("mockgenie.server.dialogs.contract_problems", broken)
    uuid = await asked_for_data(dialogs)
    answer = await ask(dialogs, method="dialog", uuid=uuid, data=[SEOUL])
    assert answer["result"]["system_text"] == "오늘 서울은 맑음입니다.\n"
    (record,) = caplog.records
    assert record.getMessage() == f"the data of session {uuid} could not be checked"
