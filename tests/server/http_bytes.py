"""Requests and answers as bytes, for tests that look at the connection itself."""

from __future__ import annotations

from mockgenie.contract import ExpectedAnswer, body, head


def post(content: str | bytes, *headers: str, target: str = "/Dialog") -> bytes:
    """A POST request with its Content-Length and `headers`."""
    if isinstance(content, str):
        content = content.encode()
    lines = [
        f"POST {target} HTTP/1.1",
        "Host: localhost",
        *headers,
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + content


def chunked(*chunks: bytes) -> bytes:
    """A POST request whose body comes in `chunks`; it ends when one of them is empty."""
    start = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    return start + b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)


def failure(status: int, reason: str, connection: str = "close") -> bytes:
    """The whole answer of a gateway error, in the guide's envelope."""
    return _answer(ExpectedAnswer(reason=reason, status=status), connection)


def engine_error(message: str, method: str = "", connection: str = "close") -> bytes:
    """The whole answer of an engine error, in the guide's envelope."""
    return _answer(ExpectedAnswer(error=message, method=method), connection)


def _answer(answer: ExpectedAnswer, connection: str) -> bytes:
    content = body(answer, "guide").encode()
    return head(answer.status, len(content), connection).encode() + content


HEAD = b"POST /Dialog HTTP/1.1\r\nHost: localhost\r\n"
"""The beginning of a request head."""

TALK = '{"access_key":"k","argument":{"method":"talk"}}'
"""The body of a request whose answer is always INVALID_METHOD and leaves nothing behind."""

INVALID_METHOD = engine_error("Invalid method", "talk")
REQUIRED_EMPTY = failure(400, "Required arguments is empty")
NOT_VALID = failure(400, "One or more arguments are not valid")
UNKNOWN_HANDLER = failure(404, "Unknown Handler")
TIMEOUT = failure(408, "Handler Timeout")
TOO_LARGE = failure(413, "Request Entity Too Large")
NO_JSON_OBJECT = engine_error("JSON error: parsed, but this is not valid JSON object.")

EMPTY_400 = head(400, 0).encode()
"""What a client hears whose request no documented answer fits."""
