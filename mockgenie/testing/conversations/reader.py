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
from mockgenie.source import Node, Source, Unreadable, field_names
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
        # Once, however many aliases repeat what stands there.
        problems = dict.fromkeys(source.diagnostics)
        by_place = sorted(problems, key=lambda problem: (problem.line, problem.column))
        raise ConversationError(tuple(by_place))
    return tuple(conversations)


def _read_file(root: Node, turns: TurnReader) -> Iterator[Conversation]:
    defaults, listed = _Defaults(), root
    if root.is_mapping and not root.has_key("conversation"):
        fields = root.fields("a file of conversations", field_names(FileFields))
        if "conversations" not in fields:
            root.report("a file of conversations needs conversations, a list of them")
            return
        defaults, listed = _read_defaults(fields, defaults), fields["conversations"]
    elif root.is_scalar:
        root.report("a file of conversations has to be a list (- name: …)")
        return
    names: dict[str, int] = {}
    nodes = list(listed.items("conversations"))
    if not nodes and listed.is_list:
        listed.report("a file of conversations has at least one")
    for node in nodes:
        conversation = _read_conversation(node, defaults, turns)
        if conversation is None:
            continue
        if first := names.get(conversation.name):
            node.report(f'the name "{conversation.name}" is taken by the one at line {first}')
        names.setdefault(conversation.name, conversation.place[0])
        yield conversation


def _read_conversation(node: Node, defaults: _Defaults, reader: TurnReader) -> Conversation | None:
    fields = node.fields("a conversation", field_names(ConversationFields))
    if "conversation" not in fields:
        if node.is_mapping:
            node.report("a conversation needs conversation, the list of its turns")
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


def _read_defaults(fields: dict[str, Node], otherwise: _Defaults) -> _Defaults:
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
        node.report(f'today has to be a day such as {TODAY}, not "{written}"')
    return TODAY
