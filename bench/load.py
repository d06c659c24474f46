"""A closed-loop load generator: a few connections, each with one request under way at a time.

It works on bare sockets in one thread, so that it costs less than the servers it measures, and
looks at every answer: only a complete 200 whose body begins and ends as it must is a turn.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Sequence
from typing import NamedTuple

from dialogs import TURN_ENDS, Session, length
from servers import HOST

STALL_LIMIT_S = 10.0


class WrongAnswerError(RuntimeError):
    """The server sent something other than the turn that was asked for."""


class Load(NamedTuple):
    """What one spell of load came to."""

    latencies: list[float]
    """Seconds of every turn: from connecting (or sending, on an open connection) to its end."""
    elapsed: float
    client_cpu: float
    """Processor seconds of the load generator itself."""

    @property
    def rate(self) -> float:
        """Turns per second."""
        return len(self.latencies) / self.elapsed


class Speaker:
    """One user of the server: a session, a connection, and the turn that is under way."""

    def __init__(self, port: int, session: Session, keep_alive: bool) -> None:
        self._port = port
        self._session = session
        self._keep_alive = keep_alive
        self._turns = 0
        self._began = 0.0
        self._received = b""
        self._body_lengths: dict[bytes, int] = {}
        self.latency: float | None = None
        self.connection: socket.socket | None = None

    def ask(self) -> socket.socket:
        """Begin the next turn, on the connection there is or else on a new one."""
        requests = self._session.requests
        request = requests[self._turns % len(requests)]
        self._turns += 1
        self._received = b""
        self.latency = None
        self._began = time.perf_counter()
        if self.connection is None:
            self.connection = socket.socket()
            self.connection.connect((HOST, self._port))
        self.connection.sendall(request)
        return self.connection

    def hear(self) -> bool:
        """Take in what has come. True once the turn is over, closing included where it is due."""
        assert self.connection
        part = self.connection.recv(65536)
        if not part:
            if self.latency is None or self._keep_alive:
                raise WrongAnswerError(f"the connection was closed after {self._received!r}")
            return True
        self._received += part
        if not self._is_whole():
            return False
        self.latency = time.perf_counter() - self._began
        return self._keep_alive

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def _is_whole(self) -> bool:
        answer = self._received
        body = answer.find(b"\r\n\r\n") + 4
        if body < 4:
            return False
        head = answer[:body]
        if head not in self._body_lengths:
            # Heads differ in their Content-Length alone: each is read once.
            if not head.startswith(b"HTTP/1.1 200 OK\r\n"):
                raise WrongAnswerError(f"not a 200: {answer!r}")
            self._body_lengths[head] = length(head)
        missing = body + self._body_lengths[head] - len(answer)
        if missing > 0:
            return False
        begins = answer.startswith(self._session.answer_begins, body)
        if missing < 0 or not begins or not answer.endswith(TURN_ENDS):
            raise WrongAnswerError(f"not a turn: {answer!r}")
        return True


def apply(port: int, sessions: Sequence[Session], seconds: float, keep_alive: bool) -> Load:
    """Talk in all `sessions` at once for `seconds`, one turn after the other in each.

    With `keep_alive` every session keeps its connection; otherwise every turn has one of its own,
    and the next turn begins when the server has closed it.
    """
    speakers = [Speaker(port, session, keep_alive) for session in sessions]
    cpu = time.process_time()
    start = time.perf_counter()
    try:
        latencies = _talk(speakers, start + seconds, keep_alive)
    finally:
        for speaker in speakers:
            speaker.hang_up()
    elapsed = time.perf_counter() - start
    return Load(latencies, elapsed, time.process_time() - cpu)


def _talk(speakers: Sequence[Speaker], deadline: float, keep_alive: bool) -> list[float]:
    """The latencies of all turns begun before `deadline`."""
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        for speaker in speakers:
            selector.register(speaker.ask(), selectors.EVENT_READ, speaker)
        while selector.get_map():
            events = selector.select(STALL_LIMIT_S)
            if not events:
                raise WrongAnswerError(f"no answer within {STALL_LIMIT_S:g} s")
            for key, _ in events:
                speaker = key.data
                if not speaker.hear():
                    continue
                latencies.append(speaker.latency)
                time_is_up = time.perf_counter() >= deadline
                if keep_alive and not time_is_up:
                    speaker.ask()
                    continue
                selector.unregister(key.fileobj)
                speaker.hang_up()
                if not time_is_up:
                    selector.register(speaker.ask(), selectors.EVENT_READ, speaker)
    return latencies
