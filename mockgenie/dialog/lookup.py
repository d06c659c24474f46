"""The records of one turn: asked for or looked up, and remembered for the turns behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conditions import Reading
from mockgenie.dialog.client_records import ClientRecords, pick, read_client_records
from mockgenie.dialog.query import (
    Constraints,
    client_constraints,
    data_request,
    entity_classes,
    find,
    fits,
    relaxed,
)
from mockgenie.dialog.reply import DataRequest
from mockgenie.dialog.task_graph import TaskGraph
from mockgenie.dialog.tracker import Tracker
from mockgenie.domain import Domain, EntityClass, Saying, Slot, Task
from mockgenie.nlg import NOTHING_FOUND, FoundRecords
from mockgenie.records import Matches, Record, Table


class LookupResult(Struct, frozen=True, gc=False):
    """What a lookup found: `count`, how many records there are; those of each class, in the order
    of the task's `lookup`; and what texts and conditions see of them."""

    count: int
    by_class: tuple[Matches, ...]
    found: FoundRecords


Finder: TypeAlias = Callable[[Constraints], LookupResult]


class Lookup(Struct):
    """Looks up the records of a task by what the tracker knows.

    `external`: whether they come from the client; `count`: how many the last lookup found;
    `counts`: how many the last lookup of each entity class found; `listed`: the key slot and its
    values in the records said last; `shown`: the records that a client sent, as far as a later
    turn may be about them; `found_by`: the classes of which something was found last, and the
    slots that were constrained then; `dropped`: what was added to these, by slot, where no record
    met it and it was left out; `widened`: whether all records of what was chosen are asked for.
    """

    _domain: Domain
    _graph: TaskGraph
    _tracker: Tracker
    _read: Reading
    external: bool
    count: int
    counts: dict[str, int]
    listed: tuple[str, ...]
    shown: tuple[dict[str, str], ...]
    found_by: tuple[str, ...]
    dropped: dict[str, str] = {}
    widened: bool = False

    def request(self, task: Task) -> DataRequest:
        """What a client is asked for."""
        return data_request(self._domain, task, self._client_constraints(task), self._read)

    def receive(self, task: Task, data: Sequence[Record]) -> LookupResult | None:
        """The records that a client sent, as far as they meet the constraints; None where all of
        what was chosen is to be asked for, as none does."""
        classes = tuple(entity_classes(self._domain, task))
        sent = read_client_records(self._domain, task, data)
        asked_by = self._client_constraints(task)
        find = self._finder(classes, sent, asked_by)
        if task.name in self._graph.droppers and not self.widened:
            now = self._tracker.constraints
            self.widened = bool(_chosen_before(classes, now)) and not find(now).count
            if self.widened and self._client_constraints(task) != asked_by:
                return None
        return self._found(task, find)

    def _finder(
        self,
        classes: Sequence[EntityClass],
        sent: ClientRecords,
        asked_by: Constraints | None = None,
    ) -> Finder:
        """Finds records that a client `sent`, which was asked by some constraints."""
        table = sent.table

        def find_sent(constraints: Constraints) -> LookupResult:
            # A client's counts are counts of what it was asked for.
            counted = constraints == asked_by and not constraints.picks
            by_class, records, count = [], list[Record](), 0
            taken: set[int] = set()  # a record of several classes is one record
            for entity in classes:
                picked = pick(entity, table, constraints, self._read)
                others = [record for record in picked if id(record) not in taken]
                taken.update(map(id, others))
                records += others
                own_count = sent.count_of(entity) if counted else None
                count += len(others) if own_count is None else own_count
                by_class.append(Matches(len(picked) if own_count is None else own_count, picked))
            return LookupResult(count, tuple(by_class), _seen(classes, by_class, records))

        return find_sent

    def look_up(self, task: Task) -> LookupResult:
        """The instances that meet the constraints; of very many of a class the first ones."""
        classes, limit = self._graph.lookups[task.name]
        read = self._read

        def find_instances(constraints: Constraints) -> LookupResult:
            if len(classes) == 1:
                own = find(classes[0], classes[0].instances, constraints, read, limit)
                return LookupResult(own.count, (own,), _of_one_class(own.records))
            by_class = tuple(
                [find(entity, entity.instances, constraints, read, limit) for entity in classes]
            )
            count = sum([own.count for own in by_class])
            records = tuple(chain.from_iterable([own.records for own in by_class]))
            return LookupResult(count, by_class, _seen(classes, by_class, records))

        return self._found(task, find_instances)

    def still_fits(
        self, entity: EntityClass, keys: tuple[str, ...], constraints: Constraints
    ) -> bool:
        """Whether the records that were chosen by their keys meet new constraints. Of a client's
        records only those are known that were said last; a single other one is taken not to."""
        table = entity.instances
        if self.external:
            table = Table(self.shown)
            if not fits(entity, table, keys, Constraints(), self._read):
                restricted = any(constraints.wanted.values()) or bool(
                    constraints.unwanted or constraints.compared
                )
                return len(keys) > 1 or not restricted
        return fits(entity, table, keys, constraints, self._read)

    def spoken_values(self, slot: str) -> tuple[str, ...]:
        """The values of a slot in the record that is chosen, else in those said last."""
        for entity in self._domain.entities.values():
            own = {one.name: one.filled for one in entity.slots}
            if slot not in own.values() or not entity.key:
                continue
            filled = own[entity.key]
            keys = self._tracker.slots.get(filled, ())
            if not keys and self.listed[:1] == (filled,):
                keys = self.listed[1:]
            table = Table(self.shown) if self.external else entity.instances
            constraints = self._tracker.constraints.without((filled,))
            constraints = Constraints({**constraints.wanted, filled: keys}, constraints.unwanted)
            found = find(entity, table, constraints, self._read, len(keys)) if keys else None
            names = [name for name, other in own.items() if other == slot]
            values = (
                (record.get(name) for record in found.records for name in names) if found else ()
            )
            if known := tuple(filter(None, values)):
                return known
        return ()

    def remember(self, task: Task, saying: Saying, result: LookupResult) -> None:
        """Note that `saying` was said of the records: later turns may be about them."""
        records = result.found.records
        if not records or not any(self._graph.keys[task.name]):
            return
        lines = None if saying.each is None else records[: saying.limit]
        names: dict[str, tuple[str, ...]] = {}  # by the slot that they fill
        for keys, own in zip(self._graph.keys[task.name], result.by_class, strict=True):
            if keys is None:
                continue
            key, filled = keys
            said = own.records[:1] if lines is None else lines
            found = tuple(dict.fromkeys([record[key] for record in said if key in record]))
            names[filled] = names.get(filled, ()) or found
            if len(found) == 1 and len(own.records) == 1:
                # The only one is the one that is spoken of from now on.
                self._tracker.fill(filled, found)
        is_list = saying.each is not None and "number" in saying.each.names()
        filled, own_names = next(
            (pair for pair in names.items() if pair[1]), (next(iter(names)), ())
        )
        self._list(filled, own_names, is_list)
        if self.external:
            if lines is None:
                lines = [own.records[0] for own in result.by_class if own.records]
            self.shown = tuple(chain.from_iterable(self._kept(slot, lines) for slot in names))

    def _list(self, filled: str, names: tuple[str, ...], is_list: bool) -> None:
        """Note the names that were said; one of a list that was said before leaves that as it is,
        unless it is a list of its own."""
        if (
            is_list
            or len(names) > 1
            or filled not in self.listed
            or not set(names) <= set(self.listed)
        ):
            self.listed = (filled, *names) if names else ()

    def _kept(self, filled: str, said: Sequence[Record]) -> Iterable[dict[str, str]]:
        """The client's records whose names fill a slot and that a later turn may be about: those
        `said` now, and of those said before the ones whose names are still listed or known.

        Only what a record says of its own class is kept; what was said of it twice goes together.
        """
        current = {*self.listed, *self._tracker.slots.get(filled, ())}
        kept: dict[tuple[str, str], dict[str, str]] = {}
        for entity in self._domain.entities.values():
            slots = {slot.name: slot.filled for slot in entity.slots}
            if slots.get(entity.key) != filled:
                continue
            for record in self.shown:
                if (name := record.get(entity.key, "")) in current:
                    kept[entity.name, name] = record
            first = dict[str, Record]()
            for now in said:
                if name := now.get(entity.key, ""):
                    if _belongs(entity) and first.setdefault(name, now) is not now:
                        continue  # another showing of the film
                    before = kept.get((entity.name, name), {})
                    own = {slot: value for slot, value in now.items() if slot in slots}
                    kept[entity.name, name] = {**before, **own}
        return kept.values()

    def _client_constraints(self, task: Task) -> Constraints:
        """The constraints by which a client is asked for records."""
        constraints = self._tracker.constraints
        if self.widened:
            chosen = _chosen_before(entity_classes(self._domain, task), constraints)
            return Constraints({slot: constraints.wanted[slot] for slot in chosen})
        return client_constraints(self._domain, task, constraints, self.shown, self._read)

    def _found(self, task: Task, find: Finder) -> LookupResult:
        """What `find` finds. A record that the user names is found even if it does not meet
        earlier constraints; those are forgotten then."""
        constraints = self._tracker.constraints
        speaks_of_dropped = task.name in self._graph.droppers
        result = find(constraints)
        if not result.count:
            fewer = relaxed(self._domain, task, constraints)
            if fewer is not None and (one := find(fewer)).count == 1:
                self._tracker.constraints = fewer
                result = one
            elif speaks_of_dropped:
                result = self._without_narrowing(task, find, result)
        if speaks_of_dropped and result.count:
            self.found_by = (*task.lookup, *self._tracker.constraints.slots)
        self.count = result.count
        self.counts = counts = self.counts.copy()
        for name, own in zip(task.lookup, result.by_class, strict=True):
            counts[name] = own.count
        return result

    def _without_narrowing(self, task: Task, find: Finder, none: LookupResult) -> LookupResult:
        """What is found without what was added since something was found last, or without more
        where a record was chosen that others belong to, all of which a client is asked for. Of a
        client's records it is else what was said last."""
        classes = tuple(entity_classes(self._domain, task))
        now = self._tracker.constraints
        own = {slot.filled: slot for entity in classes for slot in entity.slots}
        if self.external and not self.widened:
            find = self._finder(classes, ClientRecords(self.shown, {}))
        others: list[str] = []
        for gone in self._to_leave_out(task, classes, now):
            others = [slot for slot in own if slot in now.slots and slot in gone]
            constraints = now.without(others)
            if others and (result := find(constraints)).count:
                self.dropped = {slot: _wish(own[slot], now) for slot in others}
                self._tracker.constraints = constraints
                return result
        if others and _chosen_before(classes, now):
            self.dropped = {slot: _wish(own[slot], now) for slot in others}
        return none

    def _to_leave_out(
        self, task: Task, classes: Sequence[EntityClass], now: Constraints
    ) -> Iterator[Collection[str]]:
        """The slots that records need not meet, of which the least is tried first: what was added;
        of records of one that was chosen before each slot, those last that the task asks for; all
        that it does not ask for, what it asks for, and both."""
        own = [slot.filled for entity in classes for slot in entity.slots]
        chosen = _chosen_before(classes, now)
        if any(_belongs(entity) for entity in classes) and not chosen:
            return
        found_by = set(self.found_by)
        if found_by.issuperset(task.lookup) and (known := found_by.intersection(own) - chosen):
            yield [slot for slot in own if slot not in known and slot not in chosen]
        if chosen:
            rest = [slot for slot in own if slot not in chosen]
            asked = [slot for slot in rest if slot in task.fill]
            others = [slot for slot in rest if slot not in task.fill]
            yield from ([slot] for slot in (*reversed(others), *asked))
            yield from (others, asked, rest)


def _belongs(entity: EntityClass) -> bool:
    """Whether records of a class belong to those of another one, by the same key."""
    return any(slot.same for slot in entity.slots if slot.name == entity.key)


def _chosen_before(classes: Iterable[EntityClass], now: Constraints) -> set[str]:
    """The slots by which records of the classes belong to one that was chosen: showings to a
    film."""
    keys = (slot for entity in classes for slot in entity.slots if slot.name == entity.key)
    return {slot.filled for slot in keys if slot.same and now.wanted.get(slot.filled)}


def _wish(slot: Slot, constraints: Constraints) -> str:
    """What was wished of a slot, as briefly as can be: its value, or its description."""
    if unwanted := constraints.unwanted.get(slot.filled):
        return f"{', '.join(unwanted)} 말고"
    wanted = constraints.wanted.get(slot.filled, ())
    if slot.type == "boolean" or not wanted:
        noun = slot.description or slot.name
        return f"{noun} 없음" if wanted == ("no",) else noun
    return ", ".join(wanted)


def _of_one_class(records: Sequence[Record]) -> FoundRecords:
    """What texts and conditions see of the records of a single class."""
    if not records:
        return NOTHING_FOUND
    first = records[0]
    return FoundRecords(records, first, first if len(records) == 1 else {})


def _seen(
    classes: Collection[EntityClass], by_class: Sequence[Matches], records: Sequence[Record]
) -> FoundRecords:
    """What texts and conditions see of records: of several classes, the first record of each says
    what it says of the slots of its own class."""
    if len(classes) == 1:
        return _of_one_class(records)
    firsts: dict[str, str] = {}
    singles: dict[str, str] = {}
    for entity, found in zip(classes, by_class, strict=True):
        if found.records:
            record = found.records[0]
            own = {slot.name: record[slot.name] for slot in entity.slots if slot.name in record}
            firsts.update(own)
            if len(found.records) == 1:
                singles.update(own)
    return FoundRecords(records, firsts, singles)
