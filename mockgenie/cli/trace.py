"""What stands beside a conversation: why a turn went as it did, and what the bot sent for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mockgenie.cli.chat_records import SentRecords
from mockgenie.dialog import ContractProblem, Explanation, Session, SlotExplanation, Speech
from mockgenie.nlu import Finding, FindingKind, StepTrace


def trace_of_utterance(explanation: Explanation) -> str:
    """What each step of understanding changed, what was understood after all and why, where it
    led, and what is still missing: a line each."""
    return _lines(_of_utterance(explanation))


def trace_of_data(before: Session, after: Session, problems: Iterable[ContractProblem]) -> str:
    """Where records led that were asked for, how many of them fit, and what was wrong."""
    way = (("found", _records(after.count)), ("task", _way(before.task, after.task)))
    return _lines((*way, *_of_problems(problems)))


def trace_of_speech(speech: Speech) -> str:
    """What chat channels give on beside the text, "" for nothing."""
    extra = (("extra", f"{key} = {value}") for key, value in speech.extra)
    return _lines((*((("image", speech.image),) if speech.image else ()), *extra))


def trace_of_problems(problems: Iterable[ContractProblem]) -> str:
    """What is wrong with records: a line each."""
    return _lines(_of_problems(problems))


def _of_problems(problems: Iterable[ContractProblem]) -> Iterator[tuple[str, str]]:
    return (("problem", str(problem)) for problem in problems)


def trace_of_request(sent: Iterable[SentRecords]) -> str:
    """Of each entity class what was asked for, under which condition, and what is sent."""
    return _lines(row for one in sent for row in _of_request(one))


def _of_request(sent: SentRecords) -> Iterator[tuple[str, str]]:
    yield "asked", ", ".join(sent.asked.slots)
    yield "where", sent.asked.condition or "no condition: all of them"
    yield "sent", _sent(sent)


def _sent(sent: SentRecords) -> str:
    if sent.problem:
        return f"no record: {sent.problem}"
    where = f"in {sent.source}"
    held = f"{sent.held} {where}"
    if sent.has_more:
        first = f"the first {len(sent.records)} of {sent.fitting} that fit"
        return f"{first} and <count>{sent.fitting}</count>, of {held}"
    if not sent.records:
        return f"no record: none fits, of {held}" if sent.held else f"no record: none is {where}"
    return f"{_records(sent.fitting)} that {'fits' if sent.fitting == 1 else 'fit'}, of {held}"


def _of_utterance(explanation: Explanation) -> Iterator[tuple[str, str]]:
    width = max((len(step.step) for step in explanation.steps), default=0)
    for step in explanation.steps:
        yield "step", f"{step.step:<{width}}  {_step(step)}"
    yield "act", f"{explanation.act or 'none'}   {explanation.why_act}"
    for slot in explanation.slots:
        yield "slot", _slot(slot, "=")
    for slot in explanation.unwanted:
        yield "slot", _slot(slot, "~=")
    for slot in explanation.compared:
        yield "slot", _slot(slot, "")
    for name in explanation.forgotten:
        yield "slot", f"{name}   forgotten, to be said anew"
    yield "task", _way(explanation.task_before, explanation.task_after)
    needs = (*explanation.missing, *filter(None, [explanation.awaits]))
    yield "needs", ", ".join(needs) or "nothing"


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


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {label:<5}  {told}" for label, told in rows)
