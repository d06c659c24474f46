"""What every place where sessions live can do."""

from __future__ import annotations

from typing import Protocol, TypeVar

S = TypeVar("S")


class StoreFull(Exception):
    """No further session can be opened: the limit is reached."""


class SessionStore(Protocol[S]):
    """Sessions by uuid, each with the access key that opened it.

    A session is an immutable value: `save` puts another in its place. A session that nobody
    has loaded for the idle time is gone, as if it had been closed.
    """

    immediate: bool
    """Whether no operation ever waits for anything, so that no task is needed to wait in."""

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

    async def expire(self) -> int:
        """Forget every session that has been idle too long; how many there were."""
