"""The sessions that are open on a server, as they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockgenie.dialog import Session
from mockgenie.server import Server
from mockgenie.sessions import StoredSession
from mockgenie.testing.live.background import Background


class SessionView:
    """An open session, looked up anew each time: what it tells is so at that moment.

    Everything but `uuid` and `is_open` raises LookupError once the session is gone.
    """

    def __init__(self, uuid: str, sessions: SessionsView) -> None:
        self.uuid = uuid
        self._sessions = sessions

    def __repr__(self) -> str:
        return f"<session {self.uuid}{'' if self.is_open else ', gone'}>"

    @property
    def is_open(self) -> bool:
        """Whether it is still there."""
        return self.uuid in self._sessions

    @property
    def access_key(self) -> str:
        """The access key with which it was opened."""
        return self._entry.access_key

    @property
    def idle(self) -> float:
        """Seconds since it was used."""
        return self._entry.idle

    @property
    def domain(self) -> str:
        """The name of its domain."""
        return self._session.domain

    @property
    def turn(self) -> int:
        """How many utterances it has had."""
        return self._session.turn

    @property
    def task(self) -> str:
        """The task that the dialog is in."""
        return self._session.task

    @property
    def act(self) -> str:
        """The dialog act of the last utterance, "" for none."""
        return self._session.act

    @property
    def slots(self) -> Mapping[str, tuple[str, ...]]:
        """Values by slot; () where any will do."""
        return self._session.slots

    @property
    def unwanted(self) -> Mapping[str, tuple[str, ...]]:
        """Values that were ruled out, by slot."""
        return self._session.unwanted

    @property
    def compared(self) -> Mapping[str, tuple[str, ...]]:
        """Comparisons by slot: `<=30000`, `lowest`."""
        return self._session.compared

    @property
    def asked(self) -> str:
        """The slot that the system has asked for, "" for none."""
        return self._session.asked

    @property
    def pending(self) -> bool:
        """Whether data were requested that have not come."""
        return self._session.pending

    def end(self) -> None:
        """Have it be gone, as if it had been closed."""
        self._sessions.end(self.uuid)

    def expire(self) -> None:
        """Have it be gone, as if it had been idle for too long."""
        self._sessions.end(self.uuid)

    @property
    def _entry(self) -> StoredSession[Session]:
        return self._sessions.entry(self.uuid)

    @property
    def _session(self) -> Session:
        return self._entry.session


class SessionsView(Mapping[str, SessionView]):
    """The open sessions by uuid, the least recently used first. Any thread may use it."""

    def __init__(self, background: Background, server: Server) -> None:
        self._background = background
        self._server = server

    def __getitem__(self, uuid: str) -> SessionView:
        self.entry(uuid)
        return SessionView(uuid, self)

    def __iter__(self) -> Iterator[str]:
        return iter([entry.uuid for entry in self._entries()])

    def __len__(self) -> int:
        return len(self._entries())

    def __repr__(self) -> str:
        return f"<sessions: {', '.join(self) or 'none'}>"

    @property
    def only(self) -> SessionView:
        """The one session that there is. Raises LookupError where there is none, or more."""
        uuids = list(self)
        if len(uuids) != 1:
            raise LookupError(f"not one session is open, but {len(uuids)}: {self!r}")
        return SessionView(uuids[0], self)

    def entry(self, uuid: str) -> StoredSession[Session]:
        """The session as it is kept. Raises KeyError where there is none."""
        entry = None
        if not self._background.stopped:
            entry = self._background.run(self._server.sessions.entry(uuid))
        if entry is None:
            raise KeyError(f"no session {uuid} is open")
        return entry

    def end(self, uuid: str) -> None:
        """Have a session be gone. Raises KeyError where there is none."""
        if not self._background.run(self._server.sessions.end(uuid)):
            raise KeyError(f"no session {uuid} is open")

    def _entries(self) -> list[StoredSession[Session]]:
        if self._background.stopped:
            return []
        return self._background.run(self._all_entries())

    async def _all_entries(self) -> list[StoredSession[Session]]:
        return [one async for some in self._server.sessions.pages() for one in some]
