"""/query/TEST, /query/KAKAO and /query/NAVER, with the clients of the platforms."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession, web

import mockgenie
from mockgenie.channels import APOLOGY
from mockgenie.journal import Reader
from mockgenie.server import Runner, Server
from mockgenie.sockets import open_sockets
from tests.channels.kakao_requests import VALIDATION, payload
from tests.open_sessions import entries_of
from tests.server.test_engine_socket import ORDER
from tests.support import PATIENCE

NAVER_USER = "AbCdEfGhIjKlMnOpQrStUv"


class Client:
    """Asks an application that listens on a socket."""

    def __init__(self, server: Server, session: ClientSession, url: str) -> None:
        self.server = server
        self._session = session
        self._url = url

    async def post(self, path: str, body: Any, method: str = "POST") -> tuple[int, Any]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self._session.request(method, self._url + path, data=data) as answer:
            text = await answer.text()
            kind = answer.headers["Content-Type"].replace("; ", ";")
            assert kind == "application/json;charset=UTF-8"
            return answer.status, json.loads(text) if text else None

    async def send(self, path: str, event: Any, key: str = "key-1") -> tuple[int, Any]:
        async with self._session.post(
            self._url + path, json=event, headers={"Authorization": key}
        ) as answer:
            return answer.status, await answer.json()

    async def kakao(self, text: str, **asked: Any) -> Any:
        return (await self.post("/query/KAKAO", payload(text, **asked)))[1]

    async def naver(self, text: str, **more: Any) -> Any:
        content = {"text": text, "inputType": "typing"}
        event = {"event": "send", "user": NAVER_USER, "textContent": content, **more}
        return (await self.post("/query/NAVER", event))[1]


@asynccontextmanager
async def serving(domains: dict[str, str] | None = None, **settings: Any) -> AsyncIterator[Client]:
    app = mockgenie.create_app(domains or {"Order": ORDER}, **{"channels": "Order", **settings})
    runner = Runner(app, patience=0)
    sockets = open_sockets("127.0.0.1", 0)
    url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    await runner.listen(sockets)
    try:
        async with ClientSession() as session:
            yield Client(app[mockgenie.SERVER], session, url)
    finally:
        await runner.cleanup()


async def test_test_is_the_answer_of_the_engine() -> None:
    async with serving() as client:
        status, answer = await client.post("/query/TEST", {"query": "짜장 주세요"})
    assert status == 200
    assert answer == {
        "Query": "짜장 주세요",
        "Answer": "짜장면 하나요.",
        "AnswerImageUrl": None,
        "Intent": "order",
        "NER": "[('짜장면', 'B_MENU'), ('주세요', 'O')]",
    }


@pytest.mark.parametrize("key", ["query", "Query", "Question"])
async def test_test_takes_its_question_by_other_keys_and_by_get(key: str) -> None:
    async with serving() as client:
        assert (await client.post("/query/TEST", {key: "짜장면"}))[1]["Answer"] == "짜장면 하나요."
        path = f"/query/TEST?{key}=%EC%A7%9C%EC%9E%A5%EB%A9%B4"
        assert (await client.post(path, b"", "GET"))[1]["Answer"] == "짜장면 하나요."


async def test_kakao_leads_a_dialog_for_each_user() -> None:
    async with serving() as client:
        asked = await client.kakao("주문할게요")
        other = await client.kakao("짜장면", user={"id": "다른 사람"})
        chosen = await client.kakao("탕수육")
    assert asked == {
        "version": "2.0",
        "template": {
            "outputs": [{"simpleText": {"text": "메뉴를 골라 주세요."}}],
            "quickReplies": [
                {"label": name, "action": "message", "messageText": name}
                for name in ("짜장면", "탕수육")
            ],
        },
    }
    assert other["template"]["outputs"] == [{"simpleText": {"text": "짜장면 하나요."}}]
    assert chosen["template"]["outputs"] == [{"simpleText": {"text": "탕수육 하나요."}}]
    assert chosen["context"]["values"][0]["params"] == {"Food.menu": "탕수육"}


async def test_a_parameter_validation_is_no_utterance() -> None:
    async with serving() as client:
        assert (await client.post("/query/KAKAO", VALIDATION))[1]["status"] == "SUCCESS"
        assert await entries_of(client.server.sessions) == []


async def test_naver_leads_a_dialog_until_the_user_leaves() -> None:
    async with serving() as client:
        assert (await client.post("/query/NAVER", {"event": "open", "user": NAVER_USER}))[1] == {}
        asked = await client.naver("주문할게요")
        assert asked["textContent"]["text"] == "메뉴를 골라 주세요."
        assert len(await entries_of(client.server.sessions)) == 1
        assert (await client.post("/query/NAVER", {"event": "leave", "user": NAVER_USER}))[1] == {}
        assert await entries_of(client.server.sessions) == []


async def test_an_echo_is_never_answered() -> None:
    async with serving() as client:
        assert await client.naver("안녕", event="echo", echoedEvent="send") == {}


async def test_the_journal_has_what_was_said_on_each_channel() -> None:
    async with serving() as client:
        await client.kakao("짜장면")
        await client.naver("탕수육")
        await client.post("/query/TEST", {"query": "끝"})
        entries = [*map(Reader().read, client.server.journal)]
    assert [(one.access_key, one.text, one.system_text, one.state) for one in entries] == [
        ("KAKAO", "짜장면", "짜장면 하나요.", "dialog"),
        ("NAVER", "탕수육", "탕수육 하나요.", "dialog"),
        ("TEST", "끝", "안녕히 가세요.", "end"),
    ]
    assert entries[0].http == "POST /query/KAKAO"


async def test_a_picture_is_no_part_of_dialog() -> None:
    say = "{text: 네., image: https://a/b.png, extra: {Mood: 기쁨}}"
    argument = {"method": "open_dialog", "name": "Photo", "access_method": "internal_data"}
    async with serving(domains={"Photo": f"tasks: {{show: {{say: {say}}}}}"}) as client:
        _, answer = await client.post("/Dialog", {"access_key": "k", "argument": argument})
    assert answer["return_object"]["result"] == {
        "system_text": "네.\n",
        "state": "start",
        "message": "",
    }


# What is refused

REFUSED = [
    ("/query/LINE", {"query": "안녕"}, 404),
    ("/query/test", {"query": "안녕"}, 404),
    ("/query/TEST", {}, 400),
    ("/query/TEST", b"x", 400),
    ("/query/KAKAO", {"userRequest": {}}, 400),
    ("/query/NAVER", {"event": "send"}, 400),
]


@pytest.mark.parametrize(("path", "body", "status"), REFUSED)
async def test_what_is_no_request_is_refused(path: str, body: Any, status: int) -> None:
    async with serving() as client:
        assert (await client.post(path, body))[0] == status
        (entry,) = map(Reader().read, client.server.journal)
    assert entry.why


@pytest.mark.parametrize(("path", "body", "status"), REFUSED)
async def test_with_book_errors_whatever_is_refused_is_500(
    path: str, body: Any, status: int
) -> None:
    async with serving(book_errors=True) as client:
        assert (await client.post(path, body))[0] == 500


async def test_without_channels_the_paths_are_not_there() -> None:
    async with serving(channels="") as client:
        status, answer = await client.post("/query/TEST", {"query": "안녕"})
    assert (status, answer["reason"]) == (404, "Unknown Handler")


async def test_a_body_that_is_too_long() -> None:
    async with serving(max_body=100) as client:
        assert (await client.post("/query/TEST", {"query": "가" * 100}))[0] == 413


async def test_a_domain_that_is_not_served_is_the_apology() -> None:
    async with serving(channels="Oder") as client:
        answer = await client.kakao("안녕")
        (entry,) = map(Reader().read, client.server.journal)
    assert answer["template"]["outputs"] == [{"simpleText": {"text": APOLOGY}}]
    assert 'did you mean "Order"' in entry.why


# Faults


@pytest.mark.parametrize(
    ("fault", "status", "text"),
    [
        ({"text": "고장", "when": 'access_key = "KAKAO"'}, 200, "고장"),
        ({"error": "Dialog engine: unexpected error"}, 200, APOLOGY),
        ({"error": "Too Many Requests"}, 429, None),
        ({"garbage": "{}"}, 200, None),
    ],
)
async def test_faults_strike(fault: dict[str, Any], status: int, text: str | None) -> None:
    async with serving(faults=[fault]) as client:
        answered, answer = await client.post("/query/KAKAO", payload("짜장면"))
    assert answered == status
    found = answer.get("template", {}).get("outputs", [{}])[0].get("simpleText", {}).get("text")
    assert found == text


# What is sent later


@asynccontextmanager
async def platform(
    take: Callable[[web.Request], Awaitable[web.Response]],
) -> AsyncIterator[str]:
    """A platform's own server, and its address."""
    app = web.Application()
    app.router.add_post("/{path:.*}", take)
    runner = web.AppRunner(app)
    sockets = open_sockets("127.0.0.1", 0)
    await runner.setup()
    await web.SockSite(runner, sockets[0]).start()
    try:
        yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}/callback"
    finally:
        await runner.cleanup()


async def test_naver_is_answered_by_the_send_api_where_there_is_one() -> None:
    came: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()

    async def take(request: web.Request) -> web.Response:
        await came.put((request.headers["Authorization"], await request.json()))
        return web.json_response({"success": True, "resultCode": "00"})

    async with platform(take) as url, serving(naver_send=url, naver_key="key-1") as client:
        assert await client.naver("짜장면") == {}
        key, event = await asyncio.wait_for(came.get(), PATIENCE)
    assert key == "key-1"
    assert event["user"] == NAVER_USER
    assert event["textContent"]["text"] == "짜장면 하나요."


async def test_kakao_is_answered_by_callback_where_a_fault_makes_it_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    came: asyncio.Queue[Any] = asyncio.Queue()

    async def take(request: web.Request) -> web.Response:
        await came.put(await request.json())
        return web.json_response({"status": "SUCCESS"})

    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("mockgenie.server.channel_endpoint.wait", wait)
    async with platform(take) as url, serving(faults=[{"delay": 6}]) as client:
        first = await client.kakao("짜장면", callbackUrl=url)
        answer = await asyncio.wait_for(came.get(), PATIENCE)
    assert waited == [6]
    assert first["useCallback"] is True
    assert answer["template"]["outputs"] == [{"simpleText": {"text": "짜장면 하나요."}}]


async def test_the_send_api_is_there_and_says_nothing_of_what_it_never_delivers() -> None:
    async with serving(naver_key="key-1") as client:
        text = {"text": "가" * 10_001}
        event = {"event": "send", "user": NAVER_USER, "textContent": text}
        assert (await client.send("/chatbot/v1/event", event))[1]["resultCode"] == "00"
        assert (await client.send("/chatbot/v1/event", event, "other"))[1]["resultCode"] == "01"
        image = {"imageUrl": "https://example.com/a.png"}
        assert "imageId" in (await client.send("/chatbot/v1/imageUpload", image))[1]
        first, second, third = map(Reader().read, client.server.journal)
    assert "textContent.text: it has 10,001 letters" in first.why
    assert "Authorization: it is not the key" in second.why
    assert third.why == ""
    assert first.http == "POST /chatbot/v1/event"


async def test_another_content_type_is_415() -> None:
    async with serving() as client:
        status, answer = await client.post("/chatbot/v1/event", b"{}")
    assert (status, answer) == (415, {"success": False})


async def test_without_channels_there_is_no_send_api() -> None:
    async with serving(channels="") as client:
        assert (await client.send("/chatbot/v1/event", {}))[0] == 404
