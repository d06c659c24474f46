"""The others of a class of many, beside the one that the slots of a session are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from mockgenie.dialog.parts import divide, less
from mockgenie.domain import Many, Slots

if TYPE_CHECKING:
    from mockgenie.nlu import ItemsAre, Understanding

_MOST = 100
"""So many are remembered at most, so that no session grows without end."""


class Items(Struct):
    """Of a class of `many`, those that were spoken of before (`done`), and those whose turn is to
    come (`next`): the slots of each."""

    many: Many
    done: tuple[Slots, ...] = ()
    next: tuple[Slots, ...] = ()

    @classmethod
    def of(cls, many: Many, done: Iterable[Slots], following: Iterable[Slots]) -> Items:
        """Those of one class among those of several."""
        return cls(many, tuple(_of(many, done)), tuple(_of(many, following)))

    def head(self, slots: Slots) -> str:
        """The slot that tells them apart, where `slots` are about one of them; else ""."""
        return self.many.head if slots.get(self.many.head) else ""

    def all(self, slots: Slots) -> list[Slots]:
        """All of them in their order, with the one that `slots` is about."""
        now = self._own(slots)
        return [*self.done, *([now] if now.get(self.many.head) else []), *self.next]

    def hear(
        self, said: Understanding, slots: Slots, wanted: Slots, ruled_out: Slots
    ) -> tuple[Slots, Slots, Slots]:
        """Take what is said of several; the slots of the one that is spoken of now, and what of the
        values that are `wanted` and `ruled_out` is about it."""
        many = self.many
        own = self._own(wanted)
        further = tuple(_of(many, said.items)) if said.items else ()
        how = said.items_are.get(many.entity, "")
        gone = ruled_out.get(many.head)
        if how == "instead" and gone:
            slots = self._bring(gone, slots)
            ruled_out = _without(ruled_out, (many.head,))
        elif (known := self._hear_of_known(how, own, further, slots)) is not None:
            slots, wanted = known, _without(wanted, own)
        elif further:
            self.done, self.next = (), further
            if slots.get(many.head) not in (None, own.get(many.head)):
                slots = {slot: v for slot, v in slots.items() if slot not in many.slots}
        elif how == "each":
            self.done = tuple({**item, **own} for item in self.done)
            self.next = tuple({**item, **own} for item in self.next)
        elif head := own.get(many.head):
            if any(item.get(many.head) == head for item in self.next):
                self.next = tuple(
                    {**item, **own} if item.get(many.head) == head else item for item in self.next
                )
                return slots, _without(wanted, own), ruled_out
            slots = self._turn_to(head, slots)
        if gone and how != "instead":
            slots, taken = self._without(gone, slots)
            if taken:
                ruled_out = _without(ruled_out, (many.head,))
        return slots, wanted, ruled_out

    def _hear_of_known(
        self, how: ItemsAre, own: Slots, further: tuple[Slots, ...], slots: Slots
    ) -> Slots | None:
        """The slots where what is said comes to those that are known, or is said of some of them;
        None where it is not. `own`: the slots that are said of the first one, `further`: of each
        other one."""
        if how == "parts":
            return self._divide((own, *further), slots)
        if how == "fewer":
            return self._less(own, slots)
        if further and (known := self._with((own, *further), slots)) is not None:
            return known
        if how == "further" and not self._is_known(own):
            self.next = (*self.next, own, *further)[: _MOST - len(self.done)]
            return slots
        return None

    def following(self, slots: Slots, needed: Collection[str]) -> Slots:
        """The slots with the next one in the place of the one that is done, or with the first one
        before that lacks one of those `needed`: it was left for another one. The same slots where
        there is none."""
        if self.next:
            now = self._own(slots)
            if now.get(self.many.head):
                self.done = (*self.done, now)
            following, *rest = self.next
            self.next = tuple(rest)
            return {**_without(slots, now), **following}
        for item in self.done:
            if not item.keys() >= set(needed):
                return self._turn_to(item[self.many.head], slots)
        return slots

    def _is_known(self, own: Slots) -> bool:
        """Whether one of the kind is waiting or done already: 불고기도 두 판으로 changes that."""
        return any(
            item.get(self.many.head) == own.get(self.many.head) for item in (*self.done, *self.next)
        )

    def _divide(self, parts: Sequence[Slots], slots: Slots) -> Slots:
        """The slots with what is said of parts of what is known, those of the first one."""
        items = divide(self.many, self.all(slots), parts, len(self.done))
        return self._of_all(items, slots)

    def _less(self, said: Slots, slots: Slots) -> Slots:
        """The slots where so many of a kind are wanted no longer; one of them stays at least."""
        items = less(self.many, self.all(slots), said, len(self.done))
        return self._of_all(items, slots) if items else slots

    def _with(self, said: Sequence[Slots], slots: Slots) -> Slots | None:
        """The slots with what is said of those that are known, and of new ones behind them; None
        where they come in the place of these."""
        items = {item[self.many.head]: item for item in self.all(slots) if self.many.head in item}
        heads = [item[self.many.head] for item in said if self.many.head in item]
        if items.keys().isdisjoint(heads) or len(set(heads)) < len(said):
            return None
        if len(items) < len(self.all(slots)):
            return None
        for item in said:
            items[item[self.many.head]] = {**items.get(item[self.many.head], {}), **item}
        return self._of_all(list(items.values()), slots)

    def _of_all(self, items: Sequence[Slots], slots: Slots) -> Slots:
        """The slots that are about the first of the items."""
        first, *others = items
        self.done, self.next = (), tuple(others[:_MOST])
        return {**_without(slots, self._own(slots)), **first}

    def forget(self, slots: Collection[str]) -> None:
        """Forget them all where the slot that tells them apart is forgotten."""
        if self.many.head in slots:
            self.done = self.next = ()

    def _own(self, slots: Slots) -> Slots:
        return {slot: v for slot, v in slots.items() if slot in self.many.slots}

    def _turn_to(self, head: tuple[str, ...], slots: Slots) -> Slots:
        """The slots about the one that is named, where there is one: 불고기는 라지로요."""
        for number, item in enumerate(self.done):
            if item.get(self.many.head) == head:
                now = self._own(slots)
                self.done = (*self.done[:number], *self.done[number + 1 :])
                if now.get(self.many.head):
                    self.done = (*self.done, now)
                return {**_without(slots, now), **item}
        return slots

    def _bring(self, head: tuple[str, ...], slots: Slots) -> Slots:
        """The slots about the one that another one comes in the place of: 불고기 말고 새우로요."""
        items = self.all(slots)
        for number, item in enumerate(items):
            if item.get(self.many.head) == head:
                self.done, self.next = tuple(items[:number]), tuple(items[number + 1 :])
                return {**_without(slots, self._own(slots)), **item}
        return slots

    def _without(self, gone: tuple[str, ...], slots: Slots) -> tuple[Slots, bool]:
        """The slots without one that is ruled out, where another one is left."""
        head = self.many.head
        if not (self.done or self.next):
            return slots, False
        before = len(self.done) + len(self.next)
        self.done = tuple(item for item in self.done if item.get(head) != gone)
        self.next = tuple(item for item in self.next if item.get(head) != gone)
        if slots.get(head) == gone:
            slots = {s: v for s, v in slots.items() if s not in self.many.slots}
            if self.done:
                slots, self.done = {**slots, **self.done[-1]}, self.done[:-1]
            elif self.next:
                slots, self.next = {**slots, **self.next[0]}, self.next[1:]
            return slots, True
        return slots, len(self.done) + len(self.next) < before


def _of(many: Many, items: Iterable[Slots]) -> Iterator[Slots]:
    return (item for item in items if not many.slots.isdisjoint(item))


def _without(slots: Slots, gone: Collection[str]) -> Slots:
    return {slot: values for slot, values in slots.items() if slot not in gone}
