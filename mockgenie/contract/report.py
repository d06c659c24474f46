"""A difference as text: what was sent, what was expected and what came, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.contract.player import Difference
from mockgenie.source import columns, common_start, visible

DifferencePart: TypeAlias = Literal["plain", "expected", "got"]

_LONGEST = 2000
_BYTES = 8


class DifferenceLine(Struct, frozen=True):
    """A line of a report; `part` says whose bytes it shows, for colouring."""

    text: str
    part: DifferencePart = "plain"


def report(difference: Difference) -> Iterator[DifferenceLine]:
    """The request, and how its answer differs."""
    yield DifferenceLine(f"  request {difference.step}: {difference.what}")
    sent = difference.sent.head + difference.sent.body
    for line in _lines(sent):
        yield DifferenceLine(f"    > {line}".rstrip())
    expected, got = _lines(difference.expected), _lines(difference.got)
    for wanted, came in zip_longest(expected, got):
        if wanted == came:
            yield DifferenceLine(f"      {wanted}".rstrip())
            continue
        if wanted is not None:
            yield DifferenceLine(f"    - {wanted}", "expected")
        if came is not None:
            yield DifferenceLine(f"    + {came}", "got")
        if wanted is not None and came is not None:
            yield DifferenceLine(f"      {' ' * columns(common_start(wanted, came))}^")
    if not difference.got:
        yield DifferenceLine("    + (nothing)", "got")
    elif difference.expected != difference.got:
        yield DifferenceLine(f"    {first_difference(difference.expected, difference.got)}")


def first_difference(expected: bytes, got: bytes) -> str:
    """Where two byte strings begin to differ, counted from 0, and with which bytes."""
    pairs = enumerate(zip(expected, got, strict=False))
    shorter = min(len(expected), len(got))
    at = next((number for number, (one, other) in pairs if one != other), shorter)
    wanted, came = (part[at : at + _BYTES].hex(" ") or "the end" for part in (expected, got))
    return f"from byte {at} on: expected {wanted}, got {came}"


def _lines(content: bytes) -> list[str]:
    """The lines of a message: those of its head, and its body in one."""
    head, end, body = content.partition(b"\r\n\r\n")
    lines = [_shown(line) for line in head.split(b"\r\n")] if head else []
    return [*lines, *([""] if end else []), *([_shown(body)] if body else [])]


def _shown(line: bytes) -> str:
    """A line with every byte made visible."""
    seen = visible(line.decode("utf-8", "backslashreplace"))
    return seen if len(seen) <= _LONGEST else f"{seen[:_LONGEST]}… ({len(line)} bytes)"
