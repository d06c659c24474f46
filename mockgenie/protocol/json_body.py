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
_NEAR = 20
"""So many bytes are shown on each side of a mistake."""
_HERE = "\N{BLACK RIGHT-POINTING TRIANGLE}"
_LONGEST_LETTER = 4
"""Bytes of a letter in UTF-8."""
_TYPES: dict[type, str] = {
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}
_TOO_DEEP = "Terminate parsing due to Handler error."


def read_json(body: bytes) -> dict[str, object]:
    """The object that `body` holds.

    Raises EngineRefusal with one of the two documented JSON errors. The offset counts bytes.
    """
    try:
        value = _decode(body)
    except UnicodeDecodeError as error:
        # RapidJSON looks at UTF-8 only inside strings, and refuses there a control character with
        # the same words. Inside or outside, it never gets past the first invalid byte.
        try:
            return read_json(_up_to_invalid(body) + b"\x01")
        except EngineRefusal as refusal:
            refusal.why = _why_not_utf8(body, error)
            raise
    except RecursionError as error:
        raise _refusal(body, str(error), _TOO_DEEP) from None
    except rapidjson.JSONDecodeError as error:
        raise _refusal(body, str(error)) from None
    if not isinstance(value, dict):
        why = f"the body is JSON, but {json_type(value)} where an object is expected"
        raise EngineRefusal(EngineError.JSON_NOT_AN_OBJECT.value, why=why)
    return value


def json_type(value: object) -> str:
    """What a value is called in JSON, with its article."""
    return _TYPES.get(type(value), "null")


def _refusal(body: bytes, report: str, kind: str | None = None) -> EngineRefusal:
    found = _ERROR.fullmatch(report)
    offset, words = (found[1], found[2]) if found else ("0", report)
    message = EngineError.JSON_PARSING.value.format(type=kind or words, offset=offset)
    return EngineRefusal(message, why=_why_not_json(body, int(offset)))


def _why_not_json(body: bytes, offset: int) -> str:
    """The place where the body stops being JSON, as people see it."""
    if not body.strip():
        return "the request has no body"
    if offset >= len(body.rstrip()):
        return (
            f"the body ends after {len(body):,} bytes, before its JSON does; does Content-Length"
            " count characters instead of bytes?"
        )
    before = body[max(0, offset - _NEAR) : offset].decode("utf-8", "replace")
    behind = body[offset : offset + _NEAR].decode("utf-8", "replace")
    return f"the body is not JSON behind byte {offset}: {before}{_HERE}{behind}"


def _why_not_utf8(body: bytes, error: UnicodeDecodeError) -> str:
    """What the encoding of a body looks like that is not UTF-8."""
    place = f"the body is not UTF-8 at byte {error.start}"
    if len(body) - error.start < _LONGEST_LETTER and "unexpected end" in error.reason:
        return f"{place}, where it ends within a letter; does Content-Length count characters?"
    try:
        read = body.decode("cp949")
    except UnicodeDecodeError:
        return place
    looks_korean = any("가" <= letter <= "힣" for letter in read)
    return f"{place}; it looks like CP949 (EUC-KR)" if looks_korean else place


def _up_to_invalid(body: bytes) -> bytes:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return body[: error.start]
    return body
