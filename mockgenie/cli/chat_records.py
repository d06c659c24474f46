"""The records that `mockgenie chat` sends where they are asked for: those that a person types, or
those of the bot that `--external` plays.

The bot does what the guide recommends: it looks for the records that meet the condition, sends the
first of them, and says behind them how many there are in all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from mockgenie.cli.lines import ChatLines
from mockgenie.conditions import ConditionError, parse
from mockgenie.dialog import ClassRequest, DataRequest
from mockgenie.domain import Domain
from mockgenie.protocol import Call, DataRecord, Dialog, GatewayRefusal
from mockgenie.records import reading_on

MOST_SENT = 100
"""So many records of an entity class are sent; behind them, where there are more, their count."""


class SentRecords(Struct, frozen=True):
    """What is sent of one entity class.

    `asked`: what was asked for; `records`: the first of those that fit; `fitting`: how many fit;
    `held`: how many the bot has; `source`: where it has them from, "" for none; `problem`: why it
    could not look for them, "" for nothing.
    """

    entity: str
    asked: ClassRequest
    records: tuple[DataRecord, ...] = ()
    fitting: int = 0
    held: int = 0
    source: str = ""
    problem: str = ""

    @property
    def has_more(self) -> bool:
        """Whether more fit than are sent, so that a count goes with them."""
        return self.fitting > len(self.records)


class Bot:
    """Answers the requests of one domain: with the records of `file`, where that has the entity
    class, else with the domain's own instances."""

    def __init__(
        self,
        domain: Domain,
        records: Mapping[str, Sequence[DataRecord]] | None = None,
        file: str = "",
    ) -> None:
        """`records`: those of `file`, by entity class."""
        self._entities = domain.entities
        self._records = records or {}
        self._file = file
        self._classes = {
            slot.name: entity.name for entity in domain.entities.values() for slot in entity.slots
        }

    def answer(self, request: DataRequest, today: date) -> tuple[SentRecords, ...]:
        """What is sent of each entity class, in the order of the request."""
        return tuple(self._fetch(entry, today) for entry in request.entries)

    def _fetch(self, asked: ClassRequest, today: date) -> SentRecords:
        entity = self._classes[asked.slots[0]]
        source, held = self._file, self._records.get(entity)
        if held is None:
            source, held = f"the instances of {entity}", self._entities[entity].instances.records
            if not held:
                nowhere = f"neither {self._file} nor the domain has any" if self._file else ""
                nowhere = nowhere or "the domain has no instances of it; --data FILE gives records"
                return SentRecords(entity, asked, problem=nowhere)
        try:
            condition = parse(asked.condition)
        except ConditionError as error:
            problem = f"the condition cannot be read: {error.problem}"
            return SentRecords(entity, asked, held=len(held), source=source, problem=problem)
        fitting = condition.filter(held, reading_on(today))
        first = tuple(fitting[:MOST_SENT])
        return SentRecords(entity, asked, first, len(fitting), len(held), source)


def data_of(sent: Sequence[SentRecords]) -> tuple[DataRecord, ...]:
    """The `data` of the call: the records of all classes, and a last one with their counts where
    not all were sent."""
    data = tuple(record for one in sent for record in one.records)
    if not any(one.has_more for one in sent):
        return data
    counts = {slot: f"<count>{one.fitting}</count>" for one in sent for slot in one.asked.slots}
    return (*data, counts)


# Typed records


RECORDS = 'a JSON list of records, [{"Class.slot": "value"}], or [] for none'
"""What has to be typed."""

_MORE = "…: "
_SHORT = 10_000
"""Up to so many characters it is tried with every line whether the list is whole."""

_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]')
_OPENS = {"[": 1, "{": 1, "]": -1, "}": -1}


class _NotJson(ValueError):
    """What was typed is no JSON; the message says why."""


def read_typed(written: str, lines: ChatLines) -> tuple[DataRecord, ...] | None:
    """The records of a list that begins with `written` and goes on in `lines`; None where they
    are none, which is noted there."""
    if not written:
        lines.note(f"give {RECORDS}")
    try:
        data = _read_json(written, lines)
    except _NotJson as error:
        lines.note(f"not JSON{error}")
        return None
    try:
        # Read as the server reads them.
        request = Call("chat", None, "dialog", "0", {"uuid": "0", "data": data}).request()
    except GatewayRefusal:
        request = None
    if not isinstance(request, Dialog) or request.data is None:
        lines.note(f"records are {RECORDS}")
        return None
    return request.data


def _read_json(written: str, lines: ChatLines) -> Any:
    """What the text says, as many lines of it as there have to be. Raises _NotJson."""
    pieces, length, depth, tried, ended = [written], len(written), _depth(written), 0, False
    while True:
        # Not with every line of a long list, so that the cost stays in proportion to its length.
        if ended or depth <= 0 or length <= _SHORT or length > 2 * tried:
            tried, text = length, "\n".join(pieces)
            try:
                return json.loads(text)
            except json.JSONDecodeError as error:
                if ended or error.pos < len(text.rstrip()):
                    raise _NotJson(f": {error}") from None
            except ValueError as error:  # a number of thousands of digits
                raise _NotJson(f" that can be read: {error}") from None
            except RecursionError:
                raise _NotJson(" that can be read: nested too deep") from None
        more = lines.read(_MORE, lambda _: (), remember=False)
        if more and more.strip():
            pieces.append(more)
            length += 1 + len(more)
            depth += _depth(more)
        else:
            ended = True


def _depth(line: str) -> int:
    """How many brackets a line opens that it does not close. No text goes over several lines."""
    return sum(_OPENS.get(found[0], 0) for found in _BRACKETS.finditer(line))
