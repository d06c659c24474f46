"""What every place where sessions live can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from msgspec import Struct

S = TypeVar("S")


Absence: TypeAlias = Literal["unknown", "closed", "expired", "another key"]
"""Why `load` finds no session: nobody remembers the uuid, the session was ended, it was idle for
too long, or another access key opened it."""

SessionChange: TypeAlias = Literal["opened", "changed", "closed", "expired"]
"""What has happened to a session."""

SessionListener: TypeAlias = Callable[[str, SessionChange], None]
"""Gets the uuid of a session and what has happened to it; "" and "closed": to all there were."""


class StoreFull(Exception):
    """No further session can be opened: the limit is reached; the message names it."""


class StoredSession(Struct, Generic[S], frozen=True):
    """A session as the store keeps it: `idle` seconds have passed since it was used."""

    uuid: str
    access_key: str
    session: S
    idle: float


class SessionStore(Protocol[S]):
    """Sessions by uuid, each with the access key that opened it.

    A session is an immutable value: `save` puts another in its place. A session that nobody
    has loaded for the idle time is gone, as if it had been closed. Every operation raises
    StoreUnreachable where the store cannot be asked, StoreGarbled where its answer is unusable.
    """

    immediate: bool
    """Whether no operation ever waits for anything, so that no task is needed to wait in."""

    listener: SessionListener | None
    """Gets what this process does to sessions, as it happens; None: nobody listens. It must not
    wait. Of a store that others use as well, it does not hear what they do."""

    async def open(self, access_key: str, session: S) -> str:
        """Keep a new session; its uuid, 18 decimal digits of which the first is not 0.

        Raises StoreFull.
        """

    async def load(self, uuid: str, access_key: str) -> S | None:
        """The session; None where it is unknown, closed, expired or another key's."""

    async def save(self, uuid: str, session: S) -> None:
        """Put `session` in the place of the one under `uuid`; without one, do nothing."""

    async def close(self, uuid: str, access_key: str) -> bool:
        """Forget the session; False where `load` would find none."""

    async def absence(self, uuid: str, access_key: str) -> Absence:
        """Why `load` finds no session. A store remembers only the sessions that ended last."""

    async def entry(self, uuid: str) -> StoredSession[S] | None:
        """The session, whoever's it is, without using it; None where there is none."""

    async def entries(self) -> Iterator[StoredSession[S]]:
        """The sessions there are, the least recently used first. Each is looked up when one comes
        to it, so that there may be many; one that has gone meanwhile is passed over."""

    async def end(self, uuid: str) -> bool:
        """Forget the session, whoever's it is; False where there is none."""

    async def clear(self) -> int:
        """Forget every session; how many there were."""

    async def expire(self) -> int:
        """Forget every session that has been idle too long; how many there were."""
