"""Reads files of conversations."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from mockgenie.dialog import ACCESS_METHODS, AccessMethod
from mockgenie.domain import Domain
from mockgenie.source import Fields, Node, Source, Unreadable, mistake
from mockgenie.testing.conversations.fields import ConversationFields, FileFields
from mockgenie.testing.conversations.model import TODAY, Conversation, ConversationError
from mockgenie.testing.conversations.turns import TurnReader

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST_SEED = 2**53


class _Defaults(Struct, frozen=True):
    today: date = TODAY
    seed: int = 0
    access_method: AccessMethod = "internal_data"


def read_conversations(path: Path, domain: Domain) -> tuple[Conversation, ...]:
    """The conversations with `domain` in the YAML file `path`.

    Raises ConversationError with every problem found, unknown slots, acts and tasks among them.
    """
    source = Source(path, "a file of conversations", "a file of conversations has at least one")
    conversations: list[Conversation] = []
    with contextlib.suppress(Unreadable):
        conversations += _read_file(source.root(), TurnReader(domain))
    if source.diagnostics:
        raise ConversationError(source.problems())
    return tuple(conversations)


def _read_file(root: Node, turns: TurnReader) -> Iterator[Conversation]:
    defaults, listed = _Defaults(), root
    if root.is_mapping and not root.has_key("conversation"):
        fields = root.fields_of("a file of conversations", FileFields)
        if "conversations" not in fields:
            return
        defaults, listed = _read_defaults(fields, defaults), fields["conversations"]
    elif root.is_scalar:
        wanted = "a list (- name: …)"
        root.report(mistake("wrong-type", what="a file of conversations", wanted=wanted))
        return
    names: dict[str, int] = {}
    nodes = list(listed.items("conversations"))
    if not nodes and listed.is_list:
        what, entry = "a file of conversations", "conversation"
        listed.report(mistake("no-entries", what=what, entry=entry))
    for node in nodes:
        conversation = _read_conversation(node, defaults, turns)
        if conversation is None:
            continue
        if first := names.get(conversation.name):
            other = f"the one at line {first}"
            node.report(mistake("name-taken", name=conversation.name, other=other))
        names.setdefault(conversation.name, conversation.place[0])
        yield conversation


def _read_conversation(node: Node, defaults: _Defaults, reader: TurnReader) -> Conversation | None:
    fields = node.fields_of("a conversation", ConversationFields)
    if "conversation" not in fields:
        return None
    own = _read_defaults(fields, defaults)
    turns = reader.read(fields["conversation"], own.access_method)
    if "name" in fields:
        name = fields["name"].text("name")
    else:
        name = next((turn.user for turn in turns if turn.user), "opening")
    return Conversation(
        " ".join(name.split()),
        node.source.path,
        node.place,
        turns,
        own.today,
        own.seed,
        own.access_method,
    )


def _read_defaults(fields: Fields, otherwise: _Defaults) -> _Defaults:
    today, seed, access_method = otherwise.today, otherwise.seed, otherwise.access_method
    if "today" in fields:
        today = _read_day(fields["today"])
    if "seed" in fields:
        seed = int(fields["seed"].number("seed", 0, _LARGEST_SEED, whole=True))
    if "access_method" in fields:
        access_method = (
            fields["access_method"].choice("access_method", ACCESS_METHODS) or access_method
        )
    return _Defaults(today, seed, access_method)


def _read_day(node: Node) -> date:
    written = node.text("today")
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:  # 2026-02-30
        pass
    if written:
        wanted = f"a day such as {TODAY}"
        node.report(mistake("wrong-value", what="today", wanted=wanted, written=written))
    return TODAY
