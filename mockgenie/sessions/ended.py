"""How the sessions ended that are no longer there."""

from __future__ import annotations

from typing import Literal

from mockgenie.sessions.uuids import is_uuid

_BYTES = 8


class EndedSessions:
    """How the last `size` sessions ended, to say why they are not there.

    They are kept in one piece of memory that never moves, eight bytes each: a table of texts would
    be made anew every few thousand sessions, and leave holes as large as it is.
    """

    def __init__(self, size: int = 10_000) -> None:
        self._ring = bytearray(_BYTES * size)
        self._next = 0

    def note(self, uuid: str, how: Literal["closed", "expired"]) -> None:
        """That a session has ended. Its uuid is one that a store has given."""
        at = self._next
        self._ring[at : at + _BYTES] = _packed(uuid, how)
        self._next = (at + _BYTES) % len(self._ring)

    def how(self, uuid: str) -> Literal["closed", "expired", "unknown"]:
        """How a session has ended, whatever is asked for as one."""
        if is_uuid(uuid):
            if self._has(_packed(uuid, "closed")):
                return "closed"
            if self._has(_packed(uuid, "expired")):
                return "expired"
        return "unknown"

    def clear(self) -> None:
        """Forget them all."""
        self._ring[:] = bytes(len(self._ring))

    def _has(self, packed: bytes) -> bool:
        at = self._ring.find(packed)
        while at % _BYTES and at >= 0:  # the end of one and the beginning of another
            at = self._ring.find(packed, at + 1)
        return at >= 0


def _packed(uuid: str, how: Literal["closed", "expired"]) -> bytes:
    return (int(uuid) * 2 + (how == "expired")).to_bytes(_BYTES, "little")
