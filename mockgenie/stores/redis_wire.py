"""A connection to Redis, on which commands go out and answers come in as fast as they are read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from hiredis import ProtocolError, Reader
from redis.exceptions import ConnectionError, ResponseError  # noqa: A004

_NOTHING = object()


class RedisWire(asyncio.Protocol):
    """What redis-py has connected: by its URL, with TLS, password and database.

    From there on its streams are left out, through which each answer would go in tasks and with
    timers of its own. Of what redis-py keeps private this uses `_writer`, which has the transport.

    `take` gets each answer, an error of Redis as a ResponseError, and raises ValueError for one
    that cannot be; `lose` is called where the connection is lost, `end` where what comes is no
    answer; neither is called when this has been closed.
    """

    def __init__(
        self,
        connection: Any,
        take: Callable[[object], None],
        lose: Callable[[Exception], None],
        end: Callable[[Exception], None],
    ) -> None:
        self._take = take
        self._lose = lose
        self._end = end
        # Who has the writer closes it: redis-py would complain that nobody has.
        self._writer, connection._writer = connection._writer, None
        self._reader = Reader(replyError=ResponseError, notEnoughData=_NOTHING)
        self._is_closed = False
        self._writer.transport.set_protocol(self)

    def send(self, commands: bytes) -> None:
        """Send commands."""
        self._writer.transport.write(commands)

    def close(self) -> None:
        """Have nothing more to do with it."""
        self._is_closed = True
        self._writer.transport.abort()

    def data_received(self, data: bytes) -> None:
        try:
            self._reader.feed(data)
            while not self._is_closed and (reply := self._reader.gets()) is not _NOTHING:
                self._take(reply)
        except (ProtocolError, ValueError) as error:
            self._end(error)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._lose(exc or ConnectionError("Connection closed by server."))
