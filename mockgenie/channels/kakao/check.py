"""What is wrong with a skill's answer: what Kakao would drop or fold, where, and by which limit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from mockgenie.channels.channel import is_address
from mockgenie.channels.kakao.parts import (
    FOLDED_TEXT,
    MOST_BYTES,
    MOST_TEXT,
    NEEDED_BY_ACTION,
    OUTPUTS,
    PARTS,
    ROOT,
    Field,
)
from mockgenie.channels.problem import Problem
from mockgenie.source import did_you_mean

NOT_SHOWN = "the user sees no answer, or the fallback of the block"
FOLDED = "the user sees the beginning, and a button for the rest"
IGNORED = "the user sees the answer without it"
OLD_FORMAT = "it is read as the format before 2.0, and the user sees none of its bubbles"
FROM_THE_BLOCK = "the user sees the bubbles of the block, or none"

_MOST_SIDE_BY_SIDE = 8
_MOST_CARD_TEXT = 400
_MOST_CAROUSEL_TEXT = 128
_MOST_CAROUSEL = {"listCard": 5}
_MOST_IN_A_CAROUSEL = {"listCard": ("items", 4), "itemCard": ("buttons", 2)}
_UNUSED = {"basicCard": ("profile", "social")}
_LIKELY_MOST_ITEMS = 5


def check(response: object) -> list[Problem]:
    """The problems of an answer, as a value or as its JSON (text or bytes); [] for none."""
    size = None
    if isinstance(response, str):
        response = response.encode("utf-8", "surrogatepass")
    if isinstance(response, bytes):
        size = len(response)
        try:
            response = json.loads(response.decode("utf-8"))
        except UnicodeDecodeError:
            return [Problem("", "it is not UTF-8", NOT_SHOWN)]
        except (ValueError, RecursionError) as error:
            return [Problem("", f"it is no JSON: {error}", NOT_SHOWN)]
    if not isinstance(response, dict):
        return [Problem("", f"it is {_kind(response)}, and has to be an object", NOT_SHOWN)]
    if size is None:
        size = _size(response)
    return [*_whole(response, size), *_fields("", response, ROOT, "the answer")]


def _whole(response: dict[str, Any], size: int) -> Iterator[Problem]:
    if size > MOST_BYTES:
        what = f"it has {size:,} bytes, of {MOST_BYTES:,} that there may be"
        yield Problem("", what, NOT_SHOWN, MOST_BYTES)
    if "version" not in response:
        yield Problem("version", "it is missing", OLD_FORMAT)
    if not any(name in response for name in ("template", "data", "useCallback")):
        yield Problem("template", "there is neither template nor data", FROM_THE_BLOCK)
    if response.get("useCallback") is True and "template" in response:
        what = "an answer that is to follow by callback has data, and no template"
        yield Problem("template", what, IGNORED, drops=False)


def _fields(
    path: str, value: dict[str, Any], fields: dict[str, Field], what: str
) -> Iterator[Problem]:
    """The problems of an object by the table of its fields."""
    for name in value:
        if name not in fields:
            told = f"{what} has no such field{did_you_mean(name, fields)}"
            yield Problem(_at(path, name), told, IGNORED, drops=False)
    for name, field in fields.items():
        place = _at(path, name)
        if value.get(name) is None:
            if field.required and place != "version":
                yield Problem(place, f"{what} has to have it", NOT_SHOWN)
            continue
        yield from _value(place, value[name], field)


def _value(path: str, value: Any, field: Field) -> Iterator[Problem]:
    if not _fits(value, field.kind):
        yield Problem(path, f"it has to be {_KINDS[field.kind]}, not {_kind(value)}", NOT_SHOWN)
        return
    if field.choices and value not in field.choices:
        near = did_you_mean(str(value), field.choices)
        told = f'"{str(value)[:40]}" is none of {", ".join(field.choices)}{near}'
        yield Problem(path, told, NOT_SHOWN)
    if field.kind in ("text", "parts"):
        yield from _length(path, value, field.most, field.least)
    if field.kind == "url":
        yield from _url(path, value)
    if field.kind == "part":
        yield from _part(path, value, field.part)
    if field.kind == "parts":
        for number, one in enumerate(value):
            place = f"{path}[{number}]"
            if not isinstance(one, dict):
                yield Problem(place, f"it has to be an object, not {_kind(one)}", NOT_SHOWN)
            elif field.part == "output":
                yield from _output(place, one)
            else:
                yield from _part(place, one, field.part)


def _length(path: str, value: Any, most: int | None, least: int) -> Iterator[Problem]:
    unit = "letters" if isinstance(value, str) else "entries"
    if most is not None and len(value) > most:
        told = f"it has {len(value):,} {unit}, of {most:,} that there may be"
        yield Problem(path, told, NOT_SHOWN, most)
    if len(value) < least:
        yield Problem(path, f"it is empty; there has to be at least {least}", NOT_SHOWN, least)


def _url(path: str, value: str) -> Iterator[Problem]:
    if not is_address(value):
        yield Problem(path, "it has to begin with https://", NOT_SHOWN)
    elif value.startswith("http://") and path.endswith("imageUrl"):
        told = "it is no https:// address, which apps may refuse to show"
        yield Problem(path, told, IGNORED, drops=False)


def _output(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    """One output: an object with one key."""
    if len(value) != 1:
        told = f"an output has one kind, and this has {len(value)}"
        yield Problem(path, told, NOT_SHOWN)
        return
    ((kind, content),) = value.items()
    place = _at(path, kind)
    if kind not in OUTPUTS:
        yield Problem(place, f"there is no such output{did_you_mean(kind, OUTPUTS)}", NOT_SHOWN)
    elif not isinstance(content, dict):
        yield Problem(place, f"it has to be an object, not {_kind(content)}", NOT_SHOWN)
    else:
        yield from _part(place, content, kind)


def _part(path: str, value: dict[str, Any], kind: str, within: str = "") -> Iterator[Problem]:
    """A part: by its table, and by what no table says."""
    yield from _fields(path, value, PARTS[kind], kind)
    if (more := _MORE.get(kind)) is not None:
        yield from more(path, value)
    if "buttons" in value:
        yield from _side_by_side(path, value)
    for name in _UNUSED.get(kind, ()):
        if name in value:
            yield Problem(_at(path, name), "it is not supported any more", IGNORED, drops=False)
    if not within:
        return
    name, most = _MOST_IN_A_CAROUSEL.get(kind, ("", 0))
    if isinstance(value.get(name), list) and len(value[name]) > most:
        told = f"it has {len(value[name])} entries, of {most} that there may be in a carousel"
        yield Problem(_at(path, name), told, NOT_SHOWN, most)


def _simple_text(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    text = value.get("text")
    if isinstance(text, str) and FOLDED_TEXT < len(text) <= MOST_TEXT:
        told = f"it has {len(text):,} letters, of {FOLDED_TEXT:,} that are shown at once"
        yield Problem(_at(path, "text"), told, FOLDED, FOLDED_TEXT, drops=False)


def _text_card(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    texts = [value[name] for name in ("title", "description") if isinstance(value.get(name), str)]
    if not any(texts):
        yield Problem(path, "a textCard has a title or a description", NOT_SHOWN)
    length = sum(map(len, texts))
    if length > _MOST_CARD_TEXT and len(texts) == 2:
        told = f"title and description have {length} letters, of {_MOST_CARD_TEXT} together"
        yield Problem(path, told, NOT_SHOWN, _MOST_CARD_TEXT)


def _commerce_card(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    if "discountRate" in value and "discountedPrice" not in value:
        told = "a discountRate needs a discountedPrice"
        yield Problem(_at(path, "discountedPrice"), told, NOT_SHOWN)


def _item_card(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    if "head" in value and "profile" in value:
        yield Problem(_at(path, "profile"), "there is a head or a profile", NOT_SHOWN)
    if value.get("description") and not value.get("title"):
        yield Problem(_at(path, "title"), "a description needs a title", NOT_SHOWN)
    items = value.get("itemList")
    if isinstance(items, list) and len(items) > _LIKELY_MOST_ITEMS:
        told = f"it has {len(items)} entries, and more than {_LIKELY_MOST_ITEMS} may not be shown"
        place = _at(path, "itemList")
        yield Problem(place, told, IGNORED, _LIKELY_MOST_ITEMS, drops=False)


def _list_item(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    yield from _action(path, value, "an item")


def _button(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    yield from _action(path, value, "a button")


def _quick_reply(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    if value.get("action") == "block":  # a message without a text sends its label
        yield from _action(path, value, "a quick reply")


def _action(path: str, value: dict[str, Any], what: str) -> Iterator[Problem]:
    action = value.get("action")
    needed = NEEDED_BY_ACTION.get(action) if isinstance(action, str) else None
    if needed and not value.get(needed):
        told = f"{what} with the action {action} has to have it"
        yield Problem(_at(path, needed), told, NOT_SHOWN)


def _carousel(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    kind, items = value.get("type"), value.get("items")
    place = _at(path, "items")
    if not isinstance(items, list):
        if items is not None:
            yield Problem(place, f"it has to be a list, not {_kind(items)}", NOT_SHOWN)
        return
    if not isinstance(kind, str) or kind not in PARTS["carousel"]["type"].choices:
        return
    yield from _length(place, items, _MOST_CAROUSEL.get(kind, 10), 1)
    if kind in ("textCard", "listCard") and "header" in value:
        yield Problem(_at(path, "header"), f"a carousel of {kind} has no header", NOT_SHOWN)
    for number, item in enumerate(items):
        here = f"{place}[{number}]"
        if not isinstance(item, dict):
            yield Problem(here, f"it has to be an object, not {_kind(item)}", NOT_SHOWN)
            continue
        if len(item) == 1 and next(iter(item)) in OUTPUTS:
            told = f"an item is the {kind} itself, without its name around it"
            yield Problem(here, told, NOT_SHOWN)
            continue
        yield from _part(here, item, kind, within="carousel")
        description = item.get("description")
        if kind == "textCard" and isinstance(description, str):
            yield from _length(_at(here, "description"), description, _MOST_CAROUSEL_TEXT, 0)
    if len(set(_ratios(items))) > 1:
        yield Problem(place, "the images of a carousel have one fixedRatio", NOT_SHOWN)


def _ratios(items: list[Any]) -> Iterator[bool]:
    for item in items:
        if not isinstance(item, dict):
            continue
        several = item.get("thumbnails")
        for image in [item.get("thumbnail"), *(several if isinstance(several, list) else ())]:
            if isinstance(image, dict):
                yield image.get("fixedRatio") is True


def _side_by_side(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    """The buttons of a card that stand beside each other."""
    buttons = value["buttons"]
    if value.get("buttonLayout") != "horizontal" or not isinstance(buttons, list):
        return
    place = _at(path, "buttons")
    if len(buttons) > 2:
        told = f"it has {len(buttons)} entries, of 2 that can stand side by side"
        yield Problem(place, told, NOT_SHOWN, 2)
    for number, button in enumerate(buttons if len(buttons) == 2 else ()):
        label = button.get("label") if isinstance(button, dict) else None
        if isinstance(label, str) and len(label) > _MOST_SIDE_BY_SIDE:
            most = _MOST_SIDE_BY_SIDE
            told = f"it has {len(label)} letters, of {most} where two stand side by side"
            yield Problem(f"{place}[{number}].label", told, NOT_SHOWN, most)


_MORE: dict[str, Callable[[str, dict[str, Any]], Iterator[Problem]]] = {
    "simpleText": _simple_text,
    "textCard": _text_card,
    "commerceCard": _commerce_card,
    "itemCard": _item_card,
    "listItem": _list_item,
    "button": _button,
    "quickReply": _quick_reply,
    "carousel": _carousel,
}

_KINDS = {
    "text": "a string",
    "url": "an address",
    "int": "a whole number",
    "number": "a number",
    "bool": "true or false",
    "any": "anything",
    "part": "an object",
    "parts": "a list",
    "strings": "an object with strings",
}


def _fits(value: Any, kind: str) -> bool:
    if kind in ("int", "number"):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and (kind == "number" or isinstance(value, int))
    if kind == "strings":
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    types: dict[str, type] = {"text": str, "url": str, "bool": bool, "part": dict, "parts": list}
    return kind not in types or isinstance(value, types[kind])


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", str: "a string", list: "a list", dict: "an object"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "a number")


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _size(response: dict[str, Any]) -> int:
    """Bytes of an answer as JSON in UTF-8, as most libraries write it."""
    try:
        written = json.dumps(response, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return 0
    return len(written.encode("utf-8", "replace"))
