"""The simulated room: what Kakao sends, and what a user sees and can touch."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from mockgenie.channels import KakaoChannel, Touch
from mockgenie.channels.kakao import SkillSettings, bubbles, payload, texts, touches
from tests.channels.test_kakao_check import BASIC, CARDS, COMMERCE, FINE, LIST, MESSAGE, answer


def test_a_payload_has_what_the_strictest_reader_wants() -> None:
    sent = payload("안녕")
    assert [*sent] == ["bot", "intent", "action", "userRequest", "contexts", "flow"]
    assert sent["userRequest"]["utterance"] == "안녕"
    assert sent["intent"]["extra"]["reason"] == {"code": 1, "message": "OK"}
    assert sent["action"]["clientExtra"] == {}
    assert sent["contexts"] == []
    key = sent["userRequest"]["user"]["id"]
    assert len(key) == 66
    properties = sent["userRequest"]["user"]["properties"]
    assert properties["botUserKey"] == properties["bot_user_key"] == key
    assert len(properties["plusfriendUserKey"]) == 12
    assert properties["isFriend"] is True


def test_users_are_told_apart_and_known_again() -> None:
    keys = [
        payload("네", SkillSettings(user=name))["userRequest"]["user"]["id"]
        for name in ("가", "나", "가")
    ]
    assert keys[0] == keys[2] != keys[1]


def test_a_stranger_is_no_friend_and_an_app_key_gives_another_id() -> None:
    sent = payload("네", SkillSettings(friend=False, app=True))
    properties = sent["userRequest"]["user"]["properties"]
    assert "isFriend" not in properties
    assert properties["appUserId"] == properties["app_user_id"]
    assert properties["appUserStatus"] == properties["app_user_status"] == "REGISTERED"


def test_the_developing_channel_has_a_mark_behind_its_bot() -> None:
    assert payload("네")["bot"]["id"].endswith("!")
    assert not payload("네", SkillSettings(live=True))["bot"]["id"].endswith("!")


def test_a_callback_is_offered_where_there_is_one() -> None:
    assert "callbackUrl" not in payload("네")["userRequest"]
    assert payload("네", callback="http://x")["userRequest"]["callbackUrl"] == "http://x"


def test_parameters_are_told_twice_and_the_block_by_its_name() -> None:
    for kind in ("real", "skill-test"):
        sent = payload("서울", SkillSettings(kind=kind, params={"city": "서울"}))  # type: ignore[arg-type]
        assert sent["action"]["params"] == {"city": "서울"}
        assert sent["action"]["detailParams"] == {
            "city": {"origin": "서울", "value": "서울", "groupName": ""}
        }
    sent = payload("네", SkillSettings(block="주문"))
    assert sent["intent"]["name"] == sent["userRequest"]["block"]["name"] == "주문"


def test_a_picture_is_an_address() -> None:
    sent = payload("https://example.com/a.png", media="image")["userRequest"]
    assert sent["utterance"] == "https://example.com/a.png"
    assert sent["params"]["media"] == {"type": "image", "url": "https://example.com/a.png"}


def test_the_skill_test_and_a_validation_are_other_payloads() -> None:
    test = payload("네", SkillSettings(kind="skill-test"))
    assert [*test] == ["intent", "userRequest", "bot", "action"]
    assert (test["userRequest"]["lang"], test["userRequest"]["user"]["type"]) == (None, "accountId")
    validation = payload("네", SkillSettings(kind="validation"))
    assert validation["value"] == {"origin": "네", "resolved": "네"}


def test_our_own_skill_hears_all_of_them() -> None:
    for kind, text in (("real", "네"), ("skill-test", "네"), ("validation", None)):
        body = json.dumps(payload("네", SkillSettings(kind=kind))).encode()  # type: ignore[arg-type]
        assert KakaoChannel().hear(body).text == text


def test_texts_cards_and_quick_replies_are_seen() -> None:
    shown = answer(
        {"simpleText": {"text": "첫 줄\n둘째 줄"}},
        {"commerceCard": {**COMMERCE, "title": "짜장면"}},
        quickReplies=[{**MESSAGE, "messageText": "네, 좋아요"}],
    )
    assert [*bubbles(shown)] == [
        "첫 줄",
        "둘째 줄",
        "(사진 https://example.com/a.png)",
        "<짜장면>",
        "7,000원",
        "[네]",
        "[네]",
    ]
    assert texts(shown) == ["첫 줄\n둘째 줄"]


def test_a_long_text_is_folded() -> None:
    long = answer({"simpleText": {"text": "가" * 501}})
    assert [*bubbles(long)] == ["가" * 500, "[전체 보기]"]
    assert texts(long) == ["가" * 501]


def test_every_card_of_a_carousel_is_seen() -> None:
    shown = answer({"carousel": {"type": "basicCard", "items": [BASIC, BASIC]}})
    assert [*bubbles(shown)].count("<짜장면>") == 2


BLOCK = {"label": "주문", "action": "block", "blockId": "b1", "extra": {"n": 1}}
TOUCHED: list[tuple[dict[str, Any], str, str, str | None]] = [
    ({"quickReplies": [MESSAGE]}, "네", "QUICKREPLY_BUTTON_MESSAGE", "네"),
    ({"quickReplies": [BLOCK]}, "주문", "QUICKREPLY_BUTTON_BLOCK", "주문"),
    ({"basicCard": {**BASIC, "buttons": [MESSAGE]}}, "네", "CARD_BUTTON_MESSAGE", "네"),
    (
        {"basicCard": {**BASIC, "buttons": [{**BLOCK, "messageText": "주문할게요"}]}},
        "주문",
        "CARD_BUTTON_BLOCK",
        "주문할게요",
    ),
    (
        {"listCard": {**LIST, "items": [{"title": "짜장", "action": "message"}]}},
        "짜장",
        "LIST_ITEM_MESSAGE",
        "짜장",
    ),
    (
        {"listCard": {**LIST, "items": [{"title": "짜장", "action": "block", "blockId": "b"}]}},
        "짜장",
        "LIST_ITEM_BLOCK",
        "짜장",
    ),
    ({"listCard": {**LIST, "buttons": [MESSAGE]}}, "네", "LISTMENU_MESSAGE", "네"),
    ({"listCard": {**LIST, "buttons": [BLOCK]}}, "주문", "LISTMENU_BLOCK", "주문"),
    (
        {
            "basicCard": {
                **BASIC,
                "buttons": [{"label": "길", "action": "webLink", "webLinkUrl": "https://x"}],
            }
        },
        "길",
        "webLink",
        None,
    ),
]


@pytest.mark.parametrize(("part", "label", "kind", "says"), TOUCHED)
def test_what_can_be_touched_says_what_it_has_and_is_told_as_what_it_is(
    part: dict[str, Any], label: str, kind: str, says: str | None
) -> None:
    shown = answer(**part) if "quickReplies" in part else answer(part)
    touch = touches(shown)[label]
    assert (touch.kind, touch.says) == (kind, says)
    if says is None:
        assert touch.leads == "https://x"
        return
    sent = payload(says, touch=touch)
    assert sent["flow"]["trigger"]["type"] == kind
    assert sent["userRequest"]["utterance"] == says
    if part in (TOUCHED[1][0], TOUCHED[7][0]):
        assert sent["action"]["clientExtra"] == {"n": 1}
        assert sent["intent"]["id"] == "b1"


def test_the_second_of_two_labels_is_told_by_its_number() -> None:
    card = {**BASIC, "buttons": [MESSAGE]}
    other = {**BASIC, "buttons": [{**MESSAGE, "messageText": "둘째"}]}
    found = touches(answer({"carousel": {"type": "basicCard", "items": [card, other]}}))
    assert [(label, one.says) for label, one in found.items()] == [("네", "네"), ("네#2", "둘째")]


def test_what_is_typed_is_told_as_typed() -> None:
    assert payload("네")["flow"]["trigger"]["type"] == "TEXT_INPUT"


def test_every_good_answer_can_be_seen() -> None:
    for response in FINE:
        assert [*bubbles(response)] or "template" not in response


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(CARDS)
def test_whatever_an_answer_is_it_can_be_shown(content: Any) -> None:
    for response in (
        content,
        answer(content),
        answer({"listCard": content}),
        answer({"carousel": content}),
    ):
        assert all(isinstance(line, str) for line in bubbles(response))
        assert all(isinstance(text, str) for text in texts(response))
        for touch in touches(response).values():
            assert isinstance(touch, Touch)
            payload(touch.says or "", touch=touch)
