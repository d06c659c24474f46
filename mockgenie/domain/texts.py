"""Reads what the system says: texts, their conditions and weights."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.conditions import ALWAYS
from mockgenie.domain.fields import (
    LIMIT,
    LIMITS,
    WEIGHT,
    WEIGHTS,
    ConfirmFields,
    SayFields,
    WeightedText,
)
from mockgenie.domain.model import Confirmation, Saying, Sayings, Text
from mockgenie.domain.references import Names, read_condition, read_template
from mockgenie.domain.templates import Template, parse_template
from mockgenie.source import Fields, Node, mistake

CHANGE = "무엇을 바꿔 드릴까요?"
"""What is said to a no that changes nothing, where the author wrote nothing."""


def plain(text: str) -> Sayings:
    """A text of ours, as sayings."""
    return (Saying((Text(parse_template(text)),)),)


def read_sayings(node: Node, what: str, names: Names) -> Sayings:
    """A text, or a list of texts for different cases."""
    return tuple(_read_sayings(node, what, names))


def read_confirmation(node: Node, names: Names) -> Confirmation:
    """A question that wants a yes."""
    if not node.has_key("change"):
        return Confirmation(read_sayings(node, "confirm", names), plain(CHANGE))
    fields = node.fields_of("confirm", ConfirmFields)
    if "text" not in fields:
        return Confirmation((), ())
    return Confirmation(
        read_sayings(fields["text"], "confirm", names),
        read_sayings(fields["change"], "change", names),
    )


def _read_sayings(node: Node, what: str, names: Names) -> Iterator[Saying]:
    for entry in node.items(what):
        if not entry.is_mapping:
            yield Saying((_read_text(entry, names),), place=entry.place)
            continue
        fields = entry.fields_of(what, SayFields)
        if "limit" in fields and "each" not in fields:
            here = "there is none here"
            wrong = mistake("misplaced-field", field="limit", owner="each", here=here)
            fields["limit"].report(wrong)
        texts = fields["text"].items("text") if "text" in fields else ()
        act = fields["act"].text("act") if "act" in fields else ""
        yield Saying(
            tuple(_read_text(text, names) for text in texts),
            read_condition(fields["when"], "when", names) if "when" in fields else ALWAYS,
            read_template(fields["each"], names) if "each" in fields else None,
            int(fields["limit"].number("limit", *LIMITS, whole=True))
            if "limit" in fields
            else LIMIT,
            act,
            entry.place,
            _read_image(fields, names),
            tuple(_read_extra(fields["extra"], names)) if "extra" in fields else (),
        )


def _read_text(node: Node, names: Names) -> Text:
    if not node.is_mapping:
        return Text(read_template(node, names), place=node.place)
    fields = node.fields_of("a text with its weight or image", WeightedText)
    if "text" not in fields:
        return Text(parse_template(""))
    weight = fields["weight"].number("weight", *WEIGHTS) if "weight" in fields else WEIGHT
    template, image = read_template(fields["text"], names), _read_image(fields, names)
    return Text(template, weight, fields["text"].place, image)


def _read_image(fields: Fields, names: Names) -> Template | None:
    return read_template(fields["image"], names) if "image" in fields else None


def _read_extra(node: Node, names: Names) -> Iterator[tuple[str, Template]]:
    for key, _, value in node.pairs("extra"):
        yield key, read_template(value, names)
