"""Reviews slots: those that nothing uses, fills or can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from mockgenie.domain import Slot, SlotRef
from mockgenie.lint.codes import warn, warning
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline, SlotPart, TaskPart
from mockgenie.source import Diagnostic, Node


def check_slots(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about slots and where tasks name them."""
    yield from _unused(outline, filling)
    yield from _circles_of_slots(outline)
    yield from _keys(outline, filling)
    for part in outline.tasks.values():
        yield from _asked_in_vain(part, filling)
        yield from _reset_in_vain(part, outline, filling)
        yield from _circles_of_task(part, outline)
        yield from _alike(part, outline, filling)


def _unused(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    domain = outline.domain
    named = {entity.key for entity in domain.entities.values()}
    for slot in domain.slots().values():
        named.update(slot.preceding)
    for task in domain.tasks.values():
        named.update(task.fill, task.ask, task.reset, task.preceding)
    for act in domain.acts:
        for variant in (*act.variants, *act.examples):
            named.update(part.name for part in variant if isinstance(part, SlotRef))
    for when in outline.conditions:
        named.update(when.condition.slots)
    named.update(shown.value.name for shown in outline.shown)
    for name, part in outline.slots.items():
        if name in named or _is_looked_up(part, filling):
            continue
        if part.entity.name in filling.looked_up:
            why = f", and no record of {part.entity.name} has it"
        else:
            why = (
                ": nothing fills it, asks for it, compares or shows it, or looks"
                f" {part.entity.name} up"
            )
        found = warn("unused-slot", slot=name, why=why)
        yield warning(found, part.key, word=name.partition(".")[2])


def _is_looked_up(part: SlotPart, filling: Filling) -> bool:
    """Whether records are found by the slot. A client's records may have anything."""
    table = part.entity.instances
    has_value = any(True for _ in table.values(part.slot.name))
    return part.entity.name in filling.looked_up and (not len(table) or has_value)


def _asked_in_vain(part: TaskPart, filling: Filling) -> Iterator[Diagnostic]:
    if "ask" not in part.fields:
        return
    for slot, key, _ in part.fields["ask"].pairs("ask"):
        if slot not in filling.order[part.task.name]:
            yield warning(warn("ask-without-fill", slot=slot), key, word=slot)


def _reset_in_vain(part: TaskPart, outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    for slot, entry in part.slot_nodes("reset"):
        if slot not in filling.by_user and not _is_compared(outline.slots[slot], filling):
            yield warning(warn("reset-never-filled", slot=slot), entry, word=slot)


def _is_compared(part: SlotPart, filling: Filling) -> bool:
    """Whether records are compared by a slot that is never filled: 7시 이후."""
    return part.slot.type in ("date", "time") and part.entity.name in filling.looked_up


def _keys(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    for name, (_, fields) in outline.entities.items():
        if "key" in fields and name not in filling.looked_up:
            found = warn("key-without-lookup", entity=name)
            yield warning(found, fields["key"], word=fields["key"].text("key"))


# Slots before slots


def _circles_of_slots(outline: Outline) -> Iterator[Diagnostic]:
    before = {name: part.slot.preceding for name, part in outline.slots.items()}
    for circle in _circles(before):
        node = outline.slots[circle[0]].fields["preceding"]
        yield warning(warn("preceding-circle", path=_path(circle)), node)


def _circles_of_task(part: TaskPart, outline: Outline) -> Iterator[Diagnostic]:
    own = part.task.preceding
    if not own:
        return
    before = {name: slot.slot.preceding for name, slot in outline.slots.items()} | own
    nodes = {slot: value for slot, _, value in part.fields["preceding"].pairs("preceding")}
    for circle in _circles(before):
        if here := next((slot for slot in circle if slot in own), None):
            yield warning(warn("preceding-circle", path=_path(circle)), nodes[here])


def _path(circle: list[str]) -> str:
    return " before ".join((circle[0], *reversed(circle)))


def _circles(before: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Each circle once, from the slot in it that comes first."""
    done: set[str] = set()
    for start in before:
        path: dict[str, None] = {}
        stack = [iter((start,))]
        while stack:
            slot = next(stack[-1], None)
            if slot is None:
                stack.pop()
                if path:
                    done.add(path.popitem()[0])
            elif slot in path:
                way = list(path)
                yield way[way.index(slot) :]
            elif slot not in done:
                path[slot] = None
                stack.append(iter(before.get(slot, ())))


# Slots that take the same words


def _alike(part: TaskPart, outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    needed = [outline.slots[name].slot for name in filling.order[part.task.name]]
    places = dict(part.slot_nodes("fill"))
    reported: set[str] = set()
    for one, other in combinations(needed, 2):
        shared = _shared(one, other)
        if shared and not (one.words or other.words) and other.name not in reported:
            reported.add(other.name)
            node: Node = places.get(other.name, part.key)
            found = warn("alike-slots", words=shared, one=one.name, other=other.name)
            yield warning(found, node, word=other.name)


def _shared(one: Slot, other: Slot) -> str:
    """What both slots take for their values, "" for nothing."""
    if one.type == other.type and one.type in ("date", "time", "duration"):
        return f"a {one.type}"
    if one.pattern and one.pattern == other.pattern:
        return "what fits the pattern"
    if counters := [counter for counter in one.counters if counter in other.counters]:
        return f"a number with {counters[0]}"
    if one.values and one.values == other.values and one.type != "boolean":
        return f'"{next(iter(one.values))}"'
    return ""
