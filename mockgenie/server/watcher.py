"""Who watches a server: a bounded queue of events for each."""

from __future__ import annotations

import asyncio
from collections import deque

from msgspec import Struct

_MOST_QUEUED = 2_000
_MOST_QUEUED_BYTES = 4 * 1024 * 1024
_MOST_AT_ONCE = 64 * 1024


class Event(Struct, frozen=True):
    """What has happened: the name of an event, and JSON on one line."""

    name: str
    data: bytes

    def frame(self, id_: str) -> bytes:
        """Its bytes in a stream, with the id from which a reader can go on."""
        return b"id: %b\nevent: %b\ndata: %b\n\n" % (id_.encode(), self.name.encode(), self.data)


class Watcher:
    """Who watches: what has happened since and was not yet read. `begins_behind`: the exchange
    after which it began."""

    def __init__(self, begins_behind: int) -> None:
        self.begins_behind = begins_behind
        self.left_out = 0
        """How many events were left out since that was said last."""
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self.is_ended = False
        """Whether the server ends."""
        self._news = asyncio.Event()

    def put(self, frame: bytes) -> None:
        """Have a frame read; of more than may wait the oldest are left out."""
        self._frames.append(frame)
        self._bytes += len(frame)
        while len(self._frames) > _MOST_QUEUED or self._bytes > _MOST_QUEUED_BYTES:
            self._bytes -= len(self._frames.popleft())
            self.left_out += 1
        self._news.set()

    def end(self) -> None:
        """Have it read what waits, and no more."""
        self.is_ended = True
        self._news.set()

    async def read(self, seconds: float) -> list[bytes]:
        """The frames of what has happened, as soon as something has, or none after so many
        seconds of silence, and at the end of all."""
        if not self._frames and not self.is_ended:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except asyncio.TimeoutError:
                return []
        frames: list[bytes] = []
        size = 0
        while self._frames and size < _MOST_AT_ONCE:
            frame = self._frames.popleft()
            size += len(frame)
            frames.append(frame)
        self._bytes -= size
        return frames
