"""Holds conversations, and tells where one goes otherwise than it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conditions import Reading
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
from mockgenie.testing.conversations.fields import State
from mockgenie.testing.conversations.model import Conversation, Expectation, Turn, Values, Wording


class Misfit(Struct, frozen=True):
    """Something that is not as it has to be. `what`: bot, state, act, `slot Weather.city`, …;
    `verbatim`: all of the bot's words were expected, so that the two can be laid side by side."""

    what: str
    expected: str
    got: str
    verbatim: bool = False


class Failure(Struct, frozen=True):
    """The turn in which a conversation went otherwise: its number, 0 for the opening, what did
    not fit, and where the dialog stood behind it (None: it did not open)."""

    conversation: Conversation
    number: int
    misfits: tuple[Misfit, ...]
    session: Session | None

    @property
    def turn(self) -> Turn:
        """The turn as it is written."""
        return self.conversation.turns[self.number]


class _Problem(Struct, frozen=True):
    """Why there was no reply."""

    message: str


_Answer: TypeAlias = Reply | _Problem


def hold(engine: Engine, conversation: Conversation, usage: Usage | None = None) -> Failure | None:
    """Hold a conversation until a turn goes otherwise than it is written; None where none does.

    What it used is added to `usage`.
    """
    read = reading_on(conversation.today)
    session: Session | None = None
    answer: _Answer | None = None
    for number, turn in enumerate(conversation.turns):
        misfits: tuple[Misfit, ...]
        if answer is not None and (why := _out_of_turn(turn, session, answer)):
            misfits = (why,)
        else:
            session, answer = _take(engine, conversation, turn, session, usage)
            misfits = tuple(_misfits(turn.expected, number, session, answer, read))
        if misfits:
            return Failure(conversation, number, misfits, session)
    return None


def _take(
    engine: Engine,
    conversation: Conversation,
    turn: Turn,
    session: Session | None,
    usage: Usage | None,
) -> tuple[Session | None, _Answer]:
    today = conversation.today
    try:
        if session is None:
            method = conversation.access_method
            return engine.open(method, today, conversation.seed, usage)
        return engine.step(session, turn.user, turn.data, today, usage)
    except DataMissing:
        return session, _Problem("data were asked for, and have to come before the user speaks")
    except EngineFailure as failure:
        return session, _Problem(str(failure))


def _out_of_turn(turn: Turn, session: Session | None, before: _Answer) -> Misfit | None:
    """Why a turn cannot be taken at all."""
    if session is None:
        return Misfit("turn", "a dialog that goes on", "the dialog did not open")
    if isinstance(before, Speech) and before.end:
        return Misfit("turn", "a dialog that goes on", "the dialog had ended before this turn")
    if turn.data is not None and not session.pending:
        return Misfit("turn", "data that were asked for", "no data were asked for")
    return None


def _misfits(
    expected: Expectation, number: int, session: Session | None, answer: _Answer, read: Reading
) -> Iterator[Misfit]:
    state = _state_of(answer, number)
    if isinstance(answer, _Problem):
        if expected.state != "error":
            yield Misfit("state", expected.state or "an answer", f"error: {answer.message}")
            return
    elif expected.state and expected.state != state:
        yield Misfit("state", expected.state, state)
    if expected.bot is not None:
        yield from _misfits_of_words(expected.bot, answer)
    if expected.requests is not None:
        yield from _misfits_of_requests(expected, answer)
    if session is None:
        return
    if expected.act is not None and expected.act != session.act:
        yield Misfit("act", expected.act or "none", session.act or "none")
    if expected.task is not None and expected.task != session.task:
        yield Misfit("task", expected.task, session.task)
    for slot, values in expected.slots.items():
        got = session.slots.get(slot)
        if not _same(values, got, read):
            yield Misfit(f"slot {slot}", written(values), written(got))
    for slot, values in expected.unwanted.items():
        got = session.unwanted.get(slot)
        if not _same(values, got, read):
            yield Misfit(f"unwanted {slot}", written(values), written(got))


def _state_of(answer: _Answer, number: int) -> State:
    if isinstance(answer, Speech):
        return "end" if answer.end else "dialog" if number else "start"
    return "data_request" if isinstance(answer, DataRequest) else "error"


def _misfits_of_words(wording: Wording, answer: _Answer) -> Iterator[Misfit]:
    if not isinstance(answer, Speech):
        got = "nothing: it asks for data" if isinstance(answer, DataRequest) else "nothing"
        yield Misfit("bot", wording.exact if wording.exact is not None else "words", got)
        return
    said = answer.text.rstrip("\n")
    if wording.exact is not None and wording.exact != said:
        yield Misfit("bot", wording.exact, said, verbatim=True)
    for pattern in wording.matches:
        if next(find_pattern(pattern, said), None) is None:
            yield Misfit("bot", f"what matches {pattern}", said)
    for part in wording.contains:
        if part not in said:
            yield Misfit("bot", f'what contains "{part}"', said)
    for part in wording.lacks:
        if part in said:
            yield Misfit("bot", f'what does not contain "{part}"', said)


def _misfits_of_requests(expected: Expectation, answer: _Answer) -> Iterator[Misfit]:
    if not isinstance(answer, DataRequest):
        yield Misfit("data_request", "a request for data", "none")
        return
    requests = expected.requests or ()
    if len(requests) != len(answer.entries):
        yield Misfit("data_request", f"{len(requests)} classes", f"{len(answer.entries)}")
        return
    for request, entry in zip(requests, answer.entries, strict=True):
        if request.condition is not None and request.condition != entry.condition:
            yield Misfit("condition", request.condition or "none", entry.condition or "none")
        if request.slots is not None and request.slots != entry.slots:
            yield Misfit("slots of the request", ", ".join(request.slots), ", ".join(entry.slots))


def _same(expected: Values, got: Values, read: Reading) -> bool:
    """Whether both are the same values, as conditions compare them, in whatever order."""
    if expected is None or got is None:
        return expected is got
    return len(expected) == len(got) and {read(one) for one in expected} == {
        read(one) for one in got
    }


def written(values: Values) -> str:
    """The values of a slot, for people."""
    if values is None:
        return "nothing"
    return ", ".join(values) if values else "any value"
