"""What is wrong with an event that is sent to TalkTalk: its API takes it and answers 00, and the
user never sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mockgenie.channels.channel import is_address
from mockgenie.channels.naver.check_buttons import (
    MOST_QUICK_TITLE,
    MOST_TITLE,
    check_button,
    check_buttons,
)
from mockgenie.channels.naver.rules import (
    NOT_DELIVERED,
    NOT_TAKEN,
    check_letters,
    check_list,
    entries,
    is_user,
    misspelt,
)
from mockgenie.channels.problem import Problem
from mockgenie.source import did_you_mean

LATER = "the user sees it without a push"
NOT_ASKED = "it means nothing here"

_CONTENTS = ("textContent", "imageContent", "compositeContent")
_FIELDS_OF_AN_EVENT = ("event", "user", "partner", "options", "menuContent", *_CONTENTS)
_FIELDS_OF_OPTIONS = (
    "notification", "readBySend", "action", "field", "agreements", "control", "targetId",
    "metadata", "ids", "displayType",
)  # fmt: skip
_FIELDS_OF_CONTENT = (
    "text", "code", "inputType", "imageUrl", "imageId", "compositeList", "quickReply",
)  # fmt: skip
_FIELDS_OF_AN_ELEMENT = ("title", "description", "subDescription", "image", "button")
_CARD_PARTS = ("title", "description", "image", "elementList", "buttonList")
_MOST_TEXT = 10_000
_MOST_DEPTH = 3
_PERSON = 1
"""What `targetId` is for the people who answer."""
_FIELDS = ("nickname", "cellphone", "address")


def check(event: object, is_reply: bool = False) -> list[Problem]:
    """The problems of an event that is sent, or given as the response to another (`is_reply`: its
    user is then known, and no push can be asked for); [] for none."""
    if not isinstance(event, dict):
        return [Problem("", "it has to be an object", NOT_TAKEN)]
    return list(_event(event, is_reply))


def _event(event: dict[str, Any], is_reply: bool) -> Iterator[Problem]:
    name = event.get("event")
    if not isinstance(name, str) or name not in _EVENTS:
        near = did_you_mean(name, _EVENTS) if isinstance(name, str) else ""
        yield Problem("event", f"it is none of {', '.join(_EVENTS)}{near}", NOT_TAKEN)
        return
    if name == "persistentMenu":
        if "user" in event and not is_reply:
            told = "a menu is everybody's, and has no user"
            yield Problem("user", told, NOT_ASKED, drops=False)
    elif not is_reply and not is_user(event.get("user")):
        yield Problem("user", "a user is 22 letters of base64url", NOT_TAKEN)
    yield from misspelt("", event, _FIELDS_OF_AN_EVENT)
    yield from _notification(event, is_reply)
    yield from _EVENTS[name](event)


def _notification(event: dict[str, Any], is_reply: bool) -> Iterator[Problem]:
    options = event.get("options")
    asked = options.get("notification") if isinstance(options, dict) else None
    if isinstance(options, dict):
        yield from misspelt("options", options, _FIELDS_OF_OPTIONS)
    if asked is not None and not isinstance(asked, bool):
        yield Problem("options.notification", "it has to be true or false", NOT_DELIVERED)
    elif asked and is_reply:
        told = "a push can be asked for by the send API alone"
        yield Problem("options.notification", told, LATER, drops=False)


def _send(event: dict[str, Any]) -> Iterator[Problem]:
    given = [name for name in _CONTENTS if event.get(name) is not None]
    if len(given) != 1:
        told = f"a send event has one of {', '.join(_CONTENTS)}, and this has {len(given)}"
        yield Problem("", told, NOT_DELIVERED)
        return
    content = event[given[0]]
    if not isinstance(content, dict):
        yield Problem(given[0], "it has to be an object", NOT_DELIVERED)
        return
    yield from misspelt(given[0], content, _FIELDS_OF_CONTENT)
    checks = {"textContent": _text, "imageContent": _image, "compositeContent": _composite}
    yield from checks[given[0]](given[0], content)
    reply = content.get("quickReply")
    if isinstance(reply, dict):
        yield from check_buttons(
            f"{given[0]}.quickReply.buttonList", reply.get("buttonList"), MOST_QUICK_TITLE
        )
    elif reply is not None:
        yield Problem(f"{given[0]}.quickReply", "it has to be an object", NOT_DELIVERED)


def _text(path: str, content: dict[str, Any]) -> Iterator[Problem]:
    yield from check_letters(f"{path}.text", content.get("text"), _MOST_TEXT, needed=True)


def _image(path: str, content: dict[str, Any]) -> Iterator[Problem]:
    url = content.get("imageUrl")
    if url is None and not isinstance(content.get("imageId"), str):
        yield Problem(path, "an image has an imageUrl or an imageId", NOT_DELIVERED)
    elif url is not None and not is_address(url):
        yield Problem(f"{path}.imageUrl", "it has to be an address, http or https", NOT_DELIVERED)


def _composite(path: str, content: dict[str, Any]) -> Iterator[Problem]:
    place = f"{path}.compositeList"
    for here, card in entries(place, content.get("compositeList"), 10):
        yield from misspelt(here, card, _CARD_PARTS)
        yield from check_letters(f"{here}.title", card.get("title"), 200)
        yield from check_letters(f"{here}.description", card.get("description"), 1_000)
        parts = [name for name in _CARD_PARTS if card.get(name)]
        if "image" in parts:
            yield from _picture(f"{here}.image", card["image"])
        if not {"title", "description", "elementList"} & set(parts):
            yield Problem(here, "it has a title, a description or an elementList", NOT_DELIVERED)
        elif len(parts) < 2:
            yield Problem(here, f"it has two of {', '.join(_CARD_PARTS)} at least", NOT_DELIVERED)
        if "buttonList" in parts:
            yield from check_buttons(f"{here}.buttonList", card["buttonList"], MOST_TITLE)
        if "elementList" in parts:
            yield from _elements(f"{here}.elementList", card["elementList"])
    yield from check_list(place, content.get("compositeList"), 10)


def _elements(path: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict) or value.get("type") != "LIST":
        yield Problem(path, 'it has to be an object of the type "LIST"', NOT_DELIVERED)
        return
    yield from check_list(f"{path}.data", value.get("data"), 3)
    for here, element in entries(f"{path}.data", value.get("data"), 3):
        yield from misspelt(here, element, _FIELDS_OF_AN_ELEMENT)
        for name in ("title", "description", "subDescription"):
            yield from check_letters(f"{here}.{name}", element.get(name), 100)
        if element.get("image"):
            yield from _picture(f"{here}.image", element["image"])
        button = element.get("button")
        if isinstance(button, dict):
            yield from check_button(f"{here}.button", button, MOST_TITLE)
        elif button is not None:
            told = "an entry has one button, an object"
            yield Problem(f"{here}.button", told, NOT_DELIVERED)


def _picture(path: str, value: Any) -> Iterator[Problem]:
    if isinstance(value, dict):
        yield from _image(path, value)
    else:
        yield Problem(path, "it has to be an object with an imageUrl or an imageId", NOT_DELIVERED)


def _action(event: dict[str, Any]) -> Iterator[Problem]:
    yield from _option(event, "action", ("typingOn", "typingOff"))


def _handover(event: dict[str, Any]) -> Iterator[Problem]:
    yield from _option(event, "control", ("passThread", "takeThread"))
    options = event.get("options")
    if not isinstance(options, dict) or options.get("control") != "passThread":
        return
    if options.get("targetId") != _PERSON:
        told = f"a dialog is passed to {_PERSON}, which is a person"
        yield Problem("options.targetId", told, NOT_DELIVERED)


def _profile(event: dict[str, Any]) -> Iterator[Problem]:
    yield from _option(event, "field", _FIELDS)
    options = event.get("options")
    agreed = options.get("agreements") if isinstance(options, dict) else None
    if agreed is not None and not (
        isinstance(agreed, list) and all(one in _FIELDS for one in agreed)
    ):
        told = f"it has to be a list of {', '.join(_FIELDS)}"
        yield Problem("options.agreements", told, NOT_DELIVERED)


def _product(event: dict[str, Any]) -> Iterator[Problem]:
    options = event.get("options")
    ids = options.get("ids") if isinstance(options, dict) else None
    most = 4 if isinstance(options, dict) and options.get("displayType") == "list" else 15
    yield from check_list("options.ids", ids, most)


def _menu(event: dict[str, Any]) -> Iterator[Problem]:
    content = event.get("menuContent")
    if content == []:  # which deletes the menu
        return
    yield from check_list("menuContent", content, 1)
    for here, one in entries("menuContent", content, 1):
        yield from _menus(f"{here}.menus", one.get("menus"), 1)


def _menus(path: str, value: Any, depth: int) -> Iterator[Problem]:
    yield from check_list(path, value, 4)
    for here, menu in entries(path, value, 4):
        content = menu.get("data")
        if not isinstance(content, dict):
            yield Problem(f"{here}.data", "it has to be an object", NOT_DELIVERED)
            continue
        yield from check_letters(f"{here}.data.title", content.get("title"), 20, needed=True)
        if menu.get("type") != "NESTED":
            continue
        if depth == _MOST_DEPTH:
            told = f"menus stand in each other {_MOST_DEPTH} deep at most"
            yield Problem(here, told, NOT_DELIVERED, _MOST_DEPTH)
        else:
            yield from _menus(f"{here}.data.menus", content.get("menus"), depth + 1)


def _option(event: dict[str, Any], name: str, choices: tuple[str, ...]) -> Iterator[Problem]:
    options = event.get("options")
    value = options.get(name) if isinstance(options, dict) else None
    if value not in choices:
        told = f"it is none of {', '.join(choices)}"
        yield Problem(f"options.{name}", told, NOT_DELIVERED)


_EVENTS: dict[str, Callable[[dict[str, Any]], Iterator[Problem]]] = {
    "send": _send,
    "action": _action,
    "persistentMenu": _menu,
    "profile": _profile,
    "handover": _handover,
    "product": _product,
}
