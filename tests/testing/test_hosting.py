"""An application of a bot's author, served in the process of a test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from aiohttp import web

import mockgenie
from mockgenie.testing import KakaoUser, hosted
from tests.testing.cafe import CAFE

pytestmark = pytest.mark.usefixtures("patient_platforms")


def answer(said: str) -> dict[str, Any]:
    outputs = [{"simpleText": {"text": f"{said}라고요?"}}]
    return {"version": "2.0", "template": {"outputs": outputs}}


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    request = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    said = request["userRequest"]["utterance"]
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(answer(said)).encode()]


async def handle(request: web.Request) -> web.Response:
    said = (await request.json())["userRequest"]["utterance"]
    return web.json_response(answer(said))


def aiohttp_app() -> web.Application:
    app = web.Application()
    app.router.add_post("/skill", handle)
    return app


@pytest.mark.parametrize("app", [wsgi, aiohttp_app()], ids=["wsgi", "aiohttp"])
def test_a_bot_is_served_while_it_is_needed(app: Any) -> None:
    with hosted(app) as url, KakaoUser(f"{url}/skill") as kakao:
        assert kakao.say("안녕").text == "안녕라고요?"
        assert kakao.problems == []
    with KakaoUser(f"{url}/skill") as kakao:
        assert "cannot be reached" in kakao.say("안녕").problems[0].what


def test_our_own_application_is_one() -> None:
    app = mockgenie.create_app({"Cafe": CAFE}, channels="Cafe")
    with hosted(app) as url, KakaoUser(f"{url}/query/KAKAO") as kakao:
        assert kakao.say("안녕하세요").texts
        assert kakao.problems == []


def test_a_bot_that_fails_answers_500() -> None:
    def broken(*_: Any) -> Iterable[bytes]:
        raise ValueError("broken on purpose")

    with hosted(broken) as url, KakaoUser(url) as kakao:
        assert kakao.say("안녕").status == 500


async def asgi(scope: Any, receive: Any, send: Any) -> None:
    """Nothing."""


@pytest.mark.parametrize("app", [asgi, "app", None])
def test_what_cannot_be_served_is_refused(app: Any) -> None:
    with pytest.raises(TypeError, match="WSGI or aiohttp"), hosted(app):
        pass
