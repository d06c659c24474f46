"""The bytes that the steps of a case describe, and those of the answers that it expects.

README.md here says what placeholders and escapes there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from msgspec import Struct

from mockgenie.contract.cases import CaseStep, ExpectedAnswer

USUAL_HEAD = (
    "POST /Dialog HTTP/1.1",
    "Host: localhost",
    "Content-Type: application/json; charset=UTF-8",
    "Content-Length: {length}",
)
UUID = re.compile(r"\{uuid\d*\}")
EIGHTEEN = "9" * 18
END_OF_HEAD = "\r\n\r\n"
_SPACES = re.compile(r"\{spaces:(\d+)\}")
_ESCAPE = re.compile(r"\\(?:([rnt\\])|x([0-9A-Fa-f]{2})|())")
_MEANING = {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}

# These tables repeat the guide, so that the server's own are not checked against themselves.

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


class RequestBytes(Struct, frozen=True):
    """A request. `interim`: what must come back between its head and its body; `one_read`: whether
    a single read must give the whole answer; `head_only`: whether the answer has no body."""

    head: bytes
    body: bytes
    interim: bytes = b""
    one_read: bool = False
    head_only: bool = False


def request(step: CaseStep, uuids: Mapping[str, str]) -> RequestBytes:
    """The request of a step, with `uuids` in place of their placeholders."""
    head, body = _head_and_body(step, uuids)
    return RequestBytes(
        head,
        body,
        unescape(step.interim or ""),
        step.one_read,
        step.answer is not None and step.answer.head_only,
    )


def _head_and_body(step: CaseStep, uuids: Mapping[str, str]) -> tuple[bytes, bytes]:
    def filled(text: str) -> str:
        text = UUID.sub(lambda found: uuids[found[0]], text)
        return _SPACES.sub(lambda found: " " * int(found[1]), text)

    if step.raw is not None:
        head, end, body = unescape(filled(step.raw)).partition(END_OF_HEAD.encode())
        return head + end, body
    if step.post is not None:
        body = filled(step.post).encode()
    else:
        body = unescape(filled(step.post_bytes or ""))
    lines = [*(USUAL_HEAD if step.head is None else step.head), "", ""]
    return "\r\n".join(lines).replace("{length}", str(len(body))).encode(), body


def answer_text(answer: ExpectedAnswer, envelope: str) -> str:
    """The exact answer, with its placeholders such as `{uuid}`."""
    if answer.raw is not None:
        return unescape(answer.raw).decode()
    content = body(answer, envelope)
    start = head(answer.status, body_length(content), answer.connection)
    return start if answer.head_only else start + content


def body_length(body: str) -> int:
    """The size in bytes of a body once its placeholders are uuids."""
    return len(UUID.sub(EIGHTEEN, body).encode())


def unescape(text: str) -> bytes:
    r"""The bytes that `text` describes with `\r`, `\n`, `\t`, `\\` and `\xHH`."""
    joined = text.replace("\n", "")
    parts = []
    end = 0
    for found in _ESCAPE.finditer(joined):
        if found[3] is not None:
            raise ValueError(f"unknown escape: {joined[found.start() : found.start() + 4]!r}")
        parts.append(joined[end : found.start()].encode())
        parts.append(_MEANING[found[1]] if found[1] else bytes.fromhex(found[2]))
        end = found.end()
    return b"".join([*parts, joined[end:].encode()])


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
