"""The connection ends in order after the answer: EOF, never a reset."""

from __future__ import annotations

import socket

import pytest
from aiohttp import web

from mockgenie.server import Settings
from tests.server.documented import CONTINUE
from tests.server.http_bytes import (
    EMPTY_400,
    INVALID_METHOD,
    NO_JSON_OBJECT,
    REQUIRED_EMPTY,
    TALK,
    TIMEOUT,
    TOO_LARGE,
    UNKNOWN_HANDLER,
    chunked,
    engine_error,
    failure,
    post,
)
from tests.server.live import live
from tests.support import Server, read_all

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
KEPT_INVALID_METHOD = engine_error("Invalid method", "talk", "keep-alive")
KEPT_REQUIRED_EMPTY = failure(400, "Required arguments is empty", "keep-alive")
KEPT_UNKNOWN_HANDLER = failure(404, "Unknown Handler", "keep-alive")


def read_exactly(connection: socket.socket, expected: bytes) -> None:
    """Read as many bytes as `expected` has and compare."""
    got = b""
    while len(got) < len(expected) and (part := connection.recv(len(expected) - len(got))):
        got += part
    assert got == expected


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [
        (post(TALK), INVALID_METHOD),
        (post("[]"), NO_JSON_OBJECT),
        (post("{}"), REQUIRED_EMPTY),
        (GET, UNKNOWN_HANDLER),
        (post(TALK, target="/Other"), UNKNOWN_HANDLER),
        (chunked(TALK.encode(), b""), INVALID_METHOD),
        (b"no request\r\n\r\n", EMPTY_400),
    ],
)
def test_the_server_closes_after_every_answer(
    server: Server, request_bytes: bytes, expected: bytes
) -> None:
    assert server.exchange(request_bytes) == expected


def test_a_request_for_keep_alive_changes_nothing_by_default(server: Server) -> None:
    assert server.exchange(post(TALK, "Connection: keep-alive")) == INVALID_METHOD


@pytest.mark.parametrize(
    "rest",
    [b"\r\n", b"\r\n\r\n", b" trailing garbage", post(TALK), GET, b"\x00" * 3_000_000],
    ids=["CRLF", "two CRLF", "garbage", "another POST", "another GET", "megabytes"],
)
def test_bytes_after_the_body_neither_answer_nor_reset(server: Server, rest: bytes) -> None:
    assert server.exchange(post(TALK) + rest) == INVALID_METHOD


def test_bytes_after_an_answered_404_do_not_reset(server: Server) -> None:
    assert server.exchange(GET + GET + b"garbage") == UNKNOWN_HANDLER


def test_a_length_counted_in_characters_cuts_the_body(server: Server) -> None:
    text = '{"access_key":"k","argument":{"method":"안녕하세요"}}'
    request = post(text).replace(
        f"Content-Length: {len(text.encode())}".encode(), f"Content-Length: {len(text)}".encode()
    )
    # The ten bytes that were not counted leave 안녕 and two of the three bytes of 하.
    offset = text.encode().index("하".encode())
    assert server.exchange(request) == engine_error(
        f"JSON parsing error, error type: Invalid encoding in string., offset: {offset}"
    )


def test_a_long_body_with_a_length_counted_in_characters_meets_no_reset(server: Server) -> None:
    text = f'{{"access_key":"k","argument":{{"method":"{"가" * 300_000}"}}}}'
    request = post(text).replace(
        f"Content-Length: {len(text.encode())}".encode(), f"Content-Length: {len(text)}".encode()
    )
    kind = "Missing a closing quotation mark in string."
    assert server.exchange(request) == engine_error(
        f"JSON parsing error, error type: {kind}, offset: {len(text)}"
    )


def test_a_client_that_has_finished_sending_still_gets_its_answer(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(post(TALK))
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == INVALID_METHOD


def test_a_client_that_finishes_sending_after_the_answer_meets_no_reset(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(post(TALK))
        assert read_all(connection) == INVALID_METHOD
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""


def test_a_kept_connection_is_used_again(keeping_server: Server) -> None:
    with keeping_server.connect() as connection:
        for _ in range(3):
            connection.sendall(post(TALK))
            read_exactly(connection, KEPT_INVALID_METHOD)
            connection.sendall(post("{}", "Connection: Keep-Alive"))
            read_exactly(connection, KEPT_REQUIRED_EMPTY)
            connection.sendall(GET)
            read_exactly(connection, KEPT_UNKNOWN_HANDLER)
            connection.sendall(chunked(TALK.encode(), b""))
            read_exactly(connection, KEPT_INVALID_METHOD)
            connection.sendall(post(TALK, target="/Other"))
            read_exactly(connection, KEPT_UNKNOWN_HANDLER)
        connection.sendall(post(TALK, "Connection: close"))
        assert read_all(connection) == INVALID_METHOD


@pytest.mark.parametrize("wish", ["close", "Close", "CLOSE", "foo, close"])
def test_a_client_that_says_close_is_closed(keeping_server: Server, wish: str) -> None:
    assert keeping_server.exchange(post(TALK, f"Connection: {wish}")) == INVALID_METHOD


def test_http_1_0_is_closed_unless_it_asks(keeping_server: Server) -> None:
    plain = post(TALK).replace(b"HTTP/1.1", b"HTTP/1.0")
    asking = post(TALK, "Connection: keep-alive").replace(b"HTTP/1.1", b"HTTP/1.0")
    with keeping_server.connect() as connection:
        connection.sendall(asking)
        read_exactly(connection, KEPT_INVALID_METHOD)
        connection.sendall(asking)
        read_exactly(connection, KEPT_INVALID_METHOD)
        connection.sendall(plain)
        assert read_all(connection) == INVALID_METHOD


def test_pipelined_requests_are_answered_in_order(keeping_server: Server) -> None:
    requests = post(TALK) + post("{}") + GET + post("[]", "Connection: close")
    assert keeping_server.exchange(requests) == (
        KEPT_INVALID_METHOD + KEPT_REQUIRED_EMPTY + KEPT_UNKNOWN_HANDLER + NO_JSON_OBJECT
    )


def test_a_kept_connection_ends_when_the_client_ends_it(keeping_server: Server) -> None:
    with keeping_server.connect() as connection:
        connection.sendall(post(TALK))
        read_exactly(connection, KEPT_INVALID_METHOD)
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == b""


def test_an_unknown_method_behind_another_request_gets_404(
    keeping_server: Server,
) -> None:
    foo = b"FOO /Dialog HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = keeping_server.exchange(post(TALK) + foo)
    assert answer == KEPT_INVALID_METHOD + UNKNOWN_HANDLER


def test_a_path_in_korean_letters_leaves_the_next_request_alone(keeping_server: Server) -> None:
    with keeping_server.connect() as connection:
        connection.sendall(post(TALK, target="/대화") + post("{}"))
        read_exactly(connection, KEPT_UNKNOWN_HANDLER + KEPT_REQUIRED_EMPTY)
        connection.sendall(post(TALK, target="/대화"))
        read_exactly(connection, KEPT_UNKNOWN_HANDLER)
        connection.sendall(post(TALK, "Connection: close", target="/Dialog?말=안녕"))
        assert read_all(connection) == INVALID_METHOD


def test_a_body_that_looks_like_a_head_leaves_the_next_request_alone(
    keeping_server: Server,
) -> None:
    body = b"\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n[]"
    refused = engine_error(
        "JSON parsing error, error type: Invalid value., offset: 2", connection="keep-alive"
    )
    with keeping_server.connect() as connection:
        # Once it has been asked for, the body comes in a piece of its own.
        connection.sendall(post(body, "Expect: 100-continue").removesuffix(body))
        read_exactly(connection, CONTINUE)
        connection.sendall(body)
        read_exactly(connection, refused)
        connection.sendall(post(body))
        read_exactly(connection, refused)
        connection.sendall(post(TALK, "Connection: close"))
        assert read_all(connection) == INVALID_METHOD


@pytest.mark.slow
def test_a_kept_connection_that_falls_silent_is_closed_without_a_word(
    impatient_keeping_server: Server,
) -> None:
    assert impatient_keeping_server.exchange(post(TALK)) == KEPT_INVALID_METHOD


@pytest.mark.slow
def test_half_a_second_request_gets_408(impatient_keeping_server: Server) -> None:
    request = post(TALK) + post(TALK)[:-1]
    assert impatient_keeping_server.exchange(request) == KEPT_INVALID_METHOD + TIMEOUT


def test_a_kept_connection_ends_after_413(keeping_server: Server) -> None:
    assert keeping_server.exchange(post(" " * 3_000_000)) == TOO_LARGE


def test_a_kept_connection_ends_after_a_malformed_request(keeping_server: Server) -> None:
    assert keeping_server.exchange(post(TALK) + b"no request\r\n\r\n") == (
        KEPT_INVALID_METHOD + EMPTY_400
    )


async def test_answers_are_sent_at_once() -> None:
    async with live(Settings(keep_alive=True)) as running, running.connect() as connection:
        await connection.send(post("{}", "Connection: keep-alive"))
        await connection.answer()
        assert running.runner.server is not None
        (protocol,) = running.runner.server.connections
        assert isinstance(protocol, web.RequestHandler)
        assert protocol.transport is not None
        sock = protocol.transport.get_extra_info("socket")
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
