"""Sessions in the memory of this process."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Generic, Literal, TypeVar

from mockgenie.sessions.ended import EndedSessions
from mockgenie.sessions.packing import Packing
from mockgenie.sessions.store import (
    Absence,
    SessionListener,
    SessionRead,
    SessionVersion,
    StoredSession,
    StoreFull,
)
from mockgenie.sessions.uuids import new_uuid

S = TypeVar("S")

_UNPACKED = 1_000
"""So many sessions stay as they are, those that were used last."""
_SHARED_KEYS = 1_000


class MemorySessions(Generic[S]):
    """A SessionStore that lives as long as the process.

    `idle_seconds`: how long a session survives without a call; `limit`: how many may be open at
    once; `clock` gives seconds, `draw` a random number below its argument. No operation costs
    more with more sessions open.

    With a `packing`, only the last `unpacked` sessions that were used stay as they are; the others
    rest as bytes, which take a third of the memory, and which no garbage collection looks at. The
    state that a session is in is what is kept of it, the session itself or its bytes.
    """

    immediate = True

    def __init__(
        self,
        idle_seconds: float = 1800,
        limit: int = 100_000,
        clock: Callable[[], float] = time.monotonic,
        draw: Callable[[int], int] = secrets.randbelow,
        packing: Packing[S] | None = None,
        unpacked: int = _UNPACKED,
    ) -> None:
        self._idle_seconds = idle_seconds
        self._limit = limit
        self._clock = clock
        self._draw = draw
        self._packing = packing
        self._unpacked = unpacked
        # Least recently used first, those at rest before the others, so that the expired ones are
        # always at the front.
        self._resting: OrderedDict[str, tuple[float, str, S | bytes]] = OrderedDict()
        self._sessions: OrderedDict[str, tuple[float, str, S]] = OrderedDict()
        self._keys: dict[str, str] = {}
        self._ended = EndedSessions()
        self.listener: SessionListener | None = None

    def __len__(self) -> int:
        return len(self._resting) + len(self._sessions)

    def __contains__(self, uuid: str) -> bool:
        return uuid in self._sessions or uuid in self._resting

    async def open(self, access_key: str, session: S) -> str:
        now = self._forget_idle()
        if len(self) >= self._limit:
            raise StoreFull(f"{self._limit:,} sessions are open, as many as max_sessions allows")
        uuid = new_uuid(self._draw)
        while uuid in self:
            uuid = new_uuid(self._draw)
        self._use(uuid, now, self._shared(access_key), session)
        if self.listener is not None:
            self.listener(uuid, "opened")
        return uuid

    def foresee(self, uuid: str) -> None:
        return None

    async def load(
        self, uuid: str, access_key: str, foreseen: SessionRead | None = None
    ) -> tuple[S, SessionVersion] | None:
        now = self._clock()
        entry = self._sessions.get(uuid)
        if entry is None or entry[0] <= now - self._idle_seconds:
            self._forget_idle()
            return self._wake(uuid, now, access_key)
        if entry[1] != access_key:
            return None
        self._sessions[uuid] = (now, entry[1], entry[2])
        self._sessions.move_to_end(uuid)
        session = entry[2]
        return session, session

    def _wake(self, uuid: str, now: float, access_key: str) -> tuple[S, SessionVersion] | None:
        """The session that is at rest, if there is one, which is in use from now on."""
        entry = self._resting.get(uuid)
        if entry is None or entry[1] != access_key:
            return None
        del self._resting[uuid]
        session = self._unpack(entry[2])
        self._use(uuid, now, entry[1], session)
        return session, session

    def _use(self, uuid: str, now: float, access_key: str, session: S) -> None:
        """Keep a session as the last one used. There may be one too many then, which comes to
        rest."""
        self._sessions[uuid] = (now, access_key, session)
        if self._packing is not None and len(self._sessions) > self._unpacked:
            uuid, (used, access_key, session) = self._sessions.popitem(last=False)
            self._resting[uuid] = (used, access_key, self._packing.packed(session))

    def _unpack(self, kept: S | bytes) -> S:
        assert self._packing is not None
        return self._packing.unpacked(kept)

    def _shared(self, access_key: str) -> str:
        """The access key as the sessions have it that were opened with it before: one text."""
        if len(self._keys) >= _SHARED_KEYS:
            self._keys.clear()
        return self._keys.setdefault(access_key, access_key)

    async def save(self, uuid: str, version: SessionVersion, session: S) -> bool:
        if (entry := self._sessions.get(uuid)) is not None:
            if entry[2] is not version:
                return False
            self._sessions[uuid] = (entry[0], entry[1], session)
        else:
            resting = self._resting.get(uuid)
            if resting is None or resting[2] is not version:
                return False
            assert self._packing is not None
            self._resting[uuid] = (resting[0], resting[1], self._packing.packed(session))
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
        kept = self._sessions.get(uuid) or self._resting.get(uuid)
        if kept is not None and kept[1] != access_key:
            return "another key"
        return self._ended.how(uuid)

    async def entry(self, uuid: str) -> StoredSession[S] | None:
        self._forget_idle()
        return self._entry(uuid) if uuid in self else None

    async def pages(self) -> AsyncIterator[Iterator[StoredSession[S]]]:
        self._forget_idle()
        uuids = [*self._resting, *self._sessions]
        yield (self._entry(uuid) for uuid in uuids if uuid in self)

    def _entry(self, uuid: str) -> StoredSession[S]:
        if (entry := self._sessions.get(uuid)) is not None:
            used, access_key, session = entry
            return StoredSession(uuid, access_key, session, self._clock() - used, session)
        used, access_key, kept = self._resting[uuid]
        return StoredSession(uuid, access_key, self._unpack(kept), self._clock() - used, kept)

    async def end(self, uuid: str) -> bool:
        self._forget_idle()
        if not (self._sessions.pop(uuid, None) or self._resting.pop(uuid, None)):
            return False
        self._note_end(uuid, "closed")
        return True

    async def clear(self) -> int:
        self._forget_idle()
        count = len(self)
        self._sessions.clear()
        self._resting.clear()
        self._ended.clear()
        if count and self.listener is not None:
            self.listener("", "closed")
        return count

    async def expire(self) -> int:
        count = len(self)
        self._forget_idle()
        return count - len(self)

    def _forget_idle(self) -> float:
        """Forget those that nobody has called for too long; the moment that it is now."""
        now = self._clock()
        horizon = now - self._idle_seconds
        sessions: OrderedDict[str, Any] = self._resting or self._sessions
        while sessions and next(iter(sessions.values()))[0] <= horizon:
            uuid, _ = sessions.popitem(last=False)
            self._note_end(uuid, "expired")
            if not sessions:
                sessions.clear()  # it would stay as large as it has been
                sessions = self._sessions
        return now

    def _note_end(self, uuid: str, how: Literal["closed", "expired"]) -> None:
        self._ended.note(uuid, how)
        if self.listener is not None:
            self.listener(uuid, how)
