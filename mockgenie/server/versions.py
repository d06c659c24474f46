"""The engines that serve, and for a while those that they replaced."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct

from mockgenie.dialog import Engine, Session
from mockgenie.domain import DomainError, Edition

Engines: TypeAlias = Mapping[str, Engine | DomainError]
"""By the name that open_dialog asks for: an engine, or why its domain does not load."""

_MOST_EARLIER = 10


class _Earlier(Struct):
    """A replaced engine, and when a session last went on with it."""

    engine: Engine
    used: float


def engines_of(editions: Mapping[str, Edition], before: Engines | None = None) -> Engines:
    """An engine for each domain that loads: that from `before`, where it is of this edition."""
    engines: dict[str, Engine | DomainError] = {}
    for name, edition in editions.items():
        entry, engine = edition.entry, (before or {}).get(name)
        if isinstance(entry, DomainError):
            engines[name] = entry
        elif isinstance(engine, Engine) and engine.domain is entry:
            engines[name] = engine
        else:
            engines[name] = Engine(entry, edition.version)
    return engines


class Versions:
    """Engines by name, which can be replaced while sessions are on them.

    A session goes on with the engine on which it was opened. One that has been replaced is kept
    until no session can be on it: until nobody has used it for `idle_seconds`, after which a
    session is gone. One on which nobody opened a session is not kept, and of each domain no
    more than ten are. A session whose engine is not there (it was opened before a restart, or
    by another process) goes on with the one that serves. `clock` gives seconds.
    """

    def __init__(
        self,
        engines: Engines,
        idle_seconds: float = 1800,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engines = engines
        self._idle_seconds = idle_seconds
        self._clock = clock
        self._opened: set[Engine] = set()
        # By domain and version, least recently used first.
        self._earlier: dict[tuple[str, str], _Earlier] = {}

    @property
    def engines(self) -> Engines:
        """Those that serve."""
        return self._engines

    def to_open(self, name: str) -> Engine | DomainError | None:
        """What `name` stands for in open_dialog."""
        engine = self._engines.get(name)
        if isinstance(engine, Engine):
            self._opened.add(engine)
        return engine

    def of(self, session: Session) -> Engine | None:
        """The engine with which `session` goes on; None where its domain, or the task it is in,
        is no longer there."""
        engine = self._engines.get(session.domain)
        if not isinstance(engine, Engine):
            engine = None
        elif engine.version == session.version:
            return engine
        place = (session.domain, session.version)
        if (earlier := self._earlier.pop(place, None)) is None:
            return engine if engine and session.task in engine.domain.tasks else None
        earlier.used = self._clock()
        self._earlier[place] = earlier
        return earlier.engine

    @property
    def any_serves(self) -> bool:
        """Whether there is a domain for which a dialog can be opened."""
        return any(isinstance(engine, Engine) for engine in self._engines.values())

    def replace(self, engines: Engines) -> None:
        """Serve `engines` from now on."""
        before, self._engines = self._engines, engines
        now = self._clock()
        for name, engine in before.items():
            if isinstance(engine, Engine) and engines.get(name) is not engine:
                if engine in self._opened:
                    self._opened.remove(engine)
                    self._earlier.pop((name, engine.version), None)
                    self._earlier[name, engine.version] = _Earlier(engine, now)
                self._keep_few(name)
        self.forget_idle()

    def forget_idle(self) -> None:
        """Forget the replaced engines that no session can be on."""
        horizon = self._clock() - self._idle_seconds
        for place, earlier in list(self._earlier.items()):
            if earlier.used > horizon:
                return
            del self._earlier[place]

    def _keep_few(self, name: str) -> None:
        places = [place for place in self._earlier if place[0] == name]
        for place in places[:-_MOST_EARLIER]:
            del self._earlier[place]
