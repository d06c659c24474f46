"""Sessions in the memory of this process."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, Literal, TypeVar

from mockgenie.sessions.ended import EndedSessions
from mockgenie.sessions.store import (
    Absence,
    SessionListener,
    SessionVersion,
    StoredSession,
    StoreFull,
)

S = TypeVar("S")


class MemorySessions(Generic[S]):
    """A SessionStore that lives as long as the process.

    `idle_seconds`: how long a session survives without a call; `limit`: how many may be open at
    once; `clock` gives seconds, `draw` a random number below its argument. No operation costs
    more with more sessions open. The state that a session is in is the session itself.
    """

    immediate = True

    def __init__(
        self,
        idle_seconds: float = 1800,
        limit: int = 100_000,
        clock: Callable[[], float] = time.monotonic,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._idle_seconds = idle_seconds
        self._limit = limit
        self._clock = clock
        self._draw = draw
        # Least recently used first, so that the expired ones are always at the front.
        self._sessions: OrderedDict[str, tuple[float, str, S]] = OrderedDict()
        self._ended = EndedSessions()
        self.listener: SessionListener | None = None

    def __len__(self) -> int:
        return len(self._sessions)

    async def open(self, access_key: str, session: S) -> str:
        now = self._forget_idle()
        if len(self._sessions) >= self._limit:
            raise StoreFull(f"{self._limit:,} sessions are open, as many as max_sessions allows")
        uuid = self._new_uuid()
        while uuid in self._sessions:
            uuid = self._new_uuid()
        self._sessions[uuid] = (now, access_key, session)
        if self.listener is not None:
            self.listener(uuid, "opened")
        return uuid

    async def load(self, uuid: str, access_key: str) -> tuple[S, SessionVersion] | None:
        now = self._forget_idle()
        entry = self._sessions.get(uuid)
        if entry is None or entry[1] != access_key:
            return None
        self._sessions[uuid] = (now, access_key, entry[2])
        self._sessions.move_to_end(uuid)
        session = entry[2]
        return session, session

    async def save(self, uuid: str, version: SessionVersion, session: S) -> bool:
        entry = self._sessions.get(uuid)
        if entry is None or entry[2] is not version:
            return False
        self._sessions[uuid] = (entry[0], entry[1], session)
        if self.listener is not None:
            self.listener(uuid, "changed")
        return True

    async def close(
        self, uuid: str, access_key: str, version: SessionVersion | None = None
    ) -> bool:
        loaded = await self.load(uuid, access_key)
        if loaded is None or (version is not None and loaded[1] is not version):
            return False
        del self._sessions[uuid]
        self._note_end(uuid, "closed")
        return True

    async def absence(self, uuid: str, access_key: str) -> Absence:
        self._forget_idle()
        kept = self._sessions.get(uuid)
        if kept is not None and kept[1] != access_key:
            return "another key"
        return self._ended.how(uuid)

    async def entry(self, uuid: str) -> StoredSession[S] | None:
        self._forget_idle()
        return self._entry(uuid) if uuid in self._sessions else None

    async def pages(self) -> AsyncIterator[Iterator[StoredSession[S]]]:
        self._forget_idle()
        uuids = list(self._sessions)
        yield (self._entry(uuid) for uuid in uuids if uuid in self._sessions)

    def _entry(self, uuid: str) -> StoredSession[S]:
        used, access_key, session = self._sessions[uuid]
        return StoredSession(uuid, access_key, session, self._clock() - used, session)

    async def end(self, uuid: str) -> bool:
        self._forget_idle()
        if self._sessions.pop(uuid, None) is None:
            return False
        self._note_end(uuid, "closed")
        return True

    async def clear(self) -> int:
        self._forget_idle()
        count = len(self._sessions)
        self._sessions.clear()
        self._ended.clear()
        if count and self.listener is not None:
            self.listener("", "closed")
        return count

    async def expire(self) -> int:
        count = len(self._sessions)
        self._forget_idle()
        return count - len(self._sessions)

    def _new_uuid(self) -> str:
        return str(10**17 + self._draw(9 * 10**17))

    def _forget_idle(self) -> float:
        """Forget those that nobody has called for too long; the moment that it is now."""
        now = self._clock()
        horizon = now - self._idle_seconds
        sessions = self._sessions
        while sessions and next(iter(sessions.values()))[0] <= horizon:
            uuid, _ = sessions.popitem(last=False)
            self._note_end(uuid, "expired")
        return now

    def _note_end(self, uuid: str, how: Literal["closed", "expired"]) -> None:
        self._ended.note(uuid, how)
        if self.listener is not None:
            self.listener(uuid, how)
