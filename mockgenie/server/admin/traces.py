"""Why a turn went as it did: what each step of understanding found, and where it led."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from mockgenie.dialog import DataRequest, Engine, Reply, Session, Speech, contract_problems
from mockgenie.server.admin.journal import kept_exchange
from mockgenie.server.admin.problem import Refused
from mockgenie.server.admin.sessions import (
    OneSession,
    StateShown,
    engine_of,
    kept_session,
    shown_state,
)
from mockgenie.server.background import in_background
from mockgenie.server.replay import NotReplayable, Turn
from mockgenie.server.server import Server

T = TypeVar("T")

_LONGEST = 20_000


class TurnAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """The turn of which entry of the journal."""

    number: Annotated[int, Meta(ge=1, le=1_000_000_000_000, description="Its number.")]


class TextToTrace(Struct, frozen=True, forbid_unknown_fields=True):
    """What might be said."""

    text: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=_LONGEST,
            description="The utterance.",
            examples=["서울 날씨 알려 줘"],
        ),
    ]


class RequestShown(Struct, frozen=True):
    """Records of one entity class that are asked for."""

    slots: tuple[str, ...]
    condition: str


class RowShown(Struct, frozen=True):
    """A row in words: `label` is step, act, slot, task, needs, found or problem."""

    label: str
    text: str


class FindingShown(Struct, frozen=True):
    """Something that a step found: words that may be a value (candidate) or name slots (cue), that
    are one (mention), a pattern or an example that fits, an act, what is said of a slot, …; `names`
    are slots or acts, `words` the user's or the pattern's, `note` what else there is to say."""

    kind: str
    names: tuple[str, ...]
    words: str
    values: tuple[str, ...]
    note: str


class StepShown(Struct, frozen=True):
    """What a step of understanding changed: what it found, and what is no longer so."""

    step: str
    found: tuple[FindingShown, ...]
    gone: tuple[FindingShown, ...]


class SaidShown(Struct, frozen=True):
    """What was said of a slot: `values`, of which none are there where any will do, the user's
    `words` that say so, and `why` they do."""

    slot: str
    values: tuple[str, ...]
    words: tuple[str, ...]
    why: str


class ReplyShown(Struct, frozen=True):
    """What the engine answers, whatever a fault makes of it; `state` is start, dialog, end,
    data_request, or "" where there is no answer."""

    state: str
    system_text: str
    requests: tuple[RequestShown, ...]


class UnderstandingShown(Struct, frozen=True):
    """What an utterance was understood as. `act`: "" for none; `steps`: those that changed
    something; `forgotten`: slots to be said anew; `missing`: the slots that the task still needs;
    `awaits`: "records", "a yes" or ""."""

    steps: tuple[StepShown, ...]
    act: str
    why_act: str
    slots: tuple[SaidShown, ...]
    unwanted: tuple[SaidShown, ...]
    compared: tuple[SaidShown, ...]
    forgotten: tuple[str, ...]
    missing: tuple[str, ...]
    awaits: str


class TurnTraced(Struct, frozen=True):
    """A turn, and the session `before` and `after` it; before the opening there is none. `rows`:
    all of it in words, as `mockgenie chat --trace` shows it; `understood`: null where nothing was
    said."""

    uuid: str
    domain: str
    today: str
    text: str
    before: StateShown | None
    after: StateShown
    rows: list[RowShown]
    understood: UnderstandingShown | None
    reply: ReplyShown


async def trace_entry(server: Server, asked: TurnAsked) -> TurnTraced:
    """The turn of an entry, worked out again. Raises Refused, 404 or 409."""
    exchange = kept_exchange(server, asked.number)
    if exchange.led is None:
        why = f": {exchange.why}" if exchange.why else ""
        raise Refused(409, f"no turn was made{why}", "path.number")
    try:
        turns = await server.replay.turns(exchange.led.uuid, asked.number)
    except NotReplayable as error:
        raise Refused(409, f"it cannot be told any more: {error}", "path.number") from None
    # In a thread: a long text takes a while.
    return await in_background(partial(_traced, exchange.led.uuid, turns[-1]))


async def trace_text(server: Server, asked: OneSession, said: TextToTrace) -> TurnTraced:
    """What an utterance would be understood as now; nothing is changed by it. Raises Refused, 404
    or 409."""
    kept = await kept_session(server, asked.uuid)
    before = kept.session
    engine = engine_of(server, before)
    day = server.today_of(before)
    return await in_background(lambda: _traced_text(kept.uuid, engine, before, said.text, day))


def _traced_text(uuid: str, engine: Engine, before: Session, text: str, day: date) -> TurnTraced:
    after: Session = before
    reply: Reply | None = None
    if not before.pending:
        after, reply = engine.step(before, text, None, day)
    return _traced(uuid, Turn(0, engine, text, None, before, after, reply, day))


def _traced(uuid: str, turn: Turn) -> TurnTraced:
    # Imported when somebody asks: a server starts, and opens dialogs, without it.
    from mockgenie.dialog import explain, rows_of_data, rows_of_utterance

    engine, before, after = turn.engine, turn.before, turn.after
    rows: Any = ()
    understood = None
    if before is not None and turn.data is not None and before.pending:
        problems = contract_problems(engine.domain, before, turn.data, turn.today)
        rows = rows_of_data(before, after, problems)
    elif before is not None:
        explanation = explain(engine, before, turn.text or "", after, turn.today)
        rows = rows_of_utterance(explanation)
        understood = _as(UnderstandingShown, explanation)
    return TurnTraced(
        uuid,
        after.domain,
        turn.today.isoformat(),
        turn.text or "",
        None if before is None else shown_state(engine, before),
        shown_state(engine, after),
        _as(list[RowShown], list(rows)),
        understood,
        _reply(turn.reply, is_opening=before is None),
    )


def _reply(reply: Reply | None, is_opening: bool) -> ReplyShown:
    if reply is None:
        return ReplyShown("", "", ())
    if isinstance(reply, DataRequest):
        return ReplyShown("data_request", "", _as(tuple[RequestShown, ...], reply.entries))
    assert isinstance(reply, Speech)
    state = "end" if reply.end else "start" if is_opening else "dialog"
    return ReplyShown(state, reply.text, ())


def _as(type_: type[T], value: object) -> T:
    """A value of the engine as the API shows it, which has the same fields or fewer."""
    return msgspec.convert(value, type_, from_attributes=True)
