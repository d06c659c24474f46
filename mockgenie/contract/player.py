"""Plays a contract case, and shows where an answer differs from it, byte for byte."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import TypeAlias

from msgspec import Struct

from mockgenie.contract.cases import ContractCase
from mockgenie.contract.exchange import NO_INTERIM, AnswerBytes
from mockgenie.contract.messages import UUID, RequestBytes, answer_text, request
from mockgenie.contract.target import AdaptedAnswer, Target
from mockgenie.source import ReportLine, columns, common_start, visible

Send: TypeAlias = Callable[[RequestBytes], AnswerBytes]
"""Sends a request; gives what comes back."""

_A_UUID = re.compile(r'"uuid":"([1-9][0-9]{17})"')
_BYTES = "the answer differs"
_ONE_UUID = "two dialogs have one uuid"

_LONGEST = 2000
_MOST_BYTES = 8


class Difference(Struct, frozen=True):
    """Where an answer is not what the case expects. `step` counts from 1."""

    step: int
    what: str
    sent: RequestBytes
    expected: bytes
    got: bytes


class Undecided(Struct, frozen=True):
    """Why the rest of a case could not be played: the target's domain took another course."""

    reason: str


def play(
    case: ContractCase, envelope: str, send: Send, target: Target | None = None
) -> Difference | Undecided | None:
    """Send every request of `case` and compare every answer, up to the first that differs.

    `target`: the server, unless it was started for this case.
    """
    uuids: dict[str, str] = {}
    for number, step in enumerate(case.steps, 1):
        if step.answer is None:
            time.sleep(step.pause)
            continue
        text = answer_text(step.answer, envelope)
        for _ in range(step.repeat):
            sent = request(step, uuids)
            sent = target.request(sent) if target else sent
            received = send(sent)
            expected = target.adapt(text, received.answer) if target else AdaptedAnswer(text)
            filled = _fill(expected.text, uuids)
            new_uuids = _new_uuids(filled, received.answer)
            what = received.problem or ("" if new_uuids is not None else _BYTES)
            if new_uuids:
                uuids.update(new_uuids)
                what = what or _ONE_UUID * (len(set(uuids.values())) < len(uuids))
            if what:
                wanted = (
                    sent.interim if received.problem == NO_INTERIM else _shown(filled, received)
                )
                return Difference(number, what, sent, wanted, received.answer)
            if expected.undecided:
                return Undecided(expected.undecided)
    return None


def _fill(text: str, uuids: Mapping[str, str]) -> str:
    return UUID.sub(lambda found: uuids.get(found[0], found[0]), text)


def _new_uuids(expected: str, got: bytes) -> dict[str, str] | None:
    """The uuids that an answer brings for the first time; None where it is not the expected one."""
    text = expected.encode().decode("latin-1")
    names = [*dict.fromkeys(UUID.findall(text))]
    pattern = re.escape(text)
    for number, name in enumerate(names):
        first, *others = pattern.split(re.escape(name))
        again = f"(?P=n{number})".join(others)
        pattern = f"{first}(?P<n{number}>[1-9][0-9]{{17}}){again}"
    found = re.fullmatch(pattern, got.decode("latin-1"))
    return dict(zip(names, found.groups(), strict=True)) if found else None


def _shown(expected: str, received: AnswerBytes) -> bytes:
    """The expected answer, with the uuid that came where there is one."""
    came = _A_UUID.search(received.answer.decode("latin-1"))
    return (UUID.sub(came[1], expected) if came else expected).encode()


def report(difference: Difference) -> Iterator[ReportLine]:
    """The request, and how its answer differs."""
    yield ReportLine(f"  request {difference.step}: {difference.what}")
    sent = difference.sent.head + difference.sent.body
    for line in _lines(sent):
        yield ReportLine(f"    > {line}".rstrip())
    expected, got = _lines(difference.expected), _lines(difference.got)
    for wanted, came in zip_longest(expected, got):
        if wanted == came:
            yield ReportLine(f"      {wanted}".rstrip())
            continue
        if wanted is not None:
            yield ReportLine(f"    - {wanted}", "expected")
        if came is not None:
            yield ReportLine(f"    + {came}", "got")
        if wanted is not None and came is not None:
            yield ReportLine(f"      {' ' * columns(common_start(wanted, came))}^")
    if not difference.got:
        yield ReportLine("    + (nothing)", "got")
    elif difference.expected != difference.got:
        yield ReportLine(f"    {first_difference(difference.expected, difference.got)}")


def first_difference(expected: bytes, got: bytes) -> str:
    """Where two byte strings begin to differ, counted from 0, and with which bytes."""
    pairs = enumerate(zip(expected, got, strict=False))
    shorter = min(len(expected), len(got))
    at = next((number for number, (one, other) in pairs if one != other), shorter)
    wanted, came = (part[at : at + _MOST_BYTES].hex(" ") or "the end" for part in (expected, got))
    return f"from byte {at} on: expected {wanted}, got {came}"


def _lines(content: bytes) -> list[str]:
    """The lines of a message: those of its head, and its body in one."""
    head, end, body = content.partition(b"\r\n\r\n")
    lines = [_visible(line) for line in head.split(b"\r\n")] if head else []
    return [*lines, *([""] if end else []), *([_visible(body)] if body else [])]


def _visible(line: bytes) -> str:
    """A line with every byte made visible."""
    seen = visible(line.decode("utf-8", "backslashreplace"))
    return seen if len(seen) <= _LONGEST else f"{seen[:_LONGEST]}… ({len(line)} bytes)"
