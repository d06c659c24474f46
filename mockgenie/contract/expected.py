"""The answers that the contract expects: the head, and what each envelope has around a return
object or a reason.

These tables repeat the guide, so that the server's own tables are not checked against themselves.
"""

from __future__ import annotations

import json

from mockgenie.contract.cases import ExpectedAnswer

RESERVED = '"request_id":"reserved field",'
GSON_TYPE = '"return_type":"com.google.gson.internal.LinkedTreeMap",'

# For each envelope: what stands for request_id when none was sent, and what after a success.
SUCCESS = {
    "guide": (RESERVED, GSON_TYPE),
    "observed": ("", GSON_TYPE),
    "legacy": ("", ""),
}

HEAD = (
    "HTTP/1.1 {status}\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Connection: {connection}\r\n"
    "Content-Length: {length}\r\n"
    "Content-Type: application/json; charset=UTF-8\r\n"
    "\r\n"
)

STATUS = {
    200: "200 OK",
    400: "400 Bad Request",
    404: "404 Not Found",
    408: "408 Request Timeout",
    413: "413 Request Entity Too Large",
    429: "429 Too Many Requests",
    500: "500 Internal Server Error",
}


def head(status: int, length: int, connection: str = "close") -> str:
    """Status line, the four headers, and the empty line."""
    return HEAD.format(status=STATUS[status], connection=connection, length=length)


def body(answer: ExpectedAnswer, envelope: str) -> str:
    """The body that `answer` of a contract case describes."""
    if answer.body is not None:
        return answer.body
    absent, return_type = SUCCESS[envelope]
    request_id = absent
    if answer.request_id is not None and envelope != "legacy":
        request_id = f'"request_id":{json_text(answer.request_id)},'
    if answer.reason is not None:
        return f'{{{request_id}"result":-1,"reason":"{answer.reason}"}}'
    return_object = answer.return_object or engine_error(answer)
    return f'{{{request_id}"result":0,{return_type}"return_object":{return_object}}}'


def engine_error(answer: ExpectedAnswer) -> str:
    """The return object of an engine error; close_dialog has no system_text."""
    assert answer.error is not None
    method, uuid, message = map(json_text, (answer.method, answer.uuid, answer.error))
    text = "" if method == '"close_dialog"' else '"system_text":"",'
    result = f'{{{text}"state":"error","message":{message}}}'
    return f'{{"method":{method},"uuid":{uuid},"result":{result}}}'


def json_text(text: str) -> str:
    """A JSON string as Gson writes it."""
    written = json.dumps(text, ensure_ascii=False)
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def envelope_of(answer: bytes) -> str:
    """The envelope of a success whose request had no request_id."""
    if b'"request_id"' in answer:
        return "guide"
    return "observed" if b'"return_type"' in answer else "legacy"
