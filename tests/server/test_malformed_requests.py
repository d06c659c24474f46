"""Requests that are no HTTP, or HTTP of another kind: a documented answer or an empty 400."""

from __future__ import annotations

import gzip
import socket
import zlib

import pytest

from tests.server.documented import check_answer
from tests.server.http_bytes import (
    EMPTY_400,
    HEAD,
    INVALID_METHOD,
    TALK,
    UNKNOWN_HANDLER,
    chunked,
    engine_error,
    post,
)
from tests.server.pieces import send_byte_by_byte
from tests.support import Server, read_all

TLS_HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) * 2
"""As a browser sends it that was told https."""


OFFERS = [
    (
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
    ),
    (
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ),
    ("connection: upgrade", "upgrade: TLS/1.0"),
]
"""Headers that offer another protocol."""


def test_empty_lines_before_the_request_are_ignored(server: Server) -> None:
    assert server.exchange(b"\r\n\r\n" + post(TALK)) == INVALID_METHOD


def test_header_values_that_are_no_ascii_are_ignored(server: Server) -> None:
    assert server.exchange(post(TALK, "X-Name: 홍길동", "Cookie: a=가")) == INVALID_METHOD


with_offers = pytest.mark.parametrize("headers", OFFERS, ids=["h2c", "websocket", "TLS"])


@with_offers
def test_offers_to_upgrade_a_post_are_ignored(server: Server, headers: tuple[str, ...]) -> None:
    assert server.exchange(post(TALK, *headers)) == INVALID_METHOD


@with_offers
def test_offers_that_come_byte_by_byte_are_ignored(
    server: Server, headers: tuple[str, ...]
) -> None:
    with server.connect() as connection:
        send_byte_by_byte(server, connection, post(TALK, *headers))
        assert read_all(connection) == INVALID_METHOD


@with_offers
def test_offers_on_a_kept_connection_are_ignored(
    keeping_server: Server, headers: tuple[str, ...]
) -> None:
    kept = engine_error("Invalid method", "talk", "keep-alive")
    requests = post(TALK, *headers) * 3 + post(TALK, "Connection: close")
    assert keeping_server.exchange(requests) == kept * 3 + INVALID_METHOD


@with_offers
def test_offers_beside_a_chunked_body_are_ignored(server: Server, headers: tuple[str, ...]) -> None:
    lines = "".join(f"{header}\r\n" for header in headers).encode()
    request = chunked(TALK.encode(), b"").replace(HEAD, HEAD + lines)
    assert server.exchange(request) == INVALID_METHOD


@pytest.mark.parametrize("upgrade", ["websocket", "h2c"])
def test_offers_to_upgrade_a_get_get_404(server: Server, upgrade: str) -> None:
    request = (
        "GET /Dialog HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
        f"Upgrade: {upgrade}\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert server.exchange(request.encode()) == UNKNOWN_HANDLER


@pytest.mark.parametrize(
    "request_line",
    ["CONNECT localhost:80 HTTP/1.1", "PROPFIND /Dialog HTTP/1.1", "M-SEARCH /Dialog HTTP/1.1"],
)
def test_methods_of_other_protocols_get_404(server: Server, request_line: str) -> None:
    assert server.exchange(f"{request_line}\r\nHost: localhost\r\n\r\n".encode()) == UNKNOWN_HANDLER


@pytest.mark.parametrize("line", [b"CONNECT a:1 HTTP/1.1", b"OPTIONS * HTTP/1.1"])
@pytest.mark.parametrize("expected", [b"100-continue", b"200-ok", b"100-\xc4\xff"])
def test_whatever_is_expected_of_what_is_no_path_gets_404(
    server: Server, line: bytes, expected: bytes
) -> None:
    request = line + b"\r\nHost: localhost\r\nExpect: " + expected + b"\r\n\r\n"
    assert server.exchange(request) == UNKNOWN_HANDLER


@pytest.mark.parametrize(
    "target", ["/대화", "/Dialog/열기", "http://localhost/대화", "/Dialog열기", "/caf\u00e9?Dialog"]
)
def test_paths_in_letters_beyond_ascii_get_404(server: Server, target: str) -> None:
    assert server.exchange(post(TALK, target=target)) == UNKNOWN_HANDLER


@pytest.mark.parametrize("target", ["/Dialog?이름=날씨", "http://localhost:8000/Dialog?날씨"])
def test_a_query_in_letters_beyond_ascii_is_ignored(server: Server, target: str) -> None:
    assert server.exchange(post(TALK, target=target)) == INVALID_METHOD


def test_a_target_that_no_quoting_mends_gets_an_empty_400(server: Server) -> None:
    assert server.exchange("POST /대\x01화 HTTP/1.1\r\n\r\n".encode()) == EMPTY_400


def test_an_unknown_method_that_comes_byte_by_byte_gets_an_empty_400(server: Server) -> None:
    with server.connect() as connection:
        send_byte_by_byte(server, connection, b"FOO /Dialog HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert read_all(connection) == EMPTY_400


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"garbage\r\n\r\n",
        "안녕하세요\r\n\r\n".encode(),
        b"\x00\x01\x02\x03\r\n\r\n",
        b'{"access_key":"k"}\r\n\r\n',
        b"POST /Dialog\r\n\r\n",
        b"POST /Dialog HTTP/x\r\n\r\n",
        b"POST /Dialog FTP/1.1\r\n\r\n",
        b" POST /Dialog HTTP/1.1\r\n\r\n",
        b"POST\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        TLS_HELLO,
        HEAD + b"no colon\r\n\r\n",
        HEAD + b": no name\r\n\r\n",
        HEAD + b"X-Zero: \x00\r\n\r\n",
        HEAD + b"Bad Name: 1\r\n\r\n",
        HEAD + b"Content-Length: abc\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: +2\r\n\r\n{}",
        HEAD + b"Content-Length: 1.5\r\n\r\n",
        HEAD + b"Content-Length: 0x10\r\n\r\n",
        HEAD + b"Content-Length: 1 2\r\n\r\n",
        HEAD + b"Content-Length: 2, 2\r\n\r\n{}",
        HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
    ],
)
def test_a_malformed_request_gets_an_empty_400(server: Server, request_bytes: bytes) -> None:
    assert server.exchange(request_bytes) == EMPTY_400


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"POST /" + b"x" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"X" * 200_000 + b" / HTTP/1.1\r\n\r\n",
        HEAD + b"X-Long: " + b"x" * 200_000 + b"\r\n\r\n",
        HEAD + b"x" * 200_000 + b": 1\r\n\r\n",
        HEAD + b"Cookie: a=b\r\n" * 20_000 + b"\r\n",
    ],
    ids=["path", "method", "header value", "header name", "many headers"],
)
def test_a_head_that_is_too_long_gets_an_empty_400(server: Server, request_bytes: bytes) -> None:
    assert server.exchange(request_bytes) == EMPTY_400


def head_of(length: int) -> bytes:
    """The head of a request, so many bytes long, whose body is TALK."""
    start = post(TALK).partition(b"\r\n\r\n")[0] + b"\r\nX-Long: "
    return start + b"x" * (length - len(start) - 4) + b"\r\n\r\n"


@pytest.mark.parametrize("before", [b"", b"\r\n\r\n"], ids=["", "empty lines before"])
def test_a_head_has_64_kilobytes_at_most_even_in_one_piece(server: Server, before: bytes) -> None:
    assert server.exchange(before + head_of(65_537) + TALK.encode()) == EMPTY_400
    assert server.exchange(head_of(65_536) + TALK.encode()) == INVALID_METHOD


def test_a_large_body_in_one_piece_with_its_head_makes_no_long_head(server: Server) -> None:
    assert server.exchange(post(TALK + " " * 200_000)) == INVALID_METHOD


def test_a_kept_connection_ends_after_a_head_that_is_too_long(keeping_server: Server) -> None:
    assert keeping_server.exchange(head_of(65_537) + TALK.encode()) == EMPTY_400


def test_a_line_that_is_no_request_and_never_ends_gets_an_empty_400(server: Server) -> None:
    assert server.exchange(b"\x16" * 50_000) == EMPTY_400


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST /Dialog HTTP/3.0\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /Dialog HTTP/1.2\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /Dialog HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /Dialog HTTP/1.1\nHost: localhost\nContent-Length: 2\n\n{}",
        b"POST  /Dialog  HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        "POST /대화 HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}".encode(),
        b"POST Dialog HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST http:// HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST http://[/Dialog HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST http://a:b:c/Dialog HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST http://h:99999999/Dialog HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /Dialog#fragment HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST //[/Dialog HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /%44ialog HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /%ff%fe HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b"Host: other\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b"Content-Length : 2\r\n\r\n{}",
        HEAD + b"X-Folded: 1\r\n 2\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b"Content-Length:\r\n\r\n",
        HEAD + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n{}",
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: gzip\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b"Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}",
        post(gzip.compress(TALK.encode()), "Content-Encoding: gzip"),
        post(zlib.compress(b" " * 50_000_000), "Content-Encoding: deflate"),
    ],
)
def test_a_doubtful_request_gets_a_documented_answer_or_an_empty_400(
    server: Server, request_bytes: bytes
) -> None:
    with server.connect() as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)
    if answer != EMPTY_400:
        check_answer(answer)
    assert server.exchange(post(TALK)) == INVALID_METHOD
