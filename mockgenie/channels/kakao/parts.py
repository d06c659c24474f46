"""What a skill's answer may have in it: the fields of each part, and their limits, as tables.

The limits are those of Kakao's guide as its SDKs and users quote them; a value beyond one is
reported, whatever the platform does with it on the day.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

FieldKind: TypeAlias = Literal[
    "text", "url", "int", "number", "bool", "any", "part", "parts", "strings"
]

VERSION = "2.0"
MOST_BYTES = 30_720
"""Bytes that an answer has at most."""
SECONDS = 5.0
"""Within which an answer has to come."""
MOST_OUTPUTS = 3
MOST_QUICK_REPLIES = 10
MOST_LABEL = 14
MOST_TEXT = 1000
FOLDED_TEXT = 500
"""Letters of a text that are shown; the rest is behind a button."""
MOST_LIST_ITEMS = 5


class Field(NamedTuple):
    """A field of a part: what it holds, whether it has to be there, how long it may be (letters
    of a text, members of a list), and the part that it has in it."""

    kind: FieldKind
    required: bool = False
    most: int | None = None
    least: int = 1
    part: str = ""
    choices: tuple[str, ...] = ()


_BUTTONS = Field("parts", most=3, part="button")
_THUMBNAIL = Field("part", part="thumbnail")
_ANY = Field("any")

ROOT: dict[str, Field] = {
    "version": Field("text", required=True, choices=(VERSION,)),
    "template": Field("part", part="template"),
    "context": Field("part", part="context"),
    "data": Field("any"),
    "useCallback": Field("bool"),
}

PARTS: dict[str, dict[str, Field]] = {
    "template": {
        "outputs": Field("parts", required=True, most=MOST_OUTPUTS, part="output"),
        "quickReplies": Field("parts", most=MOST_QUICK_REPLIES, least=0, part="quickReply"),
    },
    "quickReply": {
        "label": Field("text", required=True, most=MOST_LABEL),
        "action": Field("text", required=True, choices=("message", "block")),
        "messageText": Field("text"),
        "blockId": Field("text"),
        "extra": _ANY,
    },
    "context": {"values": Field("parts", required=True, least=0, part="contextValue")},
    "contextValue": {
        "name": Field("text", required=True),
        "lifeSpan": Field("int", required=True),
        "ttl": Field("int"),
        "params": Field("strings"),
    },
    "simpleText": {"text": Field("text", required=True, most=MOST_TEXT)},
    "simpleImage": {
        "imageUrl": Field("url", required=True),
        "altText": Field("text", required=True, most=50, least=0),
    },
    "textCard": {
        "title": Field("text", most=50),
        "description": Field("text", most=400),
        "buttons": _BUTTONS,
        "buttonLayout": Field("text", choices=("vertical", "horizontal")),
    },
    "basicCard": {
        "title": Field("text", most=50),
        "description": Field("text", most=230),
        "thumbnail": Field("part", required=True, part="thumbnail"),
        "buttons": _BUTTONS,
        "buttonLayout": Field("text", choices=("vertical", "horizontal")),
        "forwardable": Field("bool"),
        "profile": _ANY,
        "social": _ANY,
    },
    "commerceCard": {
        "title": Field("text", most=50),
        "description": Field("text", most=230),
        "price": Field("int", required=True),
        "currency": Field("text", required=True, choices=("won",)),
        "discount": Field("int"),
        "discountRate": Field("int"),
        "discountedPrice": Field("int"),
        "thumbnails": Field("parts", required=True, most=1, part="thumbnail"),
        "profile": Field("part", part="profile"),
        "buttons": Field("parts", required=True, most=3, part="button"),
        "buttonLayout": Field("text", choices=("vertical", "horizontal")),
    },
    "listCard": {
        "header": Field("part", required=True, part="listHeader"),
        "items": Field("parts", required=True, most=MOST_LIST_ITEMS, part="listItem"),
        "buttons": Field("parts", most=2, part="button"),
        "buttonLayout": Field("text", choices=("vertical", "horizontal")),
    },
    "listHeader": {"title": Field("text", required=True), "imageUrl": Field("url")},
    "listItem": {
        "title": Field("text", required=True),
        "description": Field("text"),
        "imageUrl": Field("url"),
        "link": Field("part", part="link"),
        "action": Field("text", choices=("message", "block")),
        "blockId": Field("text"),
        "messageText": Field("text"),
        "extra": _ANY,
    },
    "itemCard": {
        "itemList": Field("parts", required=True, part="item"),
        "thumbnail": Field("part", part="itemThumbnail"),
        "head": Field("part", part="itemHead"),
        "profile": Field("part", part="itemProfile"),
        "imageTitle": Field("part", part="imageTitle"),
        "itemListAlignment": Field("text", choices=("left", "right")),
        "itemListSummary": Field("part", part="item"),
        "title": Field("text"),
        "description": Field("text"),
        "buttons": _BUTTONS,
        "buttonLayout": Field("text", choices=("vertical", "horizontal")),
    },
    "item": {
        "title": Field("text", required=True),
        "description": Field("text", required=True),
    },
    "itemThumbnail": {
        "imageUrl": Field("url", required=True),
        "width": Field("number"),
        "height": Field("number"),
        "link": Field("part", part="link"),
    },
    "itemHead": {"title": Field("text", required=True)},
    "itemProfile": {
        "title": Field("text", required=True),
        "imageUrl": Field("url"),
        "width": Field("number"),
        "height": Field("number"),
    },
    "imageTitle": {
        "title": Field("text", required=True),
        "description": Field("text"),
        "imageUrl": Field("url"),
    },
    "profile": {"nickname": Field("text"), "imageUrl": Field("url")},
    "carousel": {
        "type": Field(
            "text",
            required=True,
            choices=("textCard", "basicCard", "commerceCard", "listCard", "itemCard"),
        ),
        "items": Field("any", required=True),
        "header": Field("part", part="carouselHeader"),
    },
    "carouselHeader": {
        "title": Field("text"),
        "description": Field("text"),
        "thumbnail": _THUMBNAIL,
    },
    "thumbnail": {
        "imageUrl": Field("url", required=True),
        "link": Field("part", part="link"),
        "fixedRatio": Field("bool"),
        "altText": Field("text"),
        "width": Field("number"),
        "height": Field("number"),
    },
    "link": {"web": Field("url"), "pc": Field("url"), "mobile": Field("url")},
    "button": {
        "label": Field("text", required=True, most=MOST_LABEL),
        "action": Field(
            "text",
            required=True,
            choices=("webLink", "message", "phone", "block", "share", "operator", "addChannel"),
        ),
        "webLinkUrl": Field("url"),
        "messageText": Field("text"),
        "phoneNumber": Field("text"),
        "blockId": Field("text"),
        "extra": _ANY,
    },
}

OUTPUTS = (
    "simpleText", "simpleImage", "textCard", "basicCard", "commerceCard", "listCard", "itemCard",
    "carousel",
)  # fmt: skip
"""What an output can be; it is one of them."""

NEEDED_BY_ACTION = {
    "webLink": "webLinkUrl",
    "message": "messageText",
    "phone": "phoneNumber",
    "block": "blockId",
}
"""What a button of each action has to have."""
