"""Which answer a call gets where something goes wrong on purpose, and what its session becomes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable

import pytest

from mockgenie.dialog import Engine
from mockgenie.faults import Fault
from mockgenie.journal.entries import entry_of
from mockgenie.server import Settings
from mockgenie.sessions import StoreUnreachable
from tests.open_sessions import entries_of
from tests.server.calls import (
    FailingStore,
    SlowEngine,
    call,
    opening,
    outcome,
    saying,
    system_text,
    uuid_of,
)
from tests.server.http_bytes import INVALID_METHOD, NOT_VALID, TALK, engine_error, post
from tests.server.live import Live, contract_engines, live


async def opened(server: Live, name: str = "Weather", external: bool = False) -> str:
    return uuid_of(await server.exchange(post(opening(name, external=external))))


async def say(server: Live, uuid: str, text: str, *headers: str) -> bytes:
    return await server.exchange(post(saying(text, uuid), *headers))


def faults(*faults: Fault) -> Settings:
    return Settings(faults=faults)


async def outcomes(server: Live, uuid: str, texts: Iterable[str]) -> list[str]:
    return [outcome(await say(server, uuid, text)) for text in texts]


# An error is the answer, and nothing is done


async def test_the_session_stays_as_it_was_before_an_error() -> None:
    fault = Fault(when='method = "dialog" and turn = 2', error="Too Many Requests", times=1)
    async with live(faults(fault)) as server:
        uuid = await opened(server)
        assert await outcomes(server, uuid, ["서울 날씨 알려줘", "오늘", "오늘"]) == [
            "dialog 언제인가요?",
            "429 Too Many Requests",
            "dialog 오늘 서울은 맑음입니다.",
        ]


async def test_an_error_on_open_dialog_opens_nothing() -> None:
    fault = Fault(error="Open error: memory allocation error", times=1)
    async with live(faults(fault)) as server:
        assert outcome(await server.exchange(post(opening()))).startswith("error Open error")
        assert await entries_of(server.server.sessions) == []
        await opened(server)


async def test_an_error_on_close_dialog_leaves_the_session_open() -> None:
    fault = Fault(error="500 Internal Server Error: thread closing failure.", times=1)
    async with live(faults(fault)) as server:
        uuid = await opened(server)
        closing = post(call("close_dialog", uuid=uuid))
        failure = "error 500 Internal Server Error: thread closing failure."
        assert outcome(await server.exchange(closing)) == failure
        assert outcome(await server.exchange(closing)) == "end"


async def test_an_error_on_demand_uses_no_quota_up() -> None:
    fault = Fault(error="Recipient Failure", times=3)
    async with live(Settings(faults=(fault,), daily_quota=1)) as server:
        for _ in range(3):
            assert outcome(await server.exchange(post(opening()))) == "500 Recipient Failure"
        await opened(server)


# The turn is made, and something else is told of it


async def test_what_is_said_may_be_another_text() -> None:
    async with live(faults(Fault(contains="오늘", text="모르겠어요"))) as server:
        uuid = await opened(server)
        texts = ["서울 날씨 알려줘", "오늘", "부산 내일 날씨 알려줘"]
        assert await outcomes(server, uuid, texts) == [
            "dialog 언제인가요?",
            "dialog 모르겠어요",
            "dialog 내일 부산은 갬입니다.",
        ]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault(state="end"), "end 날씨 안내입니다."),
        (Fault(state="dialog"), "dialog 날씨 안내입니다."),
        (Fault(state="end", text="그만해요"), "end 그만해요"),
        (Fault(text=""), "start"),
        (Fault(state="error"), "error 날씨 안내입니다."),
        (Fault(state="error", text="Dialog engine: no idea"), "error Dialog engine: no idea"),
    ],
)
async def test_the_state_and_text_of_an_answer_may_be_others(fault: Fault, told: str) -> None:
    async with live(faults(fault)) as server:
        assert outcome(await server.exchange(post(opening()))) == told


async def test_a_state_in_place_of_a_data_request_says_nothing() -> None:
    fault = Fault(when='method = "dialog"', state="dialog")
    async with live(faults(fault)) as server:
        uuid = await opened(server, external=True)
        assert outcome(await say(server, uuid, "서울 오늘 날씨 알려줘")) == "dialog"


async def test_an_error_that_comes_anyway_is_not_told_otherwise() -> None:
    async with live(faults(Fault(text="네", state="end"))) as server:
        assert outcome(await server.exchange(post(opening("Nowhere")))).startswith("error Open")
        assert outcome(await say(server, "1", "네")) == "400 One or more arguments are not valid"


# What is known of a request


@pytest.mark.parametrize(
    ("when", "struck"),
    [
        ("turn = 0", [False, False, False]),
        ("turn = 1", [False, True, False]),
        ("turn = 2", [False, False, True]),
        ('method = "open_dialog"', [True, False, False]),
        ('domain = "Weather"', [True, True, True]),
        ('domain = "Hotel"', [False, False, False]),
        ('task = "greeting"', [False, True, False]),
        ('task = "forecast"', [False, False, True]),
        ('Weather.city = "서울"', [False, False, True]),
        ('access_key = "k" and uuid is filled', [False, True, True]),
        ('text = "오늘"', [False, False, True]),
        ('act = "ask_weather"', [False, False, True]),
    ],
)
async def test_faults_ask_for_the_call_and_its_session(when: str, struck: list[bool]) -> None:
    async with live(faults(Fault(when=when, delay=0.001))) as server:
        uuid = await opened(server)
        await say(server, uuid, "서울 날씨 알려줘")
        await say(server, uuid, "오늘")
        assert [bool(one.fault) for one in server.server.journal] == struck


async def test_data_belong_to_the_turn_that_asked_for_them() -> None:
    async with live(faults(Fault(when="turn = 1", delay=0.001))) as server:
        uuid = await opened(server, external=True)
        await say(server, uuid, "서울 오늘 날씨 알려줘")
        data = [{"Weather.city": "서울", "Weather.date": "오늘", "Weather.info": "비"}]
        answer = await server.exchange(post(call("dialog", uuid=uuid, data=data)))
        assert system_text(answer) == "오늘 서울은 비입니다.\n"
        await say(server, uuid, "여보세요")
        struck = [bool(one.fault) for one in server.server.journal]
        assert struck == [False, True, True, False]


async def test_the_session_of_another_key_is_not_known() -> None:
    async with live(faults(Fault(when='domain = "Weather"', error="Recipient Failure"))) as server:
        server.server.faults.clear()
        uuid = await opened(server)
        server.server.faults.reset()
        theirs = await server.exchange(post(saying("네", uuid, access_key="other")))
        assert outcome(theirs) == "400 One or more arguments are not valid"


# Asked for by the request itself


async def test_a_header_asks_for_a_fault_once() -> None:
    async with live() as server:
        uuid = await opened(server)
        asking = "X-Mockgenie-Fault: Too Many Requests"
        assert outcome(await say(server, uuid, "서울 날씨 알려줘", asking)).startswith("429")
        assert outcome(await say(server, uuid, "서울 날씨 알려줘")) == "dialog 언제인가요?"


async def test_a_header_may_ask_for_other_effects_in_korean_too() -> None:
    async with live() as server:
        said = await server.exchange(post(opening(), "x-mockgenie-fault: text 잠시 후에 오세요"))
        assert outcome(said) == "start 잠시 후에 오세요"
        cut = await server.exchange(post(TALK, "X-Mockgenie-Fault: cut 5"))
        assert cut == INVALID_METHOD[: INVALID_METHOD.index(b"\r\n\r\n") + 9]


async def test_the_header_counts_before_the_key_and_the_key_before_the_servers_faults() -> None:
    fault = Fault(error="Recipient Failure")
    async with live(faults(fault)) as server:
        body = opening(access_key="fault:Too Many Requests")
        header = "X-Mockgenie-Fault: Handler Timeout"
        assert outcome(await server.exchange(post(body, header))) == "408 Handler Timeout"
        assert outcome(await server.exchange(post(body))) == "429 Too Many Requests"
        assert outcome(await server.exchange(post(opening()))) == "500 Recipient Failure"
        assert next(iter(server.server.faults)).seen == 1


async def test_a_key_may_ask_for_a_fault_of_a_server_that_has_keys() -> None:
    async with live(Settings(access_keys={"k": ()})) as server:
        body = opening(access_key="fault:Too Many Requests")
        assert outcome(await server.exchange(post(body))) == "429 Too Many Requests"


async def test_an_authorization_header_asks_as_a_key_does() -> None:
    body = json.dumps({"argument": {"method": "talk"}})
    async with live() as server:
        answer = await server.exchange(post(body, "Authorization: fault:Recipient Failure"))
        assert outcome(answer) == "500 Recipient Failure"


@pytest.mark.parametrize("body", ["", "{", "[]", "{}", TALK])
async def test_an_error_may_be_asked_for_with_any_body(body: str) -> None:
    async with live() as server:
        answer = await server.exchange(post(body, "X-Mockgenie-Fault: Too Many Requests"))
        assert outcome(answer) == "429 Too Many Requests"
        [entry] = map(entry_of, server.server.journal)
        assert entry.fault == "Too Many Requests"


async def test_a_body_that_is_wrong_anyway_is_told_so_where_no_error_is_asked_for() -> None:
    async with live() as server:
        answer = await server.exchange(post("[]", "X-Mockgenie-Fault: delay 0.01"))
        message = "JSON error: parsed, but this is not valid JSON object."
        assert answer == engine_error(message)


async def test_a_fault_that_there_is_not_is_refused_and_told_to_the_developer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with live() as server:
        with caplog.at_level(logging.WARNING, "mockgenie"):
            answer = await server.exchange(post(TALK, "X-Mockgenie-Fault: Too Many Request"))
    assert answer == NOT_VALID
    assert 'did you mean "Too Many Requests"?' in caplog.text


async def test_it_is_told_to_the_developer_where_the_body_is_wrong_as_well(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with live() as server:
        with caplog.at_level(logging.WARNING, "mockgenie"):
            answer = await server.exchange(post("[]", "X-Mockgenie-Fault: Too Many Request"))
    assert answer == engine_error("JSON error: parsed, but this is not valid JSON object.")
    assert 'did you mean "Too Many Requests"?' in caplog.text


# Too late


def weather() -> Engine:
    engine = contract_engines()["Weather"]
    assert isinstance(engine, Engine)
    return engine


async def test_an_engine_that_takes_too_long_leaves_the_session_as_it_was() -> None:
    slow = SlowEngine(weather(), 0.05)
    async with live(engines={"Weather": slow}) as server:
        uuid = await opened(server)
        server.server.change(Settings(engine_timeout=0.01))
        assert outcome(await say(server, uuid, "서울 날씨 알려줘")) == "408 Handler Timeout"
        (entry,) = await entries_of(server.server.sessions)
        assert entry.session.turn == 0


async def test_a_delay_longer_than_the_engine_may_take_is_408_when_that_is_over() -> None:
    late = Fault(contains="서울", delay=3600, times=1)
    async with live(faults(late)) as server:
        uuid = await opened(server)
        server.server.change(Settings(engine_timeout=0.05))
        assert outcome(await say(server, uuid, "서울 날씨 알려줘")) == "408 Handler Timeout"
        server.server.change(Settings())
        assert outcome(await say(server, uuid, "서울 날씨 알려줘")) == "dialog 언제인가요?"


async def test_a_delay_shorter_than_that_only_delays() -> None:
    late = Fault(delay=0.01, garbage="<html>")
    async with live(Settings(engine_timeout=30, faults=(late,))) as server:
        assert (await server.exchange(post(opening()))).endswith(b"\r\n\r\n<html>")


async def test_garbage_that_would_come_too_late_does_not_come() -> None:
    late = Fault(delay=3600, garbage="<html>")
    async with live(Settings(engine_timeout=0.05, faults=(late,))) as server:
        assert outcome(await server.exchange(post(opening()))) == "408 Handler Timeout"


async def test_an_utterance_may_have_as_many_characters_as_it_may() -> None:
    async with live(Settings(max_text=5)) as server:
        uuid = await opened(server)
        assert await outcomes(server, uuid, ["가나다라마", "가나다라마바", "가나다라마"]) == [
            "dialog 다시 말씀해 주세요.",
            "413 Request Entity Too Large",
            "dialog 다시 말씀해 주세요.",
        ]


# Stores


async def test_faults_that_ask_for_a_session_meet_the_errors_of_its_store() -> None:
    store = FailingStore(StoreUnreachable("refused"))
    async with live(faults(Fault(when="turn = 1", delay=1.0)), sessions=store) as server:
        answer = await say(server, "408240833423240526", "네")
        assert outcome(answer) == "500 ETRI service server connection refused"
