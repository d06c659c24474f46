"""The sessions that a store keeps."""

from __future__ import annotations

from typing import TypeVar

from mockgenie.sessions import SessionStore, StoredSession

S = TypeVar("S")


async def entries_of(sessions: SessionStore[S]) -> list[StoredSession[S]]:
    """All of them, the least recently used first."""
    return [one async for some in sessions.pages() for one in some]
