"""A failed conversation, for people: which turn, what was expected, what came, line by line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.dialog import Session
from mockgenie.source import columns, common_start, visible
from mockgenie.testing.conversations.runner import Failure, Misfit, written

Kind: TypeAlias = Literal["plain", "expected", "got"]

_LONGEST = 300


class Line(Struct, frozen=True):
    """A line of a report: `kind` says whose words it has, for those who colour it."""

    text: str
    kind: Kind = "plain"


def report(failure: Failure) -> Iterator[Line]:
    """What went otherwise than it is written."""
    number, turn = failure.number, failure.turn
    place = f"{failure.conversation.path}:{turn.place[0]}"
    yield Line(f"  {place}: {f'turn {number}' if number else 'the opening'}")
    if turn.user is not None:
        yield Line(f"    user: {_cut(turn.user)}")
    elif turn.data is not None:
        yield Line(f"    data: {len(turn.data)} records")
    for misfit in failure.misfits:
        yield from _misfit(misfit)
    if failure.session is not None:
        yield Line(f"    understood: {_understood(failure.session)}")


def write_report(failure: Failure) -> str:
    """The same in one text, with a newline behind each line."""
    return "".join(f"{line.text}\n" for line in report(failure))


def _misfit(misfit: Misfit) -> Iterator[Line]:
    if misfit.verbatim:
        yield Line("    bot:")
        yield from _difference(misfit.expected.split("\n"), misfit.got.split("\n"))
    elif misfit.what == "bot":
        yield Line(f"    bot: expected {_cut(misfit.expected)}, got")
        for said in misfit.got.split("\n"):
            yield Line(f"    + {_shown(said)}", "got")
    else:
        yield Line(f"    {misfit.what}: expected {_cut(misfit.expected)}, got {_cut(misfit.got)}")


def _difference(expected: list[str], got: list[str]) -> Iterator[Line]:
    """Both texts, what they share once; under a changed line, where it begins to differ."""
    matcher = SequenceMatcher(None, expected, got, autojunk=False)
    for tag, start, end, got_start, got_end in matcher.get_opcodes():
        if tag == "equal":
            for line in expected[start:end]:
                yield Line(f"      {_shown(line)}")
            continue
        for line in expected[start:end]:
            yield Line(f"    - {_shown(line)}", "expected")
        for line in got[got_start:got_end]:
            yield Line(f"    + {_shown(line)}", "got")
        if end - start == got_end - got_start == 1:
            same = common_start(_shown(expected[start]), _shown(got[got_start]))
            yield Line(f"      {' ' * columns(same)}^")


def _understood(session: Session) -> str:
    slots = [f"{slot} = {written(values)}" for slot, values in session.slots.items()]
    slots += [f"{slot} ~= {written(values)}" for slot, values in session.unwanted.items()]
    act = f"act {session.act}" if session.act else "no act"
    return "; ".join([act, *([", ".join(slots)] if slots else []), f"task {session.task}"])


def _shown(line: str) -> str:
    """A line whose every character can be seen."""
    seen = visible(line)
    decomposed = seen != unicodedata.normalize("NFC", seen)
    return seen + "   (decomposed Hangul)" * decomposed


def _cut(text: str) -> str:
    line = " ".join(text.split("\n"))
    return _shown(line if len(line) <= _LONGEST else line[:_LONGEST] + "…")
