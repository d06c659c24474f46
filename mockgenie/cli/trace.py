"""An explanation of a turn, as `mockgenie chat --trace` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mockgenie.engine import Explanation, Session, SlotExplanation


def trace_of_utterance(explanation: Explanation) -> str:
    """What was understood and why, where it led, and what is still missing: a line each."""
    return _lines(_of_utterance(explanation))


def trace_of_data(before: Session, after: Session) -> str:
    """Where records led that were asked for, and how many of them fit."""
    return _lines((("found", _records(after.count)), ("task", _way(before.task, after.task))))


def _of_utterance(explanation: Explanation) -> Iterator[tuple[str, str]]:
    yield "act", f"{explanation.act or 'none'}   {explanation.why_act}"
    for slot in explanation.slots:
        yield "slot", _slot(slot, "=")
    for slot in explanation.unwanted:
        yield "slot", _slot(slot, "~=")
    for name in explanation.forgotten:
        yield "slot", f"{name}   forgotten, to be said anew"
    yield "task", _way(explanation.task_before, explanation.task_after)
    needs = (*explanation.missing, *filter(None, [explanation.awaits]))
    yield "needs", ", ".join(needs) or "nothing"


def _slot(slot: SlotExplanation, sign: str) -> str:
    values = ", ".join(slot.values) or "any"
    said = ", ".join(f'"{words}"' for words in slot.words)
    return f"{slot.slot} {sign} {values}   {f'{said}: ' if said else ''}{slot.why}"


def _way(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {label:<5}  {told}" for label, told in rows)
