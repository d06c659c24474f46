"""The simulated room: what Kakao sends, and what a user sees."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings

from mockgenie.channels import KakaoChannel
from mockgenie.channels.kakao import bubbles, payload, quick_replies
from tests.channels.test_kakao_check import BASIC, CARDS, COMMERCE, FINE, MESSAGE, answer


def test_a_payload_has_what_the_strictest_reader_wants() -> None:
    sent = payload("안녕")
    assert sent["userRequest"]["utterance"] == "안녕"
    assert sent["intent"]["extra"]["reason"] == {"code": 1, "message": "OK"}
    assert sent["action"]["clientExtra"] == {}
    assert sent["contexts"] == []
    key = sent["userRequest"]["user"]["id"]
    assert len(key) == 66
    assert sent["userRequest"]["user"]["properties"]["botUserKey"] == key


def test_users_are_told_apart_and_known_again() -> None:
    keys = [payload("네", name)["userRequest"]["user"]["id"] for name in ("가", "나", "가")]
    assert keys[0] == keys[2] != keys[1]


def test_the_developing_channel_has_a_mark_behind_its_bot() -> None:
    assert payload("네")["bot"]["id"].endswith("!")
    assert not payload("네", live=True)["bot"]["id"].endswith("!")


def test_a_callback_is_offered_where_there_is_one() -> None:
    assert "callbackUrl" not in payload("네")["userRequest"]
    assert payload("네", callback="http://x")["userRequest"]["callbackUrl"] == "http://x"


def test_what_was_touched_is_told() -> None:
    sent = payload("네", extra={"n": 1})
    assert sent["action"]["clientExtra"] == {"n": 1}
    assert sent["flow"]["trigger"]["type"] == "QUICKREPLY_BUTTON_MESSAGE"


def test_the_skill_test_and_a_validation_are_other_payloads() -> None:
    test = payload("네", kind="skill-test")
    assert (test["userRequest"]["lang"], test["userRequest"]["user"]["type"]) == (None, "accountId")
    assert "contexts" not in test
    assert payload("네", kind="validation")["value"] == {"origin": "네", "resolved": "네"}


def test_our_own_skill_hears_all_of_them() -> None:
    for kind, text in (("real", "네"), ("skill-test", "네"), ("validation", None)):
        body = json.dumps(payload("네", kind=kind)).encode()  # type: ignore[arg-type]
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
    assert quick_replies(shown) == {"네": ("네, 좋아요", {})}


def test_a_long_text_is_folded() -> None:
    folded = [*bubbles(answer({"simpleText": {"text": "가" * 501}}))]
    assert folded == ["가" * 500, "[전체 보기]"]


def test_every_card_of_a_carousel_is_seen() -> None:
    shown = answer({"carousel": {"type": "basicCard", "items": [BASIC, BASIC]}})
    assert [*bubbles(shown)].count("<짜장면>") == 2


def test_every_good_answer_can_be_seen() -> None:
    for response in FINE:
        assert [*bubbles(response)] or "template" not in response


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
        quick_replies(response)
