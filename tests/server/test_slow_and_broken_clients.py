"""Clients that are slow, broken, or speak something else hear a documented answer or nothing."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import repeat

import pytest

from tests.server.documented import CONTINUE
from tests.server.http_bytes import (
    EMPTY_400,
    HEAD,
    INVALID_METHOD,
    REQUIRED_EMPTY,
    TALK,
    TIMEOUT,
    TOO_LARGE,
    UNKNOWN_HANDLER,
    chunked,
    post,
)
from tests.server.pieces import send_byte_by_byte
from tests.support import NO_LINGER, PATIENCE, Server, read_all

pytestmark = pytest.mark.slow  # each test waits for a time to be over


def send_until_answered(connection: socket.socket, parts: Iterator[bytes], pause: float) -> bytes:
    """Send `parts`, one every `pause` seconds, until something comes back; all that comes."""
    deadline = time.monotonic() + PATIENCE
    for part in parts:
        assert time.monotonic() < deadline, "no answer"
        readable, writable, _ = select.select([connection], [connection], [], PATIENCE)
        if readable:
            return read_all(connection)
        if writable:
            connection.sendall(part)
        if select.select([connection], [], [], pause)[0]:
            return read_all(connection)
    # All may be on its way before the server has read the first of it.
    assert select.select([connection], [], [], PATIENCE)[0], "nothing came back"
    return read_all(connection)


def endless(part: bytes) -> Iterator[bytes]:
    while True:
        yield part


# Early answers


def test_8_megabytes_over_the_limit_get_the_whole_413(small_server: Server) -> None:
    assert small_server.exchange(post(b" " * 8_000_000)) == TOO_LARGE


def test_8_chunked_megabytes_get_the_whole_413(small_server: Server) -> None:
    request = chunked(*[b" " * 100_000] * 80, b"")
    assert small_server.exchange(request) == TOO_LARGE


def test_8_megabytes_to_another_path_get_the_whole_404(small_server: Server) -> None:
    assert small_server.exchange(post(b" " * 8_000_000, target="/Other")) == UNKNOWN_HANDLER


def test_the_limit_is_a_megabyte_unless_told_otherwise(server: Server) -> None:
    assert server.exchange(post(b"{}" + b" " * (1_048_576 - 2))) == REQUIRED_EMPTY
    assert server.exchange(post(b"{}" + b" " * (1_048_576 - 1))) == TOO_LARGE


def test_an_endless_chunked_upload_gets_413(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(chunked())
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        assert send_until_answered(connection, endless(chunk), pause=0) == TOO_LARGE


def test_chunks_that_are_little_body_and_much_else_get_413(small_server: Server) -> None:
    chunk = b"1;" + b"x" * 60_000 + b"\r\n \r\n"
    with small_server.connect() as connection:
        connection.sendall(chunked())
        assert send_until_answered(connection, repeat(chunk, 100), pause=0) == TOO_LARGE


def test_trailers_that_never_end_get_413(small_server: Server) -> None:
    lines = b"X-Trailer: x\r\n" * 1000
    with small_server.connect() as connection:
        connection.sendall(chunked(TALK.encode(), b"")[:-2])
        assert send_until_answered(connection, repeat(lines, 500), pause=0) == TOO_LARGE


def test_a_body_in_chunks_of_one_byte_is_as_long_as_its_bytes(small_server: Server) -> None:
    body = TALK.encode().ljust(1000)
    request = chunked(*(body[at : at + 1] for at in range(1000)), b"")
    assert small_server.exchange(request) == INVALID_METHOD


def test_an_upload_that_never_ends_is_cut_off_in_the_end(small_server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    cut_off = False
    with small_server.connect() as connection:
        connection.sendall(chunked())
        while not cut_off and time.monotonic() < deadline:
            try:
                connection.sendall(b"1000\r\n" + b" " * 0x1000 + b"\r\n")
            except ConnectionError:
                cut_off = True
    assert cut_off


def test_a_length_over_the_limit_is_refused_while_the_body_still_comes(
    small_server: Server,
) -> None:
    with small_server.connect() as connection:
        connection.sendall(HEAD + b"Content-Length: 100000000\r\n\r\n")
        assert send_until_answered(connection, endless(b" " * 1000), pause=0.01) == TOO_LARGE


def test_a_body_that_drips_gets_408(impatient_server: Server) -> None:
    with impatient_server.connect() as connection:
        connection.sendall(HEAD + b"Content-Length: 1000\r\n\r\n")
        assert send_until_answered(connection, endless(b" "), pause=0.02) == TIMEOUT


def test_chunks_that_drip_get_408(impatient_server: Server) -> None:
    with impatient_server.connect() as connection:
        connection.sendall(chunked())
        assert send_until_answered(connection, endless(b"1\r\n \r\n"), pause=0.02) == TIMEOUT


def test_a_head_that_drips_gets_408(impatient_server: Server) -> None:
    with impatient_server.connect() as connection:
        connection.sendall(HEAD)
        assert send_until_answered(connection, endless(b"X"), pause=0.02) == TIMEOUT


@pytest.mark.parametrize("part", [b"P", b"POST /Dia", HEAD[:-2], HEAD, HEAD + b"Content-Le"])
def test_half_a_head_gets_408(impatient_server: Server, part: bytes) -> None:
    assert impatient_server.exchange(part) == TIMEOUT


def test_half_a_body_gets_408(impatient_server: Server) -> None:
    assert impatient_server.exchange(post(TALK)[:-1]) == TIMEOUT


def test_a_client_that_says_nothing_hears_nothing(impatient_server: Server) -> None:
    assert impatient_server.exchange(b"") == b""


def test_100_continue_is_followed_by_408_when_no_body_comes(impatient_server: Server) -> None:
    request = HEAD + b"Expect: 100-continue\r\nContent-Length: 10\r\n\r\n"
    assert impatient_server.exchange(request) == CONTINUE + TIMEOUT


def test_a_large_body_that_waits_for_100_continue_gets_413(small_server: Server) -> None:
    request = HEAD + b"Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n"
    assert small_server.exchange(request).removeprefix(CONTINUE) == TOO_LARGE


# Slow and odd, and all the same in order


def test_a_request_sent_byte_by_byte_is_answered(server: Server) -> None:
    with server.connect() as connection:
        send_byte_by_byte(server, connection, post(TALK))
        assert read_all(connection) == INVALID_METHOD


def test_a_chunked_request_sent_byte_by_byte_is_answered(server: Server) -> None:
    with server.connect() as connection:
        send_byte_by_byte(server, connection, chunked(TALK[:20].encode(), TALK[20:].encode(), b""))
        assert read_all(connection) == INVALID_METHOD


# Broken


def test_half_a_body_and_then_the_end_gets_an_empty_400(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(post(TALK)[:-1])
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == EMPTY_400


def test_chunks_without_the_last_and_then_the_end_get_an_empty_400(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(chunked(TALK.encode()))
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == EMPTY_400


@pytest.mark.parametrize("part", [b"P", b"POST /Dia", HEAD[:-2], HEAD])
def test_half_a_head_and_then_the_end_get_an_empty_400(server: Server, part: bytes) -> None:
    with server.connect() as connection:
        connection.sendall(part)
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == EMPTY_400


@pytest.mark.parametrize("part", [b"", b"\r\n"])
def test_nothing_and_then_the_end_get_nothing(server: Server, part: bytes) -> None:
    with server.connect() as connection:
        connection.sendall(part)
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == b""


def test_a_head_that_never_ends_gets_an_empty_400(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(HEAD)
        lines = endless(b"Cookie: a=b\r\n" * 1000)
        assert send_until_answered(connection, lines, pause=0) == EMPTY_400


def test_clients_that_vanish_do_not_hurt(server: Server) -> None:
    for size in range(0, len(post(TALK)) + 1, 3):
        with server.connect() as connection:
            connection.sendall(post(TALK)[:size])
            # Linger for no time: closing sends a reset.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    assert server.exchange(post(TALK)) == INVALID_METHOD


def test_silent_and_half_done_clients_do_not_keep_others_waiting(server: Server) -> None:
    waiting = [server.connect() for _ in range(150)]
    try:
        for connection in waiting[::2]:
            connection.sendall(post(TALK)[:-1])
        assert server.exchange(post(TALK)) == INVALID_METHOD
        for connection in waiting[::2]:
            connection.sendall(b"}")
            assert read_all(connection) == INVALID_METHOD
    finally:
        for connection in waiting:
            connection.close()


def test_many_uploads_over_the_limit_at_once_all_get_413(small_server: Server) -> None:
    answers: list[bytes] = []

    def upload() -> None:
        with suppress(OSError):
            answers.append(small_server.exchange(post(b" " * 2_000_000)))

    uploads = [threading.Thread(target=upload) for _ in range(20)]
    for thread in uploads:
        thread.start()
    for thread in uploads:
        thread.join(PATIENCE)
    assert answers == [TOO_LARGE] * 20
