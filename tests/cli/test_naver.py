"""`mockgenie naver`: a bot of TalkTalk is talked to as the platform talks to it."""

from __future__ import annotations

import io
import ssl
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from mockgenie.cli import main
from mockgenie.cli.naver import COMMANDS
from mockgenie.platforms import Listener
from tests.cli.terminals import Terminal, needs_pty
from tests.platforms.bots import bot, post
from tests.support import free_port

pytestmark = pytest.mark.usefixtures("patient_platforms")

Printed = pytest.CaptureFixture[str]
Event = dict[str, Any]


def text(said: str, **more: Any) -> Event:
    return {"event": "send", "textContent": {"text": said, **more}}


def echo(event: Event) -> Event:
    if event["event"] != "send":
        return {}
    reply = {"buttonList": [{"type": "TEXT", "data": {"title": "응", "code": "yes"}}]}
    content = event.get("textContent", {})
    return text(f"{content.get('code') or content.get('text')}라고요?", quickReply=reply)


def check(url: str, *said: str, options: tuple[str, ...] = ()) -> int:
    given = [word for one in said for word in ("--say", one)]
    return main(["naver", "check", url, "--port", "0", *given, *options])


def test_what_is_said_is_sent_and_what_comes_is_shown(capsys: Printed) -> None:
    with bot(echo) as made:
        assert check(made.url, "/open", "안녕", "응") == 0
    assert capsys.readouterr().out == (
        "나: (들어옵니다)\n나: 안녕\n봇: 안녕라고요?\n    [응]\n나: 응\n봇: yes라고요?\n    [응]\n"
        "3 turns, no problem\n"
    )


def test_what_is_never_delivered_is_told(capsys: Printed) -> None:
    with bot(lambda _: text("가" * 10_001)) as made:
        assert check(made.url, "안녕") == 1
    printed = capsys.readouterr().out
    assert "?? textContent.text: it has 10,001 letters, of 10,000 that there may be" in printed
    assert printed.endswith("1 turn, 1 problem\n")


def test_what_arrives_changed_is_no_failure(capsys: Printed) -> None:
    answer = {**text("네"), "options": {"notification": True}}
    with bot(lambda _: answer) as made:
        assert check(made.url, "안녕") == 0
    assert capsys.readouterr().out.endswith("1 turn, 1 problem\n")


def test_a_bot_may_answer_by_the_send_api(capsys: Printed) -> None:
    port = free_port()
    url = f"http://localhost:{port}/chatbot/v1/event"

    def answer(event: Event) -> Event:
        sent = {"user": event["user"], **text("네")}
        assert post(url, sent, Authorization="secret")["success"] is True
        return {}

    with bot(answer) as made:
        assert check(made.url, "안녕", options=("--port", str(port), "--key", "secret")) == 0
        assert check(made.url, "안녕", options=("--port", str(port), "--key", "other")) == 1
    printed = capsys.readouterr().out
    assert "봇: 네\n" in printed
    assert "Authorization" in printed


def test_each_user_has_a_key_and_an_echo_is_sent_where_it_is_wished(capsys: Printed) -> None:
    with bot(echo) as made:
        assert check(made.url, "안녕", options=("--user", "둘째", "--echo")) == 0
        assert check(made.url, "안녕") == 0
    assert [event["event"] for event in made.requests] == ["send", "echo", "send"]
    assert made.requests[0]["user"] != made.requests[2]["user"]


@pytest.mark.parametrize(
    ("line", "event", "kept"),
    [
        ("/open button", "open", {"inflow": "button"}),
        ("/leave", "leave", {}),
        ("/friend", "friend", {"set": "on"}),
        ("/friend off", "friend", {"set": "off"}),
        ("/image https://example.com/a.png", "send", {}),
        ("/card 짜장면 | 맛있습니다", "send", {}),
        ("/profile", "profile", {"nickname": "모의", "result": "SUCCESS"}),
        ("/profile CANCEL", "profile", {"result": "CANCEL"}),
        ("/pay Fail", "pay_complete", {}),
        ("/echo 상담원입니다", "echo", {"managerNickname": "상담원"}),
        ("/handover", "handover", {"control": "passThread"}),
        ("/handover take", "handover", {"control": "takeThread"}),
    ],
)
def test_every_event_can_be_sent(
    capsys: Printed, line: str, event: str, kept: dict[str, Any]
) -> None:
    with bot(lambda _: {}) as made:
        check(made.url, line, options=("--wait", "0"))
    assert made.requests[0]["event"] == event
    options = made.requests[0]["options"]
    assert {name: options[name] for name in kept} == kept


def test_a_blocked_webhook_is_saved_anew(capsys: Printed) -> None:
    with bot(lambda _: {}, 500) as made:
        assert check(made.url, *["안녕"] * 6, "/unblock", "안녕") == 1
    assert len(made.requests) == 6
    assert "the webhook is blocked after 5 errors in a row" in capsys.readouterr().out


# The room


def test_what_is_typed_is_said(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "/help\n/open\n안녕\n\n/oepn\n/friend maybe\n//안녕\n/quit\n끝\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    with bot(echo) as made:
        assert main(["naver", made.url, "--port", "0"]) == 0
    printed = capsys.readouterr()
    for name in COMMANDS:
        assert name in printed.out
    assert "나: 안녕\n봇: 안녕라고요?\n" in printed.out
    assert "the send API is at http://127.0.0.1:" in printed.err
    assert 'no command /oepn, did you mean "/open"?' in printed.err
    assert "it is one of on, off, not maybe" in printed.err
    said = [event.get("textContent", {}).get("text") for event in made.requests]
    assert said == [None, "안녕", "/안녕"]


def test_nothing_of_an_answer_moves_the_cursor(capsys: Printed) -> None:
    with bot(lambda _: text("\x1b[2J네\r")) as made:
        assert check(made.url, "안녕") == 0
    assert not set("\x1b\r") & set(capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["nowhere"],
        ["check", "http://127.0.0.1:1/"],
        ["http://127.0.0.1:1/", "--say", "안녕"],
        ["check", "http://127.0.0.1:1/", "--say", "/oepn"],
        ["check", "http://127.0.0.1:1/", "--say", "/image a"],
        ["check", "http://127.0.0.1:1/", "--say", "/open wide"],
        ["check", "http://127.0.0.1:1/", "--say", "안녕", "--tls", "--ca-file", "no/such/ca.pem"],
    ],
)
def test_a_wrong_command_line_is_told(capsys: Printed, arguments: list[str]) -> None:
    assert main(["naver", *arguments, "--port", "0"]) == 2
    assert capsys.readouterr().err.startswith("mockgenie: ")


@pytest.mark.parametrize("option", [("--port", "x"), ("--port", "65536"), ("--wait", "-1")])
def test_a_wrong_number_is_told(capsys: Printed, option: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["naver", "http://127.0.0.1:1/", *option])
    assert ended.value.code == 2
    assert option[0] in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(capsys: Printed) -> None:
    listener = Listener(lambda _: (200, {}))
    arguments = ["naver", "check", "http://127.0.0.1:1/", "--say", "안녕"]
    assert main([*arguments, "--port", str(listener.port)]) == 2
    assert "--port 0 takes a free one" in capsys.readouterr().err
    listener.close()


@needs_pty
@pytest.mark.slow
def test_a_person_talks_at_a_prompt_touches_and_leaves(tmp_path: Path) -> None:
    homes = {"XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path)}
    with bot(echo) as made:
        terminal = Terminal("naver", made.url, "--port", "0", **homes)
        terminal.wait_for("나:")
        terminal.type("안녕\r")
        terminal.wait_for("봇: 안녕라고요?")
        terminal.wait_for("[응]")
        terminal.type("응\t\r")
        terminal.wait_for("봇: yes라고요?")
        terminal.type("/fri\t off\r")
        terminal.wait_for("나:")
        terminal.type("\x04")
        assert terminal.end() == 0
        terminal.close()
    assert [event["event"] for event in made.requests] == ["send", "send", "friend"]
    assert made.requests[2]["options"] == {"set": "off"}


# HTTPS


def test_with_tls_a_hard_coded_host_is_here(capsys: Printed, tmp_path: Path) -> None:
    port, ca = free_port(), tmp_path / "ca.pem"

    def answer(event: Event) -> Event:
        with requests.Session() as session:
            session.trust_env = False
            session.post(
                "https://gq.talk.naver.com/chatbot/v1/event",
                json={"user": event["user"], **text("네")},
                headers={"Authorization": "secret"},
                proxies={"https": f"http://127.0.0.1:{port}"},
                verify=str(ca),
                timeout=60,
            )
        return {}

    with bot(answer) as made:
        assert (
            check(made.url, "안녕", options=("--port", str(port), "--tls", "--ca-file", str(ca)))
            == 0
        )
    printed = capsys.readouterr()
    assert "봇: 네\n" in printed.out
    assert f"trust is {ca}." in printed.err
    for way in ("REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "-Djavax.net.ssl.trustStore"):
        assert way in printed.err
    ssl.create_default_context(cafile=ca)


def test_without_the_extra_it_is_told(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "trustme", None)
    options = ("--tls", "--ca-file", str(tmp_path / "ca.pem"))
    assert check("http://127.0.0.1:1/", "안녕", options=options) == 2
    assert 'pip install "mockgenie[tls]"' in capsys.readouterr().err
