"""The records that a bot sends where they are asked for: those of a domain, or others.

The bot does what the guide recommends: it looks for the records that meet the condition, sends the
first of them, and says behind them how many there are in all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from mockgenie.conditions import ConditionError, parse
from mockgenie.dialog.reply import ClassRequest, DataRequest
from mockgenie.domain import Domain
from mockgenie.records import Record, reading_on

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
    records: tuple[Record, ...] = ()
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
        records: Mapping[str, Sequence[Record]] | None = None,
        file: str = "",
        hint: str = "",
    ) -> None:
        """`records`: those of `file`, by entity class; `hint`: what to do where there are none."""
        self._hint = hint
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
                nowhere = nowhere or f"the domain has no instances of it{self._hint}"
                return SentRecords(entity, asked, problem=nowhere)
        try:
            condition = parse(asked.condition)
        except ConditionError as error:
            problem = f"the condition cannot be read: {error.problem}"
            return SentRecords(entity, asked, held=len(held), source=source, problem=problem)
        fitting = condition.filter(held, reading_on(today))
        first = tuple(fitting[:MOST_SENT])
        return SentRecords(entity, asked, first, len(fitting), len(held), source)


def data_of(sent: Sequence[SentRecords]) -> tuple[Record, ...]:
    """The `data` of the call: the records of all classes, and a last one with their counts where
    not all were sent."""
    data = tuple(record for one in sent for record in one.records)
    if not any(one.has_more for one in sent):
        return data
    counts = {slot: f"<count>{one.fitting}</count>" for one in sent for slot in one.asked.slots}
    return (*data, counts)
