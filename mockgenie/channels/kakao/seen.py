"""What a user sees of a skill's answer, and what in it can be touched.

Whatever is not as it should be is passed over here; `check` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockgenie.channels.bubbles import (
    Touch,
    by_label,
    entry,
    heading,
    labelled,
    objects_in,
    picture,
)
from mockgenie.channels.channel import object_of, word_of
from mockgenie.channels.kakao.parts import FOLDED_TEXT

_LEADS = {
    "webLink": "webLinkUrl",
    "phone": "phoneNumber",
    "share": "",
    "operator": "",
    "addChannel": "",
}
"""Actions that send nothing to the skill, and the field that says where they lead."""


def bubbles(response: object) -> Iterator[str]:
    """What a user sees of an answer, line by line: texts, cards, and in brackets what can be
    touched."""
    template = object_of(object_of(response).get("template"))
    for kind, content in _outputs(template):
        yield from _card(kind, content)
    replies = objects_in(template.get("quickReplies"))
    if line := labelled(word_of(one.get("label")) for one in replies):
        yield line


def texts(response: object) -> list[str]:
    """The simple texts of an answer, whole."""
    outputs = _outputs(object_of(object_of(response).get("template")))
    return [word_of(one.get("text")) for kind, one in outputs if kind == "simpleText"]


def touches(response: object) -> dict[str, Touch]:
    """What can be touched in an answer, by its label: buttons of cards, entries of lists, quick
    replies. The `kind` of each is what Kakao tells as `flow.trigger.type`."""
    template = object_of(object_of(response).get("template"))
    return by_label(_touches(template))


def contexts_of(response: object) -> list[dict[str, Any]]:
    """The contexts that an answer sets, each with a `name` and a `lifeSpan`."""
    context = object_of(object_of(response).get("context"))
    return [
        one
        for one in objects_in(context.get("values"))
        if isinstance(one.get("name"), str) and isinstance(one.get("lifeSpan"), int)
    ]


def _outputs(template: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for output in objects_in(template.get("outputs")):
        for kind, content in output.items():
            yield kind, object_of(content)


def _cards(template: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The cards of an answer, those of a carousel each on its own."""
    for kind, content in _outputs(template):
        if kind == "carousel":
            inner = word_of(content.get("type"))
            yield from ((inner, item) for item in objects_in(content.get("items")))
        else:
            yield kind, content


def _touches(template: dict[str, Any]) -> Iterator[Touch]:
    for kind, card in _cards(template):
        if kind == "listCard":
            for item in objects_in(card.get("items")):
                yield from _touch(item, "title", "LIST_ITEM")
        trigger = "LISTMENU" if kind == "listCard" else "CARD_BUTTON"
        for button in objects_in(card.get("buttons")):
            yield from _touch(button, "label", trigger)
    for reply in objects_in(template.get("quickReplies")):
        yield from _touch(reply, "label", "QUICKREPLY_BUTTON")


def _touch(part: dict[str, Any], name: str, trigger: str) -> Iterator[Touch]:
    label, action = word_of(part.get(name)), word_of(part.get("action"))
    content = {"extra": object_of(part.get("extra")), "blockId": word_of(part.get("blockId"))}
    said = word_of(part.get("messageText")) or label
    if action == "block":
        yield Touch(label, f"{trigger}_BLOCK", said, content=content)
    elif action == "message" or (trigger == "QUICKREPLY_BUTTON" and not action):
        yield Touch(label, f"{trigger}_MESSAGE", said, content={**content, "blockId": ""})
    elif action in _LEADS:
        yield Touch(label, action, leads=word_of(part.get(_LEADS[action])) or action)
    elif address := word_of(object_of(part.get("link")).get("web")):
        yield Touch(label, "webLink", leads=address)


def _card(kind: str, card: dict[str, Any]) -> Iterator[str]:
    if kind == "simpleText":
        text = word_of(card.get("text"))
        yield from text[:FOLDED_TEXT].split("\n")
        if len(text) > FOLDED_TEXT:
            yield "[전체 보기]"
        return
    if kind == "carousel":
        inner = word_of(card.get("type"))
        for item in objects_in(card.get("items")):
            yield from _card(inner, item)
        return
    for name in ("imageUrl", "thumbnail", "thumbnails"):
        yield from map(picture, _images(card.get(name)))
    head = object_of(card.get("header")) or object_of(card.get("head"))
    for text in (word_of(head.get("title")), word_of(card.get("title"))):
        if text:
            yield heading(text)
    if text := word_of(card.get("description")):
        yield from text.split("\n")
    if isinstance(card.get("price"), int):
        reduced = card.get("discountedPrice")
        yield f"{reduced if isinstance(reduced, int) else card['price']:,}원"
    for item in objects_in(card.get("items")) + objects_in(card.get("itemList")):
        yield entry(item.get(name) for name in ("title", "description"))
    if line := labelled(word_of(one.get("label")) for one in objects_in(card.get("buttons"))):
        yield line


def _images(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if found := one if isinstance(one, str) else word_of(object_of(one).get("imageUrl")):
            yield found
