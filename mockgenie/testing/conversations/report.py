"""A failed conversation as text: which turn, what was expected and what came, line by line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.dialog import Session
from mockgenie.source import columns, common_start, visible
from mockgenie.testing.conversations.runner import Failure, Mismatch, written

ReportPart: TypeAlias = Literal["plain", "expected", "got"]

_LONGEST = 300


class ReportLine(Struct, frozen=True):
    """A line of a report; `part` says whose words it shows, for colouring."""

    text: str
    part: ReportPart = "plain"


def report(failure: Failure) -> Iterator[ReportLine]:
    """The turn that failed, and how."""
    number, turn = failure.number, failure.turn
    place = f"{failure.conversation.path}:{turn.place[0]}"
    yield ReportLine(f"  {place}: {f'turn {number}' if number else 'the opening'}")
    if turn.user is not None:
        yield ReportLine(f"    user: {_cut(turn.user)}")
    elif turn.data is not None:
        yield ReportLine(f"    data: {len(turn.data)} records")
    for mismatch in failure.mismatches:
        yield from _mismatch(mismatch)
    if failure.session is not None:
        yield ReportLine(f"    understood: {_understood(failure.session)}")


def write_report(failure: Failure) -> str:
    """The same in one text, with a newline behind each line."""
    return "".join(f"{line.text}\n" for line in report(failure))


def _mismatch(mismatch: Mismatch) -> Iterator[ReportLine]:
    if mismatch.verbatim:
        yield ReportLine("    bot:")
        yield from _difference(mismatch.expected.split("\n"), mismatch.got.split("\n"))
    elif mismatch.what == "bot":
        yield ReportLine(f"    bot: expected {_cut(mismatch.expected)}, got")
        for said in mismatch.got.split("\n"):
            yield ReportLine(f"    + {_shown(said)}", "got")
    else:
        yield ReportLine(
            f"    {mismatch.what}: expected {_cut(mismatch.expected)}, got {_cut(mismatch.got)}"
        )


def _difference(expected: list[str], got: list[str]) -> Iterator[ReportLine]:
    """Both texts, their common lines once; a caret shows where a changed line begins to differ."""
    matcher = SequenceMatcher(None, expected, got, autojunk=False)
    for tag, start, end, got_start, got_end in matcher.get_opcodes():
        if tag == "equal":
            for line in expected[start:end]:
                yield ReportLine(f"      {_shown(line)}")
            continue
        for line in expected[start:end]:
            yield ReportLine(f"    - {_shown(line)}", "expected")
        for line in got[got_start:got_end]:
            yield ReportLine(f"    + {_shown(line)}", "got")
        if end - start == got_end - got_start == 1:
            same = common_start(_shown(expected[start]), _shown(got[got_start]))
            yield ReportLine(f"      {' ' * columns(same)}^")


def _understood(session: Session) -> str:
    slots = [f"{slot} = {written(values)}" for slot, values in session.slots.items()]
    slots += [f"{slot} ~= {written(values)}" for slot, values in session.unwanted.items()]
    act = f"act {session.act}" if session.act else "no act"
    return "; ".join([act, *([", ".join(slots)] if slots else []), f"task {session.task}"])


def _shown(line: str) -> str:
    """A line with every character made visible."""
    seen = visible(line)
    decomposed = seen != unicodedata.normalize("NFC", seen)
    return seen + "   (decomposed Hangul)" * decomposed


def _cut(text: str) -> str:
    line = " ".join(text.split("\n"))
    return _shown(line if len(line) <= _LONGEST else line[:_LONGEST] + "…")
