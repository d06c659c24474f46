"""A Kakao skill: requests of every age, and answers that break no limit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.channels import APOLOGY, Heard, KakaoChannel, NotARequest, Said
from mockgenie.channels.kakao import check
from mockgenie.dialog import Session
from mockgenie.domain import Domain, EntityClass, Slot, Task
from mockgenie.records import Table
from tests.channels.kakao_requests import OF_EVERY_AGE, USER, VALIDATION, payload

CHANNEL = KakaoChannel()
HEARD = Heard("안녕", USER)


def domain(values: list[str], kind: Any = "text") -> Domain:
    slot = Slot("Food.menu", kind, dict.fromkeys(values, ()), description="메뉴")
    food = EntityClass("Food", (slot,), Table())
    return Domain("Food", "", {"Food": food}, (), {"start": Task("start")}, ())


def session(**more: Any) -> Session:
    return Session("Food", "internal_data", "start", **more)


def reply(said: Said | None, heard: Heard = HEARD) -> dict[str, Any]:
    sent = CHANNEL.reply(heard, said)
    assert len(sent) <= 30_720
    answer: dict[str, Any] = json.loads(sent)
    return answer


def texts(answer: dict[str, Any]) -> list[str]:
    return [
        one["simpleText"]["text"] for one in answer["template"]["outputs"] if "simpleText" in one
    ]


# Requests


@pytest.mark.parametrize("age", OF_EVERY_AGE)
def test_requests_of_every_age_are_understood(age: str) -> None:
    request = OF_EVERY_AGE[age]
    heard = CHANNEL.hear(json.dumps(request).encode())
    assert heard.text == request["userRequest"]["utterance"]
    assert heard.user == request["userRequest"].get("user", {}).get("id", "")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"userRequest": []}', b'{"userRequest": {"utterance": 1}}']
)
def test_what_has_no_utterance_is_no_request(body: bytes) -> None:
    with pytest.raises(NotARequest):
        CHANNEL.hear(body)


def test_every_value_is_valid() -> None:
    heard = CHANNEL.hear(json.dumps(VALIDATION).encode())
    assert heard.text is None
    assert reply(None, heard) == {"status": "SUCCESS", "value": "서울특별시", "data": {}}


# Answers


def test_a_text_is_a_simple_text() -> None:
    assert reply(Said("반갑습니다.")) == {
        "version": "2.0",
        "template": {"outputs": [{"simpleText": {"text": "반갑습니다."}}]},
    }


def test_nothing_to_say_is_the_apology() -> None:
    assert texts(reply(Said(" "))) == [APOLOGY]


def test_a_long_text_is_split_behind_a_sentence_and_loses_nothing() -> None:
    sentence = "가" * 90 + ". "
    parts = texts(reply(Said(sentence * 25)))
    assert [len(part) for part in parts] == [919, 919, 459]
    assert " ".join(parts) == (sentence * 25).strip()


def test_an_image_stands_before_the_text() -> None:
    image, text = reply(Said("짜장면입니다.", image="https://a/b.png"))["template"]["outputs"]
    assert image == {"simpleImage": {"imageUrl": "https://a/b.png", "altText": ""}}
    assert text == {"simpleText": {"text": "짜장면입니다."}}


def test_beside_an_image_there_is_room_for_two_texts() -> None:
    outputs = reply(Said("가" * 4000, image="https://a/b.png"))["template"]["outputs"]
    assert [[*one] for one in outputs] == [["simpleImage"], ["simpleText"], ["simpleText"]]


def test_what_is_no_address_is_no_image() -> None:
    assert len(reply(Said("네.", image="menu.png"))["template"]["outputs"]) == 1


def test_what_three_texts_cannot_hold_ends_with_an_ellipsis() -> None:
    parts = texts(reply(Said("가" * 4000)))
    assert [len(part) for part in parts] == [1000, 1000, 1000]
    assert parts[-1].endswith("가…")


def test_the_values_of_the_slot_that_is_asked_for_are_quick_replies() -> None:
    menus = ["짜장면", "아주 매운 해물 짬뽕 곱빼기 세트", *(f"메뉴 {n}" for n in range(20))]
    answer = reply(Said("메뉴는요?", {}, session(asked="Food.menu"), domain(menus)))
    replies = answer["template"]["quickReplies"]
    assert len(replies) == 10
    assert replies[0] == {"label": "짜장면", "action": "message", "messageText": "짜장면"}
    assert replies[1]["label"] == "아주 매운 해물 짬뽕 곱…"
    assert replies[1]["messageText"] == menus[1]


@pytest.mark.parametrize(
    "said",
    [
        Said("맞으세요?", {}, session(stage="confirming"), domain(["짜장면"])),
        Said("맵게 할까요?", {}, session(asked="Food.menu"), domain([], "boolean")),
    ],
)
def test_yes_and_no_are_quick_replies(said: Said) -> None:
    replies = reply(said)["template"]["quickReplies"]
    assert [one["label"] for one in replies] == ["네", "아니요"]


def test_records_that_are_listed_are_a_card_to_choose_from() -> None:
    said = Said("두 가지입니다.", {}, session(listed=("Food.menu", "짜장면", "짬뽕")), domain([]))
    text, card = reply(said)["template"]["outputs"]
    assert text == {"simpleText": {"text": "두 가지입니다."}}
    assert card["listCard"]["header"] == {"title": "메뉴"}
    assert [item["messageText"] for item in card["listCard"]["items"]] == ["짜장면", "짬뽕"]


def test_records_that_were_listed_before_are_no_card() -> None:
    listed = session(listed=("Food.menu", "짜장면", "짬뽕"))
    assert len(reply(Said("네.", {}, listed, domain([]), listed))["template"]["outputs"]) == 1


def test_what_the_dialog_knows_is_a_context() -> None:
    known = session(slots={"Food.menu": ("짜장면", "짬뽕"), "Food.day": ()})
    assert reply(Said("네.", {}, known, domain([])))["context"]["values"] == [
        {"name": "Food", "lifeSpan": 5, "params": {"Food.menu": "짜장면, 짬뽕"}}
    ]


def test_contexts_are_left_out_where_the_answer_would_be_too_long() -> None:
    known = session(slots={"Food.menu": ("가" * 11_000,)})
    assert "context" not in reply(Said("네.", {}, known, domain([])))


def test_an_answer_later_than_five_seconds_is_a_callback_where_there_may_be_one() -> None:
    url = "https://bot-api.kakao.com/v1/bots/b/callback/t"
    heard = CHANNEL.hear(json.dumps(payload(callbackUrl=url)).encode())
    later = CHANNEL.later(heard, 6)
    assert later is not None
    assert later.url == url
    assert json.loads(later.answer)["useCallback"] is True
    assert check(later.answer) == []
    assert CHANNEL.later(heard, 4) is None
    assert CHANNEL.later(CHANNEL.hear(json.dumps(payload()).encode()), 6) is None


WORDS = st.text(min_size=1, max_size=60)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=5000),
    st.lists(WORDS, max_size=15, unique=True),
    st.lists(WORDS, max_size=8),
    st.dictionaries(WORDS, st.lists(st.text(), max_size=3).map(tuple), max_size=4),
    st.sampled_from(["", "confirming"]),
    st.text(max_size=9) | st.just("https://a/b.png"),
)
def test_no_answer_breaks_a_limit(
    text: str, values: list[str], listed: list[str], slots: dict[str, Any], stage: Any, image: str
) -> None:
    state = session(asked="Food.menu", listed=("Food.menu", *listed), slots=slots, stage=stage)
    sent = CHANNEL.reply(HEARD, Said(text, {}, state, domain(values), image=image))
    assert [str(problem) for problem in check(sent) if problem.drops] == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=9,
)
KEYS = ("userRequest", "utterance", "user", "id", "value", "callbackUrl", "properties")


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4), JSON)
def test_whatever_is_sent_is_understood_or_refused(request_: dict[str, Any], asked: object) -> None:
    for sent in (request_, {**request_, "userRequest": {"utterance": "네", "user": asked}}):
        try:
            heard = CHANNEL.hear(json.dumps(sent).encode())
        except NotARequest:
            continue
        CHANNEL.later(heard, 9)
        CHANNEL.reply(heard, None if heard.text is None else Said("네"))
