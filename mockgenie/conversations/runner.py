"""Runs conversations, and finds the turn in which one does not go as written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeAlias

from msgspec import Struct

from mockgenie.conditions import Reading, read_bound
from mockgenie.conversations.fields import ReplyState
from mockgenie.conversations.model import (
    Conversation,
    ConversationTurn,
    Expectation,
    ExpectedRequest,
    SlotValues,
    Wording,
)
from mockgenie.dialog import (
    DataMissing,
    DataRequest,
    Engine,
    EngineFailure,
    Reply,
    Session,
    Speech,
    Usage,
)
from mockgenie.records import reading_on
from mockgenie.source import find_pattern


class Mismatch(Struct, frozen=True):
    """An expectation that does not hold. `what`: bot, state, act, `slot Weather.city`, …;
    `verbatim`: the bot's exact words were expected, so that both can be shown line by line."""

    what: str
    expected: str
    got: str
    verbatim: bool = False


class Failure(Struct, frozen=True):
    """The turn in which a conversation failed: its number, 0 for the opening, what did not hold,
    and the session after it (None: the dialog did not open)."""

    conversation: Conversation
    number: int
    mismatches: tuple[Mismatch, ...]
    session: Session | None

    @property
    def turn(self) -> ConversationTurn:
        """The turn as written."""
        return self.conversation.turns[self.number]


class NoReply(Struct, frozen=True):
    """Why there was no reply."""

    message: str


TurnResult: TypeAlias = Reply | NoReply


class Counterpart(Protocol):
    """Who a conversation is held with: a domain's engine, or a server far away. `session`: where
    the dialog stands, None before its opening and where nobody can tell; `is_open`: whether the
    dialog has been opened; `is_pending`: whether it waits for records."""

    @property
    def session(self) -> Session | None: ...

    @property
    def is_open(self) -> bool: ...

    @property
    def is_pending(self) -> bool: ...

    def take(self, turn: ConversationTurn) -> TurnResult:
        """Take the next turn, the first time the opening."""


def run_conversation(
    engine: Engine, conversation: Conversation, usage: Usage | None = None
) -> Failure | None:
    """Run a conversation until a turn does not go as written; None where all do.

    What it reaches of the domain is added to `usage`.
    """
    return hold(conversation, _OwnEngine(engine, conversation, usage))


def hold(conversation: Conversation, counterpart: Counterpart) -> Failure | None:
    """Hold a conversation until a turn does not go as written; None where all do."""
    read = reading_on(conversation.today)
    result: TurnResult | None = None
    for number, turn in enumerate(conversation.turns):
        mismatches: tuple[Mismatch, ...]
        if result is not None and (why := _why_impossible(turn, counterpart, result)):
            mismatches = (why,)
        else:
            result = counterpart.take(turn)
            mismatches = tuple(
                _mismatches(turn.expected, number, counterpart.session, result, read)
            )
        if mismatches:
            return Failure(conversation, number, mismatches, counterpart.session)
    return None


class _OwnEngine:
    """The engine of a domain, in this process."""

    def __init__(self, engine: Engine, conversation: Conversation, usage: Usage | None) -> None:
        self.session: Session | None = None
        self._engine = engine
        self._conversation = conversation
        self._usage = usage

    @property
    def is_open(self) -> bool:
        return self.session is not None

    @property
    def is_pending(self) -> bool:
        return self.session is not None and self.session.pending

    def take(self, turn: ConversationTurn) -> TurnResult:
        conversation, today = self._conversation, self._conversation.today
        reply: Reply
        try:
            if self.session is None:
                self.session, reply = self._engine.open(
                    conversation.access_method, today, conversation.seed, self._usage
                )
            else:
                self.session, reply = self._engine.step(
                    self.session, turn.user, turn.data, today, self._usage
                )
        except DataMissing:
            return NoReply("data were asked for, and have to come before the user speaks")
        except EngineFailure as failure:
            return NoReply(str(failure))
        return reply


def _why_impossible(
    turn: ConversationTurn, counterpart: Counterpart, before: TurnResult
) -> Mismatch | None:
    """Why a turn cannot be taken after the one before it."""
    if not counterpart.is_open:
        return Mismatch("turn", "a dialog that goes on", "the dialog did not open")
    if isinstance(before, Speech) and before.end:
        return Mismatch("turn", "a dialog that goes on", "the dialog had ended before this turn")
    if turn.data is not None and not counterpart.is_pending:
        return Mismatch("turn", "data that were asked for", "no data were asked for")
    return None


def _mismatches(
    expected: Expectation, number: int, session: Session | None, result: TurnResult, read: Reading
) -> Iterator[Mismatch]:
    if isinstance(result, NoReply) and expected.state != "error":
        yield Mismatch("state", expected.state or "an answer", f"error: {result.message}")
        return
    state = _state_of(result, number)
    if expected.state is not None and expected.state != state:
        yield Mismatch("state", expected.state, state)
    if expected.bot is not None:
        yield from _mismatches_of_words(expected.bot, result)
    image = result.image if isinstance(result, Speech) else ""
    if expected.image is not None and session is not None and expected.image != image:
        yield Mismatch("image", expected.image or "none", image or "none")
    if expected.requests is not None:
        yield from _mismatches_of_requests(expected.requests, result)
    if session is not None:
        yield from _mismatches_of_session(expected, session, read)


def _mismatches_of_session(
    expected: Expectation, session: Session, read: Reading
) -> Iterator[Mismatch]:
    if expected.act is not None and expected.act != session.act:
        yield Mismatch("act", expected.act or "none", session.act or "none")
    if expected.task is not None and expected.task != session.task:
        yield Mismatch("task", expected.task, session.task)
    for what, wanted, values_of in (
        ("slot", expected.slots, session.slots),
        ("unwanted", expected.unwanted, session.unwanted),
        ("compared", expected.compared, session.compared),
    ):
        for slot, values in wanted.items():
            got = values_of.get(slot)
            if not _same(values, got, read):
                yield Mismatch(f"{what} {slot}", written(values), written(got))


def _state_of(result: TurnResult, number: int) -> ReplyState:
    if isinstance(result, Speech):
        return "end" if result.end else "dialog" if number else "start"
    return "data_request" if isinstance(result, DataRequest) else "error"


def _mismatches_of_words(wording: Wording, result: TurnResult) -> Iterator[Mismatch]:
    if not isinstance(result, Speech):
        got = "nothing: it asks for data" if isinstance(result, DataRequest) else "nothing"
        yield Mismatch("bot", wording.exact if wording.exact is not None else "words", got)
        return
    said = result.text.rstrip("\n")
    if wording.exact is not None and wording.exact != said:
        yield Mismatch("bot", wording.exact, said, verbatim=True)
    for pattern in wording.matches:
        if next(find_pattern(pattern, said), None) is None:
            yield Mismatch("bot", f"what matches {pattern}", said)
    for part in wording.contains:
        if part not in said:
            yield Mismatch("bot", f'what contains "{part}"', said)
    for part in wording.lacks:
        if part in said:
            yield Mismatch("bot", f'what does not contain "{part}"', said)


def _mismatches_of_requests(
    requests: tuple[ExpectedRequest, ...], result: TurnResult
) -> Iterator[Mismatch]:
    if not isinstance(result, DataRequest):
        yield Mismatch("data_request", "a request for data", "none")
        return
    if len(requests) != len(result.entries):
        yield Mismatch("data_request", f"{len(requests)} classes", f"{len(result.entries)}")
        return
    for request, entry in zip(requests, result.entries, strict=True):
        if request.condition is not None and request.condition != entry.condition:
            yield Mismatch("condition", request.condition or "none", entry.condition or "none")
        if request.slots is not None and request.slots != entry.slots:
            yield Mismatch("slots of the request", ", ".join(request.slots), ", ".join(entry.slots))


def _same(expected: SlotValues, got: SlotValues, read: Reading) -> bool:
    """Whether both are the same values, as conditions compare them, in any order."""
    if expected is None or got is None:
        return expected is got
    return len(expected) == len(got) and {_key(one, read) for one in expected} == {
        _key(one, read) for one in got
    }


def _key(value: str, read: Reading) -> object:
    """What a value, or a comparison with one, compares by."""
    bound = read_bound(value)
    return read(value) if bound is None else (bound.operator, read(bound.value))


def written(values: SlotValues) -> str:
    """The values of a slot as text."""
    if values is None:
        return "nothing"
    return ", ".join(values) if values else "any value"
