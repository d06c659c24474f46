"""What TalkTalk takes and never delivers: one event for each rule, and the API's own answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.channels import Heard, NaverChannel, Said
from mockgenie.channels.naver import check, image_uploaded, sent
from tests.channels.test_kakao import WORDS, domain, session
from tests.channels.test_naver import USER

TEXT = {"type": "TEXT", "data": {"title": "네", "code": "yes"}}
CARD = {"title": "짜장면", "description": "맛있습니다"}
MENU = {"type": "TEXT", "data": {"title": "처음으로"}}


def event(name: str = "send", **more: Any) -> dict[str, Any]:
    return {"event": name, "user": USER, **more}


def text(words: str = "네", **more: Any) -> dict[str, Any]:
    return event(textContent={"text": words, **more})


def quick(*buttons: Any) -> dict[str, Any]:
    return text(quickReply={"buttonList": list(buttons)})


def cards(*several: Any) -> dict[str, Any]:
    return event(compositeContent={"compositeList": list(several)})


def nested(depth: int) -> dict[str, Any]:
    data = {"title": "메뉴", "menus": [MENU] if depth == 1 else [nested(depth - 1)]}
    return {"type": "NESTED", "data": data}


FINE = [
    text("가" * 10_000),
    quick(*[TEXT] * 10),
    event(imageContent={"imageUrl": "https://example.com/a.png"}),
    event(imageContent={"imageId": "a"}),
    cards(*[CARD] * 10),
    cards({"description": "네", "buttonList": [TEXT]}),
    cards({**CARD, "elementList": {"type": "LIST", "data": [{"title": "가" * 100}] * 3}}),
    event("action", options={"action": "typingOn"}),
    event("handover", options={"control": "passThread", "targetId": 1}),
    event("profile", options={"field": "nickname", "agreements": ["cellphone"]}),
    event("product", options={"ids": [1] * 15}),
    {"event": "persistentMenu", "menuContent": []},
    {"event": "persistentMenu", "menuContent": [{"menus": [MENU, nested(2)]}]},
]


@pytest.mark.parametrize("one", FINE, ids=range(len(FINE)))
def test_what_is_within_every_limit_has_no_problem(one: dict[str, Any]) -> None:
    assert check(one) == []


@pytest.mark.parametrize(
    "one", [None, [], "네", 1, {}, {"event": "send", "textContent": {"text": "네"}}]
)
def test_what_is_no_event_has_a_problem(one: Any) -> None:
    assert all(problem.drops for problem in check(one))
    assert len(check(one)) == 1


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.text(max_size=11_000), st.lists(WORDS, max_size=15, unique=True))
def test_no_event_of_ours_breaks_a_limit(words: str, values: list[str]) -> None:
    said = Said(words.strip() or "네", {}, session(asked="Food.menu"), domain(values))
    answer = json.loads(NaverChannel().reply(Heard("네", USER), said))
    assert [str(problem) for problem in check(answer)] == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "quickReply", "buttonList", "type", "data", "title", "menus"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from(["send", "action", "persistentMenu", "profile", "product", "x"]))
def test_whatever_an_event_is_checking_it_never_fails(inner: Any, name: str) -> None:
    check(inner)
    for key in ("textContent", "imageContent", "compositeContent", "menuContent", "options"):
        check(event(name, **{key: inner}))
    check(cards({**CARD, "buttonList": inner, "elementList": inner}))


# The send API

JSON_TYPE = "application/json;charset=UTF-8"


def code(body: bytes, key: str = "k", kind: str = JSON_TYPE) -> tuple[int, Any, int]:
    answer = sent(body, key, kind, "k")
    assert answer.content["success"] == (answer.content.get("resultCode") == "00")
    return answer.status, answer.content.get("resultCode"), len(answer.problems)


def written(one: dict[str, Any]) -> bytes:
    return json.dumps(one).encode()


def test_an_event_is_taken() -> None:
    assert sent(written(text()), "k", JSON_TYPE).content == {"success": True, "resultCode": "00"}


def test_what_is_never_delivered_is_taken_all_the_same() -> None:
    assert code(written(text("가" * 10_001))) == (200, "00", 1)


@pytest.mark.parametrize(
    ("body", "key", "kind", "status", "result"),
    [
        (written(text()), "", JSON_TYPE, 200, "01"),
        (written(text()), "other", JSON_TYPE, 200, "01"),
        (b"{", "k", JSON_TYPE, 200, "02"),
        (b"[]", "k", JSON_TYPE, 200, "02"),
        (b"{}", "k", JSON_TYPE, 200, "02"),
        (b'{"event": "send"}', "k", JSON_TYPE, 200, "02"),
        (b'{"event": "send", "user": "u"}', "k", JSON_TYPE, 200, "12"),
        (written(event("sent")), "k", JSON_TYPE, 200, "99"),
        (written(text()), "k", "", 415, None),
        (written(text()), "k", "text/plain", 415, None),
    ],
)
def test_what_is_refused_has_its_code(
    body: bytes, key: str, kind: str, status: int, result: str | None
) -> None:
    found = code(body, key, kind)
    assert found[:2] == (status, result)
    assert found[2] > 0


def test_an_image_gets_an_id_by_its_address() -> None:
    body = written({"imageUrl": "https://example.com/a.png"})
    first, again = (image_uploaded(body, "k", JSON_TYPE).content for _ in range(2))
    assert first == again
    assert first["resultCode"] == "00"
    assert check(event(imageContent={"imageId": first["imageId"]})) == []


def test_what_is_no_address_is_no_image() -> None:
    answer = image_uploaded(b'{"imageUrl": "a"}', "k", JSON_TYPE)
    assert answer.content["resultCode"] == "IMG-99"
