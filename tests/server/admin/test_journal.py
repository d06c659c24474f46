"""The journal by the admin API."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

from mockgenie.server import Settings
from tests.server.admin.calling import Bakery, bakery, request, until


async def filled(shop: Bakery) -> str:
    """The uuid of a session with two turns, of which the journal then has three exchanges."""
    uuid = await shop.opened()
    await shop.said(uuid, "빵 사고 싶어요")
    await shop.said(uuid, "식빵")
    return uuid


async def numbers(shop: Bakery, query: str = "") -> list[int]:
    answer = await shop.ask("GET", f"/journal{query}")
    assert answer.status == 200, answer.json
    return [entry["number"] for entry in answer.json["entries"]]


async def test_the_journal_tells_what_was_asked_and_understood(shop: Bakery) -> None:
    uuid = await filled(shop)
    shown = (await shop.ask("GET", "/journal")).json
    assert (shown["total"], shown["kept"], shown["forgotten"]) == (3, 3, 0)
    last = shown["entries"][-1]
    assert (last["uuid"], last["method"], last["text"]) == (uuid, "dialog", "식빵")
    assert (last["status"], last["state"], last["turn"]) == (200, "dialog", 2)
    assert last["slots"] == {"Order.bread": ["식빵"]}


async def test_entries_are_found_by_a_condition(shop: Bakery) -> None:
    uuid = await filled(shop)
    await shop.dialog(method="talk")
    for when, expected in (
        ('method = "dialog"', [2, 3]),
        (f'uuid = "{uuid}" and turn > 1', [3]),
        ('Order.bread = "식빵"', [3]),
        ("message is filled", [4]),
        ('message = "Invalid method" or state = "start"', [1, 4]),
    ):
        assert await numbers(shop, f"?when={quote(when)}") == expected


async def test_entries_are_paged_backwards_and_forwards(shop: Bakery) -> None:
    await filled(shop)
    await filled(shop)
    assert await numbers(shop, "?limit=2") == [5, 6]
    assert await numbers(shop, "?limit=2&before=5") == [3, 4]
    assert await numbers(shop, "?since=4") == [5, 6]
    assert await numbers(shop, "?since=6") == []


async def test_an_entry_has_the_bytes_of_request_and_answer(shop: Bakery) -> None:
    content = '{"access_key":"k", "argument":{"method":"말하기"}}'.encode()
    sent = request("POST", "/Dialog", ("Host: localhost", f"Content-Length: {len(content)}"))
    received = await shop.raw(sent + content)
    told = (await shop.ask("GET", "/journal/1")).json
    assert base64.b64decode(told["received"]) == sent + content
    assert base64.b64decode(told["sent"]) == received
    assert told["entry"]["method"] == "말하기"


async def test_an_entry_that_is_not_there_is_a_problem(shop: Bakery) -> None:
    answer = await shop.ask("GET", "/journal/1")
    assert (answer.status, answer.json["where"]) == (404, "path.number")


async def test_the_journal_is_cleared_and_counts_from_one(shop: Bakery) -> None:
    await filled(shop)
    assert (await shop.ask("DELETE", "/journal")).status == 204
    assert await numbers(shop) == []
    await shop.opened()
    assert await numbers(shop) == [1]


async def test_the_oldest_are_forgotten(tmp_path: Path) -> None:
    async with bakery(tmp_path, Settings(journal=2)) as running:
        await filled(running)
        shown = (await running.ask("GET", "/journal")).json
    assert [entry["number"] for entry in shown["entries"]] == [2, 3]
    assert (shown["kept"], shown["forgotten"]) == (2, 1)


async def test_what_is_waited_for_is_told_when_it_comes(shop: Bakery) -> None:
    await filled(shop)
    when = quote('method = "dialog"')
    waiting = asyncio.create_task(shop.ask("GET", f"/journal/wait?when={when}&count=3&timeout=600"))
    await until(lambda: shop.server.arrivals.waiting)
    await filled(shop)
    arrived = (await waiting).json
    assert arrived["enough"]
    assert [entry["number"] for entry in arrived["entries"]] == [2, 3, 5]


async def test_what_is_there_already_is_not_waited_for(shop: Bakery) -> None:
    await filled(shop)
    arrived = (await shop.ask("GET", "/journal/wait?count=2&since=1&timeout=600")).json
    assert [entry["number"] for entry in arrived["entries"]] == [2, 3]


async def test_what_does_not_come_is_told_to_be_too_little(shop: Bakery) -> None:
    await shop.opened()
    arrived = (await shop.ask("GET", "/journal/wait?count=2&timeout=0.01")).json
    assert not arrived["enough"]
    assert len(arrived["entries"]) == 1


async def test_without_a_journal_nothing_is_waited_for(tmp_path: Path) -> None:
    async with bakery(tmp_path, Settings(journal=0)) as running:
        assert (await running.ask("GET", "/journal/wait?timeout=600")).status == 409
        assert (await running.ask("GET", "/journal")).json["entries"] == []


async def test_whatever_a_bot_sends_can_be_shown(shop: Bakery) -> None:
    deep = b"[" * 900 + b"]" * 900
    deeper = b"[" * 100_000
    for body in (
        b"",
        b"\xff\xfe\x00",
        b'{"access_key":"k","argument":{"method":"\\ud800","text":"\\udc00"}}',
        b'{"access_key":"k","argument":{"method":"dialog","uuid":"1","data":[{"a":NaN}]}}',
        b'{"access_key":"k","argument":{"method":"dialog","uuid":"1","data":[{"a":1e999}]}}',
        b'{"access_key":"k","argument":{"method":"dialog","uuid":"1","data":%b}}' % deep,
        b'{"access_key":"k","argument":{"method":"\\udc00","uuid":"1","data":%b}}' % deep,
        b'{"access_key":"k","argument":{"method":"dialog","uuid":"1","data":%b}}' % deeper,
        b'{"access_key":"k","argument":{"method":"dialog","data":[-%b,NaN,"\\udc00"]}}'
        % (b"9" * 4000),
    ):
        length = f"Content-Length: {len(body)}"
        await shop.raw(request("POST", "/Dialog", ("Host: localhost", length)) + body)
    await shop.raw(b"GET /\xed\xa0\x80 HTTP/1.1\r\nX-\xff: \x80\r\n\r\n")
    await shop.raw(b"\x16\x03\x01")
    shown = await shop.ask("GET", "/journal")
    assert shown.status == 200
    for entry in shown.json["entries"]:
        assert (await shop.ask("GET", f"/journal/{entry['number']}")).status == 200


async def test_what_only_names_its_session_is_of_its_domain(shop: Bakery) -> None:
    uuid = await filled(shop)
    await shop.dialog(method="close_dialog", uuid=uuid)
    when = quote('domain = "Bakery" and method = "close_dialog"')
    assert await numbers(shop, f"?when={when}") == [4]
    arrived = (await shop.ask("GET", f"/journal/wait?timeout=0&when={when}")).json
    assert [entry["domain"] for entry in arrived["entries"]] == ["Bakery"]
    assert (await shop.ask("GET", "/journal/4")).json["entry"]["domain"] == "Bakery"


async def test_letters_that_were_taken_apart_are_found_by_those_in_one_piece(
    shop: Bakery,
) -> None:
    uuid = await shop.opened()
    await shop.said(uuid, normalize("NFD", "식빵 주세요"))
    when = 'text = "식빵 주세요"'
    for form in ("NFC", "NFD"):
        assert await numbers(shop, f"?when={quote(normalize(form, when))}") == [2]


async def keyed(shop: Bakery, key: str) -> str:
    """The uuid of a session of an access key."""
    argument = {"method": "open_dialog", "name": "Bakery", "access_method": "internal_data"}
    content = json.dumps({"access_key": key, "argument": argument}).encode()
    lines = ("Host: localhost", f"Authorization: {key}", f"Content-Length: {len(content)}")
    answer = await shop.raw(request("POST", "/Dialog", lines) + content)
    uuid: str = json.loads(answer.partition(b"\r\n\r\n")[2])["return_object"]["uuid"]
    return uuid


async def test_access_keys_are_shown_shortened_and_found_whole(shop: Bakery) -> None:
    uuid = await keyed(shop, "open-sesame")
    when = quote('access_key = "open-sesame"')
    for path in (
        "/journal",
        f"/journal?when={when}",
        f"/journal/wait?timeout=0&when={when}",
        "/journal/1",
        "/sessions",
        f"/sessions?when={when}",
        f"/sessions/{uuid}",
    ):
        answer = await shop.ask("GET", path)
        assert answer.status == 200
        assert b"open-" not in answer.body
        assert "open…" in answer.body.decode()
        assert b"open-" not in base64.b64decode(answer.json.get("received", ""))


async def test_they_are_shown_whole_to_who_has_the_token(tmp_path: Path) -> None:
    async with bakery(tmp_path, token="t") as running:
        uuid = await keyed(running, "open-sesame")
        headers = ("Host: localhost", "Authorization: Bearer t")
        for path in ("/journal", "/journal/wait", "/journal/1", "/sessions", f"/sessions/{uuid}"):
            answer = await running.ask("GET", f"{path}?secrets=1", headers=headers)
            assert b"open-sesame" in answer.body
            answer = await running.ask("GET", path, headers=headers)
            assert b"open-" not in answer.body


async def test_without_a_token_they_are_shown_to_nobody(shop: Bakery) -> None:
    for path in ("/journal", "/journal/wait", "/journal/1", "/sessions", "/sessions/1"):
        answer = await shop.ask("GET", f"{path}?secrets=1")
        assert (answer.status, answer.json["where"]) == (403, "query.secrets")


async def test_more_than_a_hundred_do_not_wait(shop: Bakery) -> None:
    waiting = [
        asyncio.create_task(shop.ask("GET", "/journal/wait?timeout=600")) for _ in range(100)
    ]
    await until(lambda: shop.server.arrivals.waiting == 100)
    answer = await shop.ask("GET", "/journal/wait?timeout=600")
    assert (answer.status, "as many as may" in answer.json["detail"]) == (429, True)
    await shop.opened()
    for one in waiting:
        assert (await one).json["enough"]


async def test_a_long_filter_comes_in_a_body(shop: Bakery) -> None:
    uuid = await filled(shop)
    when = " or ".join(['text = "없는 말"'] * 3_000 + ["turn = 2"])
    assert len(when) > 50_000
    for path, found in (("/journal/search", "entries"), ("/journal/wait", "entries")):
        answer = await shop.ask("POST", path, {"when": when})
        assert [entry["turn"] for entry in answer.json[found]] == [2]
    answer = await shop.ask("POST", "/sessions/search", {"when": f'uuid = "{uuid}"'})
    assert [session["uuid"] for session in answer.json["sessions"]] == [uuid]


async def test_what_is_wrong_in_a_body_is_told_as_such(shop: Bakery) -> None:
    for path in ("/journal/search", "/journal/wait", "/sessions/search"):
        answer = await shop.ask("POST", path, {"when": "turn >"})
        assert (answer.status, answer.json["where"]) == (400, "body.when")
        answer = await shop.ask("POST", path, {"secrets": True})
        assert (answer.status, answer.json["where"]) == (403, "body.secrets")
