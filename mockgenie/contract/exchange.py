"""One request on a connection of its own, and everything that comes back."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Callable

from msgspec import Struct

from mockgenie.contract.messages import Sent

Connect = Callable[[], socket.socket]
"""Opens a connection whose timeout is as long as an answer may take. Raises Unreachable."""

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
    """Why no connection to the server can be had."""


class Heard(Struct, frozen=True):
    """What came back, and what was wrong with how it came, "" where nothing was."""

    answer: bytes
    trouble: str = ""


def ask(connection: socket.socket, sent: Sent, grace: float) -> Heard:
    """Send a request; what comes back until the server closes.

    The connection's timeout is what the whole exchange may take, in seconds; `grace` is what the
    server has for closing once its answer is there.
    """
    seconds = connection.gettimeout() or grace
    reading = _Reading(connection, time.monotonic() + seconds, seconds)
    try:
        if sent.interim:
            connection.sendall(sent.head)
            interim = reading.exactly(len(sent.interim))
            if interim.answer != sent.interim:
                return Heard(interim.answer, interim.trouble or NO_INTERIM)
            connection.sendall(sent.body)
        else:
            connection.sendall(sent.head + sent.body)
    except TimeoutError:
        return Heard(b"", NO_ANSWER.format(seconds=seconds))
    except OSError:
        return Heard(reading.rest(), SENDING)
    return reading.one_read(grace) if sent.one_read else reading.all(sent.head_only, grace)


class _Reading:
    """Reads an answer until `deadline`, by the monotonic clock."""

    def __init__(self, connection: socket.socket, deadline: float, seconds: float) -> None:
        self._connection = connection
        self._deadline = deadline
        self._late = NO_ANSWER.format(seconds=seconds)

    def exactly(self, size: int) -> Heard:
        """So many bytes, fewer where no more come."""
        got = b""
        while len(got) < size:
            heard = self._part(size - len(got))
            if heard.trouble or not heard.answer:
                return Heard(got, heard.trouble)
            got += heard.answer
        return Heard(got)

    def one_read(self, grace: float) -> Heard:
        """What a single read gives as soon as anything is there, and whether more comes."""
        left = max(self._deadline - time.monotonic(), 0)
        if not select.select([self._connection], [], [], left)[0]:
            return Heard(b"", self._late)
        first = self._part(65536)
        if first.trouble:
            return first
        rest = self.all(False, grace, first.answer)
        return Heard(rest.answer, rest.trouble or (IN_PIECES if rest != first else ""))

    def all(self, head_only: bool, grace: float, got: bytes = b"") -> Heard:
        """Everything until the server closes."""
        complete = _is_complete(got, head_only)
        while len(got) < _LARGEST:
            if complete:
                self._deadline = min(self._deadline, time.monotonic() + grace)
            heard = self._part(65536)
            if heard.trouble:
                on_time = complete and heard.trouble == self._late
                return Heard(got, STAYS_OPEN if on_time else heard.trouble)
            if not heard.answer:
                return Heard(got)
            got += heard.answer
            complete = complete or _is_complete(got, head_only)
        return Heard(got[:65536], TOO_LONG)

    def rest(self) -> bytes:
        """What has come already, as far as it can still be read."""
        return self.all(False, 0).answer

    def _part(self, size: int) -> Heard:
        left = self._deadline - time.monotonic()
        try:
            # A timeout of 0 would mean that nothing is waited for: another error.
            self._connection.settimeout(max(left, 0.001))
            return Heard(self._connection.recv(size))
        except TimeoutError:
            return Heard(b"", self._late)
        except OSError:
            return Heard(b"", READING)


def _is_complete(got: bytes, head_only: bool) -> bool:
    """Whether an answer is as long as it says itself."""
    end = got.find(b"\r\n\r\n") + 4
    if end < 4:
        return False
    length = _LENGTH.search(got, 0, end)
    return head_only or (length is not None and len(got) >= end + int(length[1]))
