"""What stands beside a turn: why it went as it did, in rows of a label and a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from mockgenie.dialog.contract_problems import ContractProblem
from mockgenie.dialog.explanation import Explanation, SlotExplanation
from mockgenie.dialog.session import Session
from mockgenie.nlu import Finding, FindingKind, StepTrace


class TraceRow(Struct, frozen=True):
    """A row of a trace: `label` is step, act, slot, task, needs, found or problem."""

    label: str
    text: str


def rows_of_utterance(explanation: Explanation) -> Iterator[TraceRow]:
    """What each step of understanding changed, what was understood after all and why, where it
    led, and what is still missing."""
    width = max((len(step.step) for step in explanation.steps), default=0)
    for step in explanation.steps:
        yield TraceRow("step", f"{step.step:<{width}}  {_step(step)}")
    yield TraceRow("act", f"{explanation.act or 'none'}   {explanation.why_act}")
    for slot in explanation.slots:
        yield TraceRow("slot", _slot(slot, "="))
    for slot in explanation.unwanted:
        yield TraceRow("slot", _slot(slot, "~="))
    for slot in explanation.compared:
        yield TraceRow("slot", _slot(slot, ""))
    for name in explanation.forgotten:
        yield TraceRow("slot", f"{name}   forgotten, to be said anew")
    yield TraceRow("task", _way(explanation.task_before, explanation.task_after))
    needs = (*explanation.missing, *filter(None, [explanation.awaits]))
    yield TraceRow("needs", ", ".join(needs) or "nothing")


def rows_of_data(
    before: Session, after: Session, problems: Iterable[ContractProblem]
) -> Iterator[TraceRow]:
    """Where records led that were asked for, how many of them fit, and what was wrong."""
    yield TraceRow("found", count_in_words(after.count))
    yield TraceRow("task", _way(before.task, after.task))
    yield from rows_of_problems(problems)


def rows_of_problems(problems: Iterable[ContractProblem]) -> Iterator[TraceRow]:
    """What is wrong with records."""
    return (TraceRow("problem", str(problem)) for problem in problems)


def _step(step: StepTrace) -> str:
    found = [_FINDINGS[finding.kind](finding) for finding in step.found]
    gone = [f"no longer: {_FINDINGS[finding.kind](finding)}" for finding in step.gone]
    return "; ".join((*found, *gone))


def _candidate(finding: Finding) -> str:
    return f'"{finding.words}" may be {" or ".join(finding.names)}'


def _cue(finding: Finding) -> str:
    return f'"{finding.words}" speaks of {" or ".join(finding.names)}'


def _mention(finding: Finding) -> str:
    given = ", ".join(finding.values)
    value = f" = {given}" if given not in ("", finding.words) else ""
    note = f" ({finding.note})" if finding.note else ""
    return f'"{finding.words}" is {finding.names[0]}{value}{note}'


def _pattern(finding: Finding) -> str:
    note = f" {finding.note}" if finding.note else ""
    return f'pattern "{finding.words}" of {finding.names[0]}{note}'


def _unknown(finding: Finding) -> str:
    of = f" as a value of {finding.names[0]}" if finding.names else ""
    return f'"{finding.words}" is unknown{of}'


def _filled(finding: Finding) -> str:
    return f"{finding.names[0]} = {', '.join(finding.values) or 'any'}"


_FINDINGS: dict[FindingKind, Callable[[Finding], str]] = {
    "text": lambda finding: f'"{finding.words}"',
    "part": lambda finding: f'by itself "{finding.words}"',
    "corrected": lambda finding: f'read as "{finding.words}"',
    "candidate": _candidate,
    "cue": _cue,
    "mention": _mention,
    "pattern": _pattern,
    "built-in": lambda finding: f'"{finding.words}" is {finding.names[0]} in every domain',
    "example": lambda finding: f"an example of {finding.names[0]} is similar: {finding.note}",
    "act": lambda finding: f"act {finding.names[0]}",
    "answer": lambda finding: f"answer {finding.values[0]}",
    "kind": lambda finding: f"it is a {finding.values[0]}",
    "slot": _filled,
    "unwanted": lambda finding: f"{finding.names[0]} ~= {', '.join(finding.values)}",
    "compared": lambda finding: f"{finding.names[0]} {' and '.join(finding.values)}",
    "forgotten": lambda finding: f"{finding.names[0]} is to be said anew",
    "unknown": _unknown,
}
"""How findings are written, by their kind."""


def _slot(slot: SlotExplanation, sign: str) -> str:
    values = ", ".join(slot.values) or "any"
    said = ", ".join(f'"{words}"' for words in slot.words)
    comparing = f" {sign} " if sign else " "
    return f"{slot.slot}{comparing}{values}   {f'{said}: ' if said else ''}{slot.why}"


def _way(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def count_in_words(count: int) -> str:
    """So many records, in words."""
    return "1 record" if count == 1 else f"{count} records"
