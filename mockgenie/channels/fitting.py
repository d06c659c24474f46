"""Answers made to fit: what is left out of one that is too long, and where a text may be cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

_JOINERS = "\u200d\ufe0e\ufe0f"
_SKIN = range(0x1F3FB, 0x1F400)
_VOWEL_OR_FINAL = range(0x1160, 0x1200)
EXTRA = ""
"""Under which fields have their further keys: pairs of a name and a text."""
_ENDINGS = {"Answer": "…", "Query": "", "Intent": ""}


def cut(text: str, most: int, ending: str = "") -> str:
    """The first `most` characters of a text, `ending` included where it is cut; never half of
    what is read as one character."""
    if len(text) <= most:
        return text
    at = max(most - len(ending), 0)
    while at and (_continues(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return text[:at] + ending[:most]


def split(text: str, most: int, count: int) -> list[str]:
    """A text in at most `count` parts of `most` characters, cut where a reader would: behind a
    line, a sentence, a word. The last one ends with "…" where more would follow."""
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > most and len(parts) < count - 1:
        head = cut(rest, most)
        for sign in ("\n", ". ", "? ", "! ", " "):
            if (at := head.rfind(sign)) > most // 2:
                head = head[: at + len(sign)]
                break
        parts.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [part for part in [*parts, cut(rest, most, "…")] if part]


def fitted(
    fields: Mapping[str, Any], most: int, write: Callable[[Mapping[str, Any]], bytes]
) -> bytes:
    """The answer of these fields as `write` has it, in `most` bytes. What is left out, in this
    order: pairs of `NER`, the end of a question that takes more than half of the room, the end of
    the answer, the rest of the question, further keys, the image, the end of the intent."""
    kept = dict(fields)
    sent = write(kept)
    for name, share, without in _STEPS:
        if len(sent) <= most:
            break
        kept[name] = _longest({**kept, **without}, name, int(most * share), write)
        sent = write(kept)
    return sent


_STEPS: tuple[tuple[str, float, dict[str, Any]], ...] = (
    ("NER", 1, {}),
    ("Query", 0.5, {"Answer": ""}),
    ("Answer", 1, {}),
    ("Query", 1, {}),
    (EXTRA, 1, {}),
    ("AnswerImageUrl", 1, {}),
    ("Intent", 1, {}),
)
"""What is shortened, to which share of the room, and without what it is measured."""


def _longest(
    fields: dict[str, Any], name: str, most: int, write: Callable[[Mapping[str, Any]], bytes]
) -> Any:
    """As much of a field as fits."""
    value = fields[name]
    if value is None or name == "AnswerImageUrl":  # a part of an address leads nowhere
        return None

    def shortened(count: int) -> Any:
        return value[:count] if isinstance(value, list) else cut(value, count, _ENDINGS[name])

    low, high = 0, len(value)
    while low < high:
        middle = (low + high + 1) // 2
        if len(write({**fields, name: shortened(middle)})) <= most:
            low = middle
        else:
            high = middle - 1
    return shortened(low)


def _continues(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        char in _JOINERS
        or ord(char) in _SKIN
        or ord(char) in _VOWEL_OR_FINAL
        or unicodedata.combining(char) > 0
    )
