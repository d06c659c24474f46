"""Reads files of conversations."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from msgspec import Struct

from mockgenie.conditions import ORDERS, ConditionError, parse, read_bound
from mockgenie.conversations.fields import (
    AnyFields,
    ConversationFields,
    FileFields,
    ReplyState,
    RequestFields,
    TurnFields,
    WordingFields,
)
from mockgenie.conversations.model import (
    TODAY,
    Conversation,
    ConversationError,
    ConversationTurn,
    Expectation,
    ExpectedRequest,
    SlotValues,
    Wording,
)
from mockgenie.dialog import ACCESS_METHODS, AccessMethod
from mockgenie.domain import BUILT_IN_ACTS, Domain
from mockgenie.records import Record
from mockgenie.source import (
    Fields,
    Node,
    Source,
    Unreadable,
    few_suggestions,
    field_names,
    mistake,
    pattern_problem,
    unknown,
)

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST_SEED = 2**53


class _Anything(tuple[str, ...]):
    """Names of which nobody knows which there are."""

    def __contains__(self, name: object) -> bool:
        return True


_ANY: tuple[str, ...] = _Anything()

_STATES: tuple[ReplyState, ...] = get_args(ReplyState)
_SYNONYMS = {"나": "user", "봇": "bot"}


class _Defaults(Struct, frozen=True):
    today: date = TODAY
    seed: int = 0
    access_method: AccessMethod = "internal_data"
    domain: str = ""


def read_conversations(path: Path, domain: Domain | None) -> tuple[Conversation, ...]:
    """The conversations with `domain` in the YAML file `path`; None: whatever domain they name,
    of which nothing is known.

    Raises ConversationError with every problem found, unknown slots, acts and tasks among them.
    """
    source = Source(path, "a file of conversations", "a file of conversations has at least one")
    conversations: list[Conversation] = []
    with contextlib.suppress(Unreadable), few_suggestions():
        conversations += _read_file(source.root(), TurnReader(domain))
    if source.diagnostics:
        raise ConversationError(source.problems())
    return tuple(conversations)


def _read_file(root: Node, turns: TurnReader) -> Iterator[Conversation]:
    defaults, listed = _Defaults(), root
    if root.is_mapping and not root.has_key("conversation"):
        fields = root.fields_of("a file of conversations", FileFields)
        if "domain" in fields:
            turns.check_domain(fields["domain"])
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
    if "domain" in fields:
        reader.check_domain(fields["domain"])
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
        own.domain,
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
    named = fields["domain"].text("domain") if "domain" in fields else otherwise.domain
    return _Defaults(today, seed, access_method, named)


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


class TurnReader:
    """Reads turns with a domain, which has to have their slots, acts and tasks."""

    def __init__(self, domain: Domain | None) -> None:
        self._name: str | None = None
        self._slots = self._tasks = self._acts = _ANY
        if domain is not None:
            self._name = domain.name
            self._slots = tuple(domain.slots())
            self._tasks = tuple(domain.tasks)
            self._acts = tuple(dict.fromkeys((*(act.name for act in domain.acts), *BUILT_IN_ACTS)))

    def check_domain(self, node: Node) -> None:
        """Report a conversation with another domain."""
        if self._name is not None and (name := node.text("domain")) != self._name:
            wanted = f"the name of this domain, {self._name}"
            node.report(mistake("wrong-value", what="domain", wanted=wanted, written=name))

    def read(self, node: Node, access_method: AccessMethod) -> tuple[ConversationTurn, ...]:
        """The turns in `node`, the opening first."""
        turns: list[ConversationTurn] = []
        expects = ended = False
        for begins, fields in _gathered(node):
            if ended:
                begins.report(mistake("dialog-over"))
            turns.append(self._read_turn(begins, fields, is_opening=not turns))
            ended = turns[-1].expected.state == "end"
            expects = expects or not fields.keys() <= {"user", "data"}
            if access_method == "internal_data":
                for name in ("data", "data_request"):
                    if name in fields:
                        owner, here = "access_method: external_data", f"here it is {access_method}"
                        wrong = mistake("misplaced-field", field=name, owner=owner, here=here)
                        fields[name].report(wrong)
        if not turns and node.is_list:
            node.report(mistake("no-entries", what="a conversation", entry="turn"))
        if turns and not expects:
            node.report(mistake("nothing-expected"))
        return tuple(turns)

    def _read_turn(self, node: Node, fields: dict[str, Node], is_opening: bool) -> ConversationTurn:
        state = fields["state"].choice("state", _STATES) if "state" in fields else None
        if state and state == ("dialog" if is_opening else "start"):
            only = "the opening has the state start" if is_opening else "only the opening has it"
            fields["state"].report(mistake("wrong-state", state=state, why=only))
        requests = None
        if "data_request" in fields:
            requested = fields["data_request"].items("data_request")
            requests = tuple(self._read_request(one) for one in requested)
            if state not in (None, "data_request"):
                why = 'where data are requested, it is "data_request"'
                fields["state"].report(mistake("wrong-state", state=state, why=why))
        if "bot" in fields and (requests is not None or state in ("data_request", "error")):
            asking = "an error" if state == "error" else "a request for data"
            fields["bot"].report(mistake("no-bot-words", what=asking))
        return ConversationTurn(
            Expectation(
                bot=_read_wording(fields["bot"]) if "bot" in fields else None,
                state=state,
                slots=self._read_values(fields, "slots"),
                unwanted=self._read_values(fields, "unwanted"),
                compared=self._read_values(fields, "compared"),
                act=self._read_act(fields["act"]) if "act" in fields else None,
                task=_read_name(fields["task"], "task", self._tasks) if "task" in fields else None,
                image=_read_image(fields["image"]) if "image" in fields else None,
                requests=requests,
            ),
            node.place,
            fields["user"].text("user", may_be_empty=True) if "user" in fields else None,
            tuple(self._read_data(fields["data"])) if "data" in fields else None,
        )

    def _read_act(self, node: Node) -> str:
        return "" if node.is_absent else _read_name(node, "act", self._acts)

    def _read_values(self, fields: dict[str, Node], what: str) -> dict[str, SlotValues]:
        found: dict[str, SlotValues] = {}
        for _, key, value in fields[what].pairs(what) if what in fields else ():
            values = _read_slot(value, what)
            if slot := _read_name(key, "slot", self._slots):
                found[slot] = values
        if what in fields and fields[what].is_absent:
            fields[what].report(mistake("no-value", what=what))
        return found

    def _read_data(self, node: Node) -> Iterator[Record]:
        for record in node.items("data"):
            found: dict[str, str] = {}
            # A client sends whatever it has, slots that nobody knows among it.
            for slot, _, value in record.pairs("a record"):
                if not value.is_absent:
                    found[slot] = value.text("a value", may_be_empty=True)
            yield found

    def _read_request(self, node: Node) -> ExpectedRequest:
        fields = node.fields_of("data_request", RequestFields)
        slots, condition = None, None
        if "slots" in fields:
            named = fields["slots"].items("slots")
            slots = tuple(_read_name(slot, "slot", self._slots) for slot in named)
        if "condition" in fields:
            condition = self._read_condition(fields["condition"])
        return ExpectedRequest(slots, condition)

    def _read_condition(self, node: Node) -> str:
        """A condition as the engine would write it."""
        written = node.text("condition", may_be_empty=True)
        if not written.strip():
            return ""
        try:
            condition = parse(written)
        except ConditionError as error:
            node.report_at(error.position, mistake("bad-condition", problem=error.problem))
            return ""
        for name in condition.slots:
            if name not in self._slots:
                at = max(written.find(name), 0)
                node.report_at(at, unknown("slot", name, self._slots))
        return str(condition)


def _read_image(node: Node) -> str:
    return "" if node.is_absent else node.text("image")


def _gathered(node: Node) -> Iterator[tuple[Node, dict[str, Node]]]:
    """The turns, each with its fields by their English names: an entry in which only the bot
    acts belongs to the turn before it, or is the opening."""
    begins: Node | None = None
    turn: dict[str, Node] = {}
    for entry in node.items("conversation"):
        fields: dict[str, Node] = {}
        for name, value in entry.fields_of("a turn", TurnFields).items():
            english = _SYNONYMS.get(name, name)
            if english in fields:
                korean = next(key for key, same in _SYNONYMS.items() if same == english)
                wrong = mistake("exclusive-fields", what="a turn", one=english, other=korean)
                value.report(wrong)
            fields[english] = value
        if not fields and (entry.is_mapping or entry.is_absent):
            entry.report(mistake("missing-field", what="a turn", field="user, bot or another"))
        if "user" in fields and "data" in fields:
            wrong = mistake("exclusive-fields", what="a turn", one="user", other="data")
            fields["data"].report(wrong)
        if "user" in fields or "data" in fields:
            # The opening is a turn even where nothing is expected of it.
            yield begins or node, turn
            begins, turn = entry, fields
            continue
        for name, value in fields.items():
            if name in turn:
                value.report(mistake("repeated-field", name=name))
            turn.setdefault(name, value)
        begins = begins or entry
    if begins is not None:
        yield begins, turn


def _read_wording(node: Node) -> Wording:
    if not node.is_mapping:
        return Wording(exact=node.text("bot", may_be_empty=True).rstrip("\n"))
    before = len(node.source.diagnostics)
    fields = node.fields_of("bot", WordingFields)
    if not fields and before == len(node.source.diagnostics):
        node.report(mistake("missing-field", what="bot", field="matches, contains or not"))
    return Wording(
        matches=tuple(_read_patterns(fields["matches"])) if "matches" in fields else (),
        contains=tuple(_read_texts(fields["contains"], "contains")) if "contains" in fields else (),
        lacks=tuple(_read_texts(fields["not"], "not")) if "not" in fields else (),
    )


def _read_texts(node: Node, what: str) -> Iterator[str]:
    for entry in node.items(what):
        yield entry.text(what)


def _read_patterns(node: Node) -> Iterator[str]:
    for entry in node.items("matches"):
        pattern = entry.text("matches")
        if pattern and (wrong := pattern_problem(pattern)):
            entry.report(wrong)
        yield pattern


def _read_slot(node: Node, what: str) -> SlotValues:
    if node.is_absent:
        return None
    if node.is_mapping and what == "slots":
        before = len(node.source.diagnostics)
        fields = node.fields("a slot", field_names(AnyFields))
        anything = "any" in fields and fields["any"].flag("any")
        if not anything and before == len(node.source.diagnostics):
            wanted = "a value, a list of values, null or {any: true}"
            node.report(mistake("wrong-type", what="a slot", wanted=wanted))
        return ()
    values = tuple(entry.text("a value") for entry in node.items(what))
    if not values:
        node.report(mistake("empty-list"))
    elif what == "compared":
        for entry, one in zip(node.items(what), values, strict=False):
            if one and one not in ORDERS and read_bound(one) is None:
                hint = f" (known: <=30000, >=14:00, {', '.join(ORDERS)})"
                entry.report(mistake("unknown-choice", what="comparison", name=one, hint=hint))
    return values


def _read_name(node: Node, what: str, known: tuple[str, ...]) -> str:
    name = node.text(f"the name of a {what}")
    if name and name not in known:
        node.report(unknown(what, name, known))
    return name
