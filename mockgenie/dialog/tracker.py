"""What the user has said of slots, as a turn changes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

from mockgenie.conditions import ORDERS, Bound, Reading, read_bound, satisfies
from mockgenie.dialog.items import Items
from mockgenie.dialog.query import Constraints
from mockgenie.domain import EntityClass, Slots

if TYPE_CHECKING:
    from mockgenie.nlu import Understanding


class SpokenRecords(Protocol):
    """The records that the dialog is about."""

    def still_fits(
        self, entity: EntityClass, keys: tuple[str, ...], constraints: Constraints
    ) -> bool:
        """Whether records of a class, chosen by their keys, meet constraints."""

    def spoken_values(self, slot: str) -> tuple[str, ...]:
        """The values of a slot in the record that is chosen, else in those said last."""


_RELATIVE = {"less": "ascending", "more": "descending"}
"""Comparisons with what is spoken of, and the order that they mean where nothing is."""

Keyed: TypeAlias = Iterable[tuple[EntityClass, frozenset[str]]]
"""Classes with a key, each with its other slots."""


class Tracker(Struct):
    """The slots of a session: `slots` with the values that are wanted, () where any will do;
    `unwanted`, those that are ruled out; `compared`, what they are compared with; `before`, those
    that were forgotten since; `items`, the others of each class of many. `read` gives what values
    compare by."""

    slots: Slots
    unwanted: Slots
    compared: Slots
    before: Slots
    items: tuple[Items, ...]
    _read: Reading
    _spoken_of: Constraints | None = None

    @property
    def constraints(self) -> Constraints:
        """What records have to meet."""
        if not self.items:
            return Constraints(self.slots, self.unwanted, self.compared)
        heads = tuple(filter(None, [items.head(self.slots) for items in self.items]))
        others = tuple([item for items in self.items for item in (*items.done, *items.next)])
        return Constraints(self.slots, self.unwanted, self.compared, others, heads)

    @constraints.setter
    def constraints(self, constraints: Constraints) -> None:
        self.slots, self.unwanted = constraints.wanted, constraints.unwanted
        self.compared = constraints.compared

    def is_answered(self, slot: str) -> bool:
        """Whether the user has said something of a slot; of a class of many, what it is to have."""
        if slot in self.slots or slot in self.compared:
            return True
        return slot in self.unwanted and not any(slot in items.many.slots for items in self.items)

    def update(self, said: Understanding, keyed: Keyed, records: SpokenRecords) -> None:
        """Add what the user said to what is known already. A record that was chosen is forgotten
        where it does not fit what is said now."""
        before = {**self.slots, **self.compared} if keyed else self.slots
        compared: Slots = {}
        anew: Sequence[str] = ()
        if said.compared:
            compared = dict(self._compared_now(said.compared, records))
            anew = [slot for slot, one in said.compared.items() if one[0] in _RELATIVE]
        if anew:
            self._spoken_of = self.constraints
        wanted, ruled_out = said.slots, said.unwanted
        for items in self.items:
            self.slots, wanted, ruled_out = items.hear(said, self.slots, wanted, ruled_out)
        self._add(wanted, ruled_out)
        if compared or self.compared:
            self._compare((*said.slots, *anew), compared, bool(anew))
        if said.forgotten:
            self.forget(said.forgotten)
        for entity, others in keyed:
            chosen = self.slots.get(entity.key)
            if said.slots.get(entity.key) and (last := before.get(entity.key)) not in (
                None,
                chosen,
            ):
                self.before = {**self.before, entity.key: last}  # 둘 중에 is that and this
            if chosen and entity.key not in said.slots:
                now = Constraints(
                    {slot: values for slot, values in said.slots.items() if slot in others},
                    said.unwanted,
                    compared,
                )
                if _changes(before, others, now) and (
                    _widens(before, now) or not records.still_fits(entity, chosen, now)
                ):
                    self.forget((entity.key,))

    def _add(self, wanted: Slots, ruled_out: Slots) -> None:
        slots, unwanted = {**self.slots, **wanted}, self.unwanted
        if unwanted and not unwanted.keys().isdisjoint(wanted):
            unwanted = {slot: values for slot, values in unwanted.items() if slot not in wanted}
        for slot, values in ruled_out.items():
            unwanted = {**unwanted, slot: tuple(dict.fromkeys((*unwanted.get(slot, ()), *values)))}
            if kept := tuple(value for value in slots.get(slot, ()) if value not in values):
                slots[slot] = kept
            else:
                slots.pop(slot, None)
        self.slots, self.unwanted = slots, unwanted

    def return_to_spoken(self) -> None:
        """Where nothing is less or more than what is spoken of, that stays what is."""
        if self._spoken_of is not None:
            self.constraints = self._spoken_of

    def _compared_now(
        self, said: Slots, records: SpokenRecords
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What slots are compared with now, 더 싼 being cheaper than what is spoken of."""
        for slot, comparisons in said.items():
            relative = [one for one in comparisons if one in _RELATIVE]
            if not relative:
                yield slot, comparisons
                continue
            bounds = filter(None, map(read_bound, self.compared.get(slot, ())))
            known = self.slots.get(slot) or records.spoken_values(slot)
            yield slot, (self._than(relative[0], known or tuple(one.value for one in bounds)),)

    def _than(self, relative: str, known: tuple[str, ...]) -> str:
        """Less, or more, than all `known` values."""
        keys = {self._read(value): value for value in known}
        kind = next((key[0] for key in keys if key[0] != "text"), "")
        ordered = sorted(key for key in keys if key[0] == kind)
        if not ordered:
            return _RELATIVE[relative]
        if relative == "less":
            return str(Bound("<", keys[ordered[0]]))
        return str(Bound(">", keys[ordered[-1]]))

    def _compare(self, forgotten: Collection[str], now: Slots, relative: bool) -> None:
        """Add to the comparisons what slots are compared with `now`, where those on slots that are
        `forgotten` hold no longer. An order comes in the place of another one, and what is
        `relative` to the first of an order, in its place."""
        compared = {slot: said for slot, said in self.compared.items() if slot not in forgotten}
        if relative or any(one in ORDERS for said in now.values() for one in said):
            for slot, said in compared.items():
                compared[slot] = tuple(one for one in said if one not in ORDERS)
        for slot, said in now.items():
            compared[slot] = (*self._kept(compared.get(slot, ()), said), *said)
        if now:
            self.slots = {slot: v for slot, v in self.slots.items() if slot not in now}
            self.unwanted = {slot: v for slot, v in self.unwanted.items() if slot not in now}
        self.compared = {slot: said for slot, said in compared.items() if said}

    def _kept(self, before: Iterable[str], now: Iterable[str]) -> Iterator[str]:
        """The bounds that hold beside those that are said now: on the other side, and not beyond
        them."""
        bounds = list(filter(None, map(read_bound, now)))
        for kept in filter(None, map(read_bound, before)):
            others = [bound for bound in bounds if bound.is_upper != kept.is_upper]
            if len(others) == len(bounds) and all(self._meet(kept, bound) for bound in others):
                yield str(kept)

    def _meet(self, one: Bound, other: Bound) -> bool:
        """Whether something is within both of two bounds, one of which is an upper one."""
        lower, upper = sorted((one, other), key=lambda bound: bound.is_upper)
        least, most = self._read(lower.value), self._read(upper.value)
        return least[0] == most[0] and satisfies(least, "<=", most)

    def next_item(self, needed: Collection[str]) -> bool:
        """Go on with the next of a class of many of which something is `needed`, or with one that
        was left before that was known; False where there is none."""
        for items in self.items:
            own = items.many.slots.intersection(needed)
            if own:
                slots = items.following(self.slots, own - self.compared.keys())
                if slots is not self.slots:
                    self.slots = slots
                    return True
        return False

    def fill(self, slot: str, values: tuple[str, ...]) -> None:
        """Let a slot have `values`."""
        self.slots = {**self.slots, slot: values}

    def forget(self, slots: Collection[str]) -> None:
        """Forget what was said of `slots`; 그날 and 거기 can still point at it."""
        for items in self.items:
            items.forget(slots)
        if not self.slots.keys().isdisjoint(slots):
            gone = {slot: values for slot, values in self.slots.items() if slot in slots}
            before = {slot: v for slot, v in self.before.items() if slot not in gone}
            self.before = {**before, **{slot: v for slot, v in gone.items() if v}}
            self.slots = {slot: v for slot, v in self.slots.items() if slot not in gone}
        if self.unwanted:
            self.unwanted = {slot: v for slot, v in self.unwanted.items() if slot not in slots}
        if self.compared:
            self.compared = {slot: v for slot, v in self.compared.items() if slot not in slots}

    def forget_all(self) -> None:
        """Begin anew."""
        self.slots, self.unwanted, self.compared, self.before = {}, {}, {}, {}
        for items in self.items:
            items.done = items.next = ()


def _changes(before: Slots, slots: frozenset[str], now: Constraints) -> bool:
    """Whether what is said now says anything new of the `slots` of a class."""
    return not slots.isdisjoint({*now.unwanted, *now.compared}) or any(
        before.get(slot) != values for slot, values in now.wanted.items()
    )


def _widens(before: Slots, now: Constraints) -> bool:
    """Whether any value will do now for a slot that was restricted before, or its limit is another
    one, or other records are the first of an order."""
    if now.picks or not before.keys().isdisjoint(now.compared):
        return True
    return any(values == () and before.get(slot) for slot, values in now.wanted.items())
