"""The pane of the platforms: rooms of Kakao and TalkTalk with bots on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.platforms.bots import bot, post
from tests.server.console.pages import Console, opened
from tests.support import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.slow  # a browser is started

HOSTILE = '<img src=x onerror="window.hit=1">'
CAFE = """\
name: Cafe
entities: {Drink: {slots: {name: {values: [라떼, 녹차]}}}}
acts: {order: [주문]}
tasks:
  hello: {say: 어서 오세요., next: {task: order, when: act = "order"}}
  order:
    fill: Drink.name
    ask: {Drink.name: 무엇을 드릴까요?}
    say: '{Drink.name} 나왔습니다. <img src=x onerror="window.hit=1">'
"""


@pytest.fixture
def console(browser: Browser, tmp_path: Path) -> Iterator[Console]:
    """The pane of a server whose channels answer with a small domain."""
    folder = tmp_path / "domains"
    folder.mkdir()
    (folder / "Cafe.yaml").write_text(CAFE, "utf-8")
    with (
        serve("--domains", str(folder), "--channels", "Cafe") as server,
        opened(browser, server, path="#platforms") as console,
    ):
        pane(console).get_by_text("This server's own channel answers").wait_for()
        yield console
        assert console.page.evaluate("window.hit") is None


def pane(console: Console) -> Locator:
    return console.page.locator("#pane-platforms")


def open_room(
    console: Console, url: str = "", platform: str = "kakao", sends: bool = False
) -> None:
    """Fill in the form, by the keyboard where there is something to type."""
    pane(console).get_by_label("Platform").select_option(platform)
    if url:
        pane(console).get_by_label("Where the bot is called").fill(url)
    if sends:
        pane(console).get_by_label("the bot may send by itself").check()
    pane(console).get_by_role("button", name="Open a room").press("Enter")
    pane(console).get_by_label("Message").wait_for()


def say(console: Console, text: str) -> Locator:
    """Say something; the turn that comes of it."""
    turns = pane(console).locator(".turn")
    count = turns.count()
    message = pane(console).get_by_label("Message")
    message.fill(text)
    message.press("Enter")
    turns.nth(count).wait_for()
    return turns.nth(count)


def card(**content: Any) -> dict[str, Any]:
    return {"version": "2.0", "template": content}


def test_a_kakao_room_with_our_own_channel(console: Console) -> None:
    open_room(console)
    turn = say(console, "주문할게요")
    assert turn.locator(".bubble").all_inner_texts() == ["주문할게요", "무엇을 드릴까요?"]
    assert turn.locator(".quick button").all_inner_texts() == ["라떼", "녹차"]
    turn.get_by_role("button", name="라떼").press("Enter")
    answered = pane(console).locator(".turn").nth(1)
    answered.wait_for()
    assert answered.locator(".bubble").all_inner_texts() == [
        "라떼",
        f"라떼 나왔습니다. {HOSTILE}",
    ]
    assert turn.locator(".quick").count() == 0
    answered.get_by_text("Request and answer").click()
    request, answer = answered.locator("pre").all_inner_texts()
    assert json.loads(request)["userRequest"]["utterance"] == "라떼"
    assert json.loads(answer)["version"] == "2.0"
    size = len(answer.encode())
    assert f"Answer ({size} bytes)" in answered.inner_text()


def test_a_kakao_room_with_somebodys_server_says_what_is_dropped(console: Console) -> None:
    answer = card(
        outputs=[
            {"simpleText": {"text": "가" * 1001}},
            {"simpleText": {"text": f"둘째 {HOSTILE}"}},
            {
                "basicCard": {
                    "title": "빵집",
                    "description": "갓 구운 빵",
                    "thumbnail": {"imageUrl": "https://example.com/a.png"},
                    "buttons": [
                        {"label": "지도", "action": "webLink", "webLinkUrl": "https://example.com"},
                        {"label": "주문", "action": "message", "messageText": "주문할래요"},
                    ],
                }
            },
        ],
        quickReplies=[{"label": "주문", "action": "message", "messageText": "빨리 주문"}],
    )
    with bot(lambda _: answer) as made:
        open_room(console, made.url)
        turn = say(console, "안녕")
        beside = turn.locator(".beside")
        beside.nth(3).wait_for()
        problem = beside.nth(0).locator(".problems")
        assert "dropped" in problem.inner_text()
        assert "template.outputs[0].simpleText.text" in problem.inner_text()
        assert beside.nth(0).get_attribute("class") == "beside dropped"
        assert beside.nth(0).locator("details").count() == 1
        assert beside.nth(1).locator(".problems").count() == 0
        assert beside.nth(1).inner_text() == f"둘째 {HOSTILE}"
        assert beside.nth(2).locator(".picture").inner_text() == "(사진 https://example.com/a.png)"
        assert beside.nth(2).locator("strong").inner_text() == "빵집"
        beside.nth(2).get_by_role("button", name="지도").click()
        pane(console).get_by_text("→ https://example.com").wait_for()
        beside.nth(3).get_by_role("button", name="주문").click()
        pane(console).locator(".turn").nth(2).wait_for()
        said = [request["userRequest"]["utterance"] for request in made.requests]
        assert said == ["안녕", "빨리 주문"]


def test_a_room_of_talktalk(console: Console) -> None:
    def answer(request: dict[str, Any]) -> Any:
        if request["event"] == "open":
            return {"event": "send", "textContent": {"text": "어서 오세요"}}
        buttons = [
            {"type": "TEXT", "data": {"title": "예약", "code": "book"}},
            {"type": "LINK", "data": {"title": "지도", "url": "https://example.com"}},
        ]
        shop = {"title": "빵집", "description": HOSTILE, "buttonList": buttons}
        return {"event": "send", "compositeContent": {"compositeList": [shop]}}

    with bot(answer) as made:
        open_room(console, made.url, "naver", sends=True)
        pane(console).get_by_role("button", name="come in").press("Enter")
        pane(console).locator(".bubble", has_text="어서 오세요").wait_for()
        turn = say(console, "예약할래요")
        card = turn.locator(".card")
        assert card.locator("strong").inner_text() == "빵집"
        assert HOSTILE in card.inner_text()
        card.get_by_role("button", name="예약").press("Enter")
        pane(console).locator(".turn").nth(2).wait_for()
        content = made.requests[-1]["textContent"]
        assert (content["text"], content["code"]) == ("예약", "book")
        # What the bot sends by itself comes into the room as well.
        (room,) = console.admin("GET", "/rooms")["rooms"]
        event = {
            "event": "send",
            "user": made.requests[0]["user"],
            "textContent": {"text": "배달이 출발했어요"},
        }
        post(room["send_api"], event, Authorization="key")
        pane(console).locator(".bubble", has_text="배달이 출발했어요").wait_for()


def test_our_own_channel_of_talktalk(console: Console) -> None:
    open_room(console, platform="naver")
    turn = say(console, "주문할게요")
    turn.locator(".bubble", has_text="무엇을 드릴까요?").wait_for()
    assert turn.locator(".quick button").all_inner_texts() == ["라떼", "녹차"]


def test_another_machine_is_refused_with_a_reason(console: Console) -> None:
    pane(console).get_by_label("Where the bot is called").fill("http://example.com/skill")
    pane(console).get_by_role("button", name="Open a room").click()
    told = "rooms call bots on this machine alone"
    console.page.locator(".notices .problem", has_text=told).wait_for()
    assert console.admin("GET", "/rooms") == {"rooms": []}


def test_rooms_are_there_again_after_a_reload_and_are_closed(console: Console) -> None:
    open_room(console)
    say(console, "주문할게요")
    console.page.reload()
    pane(console).locator(".bubble", has_text="무엇을 드릴까요?").wait_for()
    pane(console).locator(".quick button").nth(1).wait_for()
    assert pane(console).locator(".turn").count() == 1
    pane(console).get_by_role("button", name="Close").click()
    pane(console).get_by_label("Message").wait_for(state="hidden")
    assert console.admin("GET", "/rooms") == {"rooms": []}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_narrow_screens_do(
    scheme: str, browser: Browser, tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    options = {"bypass_csp": True, "viewport": {"width": 390, "height": 800}}
    answer = card(
        outputs=[
            {"simpleText": {"text": "가" * 1001}},
            {"carousel": {"type": "textCard", "items": [{"title": "빵", "description": "x" * 80}]}},
        ],
        quickReplies=[{"label": "네", "action": "message", "messageText": "네"}],
    )
    with (
        serve() as server,
        bot(lambda _: answer) as made,
        opened(browser, server, path="#platforms", color_scheme=scheme, **options) as console,
    ):
        pane(console).get_by_text("no channels of its own").wait_for()
        open_room(console, made.url)
        say(console, "안녕").get_by_text("Request and answer").click()
        found = axe.run(console.page, "#pane-platforms").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert console.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert pane(console).evaluate("e => e.scrollWidth - e.clientWidth") <= 0
