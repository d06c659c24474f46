"""The package nta as a bot of TalkTalk: it reads our events, and sends to our send API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import nta
import pytest

from mockgenie.channels import Said
from mockgenie.channels.naver import (
    check,
    composed,
    confirmed,
    echoed,
    event,
    handed_over,
    opened,
    paid,
    pictured,
    profiled,
    said,
    send_event,
    user_key,
)
from mockgenie.platforms import NaverApi, NaverUser
from tests.channels.test_kakao import domain, session

USER = user_key("user")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """requests, by which nta sends, asks the environment for proxies."""
    monkeypatch.setenv("NO_PROXY", "*")


# Our events

EVENTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "open": (opened("list", "https://example.com/", True), {"inflow": "list", "friend": True}),
    "leave": ({"options": {"mobile": False}}, {"mobile": False}),
    "friend": ({"options": {"set": "on"}}, {"set_on": True}),
    "send": (said("내일", "button", "tomorrow"), {"text": "내일", "code": "tomorrow"}),
    "echo": (
        echoed({"textContent": {"text": "네"}}, nickname="상담원"),
        {"echoed_event": "send", "text_content": {"text": "네"}},
    ),
    "profile": (profiled("nickname"), {"nickname": "모의", "result": "SUCCESS"}),
    "handover": (handed_over("passThread"), {"control": "passThread"}),
    "pay_complete": (
        paid({"merchantPayKey": "m-1"}),
        {"code": "Success", "merchant_pay_key": "m-1"},
    ),
    "pay_confirm": (
        confirmed({"merchantPayKey": "m-1"}),
        {"code": "Success", "detail": {"merchant_pay_key": "m-1"}},
    ),
}


class Bot:
    """A bot made of nta, and the events that it was given."""

    def __init__(self, url: str = "", key: str = "secret") -> None:
        self.api = nta.NaverTalkApi(key, url)
        self.read: list[Any] = []
        for name in EVENTS:
            getattr(self.api, f"handle_{name}")(self.read.append)


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_read_as_it_is_meant(name: str) -> None:
    content, expected = EVENTS[name]
    bot = Bot()
    bot.api.webhook_handler(json.dumps(event(name, USER, **content)))
    (read,) = bot.read
    assert (read.event, read.user_id) == (name, USER)
    assert {key: getattr(read, key) for key in expected} == expected


def test_pictures_are_read_and_cards_do_no_harm() -> None:
    bot = Bot()
    for content in (pictured("https://example.com/a.png"), composed("가")):
        bot.api.webhook_handler(json.dumps(event("send", USER, **content)))
    assert [read.image_url for read in bot.read] == ["https://example.com/a.png", None]


# What it sends


@pytest.fixture
def api() -> Iterator[NaverApi]:
    with NaverApi("secret") as made:
        yield made


@pytest.fixture
def user(api: NaverApi) -> NaverUser:
    return NaverUser("http://localhost:1/", api)


def seen(user: NaverUser) -> tuple[str, ...]:
    found = user.look()
    assert found is not None
    assert found.problems == ()
    return found.lines


def test_texts_with_quick_replies_arrive(api: NaverApi, user: NaverUser) -> None:
    replies = [
        {"type": "TEXT", "title": "네", "value": "yes"},
        {"type": "LINK", "title": "길", "value": "https://example.com/"},
    ]
    Bot(api.url).api.send(USER, "괜찮으세요?", quick_reply=replies, notification=True)
    assert seen(user) == ("괜찮으세요?", "[네] [길]")


def test_pictures_arrive_by_address_and_by_id(api: NaverApi, user: NaverUser) -> None:
    bot = Bot(api.url)
    bot.api.send(USER, nta.Template.ImageContent("https://example.com/a.png"))
    uploaded: list[Any] = []
    Bot(api.image_url).api.upload_image(
        "https://example.com/a.png", lambda answer, _: uploaded.append(answer.image_id)
    )
    bot.api.send(USER, nta.Template.ImageContent(image_id=uploaded[0]))
    assert seen(user) == ("(사진 https://example.com/a.png)", f"(사진 {uploaded[0]})")


def test_cards_arrive(api: NaverApi, user: NaverUser) -> None:
    button = nta.Button
    card = nta.Template.Composite(
        "짜장면",
        "맛있습니다",
        "https://example.com/a.png",
        nta.Template.ElementList(
            [nta.Template.ElementData("값", "7,000원", button=button.ButtonText("주문", "o"))]
        ),
        [
            button.ButtonText("네", "yes"),
            button.ButtonOption("더 보기", [button.ButtonText("안쪽", "in")]),
            button.ButtonTime("시간", "t"),
            button.ButtonCalendar("날짜", "d", "고르세요", "20261130", "20261231", "1,20261225"),
            button.ButtonTimeInterval("시각", "i", "0900", "1800", "30", "1200-1300"),
            button.ButtonPay(nta.Template.PaymentInfo("m-1", 7000, [])),
        ],
    )
    Bot(api.url).api.send(USER, nta.Template.CompositeContent([card]))
    assert seen(user)[-1] == "[네] [더 보기] [시간] [날짜] [시각] [네이버페이]"


def test_whatever_else_it_sends_arrives(api: NaverApi, user: NaverUser) -> None:
    bot = Bot(api.url).api
    bot.typing_on(USER)
    bot.typing_off(USER)
    bot.request_profile(USER, "nickname", ["cellphone"])
    bot.pass_thread(USER)
    bot.take_thread(USER)
    bot.product_message(USER, [1, 2], "list")
    inner = nta.Button.ButtonText("안쪽", "in")
    bot.persistent_menu([nta.Button.ButtonNested("메뉴", [inner])])
    bot.persistent_menu()
    assert seen(user) == (
        "(입력 중…)",
        "(프로필 요청: nickname)",
        "(상담원에게 넘깁니다)",
        "(챗봇이 이어받습니다)",
        "(상품 1, 2)",
        "(메뉴) [메뉴]",
        "(메뉴)",
    )


@pytest.mark.parametrize(
    ("key", "to", "code"),
    [("wrong", USER, "01"), ("secret", user_key("other"), "01"), ("secret", "짧음", "12")],
)
def test_what_is_refused_it_raises(
    api: NaverApi, user: NaverUser, key: str, to: str, code: str
) -> None:
    with pytest.raises(nta.NaverTalkApiError) as refused:
        Bot(api.url, key).api.send(to, "네")
    assert refused.value.result_code == code


# What we send


@pytest.mark.parametrize(
    "replies", [["짜장면", "짬뽕"], ["아주 매운 해물 짬뽕", "짜장면"]], ids=["quick", "card"]
)
def test_what_we_send_is_what_it_would_send(replies: list[str]) -> None:
    ours = send_event(USER, Said("무엇으로요?", {}, session(asked="Food.menu"), domain(replies)))
    buttons = [nta.Button.ButtonText(one, one) for one in replies]
    if "textContent" in ours:
        content = nta.Template.TextContent("무엇으로요?", quick_reply=buttons)
        theirs = {"textContent": content.as_json_dict()}
    else:
        card = nta.Template.Composite(None, "무엇으로요?", button_list=buttons)
        content = nta.Template.CompositeContent([card])
        theirs = {"compositeContent": content.as_json_dict()}
    assert check(ours) == []
    assert without_nulls(theirs) == {key: ours[key] for key in theirs}


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value
