"""Header and body of an answer come at once: whoever reads once loses nothing."""

from __future__ import annotations

import select
import socket
import struct
import sys

import pytest

from tests.server.http_bytes import (
    EMPTY_400,
    INVALID_METHOD,
    NO_JSON_OBJECT,
    NOT_VALID,
    REQUIRED_EMPTY,
    TALK,
    TIMEOUT,
    TOO_LARGE,
    UNKNOWN_HANDLER,
    engine_error,
    post,
)
from tests.support import Server

CLOSED = (
    '{"access_key":"k","argument":'
    '{"method":"open_dialog","name":"Closed","access_method":"internal_data"}}'
)
LONG_METHOD = "긴 이름 " * 2000
PROMPT_ANSWERS = {
    "engine error": (post(TALK), INVALID_METHOD),
    "JSON parsing error": (
        post("{"),
        engine_error(
            "JSON parsing error, error type: Missing a name for object member., offset: 1"
        ),
    ),
    "JSON error": (post("[]"), NO_JSON_OBJECT),
    "400 empty": (post("{}"), REQUIRED_EMPTY),
    "400 not valid": (post('{"access_key":1,"argument":"x"}'), NOT_VALID),
    "404": (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", UNKNOWN_HANDLER),
    "413": (post(" " * 1001), TOO_LARGE),
    "malformed": (b"no request\r\n\r\n", EMPTY_400),
}
# Offset of `tcpi_data_segs_in` in Linux's struct tcp_info.
DATA_SEGMENTS_IN = 152

by_kind = pytest.mark.parametrize(
    ("request_bytes", "expected"), PROMPT_ANSWERS.values(), ids=PROMPT_ANSWERS.keys()
)


def first_read(connection: socket.socket) -> bytes:
    """What one read gives as soon as there is anything to read."""
    select.select([connection], [], [], connection.gettimeout())
    return connection.recv(65536)


def data_segments(connection: socket.socket) -> int:
    """How many segments with data have come in on `connection`."""
    info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
    if len(info) < DATA_SEGMENTS_IN + 4:
        pytest.skip("this kernel does not count data segments")
    return struct.unpack_from("@I", info, DATA_SEGMENTS_IN)[0]


@pytest.mark.slow
@by_kind
def test_one_read_has_the_whole_answer_200_times(
    small_server: Server, request_bytes: bytes, expected: bytes
) -> None:
    for _ in range(200):
        with small_server.connect() as connection:
            connection.sendall(request_bytes)
            assert first_read(connection) == expected
            assert connection.recv(1) == b""


def test_one_read_has_a_whole_success_200_times(server: Server) -> None:
    for _ in range(200):
        with server.connect() as connection:
            connection.sendall(post(CLOSED))
            answer = first_read(connection)
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
            assert answer.endswith('"오늘은 쉽니다.\\n","state":"end","message":""}}}'.encode())
            assert connection.recv(1) == b""


def test_one_read_has_a_whole_408(impatient_server: Server) -> None:
    waiting = []
    for _ in range(20):
        waiting.append(impatient_server.connect())
        waiting[-1].sendall(post(TALK)[:-1])
    for connection in waiting:
        with connection:
            assert first_read(connection) == TIMEOUT
            assert connection.recv(1) == b""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts segments for a socket")
@by_kind
def test_one_segment_brings_the_whole_answer(
    small_server: Server, request_bytes: bytes, expected: bytes
) -> None:
    with small_server.connect() as connection:
        connection.sendall(request_bytes)
        assert first_read(connection) == expected
        assert connection.recv(1) == b""
        assert data_segments(connection) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts segments for a socket")
def test_one_segment_brings_a_success(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(post(CLOSED))
        assert b"200 OK" in first_read(connection)
        assert connection.recv(1) == b""
        assert data_segments(connection) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's loopback takes such segments")
def test_one_segment_brings_an_answer_of_many_kilobytes(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(post(TALK.replace("talk", LONG_METHOD)))
        assert first_read(connection) == engine_error("Invalid method", LONG_METHOD)
        assert connection.recv(1) == b""
        assert data_segments(connection) == 1
