"""Matchers as keywords: which requests a fault is for, and which of the journal are meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, time
from functools import cached_property
from numbers import Number
from typing import Any, TypeAlias

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
from mockgenie.dialog import Engine
from mockgenie.faults import FACTS, Fault, as_fault
from mockgenie.journal import FACTS as ENTRY_FACTS
from mockgenie.journal import Entry
from mockgenie.korean import composed
from mockgenie.server import Engines
from mockgenie.source import did_you_mean, find_pattern, pattern_problem

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line

Matchers: TypeAlias = Mapping[str, Any]

COUNTING = ("skip", "every", "times", "chance", "seed")
"""Matchers of faults alone: how many of the requests are hit."""

WORDS = ("when", "contains", "matches")
"""Matchers that say more than what a fact is."""


def fault_of(effect: Mapping[str, object], matchers: Matchers, slots: Collection[str]) -> Fault:
    """The fault that does `effect` to the requests that `matchers` are for.

    Raises TypeError for a matcher that there is not, ValueError for a value that it cannot have.
    """
    _only_matchers(matchers, FACTS, (*WORDS, *COUNTING), slots)
    written = {name: matchers[name] for name in (*COUNTING, *WORDS) if name in matchers}
    facts = {name: value for name, value in matchers.items() if name not in written}
    if "turn" in facts and "method" not in facts:
        # Turns are utterances; a dialog that is closed behind its third is not in a fourth.
        facts["method"] = "dialog"
    when = _condition(facts, _words(written), FACTS, slots)
    return as_fault({**effect, **written, "when": str(when)})


def wanted(matchers: Matchers, slots: Collection[str]) -> Callable[[Entry], bool]:
    """Whether an entry of the journal is one that `matchers` are for. Raises TypeError,
    ValueError, as `fault_of` does."""
    _only_matchers(matchers, ENTRY_FACTS, WORDS, slots)
    written = {name: matchers[name] for name in WORDS if name in matchers}
    facts = {name: value for name, value in matchers.items() if name not in written}
    condition = _condition(facts, _words(written), ENTRY_FACTS, slots)
    test = parse(composed(str(condition))).test()
    contains = composed(written.get("contains", ""))
    pattern = composed(written.get("matches", ""))
    if pattern and (problem := pattern_problem(pattern)):
        raise ValueError(f"matches: {problem}")

    def fits(entry: Entry) -> bool:
        said = composed(entry.text)
        if contains not in said:
            return False
        if pattern and next(find_pattern(pattern, said), None) is None:
            return False
        return test(entry.facts())

    return fits


def described(matchers: Matchers) -> str:
    """The matchers in words."""
    return ", ".join(f"{name}={value!r}" for name, value in matchers.items())


def _only_matchers(
    given: Iterable[str], facts: Collection[str], others: Collection[str], slots: Collection[str]
) -> None:
    """Raises TypeError for a matcher that there is not."""
    for name in given:
        if name in facts or name in others:
            continue
        if name in COUNTING:
            raise TypeError(f'there is no matcher "{name}" of the journal, but of faults')
        if name in ENTRY_FACTS:
            raise TypeError(
                f'there is no matcher "{name}" of faults, but of the journal: only an answer has it'
            )
        if name not in slots:  # the domains are looked at only here
            near = did_you_mean(name, (*facts, *others)) or did_you_mean(name, (*facts, *slots))
            raise TypeError(f'there is no matcher "{name}"{near}')


def _words(written: Matchers) -> str:
    """The condition that is written out. Raises ValueError where this or another of the WORDS is
    no text."""
    for name in WORDS:
        if not isinstance(written.get(name, ""), str):
            raise ValueError(f"{name}: a text is expected, not {written[name]!r}")
    return str(written.get("when", ""))


def _condition(
    facts: Matchers, when: str, names: Collection[str], slots: Collection[str]
) -> Condition:
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
    if isinstance(value, (list, tuple, set, frozenset, range)):
        if not value:
            raise ValueError(f"{name}: one of no values is nothing that can be")
        return any_of(_is(name, one) for one in value)
    if value is None or value == "":
        return Filled(name, expected=False)
    if not isinstance(value, (str, Number, date, time)):
        raise ValueError(
            f"{name}: a text, a number, a date or a time is expected, or a list of them, not"
            f" {value!r}"
        )
    return Comparison(name, "=", value_text(value))


class ServedSlots(Collection[str]):
    """The names of the slots of some domains, which are looked at when one is asked for."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        engines = [one for one in self._engines.values() if isinstance(one, Engine)]
        return frozenset(slot for engine in engines for slot in engine.domain.slots())
