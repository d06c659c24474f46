"""Answers of the admin API as JSON."""

from __future__ import annotations

import json

import msgspec


def as_json(answer: object) -> bytes:
    """An answer as JSON, in UTF-8."""
    try:
        return msgspec.json.encode(answer)
    except UnicodeEncodeError:
        # Half of a surrogate pair, as JSON may have it in a bot's request: UTF-8 has none.
        return json.dumps(msgspec.to_builtins(answer)).encode()
