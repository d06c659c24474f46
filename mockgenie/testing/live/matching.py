"""Matchers as keywords: which requests a fault is for, and which of the journal are meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeAlias

import msgspec

from mockgenie.conditions import (
    Comparison,
    Condition,
    ConditionError,
    Filled,
    all_of,
    any_of,
    parse,
    value_text,
)
from mockgenie.domains import did_you_mean, find_pattern, pattern_problem
from mockgenie.faults import FACTS, Fault
from mockgenie.server.entries import FACTS as ENTRY_FACTS
from mockgenie.server.entries import Entry

Matchers: TypeAlias = Mapping[str, Any]

COUNTING = ("skip", "every", "times", "chance", "seed")
"""Matchers of faults alone: how many of the requests are hit."""

WORDS = ("when", "contains", "matches")
"""Matchers that say more than what a fact is."""


def fault_of(effect: Mapping[str, object], matchers: Matchers, slots: Collection[str]) -> Fault:
    """The fault that does `effect` to the requests that `matchers` are for.

    Raises TypeError for a matcher that there is not, ValueError for a value that it cannot have.
    """
    written = {name: matchers[name] for name in (*COUNTING, *WORDS) if name in matchers}
    facts = {name: value for name, value in matchers.items() if name not in written}
    if "turn" in facts and "method" not in facts:
        # Turns are utterances; a dialog that is closed behind its third is not in a fourth.
        facts["method"] = "dialog"
    when = _condition(facts, written.get("when", ""), FACTS, (*WORDS, *COUNTING), slots)
    return as_fault({**effect, **written, "when": str(when)})


def as_fault(fault: Fault | Mapping[str, Any]) -> Fault:
    """A fault as Python or JSON has it. Raises TypeError, ValueError, as `fault_of` does."""
    if isinstance(fault, Fault):
        return fault
    only_known(fault, Fault.__struct_fields__, "a fault has no {}")
    try:
        return msgspec.convert(dict(fault), Fault)
    except msgspec.ValidationError as error:
        raise ValueError(f"fault: {error}") from None


def wanted(matchers: Matchers, slots: Collection[str]) -> Callable[[Entry], bool]:
    """Whether an entry of the journal is one that `matchers` are for. Raises TypeError,
    ValueError, as `fault_of` does."""
    written = {name: matchers[name] for name in WORDS if name in matchers}
    facts = {name: value for name, value in matchers.items() if name not in written}
    test = _condition(facts, written.get("when", ""), ENTRY_FACTS, WORDS, slots).test()
    contains, pattern = written.get("contains", ""), written.get("matches", "")
    if pattern and (problem := pattern_problem(pattern)):
        raise ValueError(f"matches: {problem}")

    def fits(entry: Entry) -> bool:
        if contains not in entry.text:
            return False
        if pattern and next(find_pattern(pattern, entry.text), None) is None:
            return False
        return test(entry.facts())

    return fits


def described(matchers: Matchers) -> str:
    """The matchers in words."""
    return ", ".join(f"{name}={value!r}" for name, value in matchers.items())


def only_known(given: Iterable[str], known: Collection[str], complaint: str) -> None:
    """Raises TypeError for a name that is not known; `complaint` has {} in its place."""
    for name in given:
        if name not in known:
            raise TypeError(complaint.format(f'"{name}"') + did_you_mean(name, known))


def _condition(
    facts: Matchers,
    when: str,
    names: Collection[str],
    others: Collection[str],
    slots: Collection[str],
) -> Condition:
    unknown = [name for name in facts if name not in names]
    if unknown:  # the domains are asked only where it may be one of their slots
        only_known(unknown, (*names, *slots, *others), "there is no matcher {}")
    try:
        written = parse(when)
    except ConditionError as error:
        raise ValueError(f"when: column {error.position + 1}: {error.problem}") from None
    for name in written.slots:
        if name not in names and name not in slots:
            known = did_you_mean(name, (*names, *slots))
            raise ValueError(f'when: unknown name "{name}"{known}')
    return all_of([*(_is(name, value) for name, value in facts.items()), written])


def _is(name: str, value: object) -> Condition:
    """The condition that a fact is a value, or one of several; None: that it has none."""
    if isinstance(value, (list, tuple, set, frozenset)):
        if not value:
            raise ValueError(f"{name}: one of no values is nothing that can be")
        return any_of(_is(name, one) for one in value)
    if value is None or value == "":
        return Filled(name, expected=False)
    return Comparison(name, "=", value_text(value))
