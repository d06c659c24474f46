"""What Kakao would drop or fold: one answer for each rule, and the place that is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.channels.kakao import check
from mockgenie.channels.kakao.parts import OUTPUTS, PARTS

TEXT = {"simpleText": {"text": "네"}}
IMAGE = {"imageUrl": "https://example.com/a.png"}
MESSAGE = {"label": "네", "action": "message", "messageText": "네"}
ITEM = {"title": "짜장면"}
PAIR = {"title": "값", "description": "7,000원"}
LIST = {"header": {"title": "메뉴"}, "items": [ITEM, ITEM]}
COMMERCE = {"price": 7000, "currency": "won", "thumbnails": [IMAGE], "buttons": [MESSAGE]}
BASIC = {"title": "짜장면", "thumbnail": IMAGE}
CARD = {"title": "짜장면", "description": "맛있습니다"}


def answer(*outputs: Any, **more: Any) -> dict[str, Any]:
    template = {"outputs": list(outputs) or [TEXT]}
    if "quickReplies" in more:
        template["quickReplies"] = more.pop("quickReplies")
    return {"version": "2.0", "template": template, **more}


def carousel(kind: str, *items: Any, **more: Any) -> dict[str, Any]:
    return {"carousel": {"type": kind, "items": list(items), **more}}


FINE = [
    answer(),
    answer({"simpleText": {"text": "가" * 500}}),
    answer({"simpleImage": {**IMAGE, "altText": ""}}, TEXT, TEXT),
    answer({"textCard": {"title": "가" * 50, "description": "나" * 350, "buttons": [MESSAGE] * 3}}),
    answer({"basicCard": {**BASIC, "description": "가" * 230}}),
    answer({"commerceCard": {**COMMERCE, "discountRate": 10, "discountedPrice": 6300}}),
    answer({"listCard": {**LIST, "items": [ITEM] * 5, "buttons": [MESSAGE] * 2}}),
    answer({"itemCard": {"itemList": [PAIR] * 5, "head": {"title": "영수증"}}}),
    answer(carousel("basicCard", *[BASIC] * 10, header={"title": "메뉴"})),
    answer(carousel("listCard", *[{**LIST, "items": [ITEM] * 4}] * 5)),
    answer(quickReplies=[{**MESSAGE, "label": "가" * 14}] * 10),
    answer(context={"values": [{"name": "주문", "lifeSpan": 5, "params": {"메뉴": "짜장면"}}]}),
    {"version": "2.0", "data": {"답": "네"}},
    {"version": "2.0", "useCallback": True, "data": {"text": "잠시만요"}},
]


@pytest.mark.parametrize("response", FINE, ids=range(len(FINE)))
def test_what_is_within_every_limit_has_no_problem(response: dict[str, Any]) -> None:
    assert check(response) == []
    assert check(json.dumps(response)) == []
    assert check(json.dumps(response, ensure_ascii=False).encode()) == []


@pytest.mark.parametrize("body", [b"<html>", b"\xff", "<html>", b"[]"])
def test_what_is_no_json_object_has_one_problem(body: bytes | str) -> None:
    (problem,) = check(body)
    assert (problem.path, problem.drops) == ("", True)


def test_the_size_of_an_answer_is_that_of_its_bytes() -> None:
    body = json.dumps(answer(data={"답": "가" * 5_200})).encode()
    (problem,) = check(body)
    assert (problem.path, problem.limit) == ("", 30_720)
    assert check(json.loads(body)) == []


def test_a_problem_says_where_what_and_what_the_user_sees() -> None:
    (problem,) = check(answer({"simpleText": {"text": "가" * 1001}}))
    assert str(problem) == (
        "template.outputs[0].simpleText.text: it has 1,001 letters, of 1,000 that there may be;"
        " the user sees no answer, or the fallback of the block"
    )


def test_a_misspelt_field_is_told_with_the_one_that_was_meant() -> None:
    (problem, _) = check(answer(context={"values": [{"name": "주문", "lifespan": 5}]}))
    assert 'did you mean "lifeSpan"' in problem.what


def test_every_part_that_the_tables_name_is_there() -> None:
    named = {field.part for fields in PARTS.values() for field in fields.values()} - {"", "output"}
    assert named | set(OUTPUTS) | {"template", "context"} == set(PARTS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=9,
)
NAMES = sorted({name for fields in PARTS.values() for name in fields} | set(OUTPUTS))
CARDS = st.recursive(
    JSON,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(CARDS, st.sampled_from(OUTPUTS))
def test_whatever_an_answer_is_checking_it_never_fails(content: Any, kind: str) -> None:
    check(content)
    check(answer({kind: content}))
    check(answer(content, quickReplies=content, context={"values": content}))
    check(answer(carousel("listCard", content), carousel(kind, content, header=content)))
