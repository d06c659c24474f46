"""Rooms of the simulated chat platforms, by the admin API."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from mockgenie.server import Settings, rooms
from tests.platforms.bots import bot, post
from tests.server.admin.calling import Bakery, bakery, until

CARD = {
    "version": "2.0",
    "template": {
        "outputs": [
            {"simpleText": {"text": "어서 오세요."}},
            {"textCard": {"title": "빵", "buttons": [
                {"label": "식빵", "action": "message", "messageText": "식빵 주세요"},
                {"label": "지도", "action": "webLink", "webLinkUrl": "https://example.com/map"},
            ]}},
        ],
        "quickReplies": [{"label": "네", "action": "message", "messageText": "네"}],
    },
}  # fmt: skip


async def opened(shop: Bakery, platform: str, url: str, **fields: Any) -> str:
    answer = await shop.ask("POST", "/rooms", {"platform": platform, "url": url, **fields})
    assert answer.status == 201, answer.json
    number: str = answer.json["id"]
    return number


async def did(shop: Bakery, room: str, text: str = "", do: str = "say") -> Any:
    answer = await shop.ask("POST", f"/rooms/{room}/do", {"do": do, "text": text})
    assert answer.status == 200, answer.json
    return answer.json


async def test_a_skill_is_talked_to_and_its_bytes_are_shown(shop: Bakery) -> None:
    with bot(lambda _: CARD) as made:
        room = await opened(shop, "kakao", made.url)
        said = await did(shop, room, "안녕")
        (turn,) = said["turns"]
        assert turn["lines"][0] == "어서 오세요."
        assert [json.loads(one) for one in turn["shown"]] == [CARD]
        assert json.loads(base64.b64decode(turn["sent"])) == made.requests[0]
        assert base64.b64decode(turn["received"]) == json.dumps(CARD).encode()
        assert (turn["status"], turn["problems"]) == (200, [])
        assert said["touches"] == [
            {"label": "식빵", "kind": "CARD_BUTTON_MESSAGE", "says": "식빵 주세요", "leads": ""},
            {"label": "지도", "kind": "webLink", "says": None, "leads": "https://example.com/map"},
            {"label": "네", "kind": "QUICKREPLY_BUTTON_MESSAGE", "says": "네", "leads": ""},
        ]
        await did(shop, room, "식빵")
        assert made.requests[1]["userRequest"]["utterance"] == "식빵 주세요"
        whole = (await shop.ask("GET", f"/rooms/{room}")).json
        assert [one["said"] for one in whole["turns"]] == ["안녕", "식빵"]
        assert whole["room"]["deeds"] == ["say", "image", "video"]


async def test_what_is_dropped_is_told_with_its_place(shop: Bakery) -> None:
    text = {"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "가" * 1001}}]}}
    with bot(lambda _: text) as made:
        room = await opened(shop, "kakao", made.url)
        (turn,) = (await did(shop, room, "안녕"))["turns"]
    (problem,) = turn["problems"]
    assert problem["path"] == "template.outputs[0].simpleText.text"
    assert (problem["limit"], problem["drops"]) == (1000, True)


async def test_a_bot_of_talktalk_answers_and_sends_by_itself(shop: Bakery) -> None:
    def hello(request: dict[str, Any]) -> Any:
        return {"event": "send", "textContent": {"text": f"{request['event']} 반가워요"}}

    with bot(hello) as made:
        room = await opened(shop, "naver", made.url, sends=True)
        (turn,) = (await did(shop, room, do="open"))["turns"]
        assert turn["lines"] == ["open 반가워요"]
        assert json.loads(turn["shown"][0])["textContent"] == {"text": "open 반가워요"}
        told = (await shop.ask("GET", f"/rooms/{room}")).json["room"]
        event = {
            "event": "send", "user": made.requests[0]["user"], "textContent": {"text": "배달 출발"},
        }  # fmt: skip
        sent = await asyncio.to_thread(post, told["send_api"], event, Authorization="key")
        assert sent["success"] is True
        (turn,) = (await shop.ask("POST", f"/rooms/{room}/look")).json["turns"]
        assert (turn["said"], turn["lines"]) == ("", ["배달 출발"])
        assert (await shop.ask("POST", f"/rooms/{room}/look")).json["turns"] == []


async def test_the_channels_of_the_server_itself_can_be_talked_to(tmp_path: Path) -> None:
    async with bakery(tmp_path, Settings(channels="Bakery")) as shop:
        room = await opened(shop, "kakao", f"http://127.0.0.1:{shop.port}/query/KAKAO")
        (turn,) = (await did(shop, room, "빵 사고 싶어요"))["turns"]
        assert turn["lines"] == ["어떤 빵을 드릴까요?", "[식빵] [단팥빵]"]
        assert turn["problems"] == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/skill",
        "https://10.0.0.1/",
        "http://localhost@example.com/",
        "http://localhost.example.com/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://0.0.0.0/",
    ],
)
async def test_no_other_machine_is_called(url: str, shop: Bakery) -> None:
    answer = await shop.ask("POST", "/rooms", {"platform": "kakao", "url": url})
    assert (answer.status, answer.json["where"]) == (403, "body.url")
    assert "mockgenie kakao URL" in answer.json["detail"]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://localhost/", "localhost:5000", "", "http://[", "http://"]
)
async def test_an_address_is_one_of_http(url: str, shop: Bakery) -> None:
    answer = await shop.ask("POST", "/rooms", {"platform": "naver", "url": url, "sends": True})
    assert (answer.status, answer.json["where"]) == (400, "body.url")
    assert (await shop.ask("GET", "/rooms")).json == {"rooms": []}


async def test_a_redirection_is_not_followed(shop: Bakery) -> None:
    with bot(lambda _: CARD, status=302) as made:
        room = await opened(shop, "kakao", made.url)
        (turn,) = (await did(shop, room, "안녕"))["turns"]
    assert (turn["status"], turn["lines"]) == (302, [])
    assert len(made.requests) == 1


async def test_a_page_of_another_site_opens_no_room(shop: Bakery) -> None:
    headers = ("Host: localhost", "Origin: http://example.com")
    body = {"platform": "kakao", "url": "http://localhost:1/"}
    assert (await shop.ask("POST", "/rooms", body, headers=headers)).status == 403
    assert (await shop.ask("GET", "/rooms")).json == {"rooms": []}


@pytest.mark.parametrize(
    ("deed", "where"),
    [
        ({"do": "open"}, "body.do"),
        ({"do": "say", "text": " "}, "body.text"),
        ({"do": "dance"}, "body.do"),
        ({"do": "image"}, "body.text"),
    ],
)
async def test_what_a_user_cannot_do_is_refused(
    deed: dict[str, str], where: str, shop: Bakery
) -> None:
    room = await opened(shop, "kakao", "http://localhost:1/")
    answer = await shop.ask("POST", f"/rooms/{room}/do", deed)
    assert (answer.status, answer.json["where"]) == (400, where)


async def test_the_server_answers_while_a_bot_is_slow(shop: Bakery) -> None:
    go_on = threading.Event()

    def slow(_: object) -> Any:
        go_on.wait()
        return CARD

    with bot(slow) as made:
        room = await opened(shop, "kakao", made.url)
        saying = asyncio.ensure_future(did(shop, room, "안녕"))
        try:
            await until(lambda: bool(made.requests))
            answer = await shop.ask("POST", f"/rooms/{room}/do", {"text": "또"})
            assert answer.status == 409
            assert (await shop.ask("POST", f"/rooms/{room}/look")).status == 409
            assert (await shop.ask("GET", "/health")).status == 200
        finally:
            go_on.set()
        assert (await saying)["turns"][0]["said"] == "안녕"


async def test_a_closed_room_is_gone(shop: Bakery) -> None:
    room = await opened(shop, "naver", "http://localhost:1/", sends=True)
    assert [one["id"] for one in (await shop.ask("GET", "/rooms")).json["rooms"]] == [room]
    assert (await shop.ask("DELETE", f"/rooms/{room}")).status == 204
    for method, path in (
        ("GET", f"/rooms/{room}"),
        ("DELETE", f"/rooms/{room}"),
        ("POST", f"/rooms/{room}/do"),
        ("POST", f"/rooms/{room}/look"),
    ):
        answer = await shop.ask(method, path)
        assert (answer.status, answer.json["where"]) == (404, "path.id")


async def test_of_many_rooms_the_one_unused_longest_is_closed(
    shop: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "MOST_ROOMS", 2)
    numbers = [await opened(shop, "kakao", "http://localhost:1/") for _ in range(3)]
    open_ones = [one["id"] for one in (await shop.ask("GET", "/rooms")).json["rooms"]]
    assert open_ones == numbers[1:]


async def test_old_turns_are_forgotten(shop: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_TURNS", 2)
    with bot(lambda _: CARD) as made:
        room = await opened(shop, "kakao", made.url)
        for text in ("하나", "둘", "셋"):
            await did(shop, room, text)
    turns = (await shop.ask("GET", f"/rooms/{room}")).json["turns"]
    assert [one["said"] for one in turns] == ["둘", "셋"]


async def test_an_answer_that_nests_too_deep_or_is_none_is_told(shop: Bakery) -> None:
    for body in (b"[" * 100_000, b"\xff\xfe", b'{"a": "\\ud800"}'):
        with bot(lambda _, body=body: body) as made:  # type: ignore[misc]
            room = await opened(shop, "kakao", made.url)
            (turn,) = (await did(shop, room, "안녕"))["turns"]
        assert turn["problems"] != []
        assert base64.b64decode(turn["received"]) == body


async def test_rooms_end_with_their_server(tmp_path: Path) -> None:
    async with bakery(tmp_path) as shop:
        room = await opened(shop, "naver", "http://localhost:1/", sends=True)
        place = urlsplit((await shop.ask("GET", f"/rooms/{room}")).json["room"]["send_api"])
        _, writer = await asyncio.open_connection(place.hostname, place.port)
        writer.close()
    with pytest.raises(OSError):  # noqa: PT011
        await asyncio.open_connection(place.hostname, place.port)
