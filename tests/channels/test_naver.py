"""A TalkTalk webhook: every event that comes, and the events that answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockgenie.channels import NaverChannel, NotARequest, Said
from mockgenie.channels.naver import check
from tests.channels.test_kakao import domain, session

USER = "AbCdEfGhIjKlMnOpQrStUv"
CHANNEL = NaverChannel()


def event(name: str = "send", **more: Any) -> bytes:
    return json.dumps({"event": name, "user": USER, **more}).encode()


def said_in(**content: Any) -> str | None:
    return CHANNEL.hear(event(**content)).text


def reply(said: Said | None) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(CHANNEL.reply(CHANNEL.hear(event()), said))
    return answer


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"textContent": {"text": "안녕", "inputType": "typing"}}, "안녕"),
        ({"textContent": {"text": "내일", "code": "tomorrow", "inputType": "button"}}, "내일"),
        (
            {"textContent": {"text": "아주 매운 해…", "code": "아주 매운 해물 짬뽕"}},
            "아주 매운 해물 짬뽕",
        ),
        ({"textContent": {"text": "14:00", "code": "when", "inputType": "time"}}, "14:00"),
        ({"imageContent": {"imageUrl": "https://example.com/a.jpg"}}, "https://example.com/a.jpg"),
        ({"compositeContent": {"compositeList": [{"title": "가", "description": "나"}]}}, "가 나"),
        ({"textContent": None}, ""),
        ({}, ""),
    ],
)
def test_a_send_event_says_what_is_in_it(content: dict[str, Any], text: str) -> None:
    heard = CHANNEL.hear(event(**content))
    assert (heard.text, heard.user) == (text, USER)


@pytest.mark.parametrize(
    "name",
    [
        "open",
        "leave",
        "friend",
        "echo",
        "profile",
        "handover",
        "pay_complete",
        "pay_confirm",
        "new",
    ],
)
def test_all_other_events_say_nothing(name: str) -> None:
    heard = CHANNEL.hear(event(name, textContent={"text": "상담원입니다"}, echoedEvent="send"))
    assert heard.text is None
    assert heard.leaves == (name == "leave")
    assert CHANNEL.reply(heard, None) == b"{}"


def test_while_a_person_answers_nothing_is_said() -> None:
    assert said_in(standby=True, textContent={"text": "안녕"}) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"event": "send"}', b'{"user": "u"}'])
def test_what_has_no_event_or_no_user_is_no_request(body: bytes) -> None:
    with pytest.raises(NotARequest):
        CHANNEL.hear(body)


def test_a_text_is_a_send_event() -> None:
    assert reply(Said("반갑습니다.")) == {
        "event": "send",
        "user": USER,
        "textContent": {"text": "반갑습니다."},
    }


def test_a_text_has_ten_thousand_letters_at_most() -> None:
    text = reply(Said("가" * 10_001))["textContent"]["text"]
    assert text == "가" * 9_999 + "…"


def test_the_values_of_the_slot_that_is_asked_for_are_quick_replies() -> None:
    said = Said(
        "메뉴는요?", {}, session(asked="Food.menu"), domain(["짜장면", *map(str, range(12))])
    )
    buttons = reply(said)["textContent"]["quickReply"]["buttonList"]
    assert len(buttons) == 10
    assert buttons[0] == {"type": "TEXT", "data": {"title": "짜장면", "code": "짜장면"}}


def test_longer_values_are_buttons_of_a_card() -> None:
    long = "아주 매운 해물 짬뽕 곱빼기 세트 하나"
    said = Said("메뉴는요?", {}, session(asked="Food.menu"), domain(["짜장면", long]))
    (card,) = reply(said)["compositeContent"]["compositeList"]
    assert card["description"] == "메뉴는요?"
    data = card["buttonList"][1]["data"]
    assert data == {"title": "아주 매운 해물 짬뽕 곱빼기 세…", "code": long}
    assert len(data["title"]) <= 18


def test_an_image_is_part_of_a_card() -> None:
    said = Said(
        "메뉴는요?", {}, session(asked="Food.menu"), domain(["짜장면"]), image="https://a/b.png"
    )
    event = reply(said)
    assert event["compositeContent"]["compositeList"] == [
        {
            "description": "메뉴는요?",
            "image": {"imageUrl": "https://a/b.png"},
            "buttonList": [{"type": "TEXT", "data": {"title": "짜장면", "code": "짜장면"}}],
        }
    ]
    assert check(event) == []


@pytest.mark.parametrize(
    "said", [Said("가" * 1001, image="https://a/b.png"), Said("네.", image="menu.png")]
)
def test_what_no_card_can_show_is_a_text_without_its_image(said: Said) -> None:
    assert reply(said)["textContent"] == {"text": said.text}


def test_beside_a_text_too_long_for_a_card_long_values_are_cut() -> None:
    said = Said("가" * 1001, {}, session(asked="Food.menu"), domain(["열 글자가 넘는 메뉴 이름"]))
    (button,) = reply(said)["textContent"]["quickReply"]["buttonList"]
    assert len(button["data"]["title"]) == 10
    assert said_in(textContent={"text": button["data"]["title"], **button["data"]}) == (
        "열 글자가 넘는 메뉴 이름"
    )
