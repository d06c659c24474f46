"""Reviews conditions, texts and patterns: what they compare, show or expect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mockgenie.conditions import Comparison, read_value
from mockgenie.domain import BOOLEAN_VALUES, place_of
from mockgenie.korean import UtteranceKind
from mockgenie.lint.codes import warn, warning
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline, PlacedCondition, RecordScope, SlotPart
from mockgenie.lint.values import has_value, meant
from mockgenie.source import Diagnostic, Mistake, did_you_mean

_EQUALITY = ("=", "~=")
_KINDS = tuple(kind.value for kind in UtteranceKind)
"""What `kind` may be."""


def check_conditions(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about conditions, and about values that nothing can have given."""
    performed = dict.fromkeys(_performed(outline))
    for when in outline.conditions:
        for comparison in when.condition.comparisons():
            yield from _comparison(comparison, when, outline, performed)
        for name in when.condition.slots:
            if why := _why_never_there(name, when.scope, outline, filling):
                at = place_of(when.node.text("a condition"), name, start=when.offset)
                yield warning(warn("never-filled", name=name, why=why), when.node, at, name)
    for shown in outline.shown:
        name = shown.value.name
        if why := _why_never_there(name, shown.scope, outline, filling):
            found = warn("never-filled", name=name, why=why)
            yield warning(found, shown.node, shown.value.column, name)


def _performed(outline: Outline) -> Iterator[str]:
    """The dialog acts of the system."""
    domain = outline.domain
    for task in domain.tasks.values():
        confirm = task.confirm
        lists = [task.say, task.enter, task.leave, *task.ask.values()]
        lists += [confirm.question, confirm.change] if confirm else []
        yield from (saying.act for sayings in lists for saying in sayings if saying.act)
    by_slot = (*domain.unknown.values(), *domain.noted.values())
    for sayings in (domain.help, domain.cancelled, domain.fallback, *by_slot):
        yield from (saying.act for saying in sayings if saying.act)


def _comparison(
    comparison: Comparison, when: PlacedCondition, outline: Outline, performed: Mapping[str, None]
) -> Iterator[Diagnostic]:
    name, value = comparison.name, comparison.value
    part = outline.slots.get(name)
    found: Mistake | None = None
    if name == "system_act" and comparison.operator in _EQUALITY and value not in performed:
        hint = did_you_mean(value, performed)
        found = warn("unknown-system-act", act=value, hint=hint)
    elif name == "kind" and comparison.operator in _EQUALITY and value not in _KINDS:
        found = warn("unknown-kind", kind=value, hint=did_you_mean(value, _KINDS))
    elif outline.is_number(name) or (part and part.slot.type in ("int", "float")):
        if read_value(value)[0] != "number":
            found = warn("not-a-number", name=name, value=value)
    elif part and comparison.operator in _EQUALITY and not _may_have(value, part, when.scope):
        found = warn("unknown-value", value=value, slot=name, hint=meant(value, part))
    if found:
        at = _place_of_value(when.node.text("a condition"), comparison, when.offset)
        yield warning(found, when.node, at, value)


def _may_have(value: str, part: SlotPart, scope: RecordScope) -> bool:
    """Whether a slot may have a value, as far as its domain says which ones it has."""
    slot = part.slot
    if slot.type == "boolean":
        return value in BOOLEAN_VALUES
    if slot.type not in ("text", "choice") or not slot.values or has_value(part, value):
        return True
    if part.entity.name not in scope.records or slot.type == "choice":
        return False
    # Of a text, the records may have other values; those of a client are not known.
    table = part.entity.instances
    return not len(table) or value in table.values(slot.name)


def _why_never_there(name: str, scope: RecordScope, outline: Outline, filling: Filling) -> str:
    """Why a name can have no value where it stands, "" where it can."""
    if name == "number" and not scope.each:
        return "it is only in each, where it counts the records"
    if (counted := outline.counts.get(name, "")) and counted not in filling.looked_up:
        return f"no task looks {counted} up, so it is always 0"
    part = outline.slots.get(name)
    if part is None or name in filling.by_user or part.entity.name in scope.records:
        return ""
    if part.entity.name in filling.looked_up:
        entity = part.entity.name
        return (
            f"only a record of {entity} can have it, and records are known only in say of a"
            f" task that looks {entity} up"
        )
    return "it is not asked for, and nothing that is said names its value"


def _place_of_value(written: str, comparison: Comparison, start: int) -> int:
    """Where the value of a comparison stands in a text."""
    name, operator = re.escape(comparison.name), re.escape(comparison.operator)
    pattern = re.compile(rf'(?<![\w.]){name}\s*{operator}\s*"?(?={re.escape(comparison.value)})')
    found = pattern.search(written, start)
    return found.end() if found else place_of(written, comparison.name, start=start)
