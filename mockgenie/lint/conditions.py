"""Reviews conditions, texts and patterns: what they compare, show or expect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockgenie.conditions import Comparison, read_value
from mockgenie.domain import place_of
from mockgenie.lint.codes import warning
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline, SlotPart, View, When
from mockgenie.lint.values import has_value, meant
from mockgenie.source import Diagnostic, did_you_mean

_NUMBERS = ("count", "turn", "number")
"""Terms whose value is a number, as are the counts of classes."""
_EQUALITY = ("=", "~=")


def check_conditions(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about conditions, and about values that nothing can have given."""
    performed = tuple(_performed(outline))
    for when in outline.conditions:
        for comparison in when.condition.comparisons():
            yield from _comparison(comparison, when, outline, performed)
        for name in when.condition.slots:
            if problem := _never_there(name, when.view, outline, filling):
                at = place_of(when.node.text("a condition"), name, start=when.offset)
                yield warning("never-filled", when.node, problem, at, name)
    for shown in outline.shown:
        name = shown.value.name
        if problem := _never_there(name, shown.view, outline, filling):
            yield warning("never-filled", shown.node, problem, shown.value.column, name)


def _performed(outline: Outline) -> Iterator[str]:
    """The dialog acts of the system."""
    domain = outline.domain
    for task in domain.tasks.values():
        confirm = task.confirm
        lists = [task.say, task.enter, task.leave, *task.ask.values()]
        lists += [confirm.question, confirm.change] if confirm else []
        yield from (saying.act for sayings in lists for saying in sayings if saying.act)
    for sayings in (domain.help, domain.cancelled, domain.fallback):
        yield from (saying.act for saying in sayings if saying.act)


def _comparison(
    comparison: Comparison, when: When, outline: Outline, performed: tuple[str, ...]
) -> Iterator[Diagnostic]:
    name, value = comparison.name, comparison.value
    part = outline.slots.get(name)
    code = problem = ""
    if name == "system_act" and comparison.operator in _EQUALITY and value not in performed:
        known = did_you_mean(value, dict.fromkeys(performed))
        code, problem = "unknown-system-act", f'no text performs the act "{value}"{known}'
    elif (
        name in _NUMBERS or name in outline.counts or (part and part.slot.type in ("int", "float"))
    ):
        if read_value(value)[0] != "number":
            code, problem = "not-a-number", f'{name} is a number, and "{value}" is none'
    elif part and comparison.operator in _EQUALITY:
        code, problem = "unknown-value", _unknown_value(value, part, when.view)
    if problem:
        at = _place_of_value(when.node.text("a condition"), comparison, when.offset)
        yield warning(code, when.node, problem, at, value)


def _unknown_value(value: str, part: SlotPart, view: View) -> str:
    """What is wrong with a value that the slot never has, "" for nothing."""
    slot = part.slot
    if slot.type == "boolean":
        known = value in ("yes", "no")
        return "" if known else f'{slot.name} is "yes" or "no", never "{value}"'
    if slot.type not in ("text", "choice") or not slot.values or has_value(slot, value):
        return ""
    if part.entity.name in view.records:
        table = part.entity.instances
        # Of a text, the records may have other values; those of a client are not known.
        if slot.type == "text" and (not len(table) or value in table.values(slot.name)):
            return ""
    return f'"{value}" is no value of {slot.name}{meant(value, slot)}'


def _never_there(name: str, view: View, outline: Outline, filling: Filling) -> str:
    """Why a name can have no value where it stands, "" where it can."""
    if name == "number" and not view.each:
        return "number is only in each, where it counts the records"
    if (counted := outline.counts.get(name, "")) and counted not in filling.looked_up:
        return f"no task looks {counted} up, so {name} is always 0"
    part = outline.slots.get(name)
    if part is None or name in filling.by_user or part.entity.name in view.records:
        return ""
    if part.entity.name in filling.looked_up:
        entity = part.entity.name
        return (
            f"only a record of {entity} can have {name}, and records are known only in say of a"
            f" task that looks {entity} up"
        )
    return f"nothing can fill {name}: it is not asked for, and nothing that is said names its value"


def _place_of_value(written: str, comparison: Comparison, start: int) -> int:
    """Where the value of a comparison stands in a text."""
    name, operator = re.escape(comparison.name), re.escape(comparison.operator)
    pattern = re.compile(rf'(?<![\w.]){name}\s*{operator}\s*"?(?={re.escape(comparison.value)})')
    found = pattern.search(written, start)
    return found.end() if found else place_of(written, comparison.name, start=start)
