"""Requests as JSON text, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.protocol import Call, GatewayError, GatewayRefusal, Request, read_call

EMPTY = GatewayError.REQUIRED_ARGUMENTS_EMPTY
NOT_VALID = GatewayError.ARGUMENTS_NOT_VALID

KEY = '"access_key":"k"'
TALK = '"argument":{"method":"talk"}'
NOTHING = ["null", '""', "[]", "{}"]
"""What counts as empty."""
WRONG = ["1", "0", "false", "true", '["a"]', '{"a":1}', "1.5"]
"""What is there but no text."""
WRONG_ARGUMENTS = [wrong for wrong in WRONG if not wrong.startswith("{")]
"""What is there but no object."""


def call(argument: str) -> Call:
    """The call of a client with a key and `argument`, JSON text without its braces."""
    return read_call(f'{{{KEY},"argument":{{{argument}}}}}'.encode())


def request(argument: str) -> Request:
    """The request of such a call."""
    return call(argument).request()


def refused(act: Callable[[], object]) -> GatewayError:
    """The gateway error that `act` is refused with."""
    with pytest.raises(GatewayRefusal) as caught:
        act()
    return caught.value.error
