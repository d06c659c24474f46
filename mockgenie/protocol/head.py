"""The head of every answer: a status line and four headers (wire contract, section 1)."""

from __future__ import annotations

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


def head(status: int, length: int, keep_alive: bool = False) -> bytes:
    """Status line and headers, with the empty line, of an answer whose body has `length` bytes.

    `keep_alive` only where the server was told to keep connections; the documented server
    closes them. Raises KeyError for a status that no documented answer has.
    """
    return b"%b%d%b" % (_START[status, keep_alive], length, _END)
