"""The others of a class of many, beside the one that the slots of a session are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from mockgenie.dialog.parts import divide, less
from mockgenie.domain import Many, Slots

if TYPE_CHECKING:
    from mockgenie.nlu import Understanding

_MOST = 100
"""So many are remembered at most, so that no session grows without end."""


class Items(Struct):
    """Those that were spoken of before (`done`), and those whose turn is to come (`next`): the
    slots of each."""

    _many: Many | None
    done: tuple[Slots, ...] = ()
    next: tuple[Slots, ...] = ()

    def head(self, slots: Slots) -> str:
        """The slot that tells them apart, where `slots` are about one of them; else ""."""
        many = self._many
        return many.head if many is not None and slots.get(many.head) else ""

    def all(self, slots: Slots) -> list[Slots]:
        """All of them in their order, with the one that `slots` is about."""
        now = self._own(slots)
        return [*self.done, *([now] if self._many and now.get(self._many.head) else []), *self.next]

    def hear(self, said: Understanding, slots: Slots) -> tuple[Slots, Slots, Slots]:
        """Take what is said of several; the slots of the one that is spoken of now, and what of the
        values that are said and ruled out is about it."""
        many = self._many
        assert many is not None
        wanted, ruled_out = said.slots, said.unwanted
        own = self._own(wanted)
        if (known := self._hear_of_known(said, own, slots)) is not None:
            return known, _without(wanted, own), ruled_out
        if said.items:
            self.done, self.next = (), said.items
            if slots.get(many.head) not in (None, own.get(many.head)):
                slots = {slot: v for slot, v in slots.items() if slot not in many.slots}
        elif said.items_are == "each":
            self.done = tuple({**item, **own} for item in self.done)
            self.next = tuple({**item, **own} for item in self.next)
        elif head := own.get(many.head):
            if any(item.get(many.head) == head for item in self.next):
                self.next = tuple(
                    {**item, **own} if item.get(many.head) == head else item for item in self.next
                )
                return slots, _without(wanted, own), ruled_out
            slots = self._turn_to(head, slots)
        if gone := ruled_out.get(many.head):
            slots, taken = self._without(gone, slots)
            if taken:
                ruled_out = {slot: v for slot, v in ruled_out.items() if slot != many.head}
        return slots, wanted, ruled_out

    def _hear_of_known(self, said: Understanding, own: Slots, slots: Slots) -> Slots | None:
        """The slots where what is said comes to those that are known, or is said of some of them;
        None where it is not. `own`: the slots that are said of the first one."""
        if said.items_are == "parts":
            return self._divide((own, *said.items), slots)
        if said.items_are == "fewer":
            return self._less(own, slots)
        if said.items and (known := self._with((own, *said.items), slots)) is not None:
            return known
        if said.items_are == "further" and not self._is_known(own):
            self.next = (*self.next, own, *said.items)[: _MOST - len(self.done)]
            return slots
        return None

    def go_on(self, slots: Slots) -> Slots:
        """The slots with the next one in the place of the one that is done."""
        assert self._many is not None
        now = self._own(slots)
        if now.get(self._many.head):
            self.done = (*self.done, now)
        following, *rest = self.next
        self.next = tuple(rest)
        return {**_without(slots, now), **following}

    def return_to_unfinished(self, slots: Slots, needed: Collection[str]) -> Slots:
        """The slots of the first one before that lacks one of those `needed`, where there is one:
        it was left for another one."""
        for item in self.done:
            if not item.keys() >= set(needed):
                return self._turn_to(item[self._head], slots)
        return slots

    @property
    def _head(self) -> str:
        assert self._many is not None
        return self._many.head

    def _is_known(self, own: Slots) -> bool:
        """Whether one of the kind is waiting or done already: 불고기도 두 판으로 changes that."""
        return any(item.get(self._head) == own.get(self._head) for item in (*self.done, *self.next))

    def _divide(self, parts: Sequence[Slots], slots: Slots) -> Slots:
        """The slots with what is said of parts of what is known, those of the first one."""
        assert self._many is not None
        items = divide(self._many, self.all(slots), parts, len(self.done))
        return self._of_all(items, slots)

    def _less(self, said: Slots, slots: Slots) -> Slots:
        """The slots where so many of a kind are wanted no longer; one of them stays at least."""
        assert self._many is not None
        items = less(self._many, self.all(slots), said, len(self.done))
        return self._of_all(items, slots) if items else slots

    def _with(self, said: Sequence[Slots], slots: Slots) -> Slots | None:
        """The slots with what is said of those that are known, and of new ones behind them; None
        where they come in the place of these."""
        items = {item[self._head]: item for item in self.all(slots) if self._head in item}
        heads = [item[self._head] for item in said]
        if items.keys().isdisjoint(heads) or len(set(heads)) < len(heads):
            return None
        if len(items) < len(self.all(slots)):
            return None
        for item in said:
            items[item[self._head]] = {**items.get(item[self._head], {}), **item}
        return self._of_all(list(items.values()), slots)

    def _of_all(self, items: Sequence[Slots], slots: Slots) -> Slots:
        """The slots that are about the first of the items."""
        first, *others = items
        self.done, self.next = (), tuple(others[:_MOST])
        return {**_without(slots, self._own(slots)), **first}

    def forget(self, slots: Collection[str]) -> None:
        """Forget them all where the slot that tells them apart is forgotten."""
        if self._many is not None and self._many.head in slots:
            self.done = self.next = ()

    def _own(self, slots: Slots) -> Slots:
        many = self._many
        return {} if many is None else {s: v for s, v in slots.items() if s in many.slots}

    def _turn_to(self, head: tuple[str, ...], slots: Slots) -> Slots:
        """The slots about the one that is named, where there is one: 불고기는 라지로요."""
        assert self._many is not None
        for number, item in enumerate(self.done):
            if item.get(self._many.head) == head:
                now = self._own(slots)
                self.done = (*self.done[:number], *self.done[number + 1 :])
                if now.get(self._many.head):
                    self.done = (*self.done, now)
                return {**_without(slots, now), **item}
        return slots

    def _without(self, gone: tuple[str, ...], slots: Slots) -> tuple[Slots, bool]:
        """The slots without one that is ruled out, where another one is left."""
        assert self._many is not None
        head = self._many.head
        if not (self.done or self.next):
            return slots, False
        before = len(self.done) + len(self.next)
        self.done = tuple(item for item in self.done if item.get(head) != gone)
        self.next = tuple(item for item in self.next if item.get(head) != gone)
        if slots.get(head) == gone:
            slots = {s: v for s, v in slots.items() if s not in self._many.slots}
            if self.done:
                slots, self.done = {**slots, **self.done[-1]}, self.done[:-1]
            elif self.next:
                slots, self.next = {**slots, **self.next[0]}, self.next[1:]
            return slots, True
        return slots, len(self.done) + len(self.next) < before


NO_ITEMS = Items(None)
"""Those of a domain without a class of many: there never are any."""


def _without(slots: Slots, gone: Collection[str]) -> Slots:
    return {slot: values for slot, values in slots.items() if slot not in gone}
