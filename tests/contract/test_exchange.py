"""How an answer arrives: whole or in pieces, and whether the server closes behind it."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from mockgenie.contract.exchange import AnswerBytes, ask
from mockgenie.contract.messages import RequestBytes
from tests.support import PATIENCE

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
ONE = RequestBytes(b"POST /Dialog HTTP/1.1\r\n\r\n", b"{}", one_read=True)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Pieces(socket.socket):
    """A connection on which each read gives the next of `pieces`, then the end."""

    pieces: Iterator[bytes]

    def recv(self, size: int, flags: int = 0) -> bytes:
        return next(self.pieces, b"")


@pytest.fixture
def pair() -> Iterator[tuple[Pieces, socket.socket]]:
    ours, theirs = socket.socketpair()
    connection = Pieces(ours.family, ours.type, ours.proto, ours.detach())
    connection.settimeout(PATIENCE)
    # There is always something to read.
    theirs.sendall(b"x")
    yield connection, theirs
    connection.close()
    theirs.close()


def received(pair: tuple[Pieces, socket.socket], *pieces: bytes) -> AnswerBytes:
    connection, _ = pair
    connection.pieces = iter(pieces)
    return ask(connection, ONE, PATIENCE)


def test_one_read_has_the_whole_answer(pair: tuple[Pieces, socket.socket]) -> None:
    assert received(pair, WHOLE) == AnswerBytes(WHOLE)


def test_an_answer_in_pieces_is_told(pair: tuple[Pieces, socket.socket]) -> None:
    assert received(pair, WHOLE[:-2], WHOLE[-2:]) == AnswerBytes(
        WHOLE, "the answer comes in several pieces: a client that reads once has only the first"
    )


def exchange(
    sent: RequestBytes, *answers: bytes, seconds: float = PATIENCE, grace: float = PATIENCE
) -> AnswerBytes:
    """Ask a server that sends `answers` at once and, after the last of them, closes."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(seconds)
        for answer in answers:
            theirs.sendall(answer)
        if answers:
            theirs.shutdown(socket.SHUT_WR)
        return ask(ours, sent, grace)


def test_an_answer_is_all_until_the_server_closes() -> None:
    sent = RequestBytes(b"GET / HTTP/1.1\r\n\r\n", b"")
    assert exchange(sent, WHOLE, b" and more") == AnswerBytes(WHOLE + b" and more")


def test_silence_has_an_end() -> None:
    sent = RequestBytes(b"GET / HTTP/1.1\r\n\r\n", b"")
    assert exchange(sent, seconds=0.05) == AnswerBytes(b"", "no answer within 0.05 s")


def test_the_body_waits_for_what_has_to_come_before_it() -> None:
    sent = RequestBytes(b"POST / HTTP/1.1\r\n\r\n", b"{}", interim=CONTINUE)
    assert exchange(sent, CONTINUE, WHOLE) == AnswerBytes(WHOLE)


def test_another_answer_before_the_body_is_told() -> None:
    sent = RequestBytes(b"POST / HTTP/1.1\r\n\r\n", b"{}", interim=CONTINUE)
    assert exchange(sent, WHOLE) == AnswerBytes(
        WHOLE[: len(CONTINUE)], "what has to come before the body is sent does not come"
    )


def test_a_connection_that_stays_open_is_told_when_its_answer_is_whole() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(PATIENCE)
        theirs.sendall(WHOLE)
        assert ask(ours, RequestBytes(b"GET / HTTP/1.1\r\n\r\n", b""), 0.05) == AnswerBytes(
            WHOLE, "the connection stays open behind the answer"
        )


def test_the_answer_to_head_is_whole_without_its_body() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(PATIENCE)
        theirs.sendall(WHOLE[:-2])
        sent = RequestBytes(b"HEAD / HTTP/1.1\r\n\r\n", b"", head_only=True)
        assert ask(ours, sent, 0.05).problem == "the connection stays open behind the answer"
