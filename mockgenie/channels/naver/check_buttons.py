"""Buttons of an event, and what each kind of them has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockgenie.channels.channel import is_address
from mockgenie.channels.naver.check_pickers import check_calendar, check_interval
from mockgenie.channels.naver.rules import (
    NOT_DELIVERED,
    check_letters,
    check_list,
    entries,
    misspelt,
)
from mockgenie.channels.problem import Problem
from mockgenie.source import did_you_mean

MOST_TITLE = 18
"""Letters of a button's title."""
MOST_QUICK_TITLE = 10
"""Letters of a quick reply's title."""
MOST_BUTTONS = 10
MOST_CODE = 1_000

_MOST_DEPTH = 3
_FIELDS = (
    "title", "code", "url", "mobileUrl", "mobileTarget", "mobileTargetAttr", "buttonList",
    "paymentInfo", "options",
)  # fmt: skip
_BUTTONS = ("TEXT", "LINK", "OPTION", "PAY", "TIME", "CALENDAR", "TIMEINTERVAL")


def check_buttons(path: str, value: Any, most: int, depth: int = 1) -> Iterator[Problem]:
    """The problems of a list of buttons, whose titles have `most` letters."""
    yield from check_list(path, value, MOST_BUTTONS)
    for here, button in entries(path, value, MOST_BUTTONS):
        yield from check_button(here, button, most, depth)


def check_button(here: str, button: dict[str, Any], most: int, depth: int = 1) -> Iterator[Problem]:
    """The problems of a button, whose title has `most` letters."""
    kind, content = button.get("type"), button.get("data")
    if not isinstance(kind, str) or kind not in _BUTTONS:
        near = did_you_mean(kind, _BUTTONS) if isinstance(kind, str) else ""
        told = f"it is none of {', '.join(_BUTTONS)}{near}"
        yield Problem(f"{here}.type", told, NOT_DELIVERED)
        return
    if not isinstance(content, dict):
        yield Problem(f"{here}.data", "it has to be an object", NOT_DELIVERED)
        return
    data = f"{here}.data"
    yield from misspelt(data, content, _FIELDS)
    if kind != "PAY":
        yield from check_letters(f"{data}.title", content.get("title"), most, needed=True)
    yield from check_letters(f"{data}.code", content.get("code"), MOST_CODE)
    if kind == "LINK":
        yield from _link(data, content)
    elif kind == "OPTION":
        yield from _option(data, content, most, depth)
    elif kind == "PAY" and not isinstance(content.get("paymentInfo"), dict):
        yield Problem(f"{data}.paymentInfo", "it has to be an object", NOT_DELIVERED)
    elif kind == "CALENDAR":
        yield from check_calendar(f"{data}.options", content.get("options"))
    elif kind == "TIMEINTERVAL":
        yield from check_interval(f"{data}.options", content.get("options"))


def _link(data: str, content: dict[str, Any]) -> Iterator[Problem]:
    for name in ("url", "mobileUrl"):
        value = content.get(name)
        if (name == "url" or value is not None) and not is_address(value):
            yield Problem(f"{data}.{name}", "it has to be an address", NOT_DELIVERED)


def _option(data: str, content: dict[str, Any], most: int, depth: int) -> Iterator[Problem]:
    if depth == _MOST_DEPTH:
        told = f"buttons stand in each other {_MOST_DEPTH} deep at most"
        yield Problem(data, told, NOT_DELIVERED, _MOST_DEPTH)
        return
    yield from check_buttons(f"{data}.buttonList", content.get("buttonList"), most, depth + 1)
