"""Is an answer one of the documented ones? Written from the guide, without the server's code."""

from __future__ import annotations

import json
import re

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

_HEAD = re.compile(
    rb"HTTP/1\.1 (200 OK|400 Bad Request|404 Not Found|408 Request Timeout"
    rb"|413 Request Entity Too Large)\r\n"
    rb"Access-Control-Allow-Origin: \*\r\n"
    rb"Connection: close\r\n"
    rb"Content-Length: (0|[1-9][0-9]*)\r\n"
    rb"Content-Type: application/json; charset=UTF-8\r\n"
    rb"\r\n"
)
# Only what a client alone can bring about: no 429 without limits, no 500 from a healthy server.
REASONS = {
    400: {"Required arguments is empty", "One or more arguments are not valid"},
    404: {"Unknown Handler"},
    408: {"Handler Timeout"},
    413: {"Request Entity Too Large"},
}
ENGINE_ERRORS = {
    "Invalid method",
    "JSON error: parsed, but this is not valid JSON object.",
    "Open error: invalid domain name or domain knowledge",
    "Open error: invalid domain knowledge",
    "Open error: invalid access_method (only internal_data or external_data is allowed)",
    "Open error: memory allocation error",
    "Dialog engine: not found external_data",
}
CLOSE_FAILURE = "500 Internal Server Error: thread closing failure."
JSON_ERROR = re.compile(r"JSON parsing error, error type: (.+), offset: (0|[1-9][0-9]*)")
JSON_ERROR_TYPES = {
    "The document is empty.",
    "The document root must not be followed by other values.",
    "Invalid value.",
    "Missing a name for object member.",
    "Missing a colon after a name of object member.",
    "Missing a comma or '}' after an object member.",
    "Missing a comma or ']' after an array element.",
    "Incorrect hex digit after \\u escape in string.",
    "The surrogate pair in string is invalid.",
    "Invalid escape character in string.",
    "Missing a closing quotation mark in string.",
    "Invalid encoding in string.",
    "Number too big to be stored in double.",
    "Miss fraction part in number.",
    "Miss exponent in number.",
    "Terminate parsing due to Handler error.",
    "Unspecific syntax error.",
}


def json_parsing_error(answer: bytes) -> str | None:
    """The message of a `JSON parsing error` answer, None for any other."""
    found = re.search(r'"message":("JSON parsing error.*")\}\}\}$', answer.decode())
    return json.loads(found[1]) if found else None


def check_answer(answer: bytes, *, head_only: bool = False) -> None:
    """Assert that `answer` is documented, in the guide's envelope and to the byte."""
    found = _HEAD.match(answer)
    assert found, answer
    status, length, content = int(found[1][:3]), int(found[2]), answer[found.end() :]
    if head_only:
        assert (status, content) == (404, b""), answer
        return
    assert length == len(content), answer
    envelope = json.loads(content, parse_constant=_refuse)
    assert _as_gson_writes(envelope) == content, answer
    if status == 200:
        assert list(envelope) == ["request_id", "result", "return_type", "return_object"], answer
        assert envelope["result"] == 0, answer
        assert envelope["return_type"] == "com.google.gson.internal.LinkedTreeMap", answer
        _check_return_object(envelope["return_object"])
    else:
        assert list(envelope) == ["request_id", "result", "reason"], answer
        assert envelope["result"] == -1, answer
        assert envelope["reason"] in REASONS[status], answer
    assert isinstance(envelope["request_id"], str), answer


def _check_return_object(answer: dict) -> None:
    assert list(answer) == ["method", "uuid", "result"], answer
    method, uuid, result = answer.values()
    assert isinstance(method, str), answer
    assert isinstance(uuid, str), answer
    state = result["state"]
    if state == "error":
        _check_engine_error(method, result)
        return
    assert method in {"open_dialog", "dialog", "close_dialog"}, answer
    assert re.fullmatch("[1-9][0-9]{17}", uuid), answer
    assert result["message"] == "", answer
    if method == "close_dialog":
        assert list(result) == ["state", "message"], answer
        assert state == "end", answer
    elif state == "data_request":
        assert method == "dialog", answer
        assert list(result) == ["data_request", "state", "message"], answer
        _check_data_request(result["data_request"])
    else:
        assert list(result) == ["system_text", "state", "message"], answer
        assert state in {"end", {"open_dialog": "start", "dialog": "dialog"}[method]}, answer
        assert re.search(r"[^\n]\n\Z", result["system_text"]), answer


def _check_engine_error(method: str, result: dict) -> None:
    message = result["message"]
    if message == CLOSE_FAILURE:
        assert method == "close_dialog", result
        assert list(result) == ["state", "message"], result
        return
    assert list(result) == ["system_text", "state", "message"], result
    assert result["system_text"] == "", result
    if found := JSON_ERROR.fullmatch(message):
        assert found[1] in JSON_ERROR_TYPES, result
        assert method == "", result
    else:
        assert message in ENGINE_ERRORS, result


def _check_data_request(requests: list) -> None:
    assert requests
    for request in requests:
        assert list(request) == ["slots", "condition"], request
        assert request["slots"], request
        assert all(isinstance(slot, str) for slot in request["slots"]), request
        assert isinstance(request["condition"], str), request


def _as_gson_writes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")
