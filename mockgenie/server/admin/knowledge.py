"""What is in a domain: entity classes, dialog acts and instances."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Annotated

from msgspec import Meta, Struct

from mockgenie.conditions import Condition
from mockgenie.domain import Act, EntityClass, Slot
from mockgenie.records import Record, Table, reading_on
from mockgenie.server.admin.domains import OneDomain, serving_engine
from mockgenie.server.admin.params import filter_of
from mockgenie.server.admin.problem import Refused
from mockgenie.server.background import in_background
from mockgenie.server.server import Server
from mockgenie.source import did_you_mean

MOST_SHOWN = 200
"""Values of a slot, synonyms of a value, patterns of an act."""
MOST_SEARCHED = 200_000
"""Instances that are looked at for one page of those that fit."""
_LOT = 1000


# Classes and acts


class ValueShown(Struct, frozen=True):
    """A value of a slot, and the first of its synonyms."""

    value: str
    synonyms: list[str]


class SlotShown(Struct, frozen=True):
    """A slot, as its domain has it; of its `count` values, the first. `any`: words that put no
    restriction on it."""

    name: str
    type: str
    description: str
    values: list[ValueShown]
    count: int
    any: list[str]
    pattern: str
    spoken: bool
    same: str
    line: int
    column: int


class EntityShown(Struct, frozen=True):
    """An entity class with its slots; `instances`: how many it has; `key`: the slot that names
    one, "" for none."""

    name: str
    description: str
    key: str
    instances: int
    slots: list[SlotShown]
    line: int
    column: int


class EntitiesShown(Struct, frozen=True):
    """The entity classes of a domain, in the order of its file."""

    entities: list[EntityShown]


class ActShown(Struct, frozen=True):
    """A dialog act; of its `count` patterns and examples, the first, as they are written."""

    name: str
    description: str
    intent: str
    patterns: list[str]
    count: int
    line: int
    column: int


class ActsShown(Struct, frozen=True):
    """The dialog acts that a domain writes itself, in the order of its file."""

    acts: list[ActShown]


async def list_entities(server: Server, asked: OneDomain) -> EntitiesShown:
    """The classes of a domain. Raises Refused, 404, and 409 where it does not load."""
    domain = serving_engine(server, asked.name).domain
    return EntitiesShown([_entity(entity) for entity in domain.entities.values()])


async def list_acts(server: Server, asked: OneDomain) -> ActsShown:
    """The acts of a domain. Raises Refused, 404, and 409 where it does not load."""
    return ActsShown([_act(act) for act in serving_engine(server, asked.name).domain.acts])


def _entity(entity: EntityClass) -> EntityShown:
    slots = [_slot(slot) for slot in entity.slots]
    return EntityShown(
        entity.name, entity.description, entity.key, len(entity.instances), slots, *entity.place
    )


def _slot(slot: Slot) -> SlotShown:
    values = islice(slot.values.items(), MOST_SHOWN)
    return SlotShown(
        slot.name,
        slot.type,
        slot.description,
        [ValueShown(value, list(synonyms[:MOST_SHOWN])) for value, synonyms in values],
        len(slot.values),
        list(slot.any[:MOST_SHOWN]),
        slot.pattern,
        slot.spoken,
        slot.same,
        *slot.place,
    )


def _act(act: Act) -> ActShown:
    return ActShown(
        act.name,
        act.description,
        act.intent,
        list(act.written[:MOST_SHOWN]),
        len(act.written),
        *act.place,
    )


# Instances


class InstancesAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Which of the instances of a domain."""

    name: Annotated[str, Meta(description="The domain.")]
    entity: Annotated[str, Meta(description="The entity class whose instances they are.")]
    when: Annotated[
        str,
        Meta(
            description="Only those for which this condition on slots of the class holds.",
            examples=['Weather.city = "서울" and Weather.low < 0'],
        ),
    ] = ""
    offset: Annotated[
        int, Meta(ge=0, le=1_000_000_000, description="So many of them are passed over.")
    ] = 0
    limit: Annotated[int, Meta(ge=1, le=1000, description="No more than so many.")] = 100


class InstancesShown(Struct, frozen=True):
    """Instances in the order of their file: `total` of the `held` ones fit; where there are many,
    so far as only the first `searched` were looked at. `slots` are the columns."""

    slots: list[str]
    instances: list[Record]
    total: int
    held: int
    searched: int


async def list_instances(server: Server, asked: InstancesAsked) -> InstancesShown:
    """Those of an entity class. Raises Refused: 400, 404, and 409 where the domain does not
    load."""
    domain = serving_engine(server, asked.name).domain
    entity = domain.entities.get(asked.entity)
    if entity is None:
        known = did_you_mean(asked.entity, domain.entities)
        problem = f'{domain.name} has no entity class "{asked.entity}"{known}'
        raise Refused(400, problem, "query.entity")
    slots = [slot.name for slot in entity.slots]
    condition = _condition(asked.when, slots)
    table, today = entity.instances, server.clock.today()
    return await in_background(lambda: _found(table, slots, condition, today, asked))


def _found(
    table: Table,
    slots: list[str],
    condition: Condition | None,
    today: date,
    asked: InstancesAsked,
) -> InstancesShown:
    held = len(table)
    if condition is None:
        page = table.page(asked.offset, asked.limit)
        return InstancesShown(slots, list(page), held, held, held)
    test, searched = condition.test(reading_on(today)), min(held, MOST_SEARCHED)
    found: list[Record] = []
    total = 0
    for first in range(0, searched, _LOT):
        for record in table.page(first, min(_LOT, searched - first)):
            if test(record):
                total += 1
                if asked.offset < total <= asked.offset + asked.limit:
                    found.append(record)
    return InstancesShown(slots, found, total, held, searched)


def _condition(when: str, slots: list[str]) -> Condition | None:
    """The condition on instances, None for none. Raises Refused, 400."""
    if not when.strip():
        return None
    condition = filter_of(when, slots)
    for name in condition.slots:
        if name not in slots:
            raise Refused(400, f'unknown slot "{name}"{did_you_mean(name, slots)}', "query.when")
    return condition
