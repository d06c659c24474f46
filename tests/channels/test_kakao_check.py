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


FIRST = "template.outputs[0]"
DROPPED: list[tuple[Any, str, int | None]] = [
    # The whole
    (b"<html>", "", None),
    (b"\xff", "", None),
    ([], "", None),
    ({"template": {"outputs": [TEXT]}}, "version", None),
    ({**answer(), "version": "1.0"}, "version", None),
    ({"version": "2.0"}, "template", None),
    (answer(data={"긴 것": "가" * 11_000}), "", 30_720),
    ({"version": "2.0", "template": {}}, "template.outputs", None),
    ({"version": "2.0", "template": {"outputs": []}}, "template.outputs", 1),
    (answer(TEXT, TEXT, TEXT, TEXT), "template.outputs", 3),
    (answer("네"), FIRST, None),
    (answer({**TEXT, "simpleImage": IMAGE}), FIRST, None),
    (answer({"simpleTxt": {"text": "네"}}), f"{FIRST}.simpleTxt", None),
    # Quick replies
    (answer(quickReplies=[MESSAGE] * 11), "template.quickReplies", 10),
    (answer(quickReplies=[{**MESSAGE, "label": "가" * 15}]), "template.quickReplies[0].label", 14),
    (answer(quickReplies=[{"label": "네"}]), "template.quickReplies[0].action", None),
    (
        answer(quickReplies=[{"label": "네", "action": "webLink"}]),
        "template.quickReplies[0].action",
        None,
    ),
    (
        answer(quickReplies=[{"label": "네", "action": "block"}]),
        "template.quickReplies[0].blockId",
        None,
    ),
    # Texts and images
    (answer({"simpleText": {}}), f"{FIRST}.simpleText.text", None),
    (answer({"simpleText": {"text": ""}}), f"{FIRST}.simpleText.text", 1),
    (answer({"simpleText": {"text": 1}}), f"{FIRST}.simpleText.text", None),
    (answer({"simpleText": {"text": "가" * 1001}}), f"{FIRST}.simpleText.text", 1000),
    (answer({"simpleImage": IMAGE}), f"{FIRST}.simpleImage.altText", None),
    (answer({"simpleImage": {**IMAGE, "altText": "가" * 51}}), f"{FIRST}.simpleImage.altText", 50),
    (
        answer({"simpleImage": {"imageUrl": "a.png", "altText": "a"}}),
        f"{FIRST}.simpleImage.imageUrl",
        None,
    ),
    # Cards
    (answer({"textCard": {}}), f"{FIRST}.textCard", None),
    (answer({"textCard": {"title": "가" * 51}}), f"{FIRST}.textCard.title", 50),
    (
        answer({"textCard": {"title": "가" * 50, "description": "나" * 351}}),
        f"{FIRST}.textCard",
        400,
    ),
    (answer({"textCard": {**CARD, "buttons": [MESSAGE] * 4}}), f"{FIRST}.textCard.buttons", 3),
    (
        answer({"textCard": {**CARD, "buttons": [MESSAGE] * 3, "buttonLayout": "horizontal"}}),
        f"{FIRST}.textCard.buttons",
        2,
    ),
    (
        answer(
            {
                "textCard": {
                    **CARD,
                    "buttons": [{**MESSAGE, "label": "가" * 9}, MESSAGE],
                    "buttonLayout": "horizontal",
                }
            }
        ),
        f"{FIRST}.textCard.buttons[0].label",
        8,
    ),
    (answer({"basicCard": {"title": "네"}}), f"{FIRST}.basicCard.thumbnail", None),
    (
        answer({"basicCard": {**BASIC, "description": "가" * 231}}),
        f"{FIRST}.basicCard.description",
        230,
    ),
    (
        answer({"basicCard": {**BASIC, "thumbnail": {}}}),
        f"{FIRST}.basicCard.thumbnail.imageUrl",
        None,
    ),
    (answer({"commerceCard": {**COMMERCE, "price": "7000"}}), f"{FIRST}.commerceCard.price", None),
    (
        answer({"commerceCard": {**COMMERCE, "currency": "usd"}}),
        f"{FIRST}.commerceCard.currency",
        None,
    ),
    (
        answer({"commerceCard": {**COMMERCE, "thumbnails": [IMAGE] * 2}}),
        f"{FIRST}.commerceCard.thumbnails",
        1,
    ),
    (
        answer({"commerceCard": {**COMMERCE, "discountRate": 10}}),
        f"{FIRST}.commerceCard.discountedPrice",
        None,
    ),
    (answer({"listCard": {**LIST, "items": [ITEM] * 6}}), f"{FIRST}.listCard.items", 5),
    (answer({"listCard": {"items": [ITEM]}}), f"{FIRST}.listCard.header", None),
    (answer({"listCard": {**LIST, "items": [{}]}}), f"{FIRST}.listCard.items[0].title", None),
    (answer({"listCard": {**LIST, "buttons": [MESSAGE] * 3}}), f"{FIRST}.listCard.buttons", 2),
    (
        answer({"itemCard": {"itemList": [PAIR], "description": "네"}}),
        f"{FIRST}.itemCard.title",
        None,
    ),
    (
        answer({"itemCard": {"itemList": [PAIR], "head": ITEM, "profile": ITEM}}),
        f"{FIRST}.itemCard.profile",
        None,
    ),
    # Buttons
    (
        answer({"textCard": {**CARD, "buttons": [{"label": "길", "action": "webLink"}]}}),
        f"{FIRST}.textCard.buttons[0].webLinkUrl",
        None,
    ),
    (
        answer({"textCard": {**CARD, "buttons": [{"label": "말", "action": "message"}]}}),
        f"{FIRST}.textCard.buttons[0].messageText",
        None,
    ),
    (
        answer({"textCard": {**CARD, "buttons": [{"label": "전화", "action": "phone"}]}}),
        f"{FIRST}.textCard.buttons[0].phoneNumber",
        None,
    ),
    # Carousels
    (answer(carousel("basicCards", BASIC)), f"{FIRST}.carousel.type", None),
    (answer(carousel("basicCard", *[BASIC] * 11)), f"{FIRST}.carousel.items", 10),
    (answer(carousel("listCard", *[LIST] * 6)), f"{FIRST}.carousel.items", 5),
    (
        answer(carousel("listCard", {**LIST, "items": [ITEM] * 5})),
        f"{FIRST}.carousel.items[0].items",
        4,
    ),
    (answer(carousel("listCard", LIST, header=ITEM)), f"{FIRST}.carousel.header", None),
    (
        answer(carousel("textCard", {"title": "가", "description": "나" * 129})),
        f"{FIRST}.carousel.items[0].description",
        128,
    ),
    (answer(carousel("basicCard", {"basicCard": BASIC})), f"{FIRST}.carousel.items[0]", None),
    (
        answer(carousel("basicCard", BASIC, {"thumbnail": {**IMAGE, "fixedRatio": True}})),
        f"{FIRST}.carousel.items",
        None,
    ),
    # Contexts
    (answer(context={"values": [{"name": "주문"}]}), "context.values[0].lifeSpan", None),
    (
        answer(context={"values": [{"name": "주문", "lifeSpan": 5, "params": {"수": 1}}]}),
        "context.values[0].params",
        None,
    ),
]


@pytest.mark.parametrize(
    ("response", "path", "limit"), DROPPED, ids=[f"{path} {limit}" for _, path, limit in DROPPED]
)
def test_what_breaks_a_rule_is_told_with_its_place_and_limit(
    response: Any, path: str, limit: int | None
) -> None:
    found = check(response)
    assert [(problem.path, problem.limit) for problem in found if problem.drops] == [(path, limit)]


CHANGED: list[tuple[Any, str, int | None]] = [
    (answer({"simpleText": {"text": "가" * 501}}), f"{FIRST}.simpleText.text", 500),
    (
        answer({"simpleImage": {"imageUrl": "http://example.com/a.png", "altText": "a"}}),
        f"{FIRST}.simpleImage.imageUrl",
        None,
    ),
    (answer({"basicCard": {**BASIC, "social": {}}}), f"{FIRST}.basicCard.social", None),
    (answer({"itemCard": {"itemList": [PAIR] * 6}}), f"{FIRST}.itemCard.itemList", 5),
    (answer(contexts={}), "contexts", None),
    (answer({"simpleText": {"text": "네", "txt": "네"}}), f"{FIRST}.simpleText.txt", None),
    (answer(useCallback=True), "template", None),
]


@pytest.mark.parametrize(
    ("response", "path", "limit"), CHANGED, ids=[f"{path} {limit}" for _, path, limit in CHANGED]
)
def test_what_arrives_otherwise_than_it_was_meant_is_told(
    response: Any, path: str, limit: int | None
) -> None:
    (problem,) = check(response)
    assert (problem.path, problem.limit, problem.drops) == (path, limit, False)


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


@settings(max_examples=300, deadline=None)
@given(CARDS, st.sampled_from(OUTPUTS))
def test_whatever_an_answer_is_checking_it_never_fails(content: Any, kind: str) -> None:
    check(content)
    check(answer({kind: content}))
    check(answer(content, quickReplies=content, context={"values": content}))
    check(answer(carousel("listCard", content), carousel(kind, content, header=content)))
