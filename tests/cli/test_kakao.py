"""`mockgenie kakao`: a skill is talked to as Kakao talks to it, and its answers are checked."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest

from mockgenie.cli import main
from tests.platforms.bots import bot as skill
from tests.platforms.bots import post

pytestmark = pytest.mark.usefixtures("patient_platforms")


def echo(request: dict[str, Any]) -> dict[str, Any]:
    said = request["userRequest"]["utterance"]
    return {
        "version": "2.0",
        "template": {
            "outputs": [{"simpleText": {"text": f"{said}라고요?"}}],
            "quickReplies": [
                {"label": "응", "action": "message", "messageText": "그렇습니다", "extra": {"n": 1}}
            ],
        },
        "context": {"values": [{"name": "대화", "lifeSpan": 1, "params": {"말": said}}]},
    }


Printed = pytest.CaptureFixture[str]


def test_what_is_said_is_sent_and_what_comes_is_shown(capsys: Printed) -> None:
    with skill(echo) as bot:
        assert main(["kakao", "check", bot.url, "--say", "안녕", "--say", "응"]) == 0
    assert capsys.readouterr().out == (
        "나: 안녕\n봇: 안녕라고요?\n    [응]\n나: 응\n봇: 그렇습니다라고요?\n    [응]\n"
        "2 turns, no problem\n"
    )
    first, second = bot.requests
    assert first["contexts"] == []
    assert second["contexts"] == [
        {
            "name": "대화",
            "lifespan": 1,
            "ttl": 0,
            "params": {"말": {"value": "안녕", "resolvedValue": "안녕"}},
        }
    ]
    assert second["action"]["clientExtra"] == {"n": 1}


def test_headers_and_the_user_are_those_that_are_given(capsys: Printed) -> None:
    with skill(echo) as bot:
        options = ["--header", "x-key: abc", "--user", "나", "--live"]
        assert main(["kakao", "check", bot.url, "--say", "안녕", *options]) == 0
        assert main(["kakao", "check", bot.url, "--say", "안녕"]) == 0
    assert bot.headers[0]["x-key"] == "abc"
    assert bot.headers[0]["x-request-id"] != bot.headers[1]["x-request-id"]
    users = [request["userRequest"]["user"]["id"] for request in bot.requests]
    assert users[0] != users[1]


@pytest.mark.parametrize(
    ("response", "told"),
    [
        (b"<html>", "it is no JSON"),
        ({"version": "2.0", "template": {"outputs": []}}, "template.outputs"),
        ({"version": "2.0", "useCallback": True}, "useCallback"),
    ],
)
def test_what_is_dropped_is_told(capsys: Printed, response: Any, told: str) -> None:
    with skill(lambda _: response) as bot:
        assert main(["kakao", "check", bot.url, "--say", "안녕"]) == 1
    printed = capsys.readouterr().out
    assert "?? " in printed
    assert told in printed
    assert printed.endswith("1 turn, 1 problem\n")


def test_what_only_changes_is_told_and_is_no_failure(capsys: Printed) -> None:
    long = {"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "가" * 501}}]}}
    with skill(lambda _: long) as bot:
        assert main(["kakao", "check", bot.url, "--say", "안녕"]) == 0
    assert "1 turn, 1 problem" in capsys.readouterr().out


def test_another_content_type_is_told(capsys: Printed) -> None:
    with skill(echo, kind="text/html") as bot:
        assert main(["kakao", "check", bot.url, "--say", "안녕"]) == 0
    assert 'Content-Type is "text/html"' in capsys.readouterr().out


@pytest.mark.parametrize("status", [201, 404, 500])
def test_another_status_is_told(capsys: Printed, status: int) -> None:
    with skill(echo, status) as bot:
        assert main(["kakao", "check", bot.url, "--say", "안녕"]) == 1
    assert f"its status is {status}" in capsys.readouterr().out


def test_an_answer_that_takes_too_long_is_told(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mockgenie.platforms.kakao.SECONDS", 0.0001)
    with skill(echo) as bot:
        assert main(["kakao", "check", bot.url, "--say", "안녕"]) == 1
    assert "that Kakao waits" in capsys.readouterr().out


def test_a_skill_that_is_not_there_is_told(capsys: Printed) -> None:
    with skill(echo) as bot:
        pass
    assert main(["kakao", "check", bot.url, "--say", "안녕"]) == 1
    assert "cannot be reached" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("response", "code"), [({"status": "SUCCESS", "value": "서울"}, 0), ({"status": "OK"}, 1)]
)
def test_the_validation_of_a_parameter(capsys: Printed, response: Any, code: int) -> None:
    with skill(lambda _: response) as bot:
        options = ["--say", "서울", "--payload", "validation"]
        assert main(["kakao", "check", bot.url, *options]) == code
    assert bot.requests[0]["value"] == {"origin": "서울", "resolved": "서울"}


# Callbacks


def test_the_address_for_later_answers_may_begin_as_kakaos_do(capsys: Printed) -> None:
    options = ["--callback", "--callback-base", "https://bot-api.kakao.com"]
    with skill(echo) as bot:
        assert main(["kakao", *options, "check", bot.url, "--say", "안녕"]) == 0
    url = bot.requests[0]["userRequest"]["callbackUrl"]
    assert url.startswith("https://bot-api.kakao.com/v1/bots/")


def test_a_promised_answer_is_waited_for(capsys: Printed) -> None:
    sent: list[Any] = []

    def later(request: dict[str, Any]) -> dict[str, Any]:
        url = request["userRequest"]["callbackUrl"]

        def send() -> None:
            sent.extend(post(url, echo(request))["status"] for _ in range(2))

        thread = threading.Thread(target=send)
        thread.start()
        thread.join()
        return {"version": "2.0", "useCallback": True, "data": {"text": "생각 중입니다"}}

    with skill(later) as bot:
        assert main(["kakao", "check", bot.url, "--say", "안녕", "--callback"]) == 0
    assert "봇: 생각 중입니다\n    안녕라고요?\n" in capsys.readouterr().out
    assert sent == ["SUCCESS", "FAIL"]


# The room


def test_what_is_typed_is_said(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("안녕\n\n응\n".encode())))
    with skill(echo) as bot:
        assert main(["kakao", bot.url]) == 0
    printed = capsys.readouterr().out
    assert "나: 안녕\n봇: 안녕라고요?\n" in printed
    assert [one["userRequest"]["utterance"] for one in bot.requests] == ["안녕", "그렇습니다"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["nowhere"],
        ["check", "http://127.0.0.1:1/"],
        ["http://127.0.0.1:1/", "--say", "안녕"],
        ["check", "http://127.0.0.1:1/", "--say", "a", "--header", "x"],
        ["check", "http://127.0.0.1:1/", "--say", "a", "--header", "x: 가"],
        ["check", "http://127.0.0.1:1/", "--say", "a", "--param", "city"],
        ["check", "http://127.0.0.1:1/", "--say", "a", "--port", "0"],
        ["check", "http://127.0.0.1:1/", "--say", "a", "--callback", "--payload", "skill-test"],
        ["check", "http://127.0.0.1:1/", "--say", "a", "--callback", "--callback-base", "here"],
        ["check", "http://127.0.0.1:1/", "--say", "a", "--callback-base", "http://x/"],
        ["check", "http://127.0.0.1:1/", "--say", "/imaeg x"],
        ["check", "http://127.0.0.1:1/", "--say", "/image"],
        ["http://127.0.0.1:x/"],
        ["http://가/"],
    ],
)
def test_a_wrong_command_line_is_told(capsys: Printed, arguments: list[str]) -> None:
    assert main(["kakao", *arguments]) == 2
    assert capsys.readouterr().err.startswith("mockgenie: ")
