"""The example's API server runs unchanged between our engine and our platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockgenie.platforms import KakaoUser, NaverApi, NaverUser
from tests.channels.programs import ApiServer, api_server, chatbot_engine
from tests.examples.readmes import ROOT
from tests.support import free_port

pytest.importorskip("flask", reason="the example is a server of Flask")

pytestmark = [
    pytest.mark.slow,  # processes of their own
    pytest.mark.usefixtures("patient_platforms"),
]

FOLDER = ROOT / "examples" / "chatbot_api"
APP = FOLDER / "app.py"
READMES = [FOLDER / "README.md", FOLDER / "README.ko.md"]
TALK = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```\w+\n.*?^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def engine_port() -> Iterator[int]:
    with chatbot_engine() as port:
        yield port


@pytest.fixture(scope="module")
def server(engine_port: int) -> Iterator[ApiServer]:
    with api_server(APP, PORT="0", ENGINE_PORT=str(engine_port)) as running:
        yield running


@pytest.fixture(scope="module")
def lonely() -> Iterator[ApiServer]:
    """The server without an engine."""
    with api_server(APP, PORT="0", ENGINE_PORT=str(free_port())) as running:
        yield running


def test_test_is_the_answer_of_the_engine(server: ApiServer) -> None:
    answered = server.post("TEST", {"query": "내일 일곱 시에 예약할게요"})
    assert answered.status_code == 200
    assert answered.json()["NER"] == "[('내일', 'B_DT'), ('일곱 시', 'B_TI'), ('예약', 'O')]"


@pytest.mark.parametrize("readme", READMES, ids=["English", "Korean"])
def test_kakao_sees_what_the_readme_shows(server: ApiServer, readme: Path) -> None:
    (shown,) = TALK.findall(readme.read_text("utf-8"))
    with KakaoUser(f"{server.url}/query/KAKAO", user=readme.name) as kakao:
        for line in shown.splitlines():
            if line.startswith("나: "):
                kakao.say(line.removeprefix("나: "))
    assert str(kakao) == shown.rstrip("\n")
    assert not kakao.problems


def test_each_user_of_kakao_has_a_dialog_of_their_own(server: ApiServer) -> None:
    url = f"{server.url}/query/KAKAO"
    with KakaoUser(url, user="a") as first, KakaoUser(url, user="b") as second:
        assert first.say("내일 예약할게요").text == "몇 시로 할까요?"
        assert second.say("예약할게요").text == "어느 날로 할까요?"
        assert "내일 여섯 시에 예약했어요" in first.say("여섯 시요").text


def test_talktalk_is_answered_in_the_response(server: ApiServer) -> None:
    with NaverUser(f"{server.url}/query/NAVER") as naver:
        naver.open()
        assert naver.say("짬뽕 주세요").text == "짬뽕 주문 받았어요. 9,000원입니다."
        naver.leave()
    assert not naver.problems


def test_talktalk_is_answered_by_the_send_api_where_there_is_a_key(engine_port: int) -> None:
    with (
        NaverApi("secret") as api,
        api_server(
            APP, PORT="0", ENGINE_PORT=str(engine_port), NAVER_KEY="secret", NAVER_EVENTS=api.url
        ) as server,
        NaverUser(f"{server.url}/query/NAVER", api) as naver,
    ):
        seen = naver.say("짬뽕 주세요")
    assert seen.lines == (
        "(사진 https://example.com/chatbot/jjamppong.png)",
        "짬뽕 주문 받았어요. 9,000원입니다.",
    )
    assert not naver.problems


@pytest.mark.parametrize(
    ("bot_type", "body", "status"),
    [
        ("TEST", {}, 400),
        ("TEST", [], 400),
        ("KAKAO", {"userRequest": {}}, 400),
        ("NAVER", {"event": "send", "textContent": {"text": "안녕"}}, 400),
        ("LINE", {"query": "안녕"}, 404),
    ],
)
def test_what_is_no_request_is_refused(
    server: ApiServer, bot_type: str, body: Any, status: int
) -> None:
    assert server.post(bot_type, body).status_code == status


def test_without_an_engine_users_are_told_to_try_again(lonely: ApiServer) -> None:
    assert lonely.post("TEST", {"query": "안녕"}).status_code == 502
    with KakaoUser(f"{lonely.url}/query/KAKAO") as kakao:
        assert "잠시 뒤에 다시" in kakao.say("안녕하세요").text
    with NaverUser(f"{lonely.url}/query/NAVER") as naver:
        assert "잠시 뒤에 다시" in naver.say("안녕하세요").text
    assert not kakao.problems


def test_both_readmes_show_the_same() -> None:
    english, korean = (BLOCK.findall(readme.read_text("utf-8")) for readme in READMES)
    assert english == korean
