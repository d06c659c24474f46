"""What a user of a chat platform sees of an answer, and what in it can be touched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from mockgenie.channels.channel import word_of

_MOST_PARTS = 100
"""Parts of a list that are shown; no platform takes so many."""


class Touch(Struct, frozen=True):
    """Something in an answer that a user can touch.

    `kind`: what it is, in the words of the platform. `says`: the utterance that it sends, None for
    nothing; `leads`: where it leads then, an address or a telephone number. `content`: what the
    platform sends with it. `opens`: what is there to be touched afterwards.
    """

    label: str
    kind: str
    says: str | None = None
    leads: str = ""
    content: dict[str, Any] = {}
    opens: tuple[Touch, ...] = ()


def by_label(found: Iterable[Touch]) -> dict[str, Touch]:
    """What can be touched, by its label; the second one with the same is `label#2`."""
    touches: dict[str, Touch] = {}
    counts: dict[str, int] = {}
    for one in found:
        if not one.label:
            continue
        counts[one.label] = number = counts.get(one.label, 0) + 1
        touches.setdefault(one.label if number == 1 else f"{one.label}#{number}", one)
    return touches


def labelled(labels: Iterable[str]) -> str:
    """The line of what can be touched: `[네] [아니요]`, "" for nothing."""
    return " ".join(f"[{label}]" for label in labels if label)


def picture(address: str) -> str:
    """The line of a picture."""
    return f"(사진 {address})"


def heading(text: str) -> str:
    """The line of a title."""
    return f"<{text}>"


def entry(texts: Iterable[object]) -> str:
    """The line of an entry of a list."""
    return "- " + "  ".join(filter(None, map(word_of, texts)))


def objects_in(value: object) -> list[dict[str, Any]]:
    """The objects in a list; none of anything else."""
    found = value[:_MOST_PARTS] if isinstance(value, list) else []
    return [one for one in found if isinstance(one, dict)]
