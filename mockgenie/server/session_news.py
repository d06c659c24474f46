"""What becomes of sessions, whichever process does it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeAlias

import msgspec

from mockgenie.sessions import SessionChange, SessionListener
from mockgenie.stores import Connection, StoreGarbled, StoreUnreachable

log = logging.getLogger("mockgenie")

_MOST = 2_000
_MOST_BYTES = 1024 * 1024
_PAGE = 500

_Changes: TypeAlias = list[tuple[str, SessionChange]]
_DECODER = msgspec.msgpack.Decoder(_Changes)


class SessionNews:
    """Tells a listener what becomes of sessions, through a stream of the store.

    `is_watched`: whether somebody listens in any process; only then is anything told. `wake` is
    called when this process has told something.
    """

    def __init__(
        self, connection: Connection, is_watched: Callable[[], bool], wake: Callable[[], None]
    ) -> None:
        self._stream = connection.stream("session-news", _MOST, _MOST_BYTES)
        self._is_watched = is_watched
        self._wake = wake
        self._listener: SessionListener | None = None
        self._read_to = 0
        self._untold: _Changes = []
        self._telling: asyncio.Task[None] | None = None
        self._reading = asyncio.Lock()

    @property
    def is_heard(self) -> bool:
        """Whether somebody listens in this process."""
        return self._listener is not None

    def listen(self, listener: SessionListener | None) -> None:
        """Have `listener` get what becomes of sessions in all processes, None for nobody."""
        self._listener = listener

    def note(self, uuid: str, change: SessionChange) -> None:
        """What this process has done to a session."""
        if not self._is_watched():
            return
        self._untold.append((uuid, change))
        if self._telling is None:
            self._telling = asyncio.ensure_future(self._tell())

    async def begin(self) -> None:
        """Tell only of what happens from now on, unless somebody listens already. Raises
        StoreUnreachable and StoreGarbled."""
        if self._listener is None:
            self._read_to = await self._stream.number()

    async def catch_up(self) -> None:
        """Tell what has happened by now. Raises StoreUnreachable and StoreGarbled."""
        async with self._reading:
            self._read_to = min(self._read_to, await self._stream.number())
            while entries := await self._stream.read(self._read_to, None, _PAGE):
                self._read_to = entries[-1].number
                for entry in entries:
                    self._hear(entry.content)

    def _hear(self, content: bytes) -> None:
        try:
            changes = _DECODER.decode(content)
        except msgspec.MsgspecError as error:
            log.error("what has become of some sessions cannot be read: %s", error)
            return
        for uuid, change in changes:
            if self._listener is not None:
                self._listener(uuid, change)

    async def _tell(self) -> None:
        try:
            while self._untold:
                told, self._untold = self._untold, []
                try:
                    await self._stream.append(msgspec.msgpack.encode(told))
                except (StoreUnreachable, StoreGarbled) as error:
                    log.error("what has become of %d sessions is not told: %s", len(told), error)
                self._wake()
        finally:
            self._telling = None
