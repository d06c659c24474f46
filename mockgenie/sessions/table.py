"""What a place has to do with rows of sessions for them to live there."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

Inserted: TypeAlias = Literal["kept", "taken", "full"]
"""What has become of a new row: it is there; there is one of this uuid; there are too
many."""

Ended: TypeAlias = Literal["closed", "expired", "older release"]
"""How a session has ended."""

ENDED_REMEMBERED = 10_000
"""How many of the sessions that ended last a table remembers."""

AT_ONCE = 100
"""How many idle sessions are forgotten in one step."""


_USE_RESOLUTION = 1000
"""Into so many parts the idle time is divided: in each, one use of a session is written down."""


class IdleLimit(NamedTuple):
    """When it is, and after how many seconds without use a session is gone."""

    now: float
    idle_seconds: float

    @property
    def horizon(self) -> float:
        """When a session has been used last that is gone now."""
        return self.now - self.idle_seconds

    def is_fresh(self, used: float) -> bool:
        """Whether a session has been used so lately that this use need not be written down: most
        turns write once."""
        return self.now - used <= self.idle_seconds / _USE_RESOLUTION


class SessionRow(NamedTuple):
    """A session as a table has it; `kept` is what the store makes of it."""

    uuid: str
    access_key: bytes
    version: int
    used: float
    kept: bytes


class SessionTable(Protocol):
    """Rows of sessions in a place that processes share.

    Each operation is one step, in which no other one comes. It is done once even where its answer
    is lost on the way, and asked for again. A uuid is 18 digits. All raise StoreUnreachable and
    StoreGarbled.
    """

    async def insert(
        self, uuid: str, access_key: bytes, kept: bytes, idle: IdleLimit, limit: int
    ) -> tuple[Inserted, Sequence[str]]:
        """Keep a new session, of version 1, where there are less than `limit`; what has become of
        it, and the uuids of idle ones that were forgotten."""

    async def use(
        self, uuid: str, access_key: bytes, idle: IdleLimit
    ) -> tuple[int, bytes] | Literal["expired"] | None:
        """The version and the content of a session, which is used now; "expired": it has been idle
        for too long, and is forgotten; None: there is none with this access key."""

    async def replace(self, uuid: str, version: int, kept: bytes) -> bool:
        """Put another content in the place of this version, which is then the next one; whether
        there was this version."""

    async def remove(
        self,
        uuid: str,
        how: Ended,
        idle: IdleLimit,
        access_key: bytes | None = None,
        version: int | None = None,
    ) -> Literal["removed", "expired"] | None:
        """Forget a session, of this access key and version where they are given; None: there is no
        such."""

    def find(self, uuid: str) -> Awaitable[SessionRow | None]:
        """A session, without using it, even one that has been idle for too long. It is asked for
        when this is called, and need not be waited for."""

    async def ended(self, uuid: str) -> Ended | None:
        """How a session has ended; None: nobody remembers."""

    async def uuids(self, idle: IdleLimit) -> Sequence[str]:
        """Those of all sessions, the least recently used first."""

    async def rows(self, uuids: Sequence[str]) -> Sequence[SessionRow]:
        """The sessions of these uuids that are there, in this order."""

    async def clear(self, idle: IdleLimit) -> int:
        """Forget all, also how sessions have ended; how many there were."""

    async def expire(self, idle: IdleLimit) -> Sequence[str]:
        """Forget some that have been idle for too long, `AT_ONCE` at most; their uuids."""
