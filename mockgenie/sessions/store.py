"""What every place where sessions live can do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from msgspec import Struct

S = TypeVar("S")


Absence: TypeAlias = Literal[
    "unknown", "closed", "expired", "another key", "older release", "newer release"
]
"""Why `load` finds no session: nobody remembers the uuid, the session was ended, it was idle for
too long, another access key opened it, or another release of mockgenie kept it in a form that this
one cannot read; one of an older release has ended by that."""

SessionChange: TypeAlias = Literal["opened", "changed", "closed", "expired"]
"""What has happened to a session."""

SessionListener: TypeAlias = Callable[[str, SessionChange], None]
"""Gets the uuid of a session and what has happened to it; "" and "closed": to all there were."""


SessionRead: TypeAlias = object
"""A session that is being read already; only the store that gives it knows what it is."""

SessionVersion: TypeAlias = object
"""What tells the states of a session apart; only the store that gives it knows what it is."""


class StoreFull(Exception):
    """No further session can be opened: the limit is reached; the message names it."""


class StoredForm(Protocol[S]):
    """How a session is written where other processes, of other releases, read it.

    `format` is the number of the form in which it is written, from 1 on: another one when those who
    read the last one cannot read it.
    """

    @property
    def format(self) -> int:
        """The number of the form that `encode` writes."""

    def encode(self, session: S) -> bytes:
        """The session in this form."""

    def decode(self, number: int, kept: bytes) -> S | None:
        """The session that is written in the form `number`, up to `format`; None where sessions of
        this form cannot be read any more. Raises ValueError where it is no session."""


class StoredSession(Struct, Generic[S], frozen=True):
    """A session as the store keeps it: `idle` seconds have passed since it was used; `version` is
    the state that it is in."""

    uuid: str
    access_key: str
    session: S
    idle: float
    version: SessionVersion = None


class SessionStore(Protocol[S]):
    """Sessions by uuid, each with the access key that opened it.

    A session is an immutable value: `save` puts another in its place, if nobody else has done so
    since it was loaded. Where `save` or `close` raises StoreUnreachable, it may have been done. A
    session that nobody has loaded for the idle time is gone, as if it had been closed. Every
    operation raises StoreUnreachable where the store cannot be asked, StoreUnwritable where it
    takes nothing, StoreGarbled where its answer is unusable.
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

    def foresee(self, uuid: str) -> SessionRead | None:
        """Begin to read a session that is to be loaded soon, without using it; None where there is
        nothing to begin."""

    async def load(
        self, uuid: str, access_key: str, foreseen: SessionRead | None = None
    ) -> tuple[S, SessionVersion] | None:
        """The session and the state that it is in; None where it is unknown, closed, expired or
        another key's. `foreseen`: what `foresee` has given for it, if that was called. The state
        may be that of then, which `save` notices."""

    async def save(self, uuid: str, version: SessionVersion, session: S) -> bool:
        """Put `session` in the place of the one under `uuid`; False, and nothing is done, where
        that is not in the state `version` any more, or is gone."""

    async def close(
        self, uuid: str, access_key: str, version: SessionVersion | None = None
    ) -> bool:
        """Forget the session; False where `load` would find none, or one in another state than
        `version`, where that is given."""

    async def absence(self, uuid: str, access_key: str) -> Absence:
        """Why `load` finds no session. A store remembers only the sessions that ended last."""

    async def entry(self, uuid: str) -> StoredSession[S] | None:
        """The session, whoever's it is, without using it; None where there is none."""

    def pages(self) -> AsyncIterator[Iterable[StoredSession[S]]]:
        """The sessions there are, the least recently used first, some at a time. They are looked up
        when one comes to them, so that there may be many; what has gone meanwhile is passed
        over."""

    async def end(self, uuid: str) -> bool:
        """Forget the session, whoever's it is; False where there is none."""

    async def clear(self) -> int:
        """Forget every session; how many there were."""

    async def expire(self) -> int:
        """Forget every session that has been idle too long; how many there were."""
