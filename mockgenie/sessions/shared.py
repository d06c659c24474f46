"""Sessions in a place that several processes share."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Generic, TypeVar, cast

from mockgenie.sessions.store import (
    Absence,
    SessionChange,
    SessionListener,
    SessionRead,
    SessionVersion,
    StoredForm,
    StoredSession,
    StoreFull,
)
from mockgenie.sessions.table import AT_ONCE, IdleLimit, SessionRow, SessionTable
from mockgenie.sessions.uuids import is_uuid, new_uuid
from mockgenie.stores import StoreGarbled

S = TypeVar("S")

log = logging.getLogger("mockgenie")

_FORMAT_BYTES = 2
_PAGE = 500


class SharedSessions(Generic[S]):
    """A SessionStore whose rows are in a `table`, which other processes use as well.

    Arguments are as those of MemorySessions; `clock` has to show the same time in all processes.
    A session is kept as what `codec` makes of it, behind the number of its format.
    """

    immediate = False

    def __init__(
        self,
        table: SessionTable,
        codec: StoredForm[S],
        idle_seconds: float,
        limit: int,
        clock: Callable[[], float],
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._table = table
        self._codec = codec
        self._idle_seconds = idle_seconds
        self._limit = limit
        self._clock = clock
        self._draw = draw
        self.listener: SessionListener | None = None

    async def open(self, access_key: str, session: S) -> str:
        kept = self._encoded(session)
        while True:
            uuid = new_uuid(self._draw)
            became, expired = await self._table.insert(
                uuid, _key(access_key), kept, self._idle_limit(), self._limit
            )
            self._tell("expired", *expired)
            if became == "kept":
                self._tell("opened", uuid)
                return uuid
            if became == "full":
                raise StoreFull(
                    f"{self._limit:,} sessions are open, as many as max_sessions allows"
                )

    def foresee(self, uuid: str) -> SessionRead | None:
        return self._table.find(uuid) if is_uuid(uuid) else None

    async def load(
        self, uuid: str, access_key: str, foreseen: SessionRead | None = None
    ) -> tuple[S, SessionVersion] | None:
        if not is_uuid(uuid):
            return None
        finding = cast("Awaitable[SessionRow | None]", foreseen or self._table.find(uuid))
        row, key, idle = await finding, _key(access_key), self._idle_limit()
        if row is not None and row.access_key == key and idle.is_fresh(row.used):
            version, kept = row.version, row.kept
        else:
            found = await self._table.use(uuid, key, idle)
            if found is None:
                return None
            if found == "expired":
                self._tell("expired", uuid)
                return None
            version, kept = found
        session = self._decoded(uuid, kept)
        if session is None:
            if self._format(kept) < self._codec.format:
                await self._table.remove(uuid, "older release", self._idle_limit(), None, version)
                self._tell("closed", uuid)
            return None
        return session, version

    async def save(self, uuid: str, version: SessionVersion, session: S) -> bool:
        if not is_uuid(uuid) or not isinstance(version, int):
            return False
        if not await self._table.replace(uuid, version, self._encoded(session)):
            return False
        self._tell("changed", uuid)
        return True

    async def close(
        self, uuid: str, access_key: str, version: SessionVersion | None = None
    ) -> bool:
        if version is not None and not isinstance(version, int):
            return False
        return await self._remove(uuid, _key(access_key), version)

    async def absence(self, uuid: str, access_key: str) -> Absence:
        if not is_uuid(uuid):
            return "unknown"
        row = await self._table.find(uuid)
        if row is None:
            return await self._table.ended(uuid) or "unknown"
        if self._is_idle(row):
            return "expired"
        if row.access_key != _key(access_key):
            return "another key"
        return "newer release" if self._format(row.kept) > self._codec.format else "unknown"

    async def entry(self, uuid: str) -> StoredSession[S] | None:
        row = await self._table.find(uuid) if is_uuid(uuid) else None
        return None if row is None or self._is_idle(row) else self._entry(row)

    async def pages(self) -> AsyncIterator[Iterable[StoredSession[S]]]:
        uuids = await self._table.uuids(self._idle_limit())
        for start in range(0, len(uuids), _PAGE):
            rows = await self._table.rows(uuids[start : start + _PAGE])
            yield filter(None, map(self._readable_entry, rows))

    async def end(self, uuid: str) -> bool:
        return await self._remove(uuid, None, None)

    async def clear(self) -> int:
        count = await self._table.clear(self._idle_limit())
        if count:
            self._tell("closed", "")
        return count

    async def expire(self) -> int:
        count = 0
        while expired := await self._table.expire(self._idle_limit()):
            self._tell("expired", *expired)
            count += len(expired)
            if len(expired) < AT_ONCE:
                break
        return count

    async def _remove(self, uuid: str, access_key: bytes | None, version: int | None) -> bool:
        if not is_uuid(uuid):
            return False
        removed = await self._table.remove(uuid, "closed", self._idle_limit(), access_key, version)
        if removed is not None:
            self._tell("closed" if removed == "removed" else "expired", uuid)
        return removed == "removed"

    def _idle_limit(self) -> IdleLimit:
        return IdleLimit(self._clock(), self._idle_seconds)

    def _is_idle(self, row: SessionRow) -> bool:
        return row.used <= self._idle_limit().horizon

    def _tell(self, change: SessionChange, *uuids: str) -> None:
        if self.listener is not None:
            for uuid in uuids:
                self.listener(uuid, change)

    def _encoded(self, session: S) -> bytes:
        return self._codec.format.to_bytes(_FORMAT_BYTES, "big") + self._codec.encode(session)

    @staticmethod
    def _format(kept: bytes) -> int:
        return int.from_bytes(kept[:_FORMAT_BYTES], "big")

    def _decoded(self, uuid: str, kept: bytes) -> S | None:
        """The session; None where it is of a release whose sessions cannot be read. Raises
        StoreGarbled."""
        number = self._format(kept)
        if number > self._codec.format:
            return None
        try:
            if len(kept) <= _FORMAT_BYTES or number == 0:
                raise ValueError("it has no format")
            return self._codec.decode(number, kept[_FORMAT_BYTES:])
        except ValueError as error:
            raise StoreGarbled(f"what is kept of session {uuid} is none: {error}") from None

    def _entry(self, row: SessionRow) -> StoredSession[S] | None:
        session = self._decoded(row.uuid, row.kept)
        if session is None:
            return None
        access_key = row.access_key.decode("utf-8", "surrogatepass")
        idle = max(self._clock() - row.used, 0.0)
        return StoredSession(row.uuid, access_key, session, idle, row.version)

    def _readable_entry(self, row: SessionRow) -> StoredSession[S] | None:
        """One that cannot be read does not keep the others from being shown."""
        try:
            return self._entry(row)
        except StoreGarbled as error:
            log.warning("%s", error)
            return None


def _key(access_key: str) -> bytes:
    """An access key as it is kept: any text, even one that UTF-8 has no bytes for."""
    return access_key.encode("utf-8", "surrogatepass")
