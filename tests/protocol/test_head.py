"""The head of every answer, byte for byte (wire contract, section 1)."""

from __future__ import annotations

import pytest

from mockgenie.protocol import CONTINUE, GatewayError, head


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (200, "HTTP/1.1 200 OK"),
        (400, "HTTP/1.1 400 Bad Request"),
        (404, "HTTP/1.1 404 Not Found"),
        (408, "HTTP/1.1 408 Request Timeout"),
        (413, "HTTP/1.1 413 Request Entity Too Large"),
        (429, "HTTP/1.1 429 Too Many Requests"),
        (500, "HTTP/1.1 500 Internal Server Error"),
    ],
)
def test_the_head_is_a_status_line_and_four_headers(status: int, line: str) -> None:
    assert head(status, 50783) == (
        f"{line}\r\n"
        "Access-Control-Allow-Origin: *\r\n"
        "Connection: close\r\n"
        "Content-Length: 50783\r\n"
        "Content-Type: application/json; charset=UTF-8\r\n"
        "\r\n"
    ).encode("ascii")


def test_a_kept_connection_differs_in_one_header_alone() -> None:
    assert head(200, 0, keep_alive=True) == head(200, 0).replace(b"close", b"keep-alive")


def test_every_documented_error_has_a_head() -> None:
    for error in GatewayError:
        assert head(error.status, 0).startswith(b"HTTP/1.1 %d " % error.status)


def test_a_status_that_no_answer_has_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        head(201, 0)


def test_who_expects_continue_is_told_to() -> None:
    assert CONTINUE == b"HTTP/1.1 100 Continue\r\n\r\n"
