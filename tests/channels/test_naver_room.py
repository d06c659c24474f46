"""The simulated room of TalkTalk: what the platform sends, and what a user sees and can touch."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from mockgenie.channels import NaverChannel, Said, Touch
from mockgenie.channels.naver import (
    bubbles,
    composed,
    confirmed,
    echoed,
    handed_over,
    opened,
    paid,
    pictured,
    profiled,
    said,
    send_event,
    texts,
    touches,
    user_key,
)
from mockgenie.channels.naver import event as naver_event
from tests.channels.test_naver import USER
from tests.channels.test_naver_check import (
    CARD,
    FINE,
    JSON,
    TEXT,
    cards,
    event,
    nested,
    quick,
    text,
)


def test_users_are_told_apart_and_known_again() -> None:
    first, second = user_key("가"), user_key("나")
    assert first == user_key("가") != second
    assert len(first) == 22


EVENTS: list[tuple[str, dict[str, Any], str | None]] = [
    ("open", opened("list", "https://example.com/", True), None),
    ("leave", {"options": {"mobile": False}}, None),
    ("friend", {"options": {"set": "on"}}, None),
    ("send", said("안녕"), "안녕"),
    ("send", said("내일", "button", "tomorrow"), "내일"),
    ("send", said("14:00", "time", "when"), "14:00"),
    ("send", pictured("https://example.com/a.jpg"), "https://example.com/a.jpg"),
    ("send", composed("가", "나"), "가 나"),
    ("echo", echoed({"textContent": {"text": "네"}}), None),
    ("profile", profiled("nickname"), None),
    ("handover", handed_over("passThread"), None),
    ("pay_complete", paid({"merchantPayKey": "m"}), None),
    ("pay_confirm", confirmed({"merchantPayKey": "m"}), None),
]


@pytest.mark.parametrize(("name", "content", "heard"), EVENTS)
def test_our_own_webhook_hears_all_of_them(
    name: str, content: dict[str, Any], heard: str | None
) -> None:
    sent = naver_event(name, USER, **content)
    assert "standby" not in sent
    assert NaverChannel().hear(json.dumps(sent).encode()).text == heard


def test_while_a_person_answers_it_is_told() -> None:
    sent = naver_event("send", USER, True, **said("안녕"))
    assert [*sent][:4] == ["standby", "event", "user", "partner"]
    assert NaverChannel().hear(json.dumps(sent).encode()).text is None


def test_an_echo_of_a_person_has_their_name_and_that_of_the_bot_has_none() -> None:
    person = echoed({"textContent": {"text": "네"}}, nickname="상담원")["options"]
    assert (person["threadOwnerId"], person["managerNickname"]) == (1, "상담원")
    assert "managerNickname" not in echoed({"textContent": {"text": "네"}})["options"]


def test_the_metadata_of_a_handover_is_a_text() -> None:
    metadata = handed_over("passThread")["options"]["metadata"]
    assert json.loads(metadata) == {"managerNickname": "상담원", "autoEnd": False}


SEEN: list[tuple[dict[str, Any], list[str]]] = [
    (text("첫 줄\n둘째 줄"), ["첫 줄", "둘째 줄"]),
    (quick(TEXT), ["네", "[네]"]),
    (event(imageContent={"imageUrl": "https://x/a.png"}), ["(사진 https://x/a.png)"]),
    (
        cards(
            {
                **CARD,
                "image": {"imageUrl": "https://x/a.png"},
                "elementList": {
                    "type": "LIST",
                    "data": [{"title": "가", "description": "나", "button": TEXT}],
                },
                "buttonList": [TEXT, {"type": "PAY", "data": {"paymentInfo": {}}}],
            }
        ),
        [
            "(사진 https://x/a.png)",
            "<짜장면>",
            "맛있습니다",
            "- 가  나",
            "  [네]",
            "[네] [네이버페이]",
        ],
    ),
    (event("action", options={"action": "typingOn"}), ["(입력 중…)"]),
    (event("action", options={"action": "typingOff"}), []),
    (event("profile", options={"field": "nickname"}), ["(프로필 요청: nickname)"]),
    (event("handover", options={"control": "passThread"}), ["(상담원에게 넘깁니다)"]),
    (event("product", options={"ids": [1, 2]}), ["(상품 1, 2)"]),
    ({"event": "persistentMenu", "menuContent": [{"menus": [nested(1)]}]}, ["(메뉴) [메뉴]"]),
    ({"event": "persistentMenu", "menuContent": []}, ["(메뉴)"]),
]


@pytest.mark.parametrize(("one", "lines"), SEEN)
def test_what_a_user_sees(one: dict[str, Any], lines: list[str]) -> None:
    assert [*bubbles(one)] == lines


def button(kind: str, **data: Any) -> dict[str, Any]:
    return {"type": kind, "data": {"title": "단추", **data}}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (TEXT, Touch("네", "TEXT", "네", content={"code": "yes"})),
        (button("LINK", url="https://x"), Touch("단추", "LINK", leads="https://x")),
        (button("TIME", code="t"), Touch("단추", "TIME", content={"code": "t"})),
        (
            button("OPTION", buttonList=[TEXT]),
            Touch("단추", "OPTION", opens=(Touch("네", "TEXT", "네", content={"code": "yes"}),)),
        ),
    ],
)
def test_what_can_be_touched(one: dict[str, Any], expected: Touch) -> None:
    for shown in (quick(one), cards({**CARD, "buttonList": [one]})):
        assert touches(shown) == {expected.label: expected}


def test_every_good_event_can_be_seen() -> None:
    for one in FINE:
        assert [*bubbles(one)]


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(JSON)
def test_whatever_an_event_is_it_can_be_shown(inner: Any) -> None:
    for one in (
        inner,
        {"event": "persistentMenu", "menuContent": inner},
        quick(inner),
        {"event": "send", "textContent": inner, "imageContent": inner},
        cards({**CARD, "buttonList": inner, "elementList": inner, "image": inner}),
        {"event": "product", "options": inner},
    ):
        assert all(isinstance(line, str) for line in bubbles(one))
        assert all(isinstance(line, str) for line in texts(one))
        assert all(isinstance(touch, Touch) for touch in touches(one).values())


def test_what_we_send_is_seen() -> None:
    assert [*bubbles(send_event(USER, Said("안녕하세요")))] == ["안녕하세요"]
