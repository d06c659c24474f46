"""What a task asks for: the records of its entity classes that meet the user's constraints."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from mockgenie.conditions import (
    ORDERS,
    Comparison,
    Condition,
    Reading,
    all_of,
    any_of,
    one_of,
    read_bound,
)
from mockgenie.dialog.reply import ClassRequest, DataRequest
from mockgenie.domain import Domain, EntityClass, Slot, Slots, Task
from mockgenie.nlg import write
from mockgenie.records import Matches, Record, Table


class Constraints(Struct, frozen=True, gc=False):
    """What the user said of slots: full slot name to the values that are `wanted`, () where any
    will do, to those that are `unwanted`, and to what its values are `compared` with (as in
    `Session.compared`); `items`: the slots of the others of the classes of many, each of which is
    looked up as well; `heads`: the slots that tell them apart, where there is one at hand."""

    wanted: Slots = {}
    unwanted: Slots = {}
    compared: Slots = {}
    items: tuple[Slots, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def slots(self) -> set[str]:
        """The slots that something is said of."""
        return {*self.wanted, *self.unwanted, *self.compared}

    @property
    def picks(self) -> bool:
        """Whether only the first of an order are wanted, which no condition can say."""
        return any("lowest" in said or "highest" in said for said in self.compared.values())

    def without(self, slots: Collection[str]) -> Constraints:
        """The constraints on other slots than these."""
        return Constraints(
            {slot: values for slot, values in self.wanted.items() if slot not in slots},
            {slot: values for slot, values in self.unwanted.items() if slot not in slots},
            {slot: values for slot, values in self.compared.items() if slot not in slots},
            self.items,
            self.heads,
        )

    def is_of_items(self, entity: EntityClass) -> bool:
        """Whether the class is one of many, and there is one at hand."""
        return any(slot.name in self.heads for slot in entity.slots)

    def of_items(self, entity: EntityClass) -> Iterator[Constraints]:
        """Those on each other item, where the class is one of many, and on the one at hand."""
        own = {slot.name for slot in entity.slots}
        for item in self.items:
            if own.isdisjoint(item):
                continue
            others = {slot: v for slot, v in self.wanted.items() if slot not in own}
            yield Constraints({**others, **item})
        yield Constraints(self.wanted, self.unwanted, self.compared)

    def without_orders(self) -> Constraints:
        """The constraints that a condition can say."""
        if not self.compared:
            return self
        bounds = {
            slot: tuple(one for one in said if one not in ORDERS)
            for slot, said in self.compared.items()
        }
        return Constraints(self.wanted, self.unwanted, bounds, self.items, self.heads)


def entity_classes(domain: Domain, task: Task) -> Iterator[EntityClass]:
    """The entity classes whose records a task looks up, in its order."""
    return map(domain.entities.__getitem__, task.lookup)


def find(
    entity: EntityClass, table: Table, constraints: Constraints, read: Reading, limit: int
) -> Matches:
    """The records of `table` that meet the constraints on the slots of the class, at most
    `limit`; of a class of many the first one of each, in their order."""
    unwanted, compared = constraints.unwanted, constraints.compared
    if constraints.heads and constraints.is_of_items(entity):
        found = [find(entity, table, one, read, 1) for one in constraints.of_items(entity)]
        records = [record for matches in found for record in matches.records]
        return Matches(len(records), tuple(records))
    return table.find(
        _wanted(entity, constraints.wanted),
        _own(entity, unwanted) if unwanted else unwanted,
        read,
        limit,
        _own(entity, compared) if compared else compared,
    )


def fits(
    entity: EntityClass,
    table: Table,
    keys: tuple[str, ...],
    constraints: Constraints,
    read: Reading,
) -> bool:
    """Whether a record of `table` that has one of `keys` meets the constraints."""
    wanted = {**_own(entity, constraints.wanted), entity.key: keys}
    compared = _own(entity, constraints.compared)
    return table.find(wanted, _own(entity, constraints.unwanted), read, 1, compared).count > 0


def data_request(
    domain: Domain, task: Task, constraints: Constraints, read: Reading
) -> DataRequest:
    """The question that a client is asked (wire contract, sections 6 and 7)."""
    return DataRequest(
        tuple(
            ClassRequest(
                tuple(slot.name for slot in entity.slots),
                str(condition(entity, constraints, read)),
            )
            for entity in entity_classes(domain, task)
        )
    )


def condition(entity: EntityClass, constraints: Constraints, read: Reading) -> Condition:
    """Slot by slot: one of the wanted values, none of the unwanted ones, within the bounds. Of a
    class of many, the one or the other."""
    if constraints.is_of_items(entity):
        each = [condition(entity, one, read) for one in constraints.of_items(entity)]
        return each[0] if len(each) == 1 else any_of(tuple(each))
    return all_of(tuple(part for _, part in conditions(entity, constraints, read)))


def conditions(
    entity: EntityClass, constraints: Constraints, read: Reading
) -> Iterator[tuple[Slot, Condition]]:
    """The parts of the condition, each with the slot that it is about. What a day, a time or a
    duration is compared with is written in digits, so that a client can compare it."""
    for slot in entity.slots:
        if wanted := constraints.wanted.get(slot.filled):
            yield slot, one_of(slot.name, wanted)
        for value in constraints.unwanted.get(slot.filled, ()):
            yield slot, Comparison(slot.name, "~=", value)
        for bound in map(read_bound, constraints.compared.get(slot.filled, ())):
            if bound is not None:
                yield slot, Comparison(slot.name, bound.operator, write(bound.value, "iso", read))


def relaxed(domain: Domain, task: Task, constraints: Constraints) -> Constraints | None:
    """The constraints without those that a record which the user names need not meet: those on
    its other slots. None where no record is named, or nothing else is constrained."""
    others = {
        slot.name
        for entity in entity_classes(domain, task)
        if _names_one(entity, constraints.wanted)
        for slot in entity.slots
        if slot.name != entity.key
    }
    if others.isdisjoint(constraints.slots):
        return None
    return constraints.without(others)


def client_constraints(
    domain: Domain, task: Task, constraints: Constraints, shown: Sequence[Record], read: Reading
) -> Constraints:
    """The constraints that a client is asked by. `shown`: the client's records that were said last.

    A record that the user names is found even if it does not meet earlier constraints. The client
    is asked only once, so it is not asked by these unless the record is known to meet them.
    """
    table = Table(shown)
    if all(
        fits(entity, table, constraints.wanted[entity.key], constraints, read)
        for entity in entity_classes(domain, task)
        if _names_one(entity, constraints.wanted)
    ):
        return constraints
    return relaxed(domain, task, constraints) or constraints


def _names_one(entity: EntityClass, slots: Slots) -> bool:
    """Whether the user names one record of a class with a key of its own."""
    return len(slots.get(entity.key, ())) == 1 and not any(
        slot.same for slot in entity.slots if slot.name == entity.key
    )


def _wanted(entity: EntityClass, slots: Slots) -> Slots:
    """What is wanted of the slots of the class, in any order."""
    if not entity.is_filled_by_itself:
        return _own(entity, slots)
    names = entity.names
    if names.issuperset(slots) and all(slots.values()):
        return slots
    return {name: values for name, values in slots.items() if values and name in names}


def _own(entity: EntityClass, slots: Slots) -> Slots:
    """What was said of the slots of the class, in their declared order."""
    if not slots:
        return {}
    return {
        name: values
        for name, filled in entity.fills
        if filled in slots and (values := slots[filled])
    }
