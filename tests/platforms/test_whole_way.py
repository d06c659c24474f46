"""From the engine to the user and back: our API server, and one as the well-known book has it,
between our engine and our platforms."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import requests

import mockgenie
from mockgenie.platforms import NAVER_HOSTS, KakaoUser, NaverApi, NaverUser, server_tls
from mockgenie.testing import hosted
from tests.server.test_engine_socket import ORDER, running
from tests.support import PATIENCE, free_port

pytestmark = pytest.mark.usefixtures("patient_platforms")


def own(**settings: Any) -> Any:
    return mockgenie.create_app({"Order": ORDER}, channels="Order", **settings)


# Our API server


def test_a_dialog_on_kakao() -> None:
    with hosted(own()) as url, KakaoUser(f"{url}/query/KAKAO") as kakao:
        assert kakao.say("주문할게요").labels == ("짜장면", "탕수육")
        assert kakao.say("탕수육").text == "탕수육 하나요."
        assert kakao.turns[1].request["contexts"] == []
        assert kakao.problems == []


def test_a_dialog_on_naver() -> None:
    with hosted(own()) as url, NaverUser(f"{url}/query/NAVER", echo=True) as naver:
        naver.open()
        assert naver.say("주문할게요").labels == ("짜장면", "탕수육")
        assert naver.say("탕수육").text == "탕수육 하나요."
        naver.leave()
        assert naver.problems == []


def test_a_dialog_on_naver_by_the_send_api() -> None:
    port = free_port()
    settings = {"naver_send": f"http://127.0.0.1:{port}/chatbot/v1/event", "naver_key": "k"}
    with hosted(own(**settings)) as url, NaverApi("k", port=port) as api:
        naver = NaverUser(f"{url}/query/NAVER", api, wait=PATIENCE)
        assert naver.say("주문할게요").labels == ("짜장면", "탕수육")
        assert naver.say("탕수육").text == "탕수육 하나요."
        assert naver.problems == []


@pytest.mark.slow
def test_an_answer_that_is_late_comes_by_callback_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mockgenie.channels.kakao.skill.SECONDS", 0.1)
    late = own(faults=[{"delay": 0.2}])
    with hosted(late) as url, KakaoUser(f"{url}/query/KAKAO", callback=True) as kakao:
        seen = kakao.say("짜장면")
    assert seen.lines == ("잠시만 기다려 주세요.", "짜장면 하나요.")
    assert (seen.problems, seen.response["version"]) == ((), "2.0")


def test_an_answer_that_is_late_is_told_where_there_is_no_callback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mockgenie.platforms.kakao.SECONDS", 0.1)
    late = own(faults=[{"delay": 0.2}])
    with hosted(late) as url, KakaoUser(f"{url}/query/KAKAO") as kakao:
        (problem,) = kakao.say("짜장면").problems
    assert "that Kakao waits" in problem.what


# One as the book has it


def book(engine: int) -> Callable[..., Iterable[bytes]]:
    """An API server that asks the engine on this port, and sends to TalkTalk's own host."""

    def ask(bot_type: str, query: str) -> Any:
        with socket.create_connection(("127.0.0.1", engine), PATIENCE) as sock:
            sock.send(json.dumps({"Query": query, "BotType": bot_type}).encode())
            return json.loads(sock.recv(2048).decode())

    def kakao(body: Any) -> Any:
        found = ask("KAKAO", body["userRequest"]["utterance"])
        outputs = []
        if found["AnswerImageUrl"] is not None:
            image = {"imageUrl": found["AnswerImageUrl"], "altText": ""}
            outputs.append({"simpleImage": image})
        if found["Answer"] is not None:
            outputs.append({"simpleText": {"text": found["Answer"]}})
        return {"version": "2.0", "template": {"outputs": outputs}}

    def naver(body: Any) -> Any:
        if body["event"] == "send":
            found = ask("NAVER", body["textContent"]["text"])
            parts: list[Any] = []
            if found["AnswerImageUrl"] is not None:
                parts.append({"imageContent": {"imageUrl": found["AnswerImageUrl"]}})
            if found["Answer"] is not None:
                parts.append({"textContent": {"text": found["Answer"]}})
            for part in parts:
                requests.post(
                    "https://gq.talk.naver.com/chatbot/v1/event",
                    headers={
                        "Content-Type": "application/json;charset=UTF-8",
                        "Authorization": "key",
                    },
                    data=json.dumps({"event": "send", "user": body["user"], **part}),
                )
        return {}

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        is_kakao = environ["PATH_INFO"] == "/query/KAKAO"
        answer = kakao(body) if is_kakao else naver(body)
        kind = "application/json" if is_kakao else "text/html; charset=utf-8"
        start_response("200 OK", [("Content-Type", kind)])
        return [json.dumps(answer).encode()]

    return app


async def test_the_books_server_satisfies_kakao() -> None:
    async with running() as engine:

        def talk() -> KakaoUser:
            with hosted(book(engine.port)) as url, KakaoUser(f"{url}/query/KAKAO") as kakao:
                kakao.say("주문할게요")
                kakao.say("탕수육이요")
            return kakao

        kakao = await asyncio.to_thread(talk)
    assert [turn.text for turn in kakao.turns] == ["메뉴를 골라 주세요.", "탕수육 하나요."]
    assert kakao.problems == []


async def test_the_books_server_satisfies_naver_at_the_host_that_it_has_hard_coded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ca = tmp_path / "ca.pem"
    tls = server_tls(NAVER_HOSTS, ca)
    async with running() as engine:

        def talk() -> NaverUser:
            with NaverApi("key", tls=tls) as api, hosted(book(engine.port)) as url:
                monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{api.port}")
                monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca))
                for name in ("https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"):
                    monkeypatch.delenv(name, raising=False)
                with NaverUser(f"{url}/query/NAVER", api, echo=True) as naver:
                    naver.open()
                    naver.say("주문할게요")
                    naver.say("탕수육이요")
                    naver.leave()
            return naver

        naver = await asyncio.to_thread(talk)
    assert [turn.text for turn in naver.turns] == ["", "메뉴를 골라 주세요.", "탕수육 하나요.", ""]
    assert naver.problems == []
