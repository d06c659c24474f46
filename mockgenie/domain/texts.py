"""Reads what the system says: texts, their conditions and weights."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.conditions import ALWAYS
from mockgenie.domain.fields import ConfirmFields, SayFields, WeightedText
from mockgenie.domain.model import Confirmation, Saying, Sayings, Text
from mockgenie.domain.references import Names, read_condition, read_template
from mockgenie.domain.templates import parse_template
from mockgenie.source import Node, field_names

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
    fields = node.fields("confirm", field_names(ConfirmFields))
    if "text" not in fields:
        node.report("confirm needs text, the question")
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
        fields = entry.fields(what, field_names(SayFields))
        if "text" not in fields and "each" not in fields:
            entry.report(f"{what} needs text or each")
        if "limit" in fields and "each" not in fields:
            fields["limit"].report("limit is for each, which is not here")
        texts = fields["text"].items("text") if "text" in fields else ()
        act = fields["act"].text("act") if "act" in fields else ""
        yield Saying(
            tuple(_read_text(text, names) for text in texts),
            read_condition(fields["when"], "when", names) if "when" in fields else ALWAYS,
            read_template(fields["each"], names) if "each" in fields else None,
            int(fields["limit"].number("limit", 1, 1000, whole=True)) if "limit" in fields else 10,
            act,
            entry.place,
        )


def _read_text(node: Node, names: Names) -> Text:
    if not node.is_mapping:
        return Text(read_template(node, names), place=node.place)
    fields = node.fields("a text with its weight", field_names(WeightedText))
    if "text" not in fields:
        node.report("a weighted text needs text")
        return Text(parse_template(""))
    weight = fields["weight"].number("weight", 0.001, 1_000_000) if "weight" in fields else 1
    return Text(read_template(fields["text"], names), weight, fields["text"].place)
