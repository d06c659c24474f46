"""HAR files: the calls of /Dialog in them become conversations, whatever else is there."""

from __future__ import annotations

import base64
import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conversations import read_conversations, run_conversation, write_conversations
from mockgenie.dialog import Engine
from mockgenie.domain import load_domain
from mockgenie.importers import ImportFailure, read_har
from mockgenie.server import Server, Settings
from mockgenie.server.domains import engines_at
from tests.server.admin.calling import BAKERY
from tests.server.rehearsal import Caller


def kept(envelope: str = "guide", in_base64: bool = False) -> list[dict[str, Any]]:
    """The entries of a conversation with the bakery, as a browser keeps them."""
    server = Server(engines_at({"Bakery": BAKERY}), Settings(envelope=envelope))  # type: ignore[arg-type]
    bot = Caller(server)
    uuid = bot.open("Bakery")
    bot.say(uuid, "빵 사고 싶어요")
    bot.say(uuid, "팥빵")
    bot.call("close_dialog", uuid=uuid)
    entries = []
    for exchange in server.journal:
        answer = exchange.answer.decode()
        content: dict[str, Any] = {"mimeType": "application/json", "text": answer}
        if in_base64:
            content["text"] = base64.b64encode(exchange.answer).decode()
            content["encoding"] = "base64"
        entries.append(
            {
                "startedDateTime": f"2021-06-01T10:00:{exchange.number:02}.000+09:00",
                "request": {
                    "method": "POST",
                    "url": "http://aiopen.etri.re.kr:8000/Dialog",
                    "postData": {"text": exchange.request.body.decode()},
                },
                "response": {"status": 200, "content": content},
            }
        )
    return entries


def har(tmp_path: Path, entries: list[Any]) -> Path:
    file = tmp_path / "kept.har"
    file.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}), "utf-8")
    return file


@pytest.mark.parametrize("envelope", ["guide", "observed", "legacy"])
@pytest.mark.parametrize("in_base64", [False, True])
def test_what_was_kept_goes_like_that_again(tmp_path: Path, envelope: str, in_base64: bool) -> None:
    page = {"request": {"method": "GET", "url": "http://example.com/"}, "response": {}}
    entries = [page, *kept(envelope, in_base64)]
    traffic = read_har(har(tmp_path, entries))
    assert (traffic.entries, traffic.calls, traffic.left_out) == (5, 4, ())
    (conversation,) = traffic.conversations
    assert (conversation.domain, conversation.name) == ("Bakery", "빵 사고 싶어요")
    assert conversation.today.isoformat() == "2021-06-01"
    (tmp_path / "Bakery.yaml").write_text(BAKERY, encoding="utf-8")
    domain = load_domain(tmp_path / "Bakery.yaml")
    tests = tmp_path / "Bakery.test.yaml"
    tests.write_text(write_conversations(traffic.conversations), encoding="utf-8")
    (read,) = read_conversations(tests, domain)
    assert len(read.turns) == 3
    assert run_conversation(Engine(domain), read) is None


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    opened, first, second, closed = kept()
    without_body = {**first, "request": {**first["request"], "postData": {}}}
    without_answer = {**first, "response": {"status": 200, "content": {}}}
    content = {"text": "*", "encoding": "base64"}
    not_base64 = {**first, "response": {"status": 200, "content": content}}
    no_moment = {**first, "startedDateTime": "yesterday"}
    request = {**first["request"], "postData": {"text": '{"a":1}'}}
    no_call = {**first, "request": request}
    reason = {"text": '{"result":-1,"reason":"Too Many Requests"}'}
    refused = {**second, "response": {"status": 429, "content": reason}}
    entries = [
        opened, without_body, without_answer, not_base64, no_moment, no_call, refused, first,
        second, closed,
    ]  # fmt: skip
    traffic = read_har(har(tmp_path, entries))
    assert traffic.left_out == (
        "entry 2: its request was not kept (request.postData.text)",
        "entry 3: its answer was not kept (response.content.text)",
        "entry 4: a body says that it is base64, and is not",
        'entry 5: startedDateTime "yesterday" is no moment',
        "entry 6: its request is no call of the dialog API",
        "1 call was refused, and no turn was made",
    )
    assert len(traffic.conversations) == 1
    assert len(traffic.conversations[0].turns) == 3


def test_a_session_without_its_opening_is_left_out(tmp_path: Path) -> None:
    _, first, second, _ = kept()
    traffic = read_har(har(tmp_path, [first, second]))
    assert traffic.conversations == ()
    (told,) = traffic.left_out
    assert told.endswith(": its open_dialog is not in the file")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no JSON, as a HAR file is"),
        (b"<html>", "no JSON, as a HAR file is"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b"[]", "there is no list log.entries"),
        (b'{"log":{"entries":{}}}', "there is no list log.entries"),
        (b'{"log":{"entries":[]}}', "none of its 0 entries is a POST to /Dialog"),
        (b'{"log":{"entries":[1,null,{"request":{"url":"http://["}}]}}', "none of its 3 entries"),
    ],
)
def test_what_is_no_har_file_is_told(tmp_path: Path, content: bytes, problem: str) -> None:
    file = tmp_path / "broken.har"
    file.write_bytes(content)
    with pytest.raises(ImportFailure, match=problem):
        read_har(file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["request", "response", "postData", "content", "text", "url", "status"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@pytest.mark.slow
@given(st.lists(JSON, max_size=4), st.data())
def test_nothing_in_an_entry_makes_it_fail_otherwise(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Any], data: st.DataObject
) -> None:
    whole = kept()[0]
    part = data.draw(st.sampled_from(["request", "response", "startedDateTime"]))
    broken = {**whole, part: data.draw(JSON)}
    file = har(tmp_path_factory.mktemp("har"), [*entries, broken])
    with contextlib.suppress(ImportFailure):
        read_har(file)
