"""The records that a person types into `mockgenie chat` where they are asked for."""

from __future__ import annotations

import json
import re
from typing import Any

from mockgenie.cli.lines import ChatLines
from mockgenie.protocol import Call, DataRecord, Dialog, GatewayRefusal

RECORDS = 'a JSON list of records, [{"Class.slot": "value"}], or [] for none'
"""What has to be typed."""

_MORE = "…: "
_SHORT = 10_000
"""Up to so many characters it is tried with every line whether the list is whole."""

_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]')
_OPENS = {"[": 1, "{": 1, "]": -1, "}": -1}


class _NotJson(ValueError):
    """What was typed is no JSON; the message says why."""


def read_typed(written: str, lines: ChatLines) -> tuple[DataRecord, ...] | None:
    """The records of a list that begins with `written` and goes on in `lines`; None where they
    are none, which is noted there."""
    if not written:
        lines.note(f"give {RECORDS}")
    try:
        data = _read_json(written, lines)
    except _NotJson as error:
        lines.note(f"not JSON{error}")
        return None
    try:
        # Read as the server reads them.
        request = Call("chat", None, "dialog", "0", {"uuid": "0", "data": data}).request()
    except GatewayRefusal:
        request = None
    if not isinstance(request, Dialog) or request.data is None:
        lines.note(f"records are {RECORDS}")
        return None
    return request.data


def _read_json(written: str, lines: ChatLines) -> Any:
    """What the text says, as many lines of it as there have to be. Raises _NotJson."""
    pieces, length, depth, tried, ended = [written], len(written), _depth(written), 0, False
    while True:
        # Not with every line of a long list, so that the cost stays in proportion to its length.
        if ended or depth <= 0 or length <= _SHORT or length > 2 * tried:
            tried, text = length, "\n".join(pieces)
            try:
                return json.loads(text)
            except json.JSONDecodeError as error:
                if ended or error.pos < len(text.rstrip()):
                    raise _NotJson(f": {error}") from None
            except ValueError as error:  # a number of thousands of digits
                raise _NotJson(f" that can be read: {error}") from None
            except RecursionError:
                raise _NotJson(" that can be read: nested too deep") from None
        more = lines.read(_MORE, lambda _: (), remember=False)
        if more and more.strip():
            pieces.append(more)
            length += 1 + len(more)
            depth += _depth(more)
        else:
            ended = True


def _depth(line: str) -> int:
    """How many brackets a line opens that it does not close. No text goes over several lines."""
    return sum(_OPENS.get(found[0], 0) for found in _BRACKETS.finditer(line))
