"""The bytes of an answer: its head, its envelope and its return object."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from json.encoder import encode_basestring

from msgspec import Struct

STATUS_WORDS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    408: "Request Timeout",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}
"""The words of the status line, as the guide writes them."""

_START = {
    (status, keep): (
        f"HTTP/1.1 {status} {words}\r\n"
        "Access-Control-Allow-Origin: *\r\n"
        f"Connection: {'keep-alive' if keep else 'close'}\r\n"
        "Content-Length: "
    ).encode()
    for status, words in STATUS_WORDS.items()
    for keep in (False, True)
}
_END = b"\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
"""What a client that sent `Expect: 100-continue` waits for before it sends the body."""


def quote(text: str) -> str:
    r"""`text` as a JSON string, quotes included.

    Korean and ``= < > & '`` stay raw; ``"``, ``\``, the control characters and the two line
    separators U+2028 and U+2029 are escaped, hexadecimal digits in lower case.

    >>> quote('서울 = "맑음"\n')
    '"서울 = \\"맑음\\"\\n"'
    """
    if text.isalnum():  # nothing to escape
        return f'"{text}"'
    quoted: str = encode_basestring(text)
    if "\u2028" in quoted or "\u2029" in quoted:
        quoted = quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return quoted


@lru_cache(1024)  # most answers are of a few lengths
def head(status: int, length: int, keep_alive: bool = False) -> bytes:
    """Status line and headers, with the empty line, of an answer whose body has `length` bytes.

    `keep_alive` only where the server was told to keep connections; the documented server
    closes them. Raises KeyError for a status that no documented answer has.
    """
    return b"%b%d%b" % (_START[status, keep_alive], length, _END)


class Envelope(Struct, frozen=True, dict=True):
    """How `return_object` or `reason` is wrapped.

    `request_id`: what stands in `request_id` when the request sent none, None to leave it out;
    `echoes`: whether the request's own `request_id` comes back;
    `return_type`: the Java class name the gateway adds to a success, empty to leave it out.
    """

    name: str
    request_id: str | None
    echoes: bool
    return_type: str

    def success(self, request_id: str | None, return_object: str) -> bytes:
        """The body around `return_object`, which is JSON text.

        Raises UnicodeEncodeError where the text has a lone surrogate.
        """
        return f"{self._start(request_id)}{self._result}{return_object}}}".encode()

    def failure(self, request_id: str | None, reason: str) -> bytes:
        """The body of a gateway error."""
        return f'{self._start(request_id)}"result":-1,"reason":{quote(reason)}}}'.encode()

    def _start(self, request_id: str | None) -> str:
        if request_id is None or not self.echoes:
            return self._start_of_its_own
        return f'{{"request_id":{quote(request_id)},'

    @cached_property
    def _start_of_its_own(self) -> str:
        return "{" if self.request_id is None else f'{{"request_id":{quote(self.request_id)},'

    @cached_property
    def _result(self) -> str:
        """What stands before the return object."""
        return_type = f'"return_type":{quote(self.return_type)},' if self.return_type else ""
        return f'"result":0,{return_type}"return_object":'


ENVELOPES = {
    envelope.name: envelope
    for envelope in (
        Envelope("guide", "reserved field", True, "com.google.gson.internal.LinkedTreeMap"),
        Envelope("observed", None, True, "com.google.gson.internal.LinkedTreeMap"),
        Envelope("legacy", None, False, ""),
    )
}
"""guide: as the API guide prints it; observed: `request_id` only where the request sent one
(a sibling API of the same gateway, 2021); legacy: the short form of 2018 to 2020."""


def spoken(method: str, uuid: str, system_text: str, state: str) -> str:
    """The system says something; `state` is `start`, `dialog` or `end`, `uuid` that of a session.

    `system_text` is sent with exactly one newline at its end.
    """
    text = quote(system_text.rstrip("\n") + "\n")
    return (
        f'{{"method":"{method}","uuid":"{uuid}",'
        f'"result":{{"system_text":{text},"state":"{state}","message":""}}}}'
    )


def data_requested(method: str, uuid: str, entries: Iterable[tuple[Iterable[str], str]]) -> str:
    """The engine asks for records: per entity class the slots and the condition."""
    requests = ",".join(
        f'{{"slots":[{",".join(map(quote, slots))}],"condition":{quote(condition)}}}'
        for slots, condition in entries
    )
    result = f'{{"data_request":[{requests}],"state":"data_request","message":""}}'
    return _return_object(method, uuid, result)


def closed(uuid: str) -> str:
    """The dialog is closed as asked."""
    return _return_object("close_dialog", uuid, '{"state":"end","message":""}')


def failed(method: str, uuid: str, message: str) -> str:
    """An engine error; `method` and `uuid` are what the request sent, "" where it sent none."""
    system_text = "" if method == "close_dialog" else '"system_text":"",'
    result = f'{{{system_text}"state":"error","message":{quote(message)}}}'
    return _return_object(method, uuid, result)


def _return_object(method: str, uuid: str, result: str) -> str:
    return f'{{"method":{quote(method)},"uuid":{quote(uuid)},"result":{result}}}'
