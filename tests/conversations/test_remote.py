"""Conversations are held with servers that speak /Dialog, in every envelope."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from mockgenie.conversations import (
    Conversation,
    Failure,
    NoAnswer,
    NoDomain,
    RemoteServer,
    find_suites,
    read_conversations,
    run_suite,
)
from mockgenie.domain import load_domain, shipped_folder
from mockgenie.testing import serve
from tests.server.admin.calling import BAKERY

TALK = """\
- name: 빵을 산다
  domain: Bakery
  conversation:
    - bot: 어서 오세요.
      state: start
    - user: 빵 사고 싶어요
      bot: 어떤 빵을 드릴까요?
    - user: 팥빵
      bot: {contains: 단팥빵}
      slots: {Order.bread: 식빵}
"""


@contextmanager
def answering(answer: Callable[[dict[str, Any]], bytes]) -> Iterator[int]:
    """The port of a server that answers each call as it is told to."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = answer(call["argument"])
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def talk(tmp_path: Path, text: str = TALK) -> Conversation:
    file = tmp_path / "talk.yaml"
    file.write_text(text, encoding="utf-8")
    (conversation,) = read_conversations(file, None)
    return conversation


@pytest.mark.parametrize("envelope", ["guide", "observed", "legacy"])
def test_what_an_engine_alone_knows_is_not_looked_at(tmp_path: Path, envelope: str) -> None:
    with serve({"Bakery": BAKERY}, envelope=envelope) as server:
        address = urlsplit(server.url)
        remote = RemoteServer("127.0.0.1", address.port or 0, "k")
        assert remote.hold(talk(tmp_path), "Bakery") is None
        assert len(server.sessions) == 0  # it closes what it has opened


def test_where_a_server_says_something_else_that_is_told(tmp_path: Path) -> None:
    with serve({"Bakery": BAKERY.replace("어떤 빵을", "무슨 빵을")}) as server:
        remote = RemoteServer("127.0.0.1", urlsplit(server.url).port or 0, "k")
        failure = remote.hold(talk(tmp_path), "Bakery")
        assert isinstance(failure, Failure)
        assert failure.number == 1
        (mismatch,) = failure.mismatches
        assert (mismatch.what, mismatch.expected, mismatch.got) == (
            "bot", "어떤 빵을 드릴까요?", "무슨 빵을 드릴까요?",
        )  # fmt: skip
        unknown = remote.hold(talk(tmp_path), "Bakry")
        assert unknown is not None
        (refused,) = unknown.mismatches
        assert refused.got == "error: Open error: invalid domain name or domain knowledge"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "got"),
    [
        (b"<html>", "error: the answer is no JSON object: <html>"),
        (b"[]", "error: the answer is no JSON object: []"),
        (b"{}", "error: no answer that is documented: {}"),
        (b'{"result":-1,"reason":"Too Many Requests"}', "error: Too Many Requests"),
        (b'{"return_object":{"result":[]}}', "error: no answer that is documented: "),
    ],
)
def test_what_is_no_answer_is_told_as_such(tmp_path: Path, answer: bytes, got: str) -> None:
    with answering(lambda _: answer) as port:
        failure = RemoteServer("127.0.0.1", port, "k").hold(talk(tmp_path), "Bakery")
    assert failure is not None
    assert failure.number == 0
    assert failure.mismatches[0].got.startswith(got)


@pytest.mark.slow
def test_a_server_that_is_not_there_ends_it(tmp_path: Path) -> None:
    with answering(lambda _: b"") as port:
        pass
    with pytest.raises(NoAnswer):
        RemoteServer("127.0.0.1", port, "k").hold(talk(tmp_path), "Bakery")


def test_records_are_sent_where_they_are_asked_for(tmp_path: Path) -> None:
    calls: list[dict[str, Any]] = []

    def answer(argument: dict[str, Any]) -> bytes:
        calls.append(argument)
        asked = [{"slots": ["A.b"], "condition": 'A.b = "가"'}]
        result: dict[str, Any] = {"system_text": "네.\n", "state": "dialog", "message": ""}
        if argument["method"] == "open_dialog":
            result["state"] = "start"
        elif "text" in argument:
            result = {"data_request": asked, "state": "data_request", "message": ""}
        return json.dumps({"return_object": {"uuid": "7", "result": result}}).encode()

    text = """\
- name: 묻는다
  domain: Bakery
  access_method: external_data
  conversation:
    - user: 가
      data_request: {slots: A.b, condition: 'A.b="가"'}
    - data: [{A.b: 가}]
      bot: 네.
"""
    with answering(answer) as port:
        assert RemoteServer("127.0.0.1", port, "k").hold(talk(tmp_path, text), "Bakery") is None
    assert [call["method"] for call in calls] == [
        "open_dialog", "dialog", "dialog", "close_dialog",
    ]  # fmt: skip
    assert (calls[1]["text"], calls[2]["data"]) == ("가", [{"A.b": "가"}])


def test_a_file_that_stands_alone_has_to_name_the_domain(tmp_path: Path) -> None:
    file = tmp_path / "talk.yaml"
    file.write_text(TALK, encoding="utf-8")
    held: list[str] = []

    def hold(conversation: Conversation, domain: str) -> None:
        held.append(domain)

    (suite,) = find_suites([file], alone=True)
    assert run_suite(suite, hold=hold).count == 1
    assert held == ["Bakery"]
    file.write_text(TALK.replace("  domain: Bakery\n", ""), encoding="utf-8")
    with pytest.raises(NoDomain, match=r"talk\.yaml:1: no domain stands beside this file"):
        run_suite(suite, hold=hold)


def test_a_conversation_with_another_domain_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "Bakery.yaml").write_text(BAKERY, encoding="utf-8")
    file = tmp_path / "Bakery.test.yaml"
    file.write_text(TALK.replace("domain: Bakery", "domain: Bakry"), encoding="utf-8")
    (suite,) = find_suites([tmp_path / "Bakery.yaml"])
    (run,) = run_suite(suite).files
    assert [one.message for one in run.problems] == [
        'domain has to be the name of this domain, Bakery, not "Bakry"'
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "suite", find_suites([shipped_folder()]), ids=lambda suite: suite.domain_file.parent.name
)
def test_the_shipped_conversations_go_as_written_with_a_server_of_that_day(suite: Any) -> None:
    domain = load_domain(suite.domain_file)
    with serve() as server:
        remote = RemoteServer("127.0.0.1", urlsplit(server.url).port or 0, "k")
        for path in suite.files:
            for conversation in read_conversations(path, domain):
                server.freeze(conversation.today)
                assert remote.hold(conversation, domain.name) is None
