"""What a bot said and was answered, made into conversations that have to go like that again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

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
    ACCESS_METHODS,
    AccessMethod,
    DataMissing,
    Engine,
    EngineFailure,
    Speech,
)
from mockgenie.domain import Slots
from mockgenie.journal import Entry, requests_in

_KOREA = timedelta(hours=9)
_SPOKEN: dict[str, ReplyState | None] = {"start": None, "dialog": None, "end": "end"}
"""The states in which something is said, and what has to be written of them."""
_LONGEST_NAME = 60
_NO_PLACE = (1, 1)

_OTHER_DAYS = (-37, 100, 1461)
"""Days from a conversation on which it is held again, to see what depends on the day."""
_PIECE = re.compile(r"[0-9]+|(?<=\()[월화수목금토일](?=\))|[월화수목금토일](?=요일)|[^0-9]")
_WEEKDAYS = "월화수목금토일"


def recorded(entries: Sequence[Entry]) -> Conversation | None:
    """The conversation that the exchanges of a session are, from its opening on; None where there
    is no opening among them, or nothing that could be expected.

    What was refused is left out, for it was no turn. Where a fault has struck, the bot's words are
    not expected again. What was said on another day than the opening is left out as well: a
    conversation has one day.
    """
    opening = next((entry for entry in entries if _is_opening(entry)), None)
    if opening is None:
        return None
    access_method = _access_method(opening)
    today = _day(opening)
    turns = [_turn(opening, None, None)]
    before, pending = opening, False
    for entry in entries:
        if entry.number <= opening.number or entry.method != "dialog" or not _is_turn(entry):
            continue
        if _day(entry) != today:
            break
        turns.append(_turn(entry, before, _records(entry) if pending else None))
        before, pending = entry, _is_pending(entry, pending)
        if entry.state == "end":
            break
    if not any(_expects(turn) for turn in turns):
        return None
    said = next((turn.user for turn in turns if turn.user and turn.user.strip()), "opening")
    name = " ".join(said.split())[:_LONGEST_NAME].rstrip()
    return Conversation(
        name, Path(), _NO_PLACE, tuple(turns), today, 0, access_method, opening.domain
    )


def with_patterns(engine: Engine, conversation: Conversation) -> Conversation:
    """The same, with patterns in the place of words that depend on the day: numbers and days of
    the week that are others when it is held on another day."""
    days = [conversation.today + timedelta(days=days) for days in _OTHER_DAYS]
    texts = [list(_texts_on(engine, conversation, day)) for day in days]
    turns = []
    for number, turn in enumerate(conversation.turns):
        exact = turn.expected.bot.exact if turn.expected.bot else None
        others = [said[number] for said in texts if number < len(said)]
        if exact is not None and (pattern := _pattern(exact, others)):
            said = Wording(matches=(pattern,))
            turn = replace(turn, expected=replace(turn.expected, bot=said))
        turns.append(turn)
    return replace(conversation, turns=tuple(turns))


def _texts_on(engine: Engine, conversation: Conversation, today: date) -> Iterator[str]:
    """What the bot says in each turn on another day, "" where it says nothing; as far as that can
    be held then."""
    session, reply = engine.open(conversation.access_method, today, conversation.seed)
    yield reply.text
    for turn in conversation.turns[1:]:
        try:
            session, answer = engine.step(session, turn.user, turn.data, today)
        except (DataMissing, EngineFailure):
            return
        yield answer.text if isinstance(answer, Speech) else ""


def _pattern(text: str, others: Iterable[str]) -> str:
    """A pattern for texts that differ in numbers and days of the week alone; "" where none of the
    others does."""
    pieces = _PIECE.findall(text)
    varying: dict[int, str] = {}
    for other in others:
        differing = _differing(pieces, _PIECE.findall(other.rstrip("\n")))
        varying |= differing or {}
    if not varying:
        return ""
    parts = (varying.get(place) or _escape(piece) for place, piece in enumerate(pieces))
    return f"^{''.join(parts)}$"


def _differing(pieces: list[str], others: list[str]) -> dict[int, str] | None:
    """By their places, what fits those of the pieces that differ; None where other things do."""
    if len(pieces) != len(others):
        return None
    found: dict[int, str] = {}
    for place, (piece, other) in enumerate(zip(pieces, others, strict=True)):
        if piece == other:
            continue
        if piece.isdecimal() and other.isdecimal():
            found[place] = "[0-9]+"
        elif piece in _WEEKDAYS and other in _WEEKDAYS:
            found[place] = f"[{_WEEKDAYS}]"
        else:
            return None
    return found


def _escape(text: str) -> str:
    """A text that stands for itself in an expression."""
    return "".join(f"\\{one}" if one in r"\.+*?()|[]{}^$" else one for one in text)


def _is_opening(entry: Entry) -> bool:
    return entry.method == "open_dialog" and _is_turn(entry)


def _is_turn(entry: Entry) -> bool:
    """Whether the engine led the session, or the answer says so where nobody knows more."""
    return bool(entry.task) or entry.state in ("start", "dialog", "end", "data_request")


def _is_pending(entry: Entry, before: bool) -> bool:
    """Whether records are waited for behind a turn."""
    return before if entry.fault and not entry.state else entry.state == "data_request"


def _access_method(opening: Entry) -> AccessMethod:
    found = re.search(r'"access_method"\s*:\s*"(\w+)"', opening.body)
    named = found[1] if found else ""
    return next((one for one in ACCESS_METHODS if one == named), ACCESS_METHODS[0])


def _day(entry: Entry) -> date:
    """The day it was in Korea."""
    return (datetime.fromisoformat(entry.at.replace("Z", "+00:00")) + _KOREA).date()


def _records(entry: Entry) -> tuple[dict[str, str], ...] | None:
    if not isinstance(entry.data, list):
        return None
    return tuple(
        {str(slot): "" if value is None else str(value) for slot, value in record.items()}
        for record in entry.data
        if isinstance(record, dict)
    )


def _turn(
    entry: Entry, before: Entry | None, data: tuple[dict[str, str], ...] | None
) -> ConversationTurn:
    user = None if before is None or data is not None else entry.text
    return ConversationTurn(_expected(entry, before, data is not None), _NO_PLACE, user, data)


def _expected(entry: Entry, before: Entry | None, is_data: bool) -> Expectation:
    trusted = not entry.fault
    speaks = trusted and entry.state in _SPOKEN
    requests = requests_in(entry) if trusted else ()
    known = bool(entry.task)
    return Expectation(
        bot=Wording(exact=entry.system_text.rstrip("\n")) if speaks else None,
        state=_SPOKEN.get(entry.state) if speaks else None,
        slots=_changed(before, entry, "slots") if known else {},
        unwanted=_changed(before, entry, "unwanted") if known else {},
        compared=_changed(before, entry, "compared") if known else {},
        act=entry.act if entry.act and before is not None and not is_data else None,
        task=entry.task if known and (before is None or before.task != entry.task) else None,
        requests=tuple(ExpectedRequest(one.slots, one.condition) for one in requests) or None,
    )


def _changed(before: Entry | None, after: Entry, what: str) -> Mapping[str, SlotValues]:
    """What is said of slots now that was not before."""
    old: Slots = getattr(before, what) if before is not None else {}
    new: Slots = getattr(after, what)
    changed: dict[str, SlotValues] = {
        slot: values
        for slot, values in new.items()
        if old.get(slot) != values and (values or what == "slots")
    }
    return changed | {slot: None for slot in old if slot not in new}


def _expects(turn: ConversationTurn) -> bool:
    return turn.expected != Expectation()


def by_session(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries of each session, in the order in which the sessions began."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.uuid:
            found.setdefault(entry.uuid, []).append(entry)
    return found
