"""Faults that a request asks for itself, with no set-up at all.

The header `X-Mockgenie-Fault`, or what stands behind `fault:` in an access key, is the text of a
documented error, or another effect and what it takes:

    Too Many Requests
    delay 2.5
    reset middle
"""

from __future__ import annotations

import re

import msgspec

from mockgenie.faults.armed import Armed, FaultError
from mockgenie.faults.errors import ERRORS, find_error
from mockgenie.faults.fault import EFFECTS, Fault
from mockgenie.source import did_you_mean, mistake

HEADER = b"x-mockgenie-fault"
PREFIX = "fault:"
"""How an access key begins that asks for a fault."""

_NAME = "asked for"
_NUMBER = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_LONGEST = 1_000


def requested_fault(text: str) -> Armed:
    """The fault that a request asks for in so many words. Raises FaultError."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise FaultError("", mistake("fault-too-long", most=_LONGEST))
    if find_error(text) is not None:
        return Armed(_NAME, Fault(error=text))
    effect, _, argument = text.partition(" ")
    if effect not in EFFECTS or effect == "error":
        others = ", ".join(name for name in EFFECTS if name != "error")
        hint = f", nor one of {others}{did_you_mean(text, ERRORS)}"
        raise FaultError("", mistake("unknown-error", text=text, hint=hint))
    argument = argument.strip()
    number = effect not in ("text", "garbage") and _NUMBER.fullmatch(argument)
    value: object = float(argument) if number else argument
    if effect == "cut" and isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return Armed(_NAME, msgspec.convert({effect: value}, Fault))
    except msgspec.ValidationError as error:
        from mockgenie.source.mismatch import mismatch

        # Of what a field may be, a request can say the first alone.
        problem = re.sub(r" or (an object|null)", "", mismatch(error, Fault).problem)
        raise FaultError("", mistake("wrong-effect", text=text, problem=problem)) from None
