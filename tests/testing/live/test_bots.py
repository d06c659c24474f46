"""A bot's own test, as docs/pytest.md tells how to write one: with requests, and with aiohttp."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
import requests

from mockgenie.testing.live import MockServer
from tests.support import PATIENCE

OPENING = {"method": "open_dialog", "name": "Cafe", "access_method": "internal_data"}
SAID = ["라떼 얼마예요?", "아메리카노는요?", "홍차 가격도요"]


def body(argument: dict[str, str]) -> dict[str, Any]:
    return {"access_key": "key", "argument": argument}


@pytest.fixture
def quota_ends_at_the_third_turn(server: MockServer) -> MockServer:
    server.fail_next("Too Many Requests", turn=3)
    return server


def check_what_was_sent(server: MockServer, uuid: str) -> None:
    first, second, third = SAID
    conversation = server.conversation(uuid)
    assert conversation.said == [first, second, third, third]
    assert [entry.status for entry in conversation.turns][-3:] == [429, 200, 200]
    server.assert_called(times=1, message="Too Many Requests", text=third)
    server.assert_called(times=1, method="close_dialog", uuid=uuid, state="end")
    server.assert_not_called(access_key="another key")
    server.assert_no_contract_problems()
    assert uuid not in server.sessions


def test_with_requests(quota_ends_at_the_third_turn: MockServer) -> None:
    server = quota_ends_at_the_third_turn
    with requests.Session() as client:
        client.trust_env = False

        def ask(**argument: str) -> requests.Response:
            return client.post(server.url, json=body(argument), timeout=PATIENCE)

        opened = ask(**OPENING)
        assert opened.headers["Connection"] == "close"
        uuid = opened.json()["return_object"]["uuid"]
        for text in SAID:
            answer = ask(method="dialog", uuid=uuid, text=text)
            if answer.status_code == 429:
                assert answer.json()["reason"] == "Too Many Requests"
                answer = ask(method="dialog", uuid=uuid, text=text)
            assert answer.json()["return_object"]["result"]["state"] == "dialog"
        ask(method="close_dialog", uuid=uuid)
    check_what_was_sent(server, uuid)


async def test_with_aiohttp(quota_ends_at_the_third_turn: MockServer) -> None:
    server = quota_ends_at_the_third_turn
    async with aiohttp.ClientSession() as client:

        async def ask(**argument: str) -> tuple[int, dict[str, Any]]:
            async with client.post(server.url, json=body(argument)) as answer:
                return answer.status, await answer.json()

        uuid = (await ask(**OPENING))[1]["return_object"]["uuid"]
        for text in SAID:
            status, answer = await ask(method="dialog", uuid=uuid, text=text)
            if status == 429:
                assert answer["reason"] == "Too Many Requests"
                status, answer = await ask(method="dialog", uuid=uuid, text=text)
            assert answer["return_object"]["result"]["state"] == "dialog"
        await ask(method="close_dialog", uuid=uuid)
    check_what_was_sent(server, uuid)
