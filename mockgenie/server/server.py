"""A server: all that serves some domains, put together."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar, get_args

from msgspec.structs import replace

from mockgenie.dialog import Session, SessionCodec
from mockgenie.faults import Faults
from mockgenie.journal import Arrivals, Journal
from mockgenie.protocol import ENVELOPES, GatewayError
from mockgenie.server.answering import Answering
from mockgenie.server.clock import Clock
from mockgenie.server.dialog_service import DialogService, today_of
from mockgenie.server.domains import Engines, Versions
from mockgenie.server.feed import Feed
from mockgenie.server.limits import Limits, Rules
from mockgenie.server.reload import Reloading
from mockgenie.server.replay import Replay
from mockgenie.server.settings import Settings, settings_in
from mockgenie.sessions import (
    MemorySessions,
    Packing,
    SessionStore,
    StoreUnreachable,
    sessions_in,
)

if TYPE_CHECKING:
    from mockgenie.server.conversation_tests import ConversationTests
    from mockgenie.server.conversations import Conversations
    from mockgenie.server.rooms import PlatformRooms
    from mockgenie.server.sharing import Sharing
    from mockgenie.stores import Connection

T = TypeVar("T")

log = logging.getLogger("mockgenie")

Part: TypeAlias = Literal["sessions", "faults", "journal", "clock", "quota", "settings"]
PARTS: tuple[Part, ...] = get_args(Part)
"""What a server can have back as it was at the beginning."""


CHANGING = tuple(setting.name for setting in settings_in(Settings) if setting.changes)
"""The settings that may change while a server runs."""


class Server:
    """Serves dialogs as its `settings` say, and can be looked into and changed while it does.

    `sessions` are where dialogs live, at the `store` of the settings where there are none.
    `connection`: to the store that other processes use as well, with which this one is one mock;
    without one it is that of the settings, if this is shared. `has_peers`: others answer at the
    same address. An application of aiohttp makes it reachable (`app_of`); all of it belongs to the
    event loop in which that runs.

    Raises PlaceError, a ValueError, for a store that there cannot be here.
    """

    def __init__(
        self,
        engines: Engines,
        settings: Settings | None = None,
        sessions: SessionStore[Session] | None = None,
        connection: Connection | None = None,
        *,
        has_peers: bool = False,
    ) -> None:
        self.settings = self._first = settings = settings or Settings()
        if connection is None and settings.store != "memory":
            connection = _connection(settings.store)
        self.connection = connection
        """To the store that it shares with other processes, None where it is alone."""
        # What has lasted how long, processes can only compare by a clock that they share.
        self.clock = Clock() if connection is None else Clock(steady=time.time)
        self.versions = Versions(engines, settings.session_ttl, self.clock.seconds)
        self.sessions: SessionStore[Session] = self._sessions() if sessions is None else sessions
        self.limits = Limits(_rules(settings), self.clock)
        self.faults = Faults(settings.faults)
        self.sharing = None if connection is None else _sharing(self, connection)
        """What this process has in common with others; None where it is alone."""
        self.has_peers = connection is not None and (has_peers or connection.kind == "redis")
        """Whether other processes may answer what comes next from the same client: those of
        Redis may be on other machines, behind one address."""
        self.journal = (
            Journal(settings.journal, self.clock.now)
            if self.sharing is None
            else self.sharing.journal
        )
        if self.sharing is not None:
            self.sessions.listener = self.sharing.news.note
            self.sharing.read_domains = self._read_domains
        self.arrivals = Arrivals(self.journal)
        placed = None if self.sharing is None else self.sharing.placed
        self.replay = Replay(self.journal, self.versions, placed)
        self.reloading: Reloading | None = None
        """Where the domains are read again, None where they are not from files."""
        self.feed: Feed | None = None
        """What tells of all that happens here; None where no admin API is served."""
        self.dialogs = DialogService(
            self.versions,
            self.sessions,
            self.limits,
            self.clock,
            settings.max_text,
            settings.engine_timeout,
        )
        self.answering = Answering(
            self.dialogs,
            ENVELOPES[settings.envelope],
            self.limits,
            self.faults,
            self.sharing,
        )

    def _sessions(self) -> SessionStore[Session]:
        settings, seconds = self.settings, self.clock.seconds
        idle, limit = settings.session_ttl, settings.max_sessions
        if self.connection is None:
            return MemorySessions(idle, limit, seconds, packing=Packing(Session))
        return sessions_in(self.connection, SessionCodec(), idle, limit, seconds)

    async def start(self) -> None:
        """Look whether the store can be used.

        One that cannot be reached may be there later: that is told, and requests are answered with
        the documented error until then. Raises StoreUnreachable for a file that cannot be written
        to, StoreGarbled for a place where something else is.
        """
        if self.connection is None:
            return
        try:
            await self.connection.start()
        except StoreUnreachable as error:
            if self.connection.kind == "sqlite":
                raise
            log.warning(
                "the store cannot be reached; until it can, requests are answered %d %s: %s",
                GatewayError.CONNECTION_REFUSED.status,
                GatewayError.CONNECTION_REFUSED.reason,
                error,
            )
        if self.sharing is not None:
            await self.sharing.begin()

    async def close(self) -> None:
        """Let the store go."""
        if self.sharing is not None:
            await self.sharing.end()
        if self.connection is not None:
            await self.connection.close()

    @cached_property
    def conversations(self) -> Conversations:
        """The dialogs of the chat channels, made when the first of them is served."""
        from mockgenie.server.conversations import Conversations

        return Conversations(
            self.dialogs,
            self.versions,
            self.sessions,
            self.faults,
            self.journal,
            self.settings,
            self.sharing,
        )

    @cached_property
    def conversation_tests(self) -> ConversationTests:
        """The conversation tests of the domains, made when they are first asked for."""
        from mockgenie.server.conversation_tests import ConversationTests

        return ConversationTests()

    def today_of(self, session: Session) -> date:
        """The day that it is in a dialog."""
        return today_of(session, self.clock)

    @cached_property
    def rooms(self) -> PlatformRooms:
        """The rooms of the simulated chat platforms, made when the first of them is opened."""
        from mockgenie.server.rooms import PlatformRooms

        return PlatformRooms()

    def change(self, settings: Settings) -> None:
        """Go on as `settings` have it: the form of the answers, who may call and how often, and
        how long a text and a turn may be. The others are as at the beginning."""
        changing = {name: getattr(settings, name) for name in CHANGING}
        self.settings = settings = replace(self._first, **changing)
        self.limits.rules = _rules(settings)
        self.dialogs.text_length = settings.max_text
        self.dialogs.engine_seconds = settings.engine_timeout
        self.answering.envelope = ENVELOPES[settings.envelope]

    async def _read_domains(self) -> None:
        if self.reloading is not None:
            await self.reloading.now()

    async def reload(self) -> list[str] | None:
        """Read and serve what has changed in the files of domains, here and in all processes that
        share the mock; a line for each change here, None where the domains are from no files.
        Raises OSError, StoreUnreachable and StoreGarbled."""
        if self.reloading is None:
            return None
        lines = await self.reloading.now()
        if self.sharing is not None:
            await self.sharing.domains_are_read()
        return lines

    async def look(self) -> None:
        """Have all as other processes have left it. Raises StoreUnreachable and StoreGarbled."""
        if self.sharing is not None:
            await self.sharing.look()

    async def perform(self, change: Callable[[], T]) -> T:
        """What `change` gives, which changes faults, clock or settings: here, and in all processes
        that share the mock. It must not wait for anything, and may be done several times.

        Raises what it raises, StoreUnreachable and StoreGarbled.
        """
        return change() if self.sharing is None else await self.sharing.perform(change)

    async def clear_journal(self) -> None:
        """Forget all exchanges, and count from 1 again. Raises StoreUnreachable and
        StoreGarbled."""
        if self.sharing is None:
            self.journal.clear()
        else:
            await self.sharing.clear_journal()

    async def reset(self, parts: Collection[Part] = PARTS) -> None:
        """Be as at the beginning: no sessions, the first faults, an empty journal, the machine's
        time, nothing used up, the first settings; or some of these alone. Raises StoreUnreachable
        and StoreGarbled."""
        if "sessions" in parts:
            await self.sessions.clear()
        if "journal" in parts:
            await self.clear_journal()
        if "quota" in parts:
            self.limits.reset()
            if self.sharing is not None:
                await self.sharing.clear_uses()
        restore: dict[Part, Callable[[], None]] = {
            "faults": self.faults.reset,
            "clock": self.clock.release,
            "settings": lambda: self.change(self._first),
        }

        def restore_all() -> None:
            for part, restored in restore.items():
                if part in parts:
                    restored()

        if not restore.keys().isdisjoint(parts):
            await self.perform(restore_all)


def _sharing(server: Server, connection: Connection) -> Sharing:
    """What a server has in common with the others that use a store."""
    from mockgenie.server.sharing import Sharing  # late: most are alone

    return Sharing(
        connection,
        server.faults,
        server.clock,
        server.limits,
        lambda: server.settings,
        server.change,
    )


def _connection(store: str) -> Connection | None:
    """The connection to a store; None for the memory of this process."""
    from mockgenie.stores import connect, place_of

    place = place_of(store)
    return connect(place) if place.is_shared else None


def _rules(settings: Settings) -> Rules:
    return Rules(settings.access_keys, settings.rate, settings.daily_quota, settings.burst)
