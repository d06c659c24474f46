"""In which domain a session is."""

from __future__ import annotations


class SessionDomains:
    """The domains of the last sessions: of `size` at least, and of twice as many at most.

    They stand in two tables, of which the older one is dropped as a whole. A table out of which the
    oldest are taken one by one is made anew every so often, as large as it is.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._older: dict[str, str] = {}
        self._newer: dict[str, str] = {}

    def note(self, uuid: str, domain: str) -> None:
        """In which domain a session is."""
        if uuid not in self._newer:
            if len(self._newer) >= self._size:
                self._older, self._newer = self._newer, {}
            self._newer[uuid] = domain

    def of(self, uuid: str) -> str:
        """The domain of a session, "" where it is not known."""
        return self._newer.get(uuid) or self._older.get(uuid, "")

    def clear(self) -> None:
        """Forget them all."""
        self._older, self._newer = {}, {}
