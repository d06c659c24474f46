"""What a user of TalkTalk sees of an event, and what in it can be touched.

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
from mockgenie.channels.channel import is_address, object_of, word_of

PICKERS = {"TIME": "14:00", "TIMEINTERVAL": "09:30", "CALENDAR": "20261130"}
"""Buttons with which something is picked, and how what was picked is written."""
PAY_LABEL = "네이버페이"
"""What a button for paying has in the place of a title."""

_MOST_DEPTH = 4


def bubbles(event: object) -> Iterator[str]:
    """What a user sees of an event, line by line; in brackets what can be touched."""
    told = object_of(event)
    options = object_of(told.get("options"))
    name = told.get("event")
    if name == "send":
        yield from _contents(told)
    elif name == "action" and options.get("action") == "typingOn":
        yield "(입력 중…)"
    elif name == "profile":
        yield f"(프로필 요청: {word_of(options.get('field'))})"
    elif name == "handover":
        passes = options.get("control") == "passThread"
        yield "(상담원에게 넘깁니다)" if passes else "(챗봇이 이어받습니다)"
    elif name == "product":
        ids = options.get("ids")
        shown = map(word_of, ids) if isinstance(ids, list) else ()
        yield f"(상품 {', '.join(shown)})"
    elif name == "persistentMenu":
        labels = (one.label for one in _menu(told))
        yield f"(메뉴) {labelled(labels)}".rstrip()


def texts(event: object) -> list[str]:
    """The text of an event, in a list; [] where it has none."""
    content = object_of(object_of(event).get("textContent"))
    return [text] if (text := word_of(content.get("text"))) else []


def touches(event: object) -> dict[str, Touch]:
    """What can be touched, by its label: buttons, entries of a menu, quick replies. The `kind` of
    each is the type of its button."""
    told = object_of(event)
    if told.get("event") == "persistentMenu":
        return by_label(_menu(told))
    return by_label(one for _, content in _content(told) for one in _in_content(content))


def pictures_in(event: object) -> Iterator[tuple[str, str]]:
    """The pictures of an event that have an address: the place of each, and the address."""
    for name, content in _content(object_of(event)):
        yield from _picture(name, content)
        for number, card in enumerate(objects_in(content.get("compositeList"))):
            place = f"{name}.compositeList[{number}]"
            yield from _picture(f"{place}.image", card.get("image"))
            elements = objects_in(object_of(card.get("elementList")).get("data"))
            for at, one in enumerate(elements):
                yield from _picture(f"{place}.elementList.data[{at}].image", one.get("image"))


def _picture(place: str, value: object) -> Iterator[tuple[str, str]]:
    address = object_of(value).get("imageUrl")
    if is_address(address):
        yield f"{place}.imageUrl", address


def _content(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in ("textContent", "imageContent", "compositeContent"):
        if content := object_of(told.get(name)):
            yield name, content


def _contents(told: dict[str, Any]) -> Iterator[str]:
    for name, content in _content(told):
        if name == "textContent":
            yield from word_of(content.get("text")).split("\n")
        elif name == "imageContent":
            yield picture(word_of(content.get("imageUrl")) or word_of(content.get("imageId")))
        for card in objects_in(content.get("compositeList")):
            yield from _card(card)
        if line := _labels(_quick_replies(content)):
            yield line


def _card(card: dict[str, Any]) -> Iterator[str]:
    image = object_of(card.get("image"))
    if address := word_of(image.get("imageUrl")) or word_of(image.get("imageId")):
        yield picture(address)
    if title := word_of(card.get("title")):
        yield heading(title)
    if description := word_of(card.get("description")):
        yield from description.split("\n")
    for one in objects_in(object_of(card.get("elementList")).get("data")):
        yield entry(one.get(name) for name in ("title", "description", "subDescription"))
        if line := _labels([object_of(one.get("button"))]):
            yield f"  {line}"
    if line := _labels(objects_in(card.get("buttonList"))):
        yield line


def _in_content(content: dict[str, Any]) -> Iterator[Touch]:
    for card in objects_in(content.get("compositeList")):
        for one in objects_in(object_of(card.get("elementList")).get("data")):
            yield from _touch(object_of(one.get("button")))
        for button in objects_in(card.get("buttonList")):
            yield from _touch(button)
    for button in _quick_replies(content):
        yield from _touch(button)


def _menu(told: dict[str, Any]) -> Iterator[Touch]:
    for content in objects_in(told.get("menuContent")):
        for menu in objects_in(content.get("menus")):
            yield from _touch(menu)


def _quick_replies(content: dict[str, Any]) -> list[dict[str, Any]]:
    return objects_in(object_of(content.get("quickReply")).get("buttonList"))


def _labels(buttons: list[dict[str, Any]]) -> str:
    return labelled(one.label for button in buttons for one in _touch(button))


def _touch(button: dict[str, Any], depth: int = 1) -> Iterator[Touch]:
    kind, content = word_of(button.get("type")), object_of(button.get("data"))
    label = word_of(content.get("title"))
    inner = content.get("menus" if kind == "NESTED" else "buttonList")
    if kind == "TEXT":
        yield Touch(label, kind, label, content={"code": word_of(content.get("code"))})
    elif kind == "LINK":
        yield Touch(label, kind, leads=word_of(content.get("url")))
    elif kind == "PAY":
        payment = object_of(content.get("paymentInfo"))
        yield Touch(label or PAY_LABEL, kind, content=payment)
    elif kind in PICKERS:
        yield Touch(label, kind, content={"code": word_of(content.get("code"))})
    elif kind in ("OPTION", "NESTED") and depth < _MOST_DEPTH:
        found = (one for button in objects_in(inner) for one in _touch(button, depth + 1))
        yield Touch(label, kind, opens=tuple(found))
