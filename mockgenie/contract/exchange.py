"""One request on a connection of its own, and everything that the server sends back."""

from __future__ import annotations

import re
import select
import socket
import time

from msgspec import Struct

from mockgenie.contract.messages import RequestBytes

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_LARGEST = 2 * 1024 * 1024

NO_ANSWER = "no answer within {seconds:g} s"
STAYS_OPEN = "the connection stays open behind the answer"
SENDING = "the connection was lost while the request was sent"
READING = "the connection was lost while the answer came"
TOO_LONG = "the answer does not end"
IN_PIECES = "the answer comes in several pieces: a client that reads once has only the first"
NO_INTERIM = "what has to come before the body is sent does not come"


class Unreachable(Exception):
    """No connection to the server can be made; the text says why."""


class AnswerBytes(Struct, frozen=True):
    """What came back; `problem`: what was wrong with how it came, "" where nothing was."""

    answer: bytes
    problem: str = ""


def ask(connection: socket.socket, sent: RequestBytes, grace: float) -> AnswerBytes:
    """Send a request; gives what comes back until the server closes.

    The connection's timeout is what the whole exchange may take, in seconds; `grace` is what the
    server has for closing once its answer is there.
    """
    seconds = connection.gettimeout() or grace
    reader = _AnswerReader(connection, time.monotonic() + seconds, seconds)
    try:
        if sent.interim:
            connection.sendall(sent.head)
            interim = reader.exactly(len(sent.interim))
            if interim.answer != sent.interim:
                return AnswerBytes(interim.answer, interim.problem or NO_INTERIM)
            connection.sendall(sent.body)
        else:
            connection.sendall(sent.head + sent.body)
    except TimeoutError:
        return AnswerBytes(b"", NO_ANSWER.format(seconds=seconds))
    except OSError:
        return AnswerBytes(reader.rest(), SENDING)
    return reader.one_read(grace) if sent.one_read else reader.all(sent.head_only, grace)


class _AnswerReader:
    """Reads an answer until `deadline`, by the monotonic clock."""

    def __init__(self, connection: socket.socket, deadline: float, seconds: float) -> None:
        self._connection = connection
        self._deadline = deadline
        self._timed_out = NO_ANSWER.format(seconds=seconds)

    def exactly(self, size: int) -> AnswerBytes:
        """So many bytes, fewer where no more come."""
        got = b""
        while len(got) < size:
            received = self._part(size - len(got))
            if received.problem or not received.answer:
                return AnswerBytes(got, received.problem)
            got += received.answer
        return AnswerBytes(got)

    def one_read(self, grace: float) -> AnswerBytes:
        """What a single read gives as soon as anything is there, and whether more comes."""
        left = max(self._deadline - time.monotonic(), 0)
        if not select.select([self._connection], [], [], left)[0]:
            return AnswerBytes(b"", self._timed_out)
        first = self._part(65536)
        if first.problem:
            return first
        rest = self.all(False, grace, first.answer)
        return AnswerBytes(rest.answer, rest.problem or (IN_PIECES if rest != first else ""))

    def all(self, head_only: bool, grace: float, got: bytes = b"") -> AnswerBytes:
        """Everything until the server closes."""
        complete = _is_complete(got, head_only)
        while len(got) < _LARGEST:
            if complete:
                self._deadline = min(self._deadline, time.monotonic() + grace)
            received = self._part(65536)
            if received.problem:
                on_time = complete and received.problem == self._timed_out
                return AnswerBytes(got, STAYS_OPEN if on_time else received.problem)
            if not received.answer:
                return AnswerBytes(got)
            got += received.answer
            complete = complete or _is_complete(got, head_only)
        return AnswerBytes(got[:65536], TOO_LONG)

    def rest(self) -> bytes:
        """What has come already, as far as it can still be read."""
        return self.all(False, 0).answer

    def _part(self, size: int) -> AnswerBytes:
        left = self._deadline - time.monotonic()
        try:
            # A timeout of 0 would mean that nothing is waited for: another error.
            self._connection.settimeout(max(left, 0.001))
            return AnswerBytes(self._connection.recv(size))
        except TimeoutError:
            return AnswerBytes(b"", self._timed_out)
        except OSError:
            return AnswerBytes(b"", READING)


def _is_complete(got: bytes, head_only: bool) -> bool:
    """Whether an answer is as long as its own Content-Length says."""
    end = got.find(b"\r\n\r\n") + 4
    if end < 4:
        return False
    length = _LENGTH.search(got, 0, end)
    return head_only or (length is not None and len(got) >= end + int(length[1]))
