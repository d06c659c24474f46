"""What stands in the cells of a database: lists, and what looks like XML and is none.

Patterns hold `<Class.slot>` as it is, nothing is escaped, tags may be doubled and closing ones may
be missing. So a tag goes from where it opens to where one of its name closes first, and the time
that this takes grows with the length of the cell alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

_LINE = re.compile(r"[\r\n,]+")
_DOUBLED = ("utterance", "action", "pattern", "condition", "template", "intention", "DA")
_SAME_AGAIN = [
    (re.compile(rf"(?:<{sign}{tag}>\s*){{2,}}", re.IGNORECASE), f"<{sign}{tag}>")
    for tag in _DOUBLED
    for sign in ("", "/")
]


class GenieIntention(Struct, frozen=True):
    """What is done with an utterance: the system's dialog act, and its wordings."""

    act: str
    patterns: tuple[str, ...]


class GenieTemplate(Struct, frozen=True):
    """One of the templates of an utterance; `weight` as it is written."""

    weight: str
    intentions: tuple[GenieIntention, ...]


class GenieUtterance(Struct, frozen=True):
    """One of the utterances of a node of dialog_lib."""

    condition: str
    action: str
    templates: tuple[GenieTemplate, ...]


class GenieLink(Struct, frozen=True):
    """An item of `task-next_task`."""

    task: str
    controller: str
    condition: str


class GenieRequest(Struct, frozen=True):
    """The utterance that a response answers."""

    act: str
    talker: str
    condition: str


class GenieFill(Struct, frozen=True):
    """An item of `task-fill_slot`: the slot, and the words behind it, which are `1`, `progress`."""

    slot: str
    rest: tuple[str, ...]


def plain(cell: str) -> str:
    """A cell or a part of one, without spaces around it; `undefined` is nothing."""
    text = cell.strip()
    return "" if text == "undefined" else text


def names(cell: str) -> tuple[str, ...]:
    """The names in a list, a line or between commas each, each once."""
    found = (plain(one) for one in _LINE.split(cell))
    return tuple(dict.fromkeys(filter(None, found)))


def blocks(text: str, tag: str) -> Iterator[str]:
    """What stands in each `<tag>…</tag>`, in their order. One that is never closed is none."""
    opening, closing = _tag(tag)
    at = opening.search(text)
    while at and (end := closing.search(text, at.end())):
        yield text[at.end() : end.start()]
        at = opening.search(text, end.end())


def first(text: str, tag: str) -> str:
    """What stands in the first one, "" for none."""
    return plain(next(blocks(text, tag), ""))


@lru_cache
def _tag(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"<{name}>", re.IGNORECASE), re.compile(f"</{name}>", re.IGNORECASE)


def collapsed(cell: str) -> str:
    """A cell with its doubled tags once."""
    for again, once in _SAME_AGAIN:
        cell = again.sub(once, cell)
    return cell


def read_utterances(cell: str) -> tuple[GenieUtterance, ...]:
    """The utterances of `dialog_node-utterance_set`; a cell without any may be one itself."""
    text = collapsed(cell)
    found = [*blocks(text, "utterance")] or [text]
    return tuple(one for one in map(_utterance, found) if one.templates)


def _utterance(text: str) -> GenieUtterance:
    templates = [*blocks(text, "template")] or [text]
    read = (_template(one) for one in templates)
    return GenieUtterance(
        first(text, "condition"),
        first(text, "action"),
        tuple(one for one in read if one.intentions),
    )


def _template(text: str) -> GenieTemplate:
    intentions = [*blocks(text, "intention")] or [text]
    read = (
        GenieIntention(first(one, "DA"), tuple(filter(None, map(plain, blocks(one, "pattern")))))
        for one in intentions
    )
    return GenieTemplate(first(text, "weight"), tuple(one for one in read if one.patterns))


def read_links(cell: str) -> tuple[GenieLink, ...]:
    """The items of `task-next_task`."""
    items = blocks(collapsed(cell), "next_task_item")
    read = (
        GenieLink(first(one, "task_name"), first(one, "controller"), first(one, "condition"))
        for one in items
    )
    return tuple(one for one in read if one.task)


def read_request(cell: str) -> GenieRequest:
    """The cell `dialog_node-request_utterance`."""
    text = collapsed(cell)
    return GenieRequest(first(text, "DA"), first(text, "talker"), first(text, "condition"))


def read_fill(cell: str) -> tuple[GenieFill, ...]:
    """The items of `task-fill_slot`: `<slot>Weather.city, 1, progress</slot>`."""
    found = []
    for item in blocks(cell, "slot"):
        slot, *rest = (plain(part) for part in item.split(","))
        if slot:
            found.append(GenieFill(slot, tuple(rest)))
    return tuple(found)


def act_type(written: str) -> str:
    """The type of a dialog act, `# request_visit(…)` or `request(mode)`: what stands before its
    parentheses."""
    return plain(written).removeprefix("#").partition("(")[0].strip()


def act_slots(written: str) -> tuple[tuple[str, str], ...]:
    """The slots of a dialog act with their values, `# inform(Weather.city="서울")`."""
    text = written.replace("\\", "").partition("(")[2]
    found = []
    behind = 0
    for value in _VALUE.finditer(text):
        slot = text[behind : value.start()].strip(" ,\r\n\t")
        behind = value.end()
        if slot:
            found.append((slot, (value[1] if value[1] is not None else value[2]).strip()))
    return tuple(found)


_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
