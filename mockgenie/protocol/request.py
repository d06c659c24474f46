"""What a client asks for, read and checked in the order of the wire contract, section 4.

The checks come in two steps, because a server may stand between them: `read_call` finds out
who calls (an access key, an argument), `Call.request` what for. What is no JSON is refused with
RapidJSON's own words and byte offsets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec
import rapidjson
from msgspec import Struct

from mockgenie.protocol.errors import EngineError, EngineRefusal, GatewayError, GatewayRefusal

DataRecord: TypeAlias = Mapping[str, str]
"""One record of external data: full slot name to value."""

_CALL = ("access_key", "argument.method")
LONGEST_KEY = 1024
"""Bytes of an access key. The guide names no limit; what is longer is none that anybody has."""
_LONGEST_SHOWN = 60
"""Letters of a client's value in a reason."""
_SURELY_SHORT = LONGEST_KEY // 4
"""Letters that take no more bytes than that."""
_EMPTY: tuple[object, ...] = (None, "", [], {})

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


class OpenDialog(Struct, frozen=True, gc=False):
    """`open_dialog`: begin a dialog in the domain `name`."""

    name: str
    access_method: str


class Dialog(Struct, frozen=True, gc=False):
    """`dialog`: a turn of the session `uuid`; `text` is the utterance, `data` are the records."""

    uuid: str
    text: str | None
    data: tuple[DataRecord, ...] | None


class CloseDialog(Struct, frozen=True, gc=False):
    """`close_dialog`: end the session `uuid`."""

    uuid: str


Request: TypeAlias = OpenDialog | Dialog | CloseDialog


class Call(Struct, frozen=True, gc=False):
    """A body that has passed checks 4 to 6: somebody with an access key asks for a method."""

    access_key: str
    request_id: str | None
    method: str
    uuid: str
    argument: Mapping[str, object]

    def request(self) -> Request:
        """The request itself, after checks 9 and 10.

        Raises EngineRefusal (`Invalid method`) or GatewayRefusal (400).
        """
        if self.method == "dialog":
            return self._dialog()
        if self.method == "open_dialog":
            name, access_method = self._require("name", "access_method")
            return OpenDialog(name, access_method)
        if self.method == "close_dialog":
            self._require("uuid")
            return CloseDialog(self.uuid)
        why = f"no method {_shown(self.method)}; there are open_dialog, dialog and close_dialog"
        raise self.refused(EngineError.INVALID_METHOD, why)

    def _dialog(self) -> Dialog:
        text, data = self.argument.get("text"), self.argument.get("data")
        if isinstance(text, str) and text and data is None and self.uuid:
            return Dialog(self.uuid, text, None)
        text = None if text in _EMPTY else text
        if data in _EMPTY and data != []:  # an empty list is data: the client found nothing
            data = None
        if text is None and data is None:
            self._require("uuid", "text")
        if not self.uuid:
            self._require("uuid")
        if not (text is None or isinstance(text, str)):
            raise self._not_valid("argument.text", "a string", text)
        return Dialog(self.uuid, text, None if data is None else self._records(data))

    def refused(self, error: EngineError, why: str = "") -> EngineRefusal:
        """This call, answered with an engine error; `why` is for people."""
        return EngineRefusal(error.value, self.method, self.uuid, self.request_id, why)

    def _require(self, *fields: str) -> list[str]:
        names = [f"argument.{field}" for field in fields]
        return _strings(names, [self.argument.get(field) for field in fields], self.request_id)

    def _records(self, data: object) -> tuple[DataRecord, ...]:
        """The records of `data`, every value as text; 400 unless a list of flat objects."""
        if not isinstance(data, list):
            raise self._not_valid("argument.data", "a list of objects", data)
        return tuple([self._record(number, entry) for number, entry in enumerate(data)])

    def _record(self, number: int, entry: object) -> DataRecord:
        if not isinstance(entry, dict):
            raise self._not_valid(f"argument.data[{number}]", "an object", entry)
        for slot, value in entry.items():
            if isinstance(value, dict | list):
                where = f"argument.data[{number}][{_shown(slot)}]"
                raise self._not_valid(where, "a single value", value)
        return {slot: _as_text(value) for slot, value in entry.items() if value is not None}

    def _not_valid(self, where: str, expected: str, value: object) -> GatewayRefusal:
        why = _wrong_type(where, expected, value)
        return GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, self.request_id, why)


class _PlainBody(Struct, forbid_unknown_fields=True, gc=False):
    """A body with nothing but texts, as that of most turns is: whatever this cannot be made of,
    RapidJSON reads, and says what is wrong with it."""

    access_key: str
    argument: dict[str, str]
    request_id: str | None = None


_decode_plain = msgspec.json.Decoder(_PlainBody).decode


def read_call(body: bytes, authorization: str = "") -> Call:
    """Check a body (steps 4 to 6).

    `authorization` is the header of that name: not empty, it stands in for a missing
    `access_key`. Raises EngineRefusal for what is no JSON object, GatewayRefusal (400) for
    `access_key`, `argument` and `argument.method`.
    """
    try:
        plain = _decode_plain(body)
        said = plain.argument
        if (asked := said.get("method")) and 0 < len(plain.access_key) <= _SURELY_SHORT:
            return Call(plain.access_key, plain.request_id, asked, said.get("uuid", ""), said)
        request_id: object = plain.request_id
        access_key: object = plain.access_key
        argument: object = said
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        root = read_json(body)
        request_id, access_key = root.get("request_id"), root.get("access_key")
        argument = root.get("argument")
    if not isinstance(request_id, str):
        request_id = None
    if authorization and access_key in _EMPTY:
        access_key = authorization
    if isinstance(argument, dict):
        method = argument.get("method")
        if not (isinstance(access_key, str) and access_key and isinstance(method, str) and method):
            access_key, method = _strings(_CALL, (access_key, method), request_id)
        if len(access_key) > _SURELY_SHORT:
            _check_length(access_key, request_id)
        uuid = argument.get("uuid")
        return Call(access_key, request_id, method, uuid if isinstance(uuid, str) else "", argument)
    if access_key in _EMPTY or argument in _EMPTY:
        why = _absent({"access_key": access_key, "argument": argument})
        raise GatewayRefusal(GatewayError.REQUIRED_ARGUMENTS_EMPTY, request_id, why)
    why = _wrong_type("argument", "an object", argument)
    raise GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, request_id, why)


def _check_length(access_key: str, request_id: str | None) -> None:
    """Raises GatewayRefusal, 400, where an access key is too long."""
    size = len(access_key.encode("utf-8", "surrogatepass"))
    if size > LONGEST_KEY:
        why = f"the access key has {size:,} bytes; mockgenie takes {LONGEST_KEY:,} at most"
        raise GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, request_id, why)


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


def _strings(names: Sequence[str], values: Sequence[object], request_id: str | None) -> list[str]:
    """`values`, each of which has to be a string that is not empty; absence comes first."""
    strings = [value for value in values if isinstance(value, str) and value]
    if len(strings) == len(values):
        return strings
    given = dict(zip(names, values, strict=True))
    if any(value in _EMPTY for value in values):
        raise GatewayRefusal(GatewayError.REQUIRED_ARGUMENTS_EMPTY, request_id, _absent(given))
    where, value = next(item for item in given.items() if not isinstance(item[1], str))
    why = _wrong_type(where, "a string", value)
    raise GatewayRefusal(GatewayError.ARGUMENTS_NOT_VALID, request_id, why)


def _absent(given: Mapping[str, object]) -> str:
    """Which of the fields are missing or empty, for people."""
    parts = [
        f"{where} is {'missing' if value is None else 'empty'}"
        for where, value in given.items()
        if value in _EMPTY
    ]
    return " and ".join(parts)


def _wrong_type(where: str, expected: str, value: object) -> str:
    """What is wrong with a value of the wrong type, for people."""
    value_shown = "" if isinstance(value, dict | list) else f" ({_shown(value)})"
    return f"{where} has to be {expected}, not {json_type(value)}{value_shown}"


def _shown(value: object) -> str:
    """A single value as JSON, of a long string the beginning."""
    if isinstance(value, str) and len(value) > _LONGEST_SHOWN:
        value = value[:_LONGEST_SHOWN] + "…"
    return json.dumps(value, ensure_ascii=False)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
