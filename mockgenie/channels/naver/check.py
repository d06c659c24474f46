"""What is wrong with an event that is sent to TalkTalk: its API takes it and answers 00, and the
user never sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from mockgenie.channels.channel import is_address
from mockgenie.channels.problem import Problem
from mockgenie.source import did_you_mean

NOT_DELIVERED = "the API takes it, and the user never sees it"
NOT_TAKEN = "the API refuses it"

_USER = re.compile(r"[A-Za-z0-9_-]{22}")
_CONTENTS = ("textContent", "imageContent", "compositeContent")
_CARD_PARTS = ("title", "description", "image", "elementList", "buttonList")
_MOST_TEXT = 10_000
_MOST_TITLE = 18
_MOST_CODE = 1_000
_MOST_BUTTONS = 10
_MOST_DEPTH = 3


def is_user(value: object) -> bool:
    """Whether a value can be a user's key: 22 letters of base64url."""
    return isinstance(value, str) and _USER.fullmatch(value) is not None


def check(event: object) -> list[Problem]:
    """The problems of an event, sent or given as the response to another; [] for none."""
    if not isinstance(event, dict):
        return [Problem("", "it has to be an object", NOT_TAKEN)]
    return list(_event(event))


def _event(event: dict[str, Any]) -> Iterator[Problem]:
    name = event.get("event")
    if not isinstance(name, str) or name not in _EVENTS:
        near = did_you_mean(name, _EVENTS) if isinstance(name, str) else ""
        yield Problem("event", f"it is none of {', '.join(_EVENTS)}{near}", NOT_TAKEN)
        return
    if name != "persistentMenu" and not is_user(event.get("user")):
        yield Problem("user", "a user is 22 letters of base64url", NOT_TAKEN)
    yield from _EVENTS[name](event)


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
    checks = {"textContent": _text, "imageContent": _image, "compositeContent": _composite}
    yield from checks[given[0]](given[0], content)
    reply = content.get("quickReply")
    if isinstance(reply, dict):
        yield from _buttons(f"{given[0]}.quickReply.buttonList", reply.get("buttonList"), 10)
    elif reply is not None:
        yield Problem(f"{given[0]}.quickReply", "it has to be an object", NOT_DELIVERED)


def _text(path: str, content: dict[str, Any]) -> Iterator[Problem]:
    yield from _letters(f"{path}.text", content.get("text"), _MOST_TEXT, needed=True)


def _image(path: str, content: dict[str, Any]) -> Iterator[Problem]:
    url = content.get("imageUrl")
    if url is None and not isinstance(content.get("imageId"), str):
        yield Problem(path, "an image has an imageUrl or an imageId", NOT_DELIVERED)
    elif url is not None and not is_address(url):
        yield Problem(f"{path}.imageUrl", "it has to be an address, http or https", NOT_DELIVERED)


def _composite(path: str, content: dict[str, Any]) -> Iterator[Problem]:
    place = f"{path}.compositeList"
    for here, card in _entries(place, content.get("compositeList"), 10):
        yield from _letters(f"{here}.title", card.get("title"), 200)
        yield from _letters(f"{here}.description", card.get("description"), 1_000)
        parts = [name for name in _CARD_PARTS if card.get(name)]
        if not {"title", "description", "elementList"} & set(parts):
            yield Problem(here, "it has a title, a description or an elementList", NOT_DELIVERED)
        elif len(parts) < 2:
            yield Problem(here, f"it has two of {', '.join(_CARD_PARTS)} at least", NOT_DELIVERED)
        if "buttonList" in parts:
            yield from _buttons(f"{here}.buttonList", card["buttonList"], _MOST_TITLE)
        if "elementList" in parts:
            yield from _elements(f"{here}.elementList", card["elementList"])
    yield from _list(place, content.get("compositeList"), 10)


def _elements(path: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict) or value.get("type") != "LIST":
        yield Problem(path, 'it has to be an object of the type "LIST"', NOT_DELIVERED)
        return
    yield from _list(f"{path}.data", value.get("data"), 3)
    for here, element in _entries(f"{path}.data", value.get("data"), 3):
        for name in ("title", "description", "subDescription"):
            yield from _letters(f"{here}.{name}", element.get(name), 100)


def _buttons(path: str, value: Any, most: int, depth: int = 1) -> Iterator[Problem]:
    """The buttons of a list, whose titles have `most` letters."""
    yield from _list(path, value, _MOST_BUTTONS)
    for here, button in _entries(path, value, _MOST_BUTTONS):
        kind, content = button.get("type"), button.get("data")
        if not isinstance(kind, str) or kind not in _BUTTONS:
            near = did_you_mean(kind, _BUTTONS) if isinstance(kind, str) else ""
            told = f"it is none of {', '.join(_BUTTONS)}{near}"
            yield Problem(f"{here}.type", told, NOT_DELIVERED)
        elif not isinstance(content, dict):
            yield Problem(f"{here}.data", "it has to be an object", NOT_DELIVERED)
        else:
            if kind != "PAY":
                yield from _letters(f"{here}.data.title", content.get("title"), most, needed=True)
            yield from _letters(f"{here}.data.code", content.get("code"), _MOST_CODE)
            if kind == "LINK" and not is_address(content.get("url")):
                yield Problem(f"{here}.data.url", "it has to be an address", NOT_DELIVERED)
            if kind == "OPTION" and depth < _MOST_DEPTH:
                inner = f"{here}.data.buttonList"
                yield from _buttons(inner, content.get("buttonList"), most, depth + 1)


def _action(event: dict[str, Any]) -> Iterator[Problem]:
    yield from _option(event, "action", ("typingOn", "typingOff"))


def _handover(event: dict[str, Any]) -> Iterator[Problem]:
    yield from _option(event, "control", ("passThread", "takeThread"))


def _profile(event: dict[str, Any]) -> Iterator[Problem]:
    yield from _option(event, "field", ("nickname", "cellphone", "address"))


def _product(event: dict[str, Any]) -> Iterator[Problem]:
    options = event.get("options")
    ids = options.get("ids") if isinstance(options, dict) else None
    most = 4 if isinstance(options, dict) and options.get("displayType") == "list" else 15
    yield from _list("options.ids", ids, most)


def _menu(event: dict[str, Any]) -> Iterator[Problem]:
    content = event.get("menuContent")
    if content == []:  # which deletes the menu
        return
    yield from _list("menuContent", content, 1)
    for here, one in _entries("menuContent", content, 1):
        yield from _menus(f"{here}.menus", one.get("menus"), 1)


def _menus(path: str, value: Any, depth: int) -> Iterator[Problem]:
    yield from _list(path, value, 4)
    for here, menu in _entries(path, value, 4):
        content = menu.get("data")
        if not isinstance(content, dict):
            yield Problem(f"{here}.data", "it has to be an object", NOT_DELIVERED)
            continue
        yield from _letters(f"{here}.data.title", content.get("title"), 20, needed=True)
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


def _list(path: str, value: Any, most: int) -> Iterator[Problem]:
    if not isinstance(value, list) or not value:
        yield Problem(path, "it has to be a list with at least one entry", NOT_DELIVERED)
    elif len(value) > most:
        told = f"it has {len(value)} entries, of {most} that there may be"
        yield Problem(path, told, NOT_DELIVERED, most)


def _entries(path: str, value: Any, most: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in a list, as many as there may be, each with its place."""
    for number, one in enumerate(value[:most] if isinstance(value, list) else ()):
        yield f"{path}[{number}]", one if isinstance(one, dict) else {}


def _letters(path: str, value: Any, most: int, needed: bool = False) -> Iterator[Problem]:
    if value is None and not needed:
        return
    if not isinstance(value, str) or (needed and not value):
        yield Problem(path, "it has to be a string that is not empty", NOT_DELIVERED)
    elif len(value) > most:
        told = f"it has {len(value):,} letters, of {most:,} that there may be"
        yield Problem(path, told, NOT_DELIVERED, most)


_BUTTONS = ("TEXT", "LINK", "OPTION", "PAY", "TIME", "CALENDAR", "TIMEINTERVAL")
_EVENTS: dict[str, Callable[[dict[str, Any]], Iterator[Problem]]] = {
    "send": _send,
    "action": _action,
    "persistentMenu": _menu,
    "profile": _profile,
    "handover": _handover,
    "product": _product,
}
