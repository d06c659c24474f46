"""What stands beside a conversation: why a turn went as it did, and what the bot sent for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mockgenie.dialog import (
    ContractProblem,
    Explanation,
    SentRecords,
    Session,
    Speech,
    TraceRow,
    count_in_words,
    rows_of_data,
    rows_of_problems,
    rows_of_utterance,
)


def trace_of_utterance(explanation: Explanation) -> str:
    """What each step of understanding changed, what was understood after all and why, where it
    led, and what is still missing: a line each."""
    return _lines(rows_of_utterance(explanation))


def trace_of_data(before: Session, after: Session, problems: Iterable[ContractProblem]) -> str:
    """Where records led that were asked for, how many of them fit, and what was wrong."""
    return _lines(rows_of_data(before, after, problems))


def trace_of_speech(speech: Speech) -> str:
    """What chat channels give on beside the text, "" for nothing."""
    extra = (TraceRow("extra", f"{key} = {value}") for key, value in speech.extra)
    return _lines((*((TraceRow("image", speech.image),) if speech.image else ()), *extra))


def trace_of_problems(problems: Iterable[ContractProblem]) -> str:
    """What is wrong with records: a line each."""
    return _lines(rows_of_problems(problems))


def trace_of_request(sent: Iterable[SentRecords]) -> str:
    """Of each entity class what was asked for, under which condition, and what is sent."""
    return _lines(row for one in sent for row in _of_request(one))


def _of_request(sent: SentRecords) -> Iterator[TraceRow]:
    yield TraceRow("asked", ", ".join(sent.asked.slots))
    yield TraceRow("where", sent.asked.condition or "no condition: all of them")
    yield TraceRow("sent", _sent(sent))


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
    return (
        f"{count_in_words(sent.fitting)} that {'fits' if sent.fitting == 1 else 'fit'}, of {held}"
    )


def _lines(rows: Iterable[TraceRow]) -> str:
    return "\n".join(f"  {row.label:<5}  {row.text}" for row in rows)
