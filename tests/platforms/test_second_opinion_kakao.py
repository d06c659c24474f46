"""What the package kakao-chatbot makes of our payloads and answers, and we of what it builds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import kakao_chatbot
import pytest
from kakao_chatbot import Payload, ValidationPayload
from kakao_chatbot.context import Context
from kakao_chatbot.response import KakaoResponse, QuickReply, ValidationResponse
from kakao_chatbot.response import components as parts

from mockgenie.channels import KakaoChannel, Said
from mockgenie.channels.kakao import SkillSettings, check, check_validated, payload, touches
from tests.channels.kakao_requests import OF_EVERY_AGE
from tests.channels.test_kakao import HEARD, domain, session

IMAGE = "https://example.com/a.png"


# Our requests


def test_a_payload_is_read_as_it_is_meant() -> None:
    settings = SkillSettings(block="주문", params={"city": "서울"}, app=True)
    context = {
        "name": "대화",
        "lifespan": 3,
        "ttl": 60,
        "params": {"말": {"value": "네", "resolvedValue": "네"}},
    }
    shown = {
        "template": {"quickReplies": [{"label": "네", "action": "block", "blockId": "b1"}]},
    }
    sent = payload("네", settings, "https://x/cb", touches(shown)["네"], [context])
    read = Payload.from_json(json.dumps(sent))
    assert read.user_request.utterance == "네"
    assert read.user_request.callback_url == "https://x/cb"
    assert read.user_request.user.id == sent["userRequest"]["user"]["id"]
    properties = read.user_request.user.properties
    assert properties.is_friend is True
    assert properties.app_user_id == sent["userRequest"]["user"]["properties"]["appUserId"]
    assert read.intent.name == "주문"
    assert read.bot.id == sent["bot"]["id"]
    assert read.action.params == {"city": "서울"}
    assert read.action.detail_params["city"].origin == "서울"
    assert (read.contexts[0].name, read.contexts[0].lifespan) == ("대화", 3)
    assert read.flow.trigger.type == "QUICKREPLY_BUTTON_BLOCK"


@pytest.mark.parametrize("kind", ["real", "skill-test"])
@pytest.mark.parametrize("live", [True, False])
def test_payloads_of_every_kind_are_read(kind: Any, live: bool) -> None:
    sent = payload("안녕", SkillSettings(kind=kind, live=live, friend=live))
    assert Payload.from_dict(sent).user_request.utterance == "안녕"


@pytest.mark.parametrize("age", OF_EVERY_AGE)
def test_what_our_skill_hears_is_what_it_reads(age: str) -> None:
    request = OF_EVERY_AGE[age]
    heard = KakaoChannel().hear(json.dumps(request).encode())
    read = Payload.from_dict(request)
    assert (heard.text, heard.user) == (
        read.user_request.utterance,
        read.user_request.user.id,
    )


def test_a_validation_is_read() -> None:
    sent = payload("서울", SkillSettings(kind="validation"))
    read = ValidationPayload.from_dict(sent)
    assert (read.utterance, read.value) == ("서울", {"origin": "서울", "resolved": "서울"})
    assert read.user.id == sent["user"]["id"]


# Our answers


def rebuilt(answer: dict[str, Any]) -> dict[str, Any]:
    """The same answer, built and checked by the package."""
    built = KakaoResponse()
    for output in answer["template"]["outputs"]:
        ((kind, content),) = output.items()
        if kind == "simpleText":
            built.add_component(parts.SimpleTextComponent(content["text"]))
        elif kind == "simpleImage":
            image = parts.SimpleImageComponent(content["imageUrl"], content["altText"])
            built.add_component(image)
        else:
            assert kind == "listCard"
            items = [
                parts.ListItem(
                    item["title"], action=item["action"], message_text=item["messageText"]
                )
                for item in content["items"]
            ]
            built.add_component(parts.ListCardComponent(content["header"]["title"], items))
    for reply in answer["template"].get("quickReplies", ()):
        built += QuickReply(reply["label"], reply["action"], reply["messageText"])
    built.contexts = [
        Context(value["name"], value["lifeSpan"], params=value["params"])
        for value in answer.get("context", {}).get("values", ())
    ]
    found: dict[str, Any] = json.loads(built.get_json())
    return found


@pytest.mark.parametrize(
    "said",
    [
        Said("반갑습니다."),
        Said("가" * 4000),
        Said("무엇으로요?", {}, session(asked="Food.menu"), domain(["짜장면", "짬뽕"])),
        Said("두 가지요.", {}, session(listed=("Food.menu", "짜장면", "짬뽕")), domain([])),
        Said("네.", {}, session(slots={"Food.menu": ("짜장면",)}), domain([])),
        Said("맞으세요?", {}, session(stage="confirming"), domain(["짜장면"])),
    ],
    ids=["text", "long", "asked", "listed", "known", "confirming"],
)
def test_our_answers_are_what_it_would_build(said: Said) -> None:
    answer = json.loads(KakaoChannel().reply(HEARD, said))
    assert rebuilt(answer) == answer


# What it builds

BUTTON = parts.Button("네", "message", message_text="네")
LINK = parts.Button("길", "webLink", web_link_url="https://example.com/")
CALL = parts.Button("전화", "phone", phone_number="1588-0000")
JUMP = parts.Button("처음", "block", block_id="b1")
THUMBNAIL = parts.Thumbnail(IMAGE, parts.Link(web="https://example.com/"))
ITEM = parts.ListItem("짜장면", "맛있습니다", IMAGE, action="message", message_text="짜장면")
CARDS: dict[str, Callable[[], Any]] = {
    "simpleText": lambda: parts.SimpleTextComponent("안녕하세요"),
    "simpleImage": lambda: parts.SimpleImageComponent(IMAGE, "사진"),
    "textCard": lambda: parts.TextCardComponent("짜장면", "맛있습니다", [BUTTON, LINK, JUMP]),
    "basicCard": lambda: parts.BasicCardComponent(
        THUMBNAIL, title="짜장면", description="맛있습니다", buttons=[BUTTON, CALL]
    ),
    "commerceCard": lambda: parts.CommerceCardComponent(
        7000, THUMBNAIL, "짜장면", "맛있습니다", [BUTTON], parts.Profile("가게", IMAGE), "won"
    ),
    "listCard": lambda: parts.ListCardComponent("메뉴", [ITEM, ITEM], [BUTTON]),
    "itemCard": lambda: parts.ItemCardComponent(
        [parts.Item("값", "7,000원")],
        parts.ItemThumbnail(IMAGE, 800, 400),
        "영수증",
        image_title=parts.ImageTitle("짜장면", "하나", IMAGE),
        item_list_alignment="right",
        item_list_summary=parts.ItemListSummary("합계", "7,000원"),
        title="주문",
        description="고맙습니다",
        buttons=[BUTTON],
        button_layout="vertical",
    ),
}


@pytest.mark.parametrize("kind", CARDS)
def test_what_it_builds_has_no_problem(kind: str) -> None:
    built = KakaoResponse([CARDS[kind]()], [QuickReply("네", "message", "네")])
    answer = built.get_dict()
    assert [*answer["template"]["outputs"][0]] == [kind]
    assert check(json.loads(built.get_json())) == []


@pytest.mark.parametrize("kind", [kind for kind in CARDS if kind.endswith("Card")])
def test_a_carousel_that_it_builds_has_no_problem(kind: str) -> None:
    carousel = parts.CarouselComponent(CARDS[kind](), CARDS[kind]())
    assert check(KakaoResponse([carousel]).get_dict()) == []


def test_contexts_and_data_that_it_builds_have_no_problem() -> None:
    built = KakaoResponse(
        [CARDS["simpleText"]()], contexts=[Context("대화", 5, 60, {"말": "네"})], data={"a": "b"}
    )
    assert check(built.get_dict()) == []


def test_the_one_field_that_it_misspells_is_told() -> None:
    card = parts.CommerceCardComponent(
        7000, THUMBNAIL, buttons=[BUTTON], currency="won", discount_price=6300
    )
    (problem,) = check(KakaoResponse([card]).get_dict())
    assert 'did you mean "discountedPrice"' in problem.what


def test_validations_that_it_builds_have_no_problem() -> None:
    for status in ("SUCCESS", "FAIL", "ERROR", "IGNORE"):
        built = ValidationResponse(status, value="서울", message="다시요")
        assert check_validated(built.get_dict()) == []


# What it refuses

REFUSALS = (
    ValueError,
    AssertionError,
    kakao_chatbot.InvalidTypeError,
    kakao_chatbot.InvalidActionError,
)
TEXT = parts.SimpleTextComponent("네")
REFUSED: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "four outputs": (
        lambda: KakaoResponse([TEXT] * 4),
        {"outputs": [{"simpleText": {"text": "네"}}] * 4},
    ),
    "eleven quick replies": (
        lambda: KakaoResponse([TEXT], [QuickReply("네", "message", "네")] * 11),
        {
            "outputs": [{"simpleText": {"text": "네"}}],
            "quickReplies": [{"label": "네", "action": "message", "messageText": "네"}] * 11,
        },
    ),
    "a quick reply that leads to a page": (
        lambda: KakaoResponse([TEXT], [QuickReply("네", "webLink")]),
        {
            "outputs": [{"simpleText": {"text": "네"}}],
            "quickReplies": [{"label": "네", "action": "webLink"}],
        },
    ),
    "a block without its id": (
        lambda: KakaoResponse([TEXT], [QuickReply("네", "block")]),
        {
            "outputs": [{"simpleText": {"text": "네"}}],
            "quickReplies": [{"label": "네", "action": "block"}],
        },
    ),
    "a text that is none": (
        lambda: KakaoResponse([parts.SimpleTextComponent(1)]),
        {"outputs": [{"simpleText": {"text": 1}}]},
    ),
    "a text card without text": (
        lambda: KakaoResponse([parts.TextCardComponent()]),
        {"outputs": [{"textCard": {}}]},
    ),
    "a list without entries": (
        lambda: KakaoResponse([parts.ListCardComponent("메뉴", [])]),
        {"outputs": [{"listCard": {"header": {"title": "메뉴"}, "items": []}}]},
    ),
    "six entries of a list": (
        lambda: KakaoResponse([parts.ListCardComponent("메뉴", [ITEM] * 6)]),
        {"outputs": [{"listCard": {"header": {"title": "메뉴"}, "items": [{"title": "가"}] * 6}}]},
    ),
    "three buttons of a list": (
        lambda: KakaoResponse([parts.ListCardComponent("메뉴", [ITEM], [BUTTON] * 3)]),
        {
            "outputs": [
                {
                    "listCard": {
                        "header": {"title": "메뉴"},
                        "items": [{"title": "가"}],
                        "buttons": [{"label": "네", "action": "message", "messageText": "네"}] * 3,
                    }
                }
            ]
        },
    ),
    "a button of no kind": (
        lambda: KakaoResponse([parts.TextCardComponent("네", buttons=[parts.Button("네", "x")])]),
        {"outputs": [{"textCard": {"title": "네", "buttons": [{"label": "네", "action": "x"}]}}]},
    ),
    "a button without its address": (
        lambda: KakaoResponse(
            [parts.TextCardComponent("네", buttons=[parts.Button("네", "webLink")])]
        ),
        {
            "outputs": [
                {"textCard": {"title": "네", "buttons": [{"label": "네", "action": "webLink"}]}}
            ]
        },
    ),
    "another currency": (
        lambda: KakaoResponse(
            [parts.CommerceCardComponent(7, THUMBNAIL, buttons=[BUTTON], currency="usd")]
        ),
        {
            "outputs": [
                {
                    "commerceCard": {
                        "price": 7,
                        "currency": "usd",
                        "thumbnails": [{"imageUrl": IMAGE}],
                        "buttons": [{"label": "네", "action": "message", "messageText": "네"}],
                    }
                }
            ]
        },
    ),
    "an empty carousel": (
        lambda: KakaoResponse([parts.CarouselComponent()]),
        {"outputs": [{"carousel": {"type": "textCard", "items": []}}]},
    ),
    "a carousel of texts": (
        lambda: KakaoResponse([parts.CarouselComponent(TEXT)]),
        {"outputs": [{"carousel": {"type": "simpleText", "items": [{"text": "네"}]}}]},
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_it_refuses_we_refuse(what: str) -> None:
    build, template = REFUSED[what]
    with pytest.raises(REFUSALS):
        build().get_dict()
    problems = check({"version": "2.0", "template": template})
    assert any(problem.drops for problem in problems), problems


def test_a_validation_that_it_refuses_we_refuse() -> None:
    with pytest.raises(ValueError, match="status"):
        ValidationResponse("MAYBE").get_dict()
    assert check_validated({"status": "MAYBE"})
