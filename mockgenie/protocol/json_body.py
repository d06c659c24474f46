"""A request body read as JSON, with RapidJSON's own error texts and byte offsets."""

from __future__ import annotations

import re

import rapidjson

from mockgenie.protocol.errors import EngineError
from mockgenie.protocol.refusal import EngineRefusal

# NM_NATIVE: NaN and Infinity are no JSON, and a number that fits no double is an error, as in
# RapidJSON itself.
_decode = rapidjson.Decoder(number_mode=rapidjson.NM_NATIVE)
_ERROR = re.compile(r"Parse error at offset (\d+): (.*)", re.DOTALL)
_TOO_DEEP = "Terminate parsing due to Handler error."


def read_json(body: bytes) -> dict[str, object]:
    """The object that `body` holds.

    Raises EngineRefusal with one of the two documented JSON errors. The offset counts bytes.
    """
    try:
        value = _decode(body)
    except UnicodeDecodeError:
        # RapidJSON looks at UTF-8 only inside strings, and refuses there a control character with
        # the same words. Inside or outside, it never gets past the first invalid byte.
        return read_json(_up_to_invalid(body) + b"\x01")
    except RecursionError as error:
        raise _refusal(str(error), _TOO_DEEP) from None
    except rapidjson.JSONDecodeError as error:
        raise _refusal(str(error)) from None
    if not isinstance(value, dict):
        raise EngineRefusal(EngineError.JSON_NOT_AN_OBJECT.value)
    return value


def _refusal(report: str, kind: str | None = None) -> EngineRefusal:
    found = _ERROR.fullmatch(report)
    offset, words = (found[1], found[2]) if found else ("0", report)
    message = EngineError.JSON_PARSING.value.format(type=kind or words, offset=offset)
    return EngineRefusal(message)


def _up_to_invalid(body: bytes) -> bytes:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return body[: error.start]
    return body
