"""What the developer of a bot is told beside the answers."""

from __future__ import annotations

import json
import logging

import pytest

from mockgenie.server.answering import EnvelopeHint
from tests.server.calls import call, opening, saying, uuid_of
from tests.server.http_bytes import post
from tests.server.live import Live, live

SEOUL = {"Weather.city": "서울", "Weather.date": "오늘", "Weather.info": "맑음"}
BUSAN = {**SEOUL, "Weather.city": "부산"}


async def answered_with(server: Live, *data: dict[str, str]) -> tuple[str, str]:
    """The uuid of a dialog that waits for data, and the answer to these."""
    uuid = uuid_of(await server.exchange(post(opening(external=True))))
    await server.exchange(post(saying("서울 오늘 날씨 알려줘", uuid)))
    answer = await server.exchange(post(call("dialog", uuid=uuid, data=data)))
    said = json.loads(answer.partition(b"\r\n\r\n")[2])["return_object"]["result"]["system_text"]
    return uuid, said


async def test_contract_problems_are_warnings_and_stand_in_the_journal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with live() as server:
        uuid, _ = await answered_with(server, SEOUL, BUSAN)
        *_, exchange = server.server.journal
    (record,) = (one for one in caplog.records if one.name == "mockgenie")
    assert record.levelno == logging.WARNING
    assert record.getMessage().startswith(f"session {uuid}, domain Weather: data[1]: ")
    (problem,) = exchange.problems
    assert problem.where in record.getMessage()
    assert problem.what in record.getMessage()


async def test_whatever_goes_wrong_in_finding_problems_the_turn_is_answered(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("mockgenie.server.dialog_service.contract_problems", broken)
    async with live() as server:
        uuid, said = await answered_with(server, SEOUL)
    assert said == "오늘 서울은 맑음입니다.\n"
    (record,) = (one for one in caplog.records if one.name == "mockgenie")
    assert record.getMessage() == f"the data of session {uuid} could not be checked"


def suggestions(caplog: pytest.LogCaptureFixture) -> int:
    """How often the legacy envelope was suggested."""
    return sum("--envelope legacy" in record.getMessage() for record in caplog.records)


def test_after_two_sessions_that_were_left_the_third_brings_the_hint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hint = EnvelopeHint()
    for expected in (0, 0, 1, 1):  # and it is said once
        hint.opened("k", "guide")
        assert suggestions(caplog) == expected


def test_a_client_that_goes_on_is_no_old_bot(caplog: pytest.LogCaptureFixture) -> None:
    hint = EnvelopeHint()
    for _ in range(5):
        hint.opened("k", "guide")
        hint.opened("k", "guide")
        hint.continued("k")
    assert suggestions(caplog) == 0


def test_clients_are_counted_each_on_their_own(caplog: pytest.LogCaptureFixture) -> None:
    hint = EnvelopeHint()
    for key in ("a", "b", "c", "a", "b", "c"):
        hint.opened(key, "observed")
    assert suggestions(caplog) == 0
    hint.opened("b", "observed")
    assert suggestions(caplog) == 1
    assert "the observed envelope" in caplog.text


def test_who_is_answered_in_the_legacy_envelope_needs_no_hint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hint = EnvelopeHint()
    for _ in range(5):
        hint.opened("k", "legacy")
    assert suggestions(caplog) == 0


def test_few_clients_are_remembered(caplog: pytest.LogCaptureFixture) -> None:
    hint = EnvelopeHint()
    hint.opened("k", "guide")
    hint.opened("k", "guide")
    for number in range(1_000):
        hint.opened(str(number), "guide")
    hint.opened("k", "guide")
    assert suggestions(caplog) == 0
