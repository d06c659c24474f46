"""The domains that a server serves: where their engines come from, and how long they stay."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias, Union

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.dialog import Engine, Session
from mockgenie.domain import (
    DomainError,
    Edition,
    Library,
    domain_files,
    each_once,
    likely_name,
    load_domain,
    shipped_folder,
    version_of,
)

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line

Engines: TypeAlias = Mapping[str, Engine | DomainError]
"""By the name that open_dialog asks for: an engine, or why its domain does not load."""

DomainPath: TypeAlias = Union[str, "os.PathLike[str]"]
Domains: TypeAlias = DomainPath | Iterable[DomainPath] | Mapping[str, str] | None
"""A domain file or a folder, several of them, names with the YAML text of each, or None: the
domains that come with mockgenie."""

_MOST_EARLIER = 10
_NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]{1,100}")


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

    def of_domain(self, name: str) -> Iterator[Engine]:
        """The engines of a domain that are there, the one that serves first."""
        engine = self._engines.get(name)
        if isinstance(engine, Engine):
            yield engine
        earlier = [one.engine for place, one in self._earlier.items() if place[0] == name]
        yield from reversed(earlier)

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


class DomainsError(ValueError):
    """Domains that cannot be served; the message has every problem, with its place."""


class _Shelf:
    """The engines of the domain files that were ever asked for, by file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[Library, dict[str, Engine]]] = {}

    def engine(self, file: Path) -> Engine:
        """The engine of a domain file as it is now. Raises DomainsError."""
        real = os.path.realpath(file)
        with self._lock:
            library, known = self._known.get(real) or (Library([file]), {})
            library.refresh()
            engines = engines_of(library.editions, known)
            broken = [entry for entry in engines.values() if isinstance(entry, DomainError)]
            if broken:
                raise DomainsError("\n".join(map(str, broken)))
            if not engines:  # gone since the folder was looked through
                raise DomainsError(f"{file} cannot be read")
            good = {name: entry for name, entry in engines.items() if isinstance(entry, Engine)}
            self._known[real] = (library, good)
            (engine,) = good.values()
            return engine


_SHELF = _Shelf()


class Shipped(Mapping[str, Engine]):
    """The engines of the domains that come with mockgenie, by name; each is made when it is first
    asked for, because few tests talk to all of them."""

    def __init__(self) -> None:
        self._files = _shipped_files()
        self._made: dict[str, Engine] = {}

    def __getitem__(self, name: str) -> Engine:
        engine = self._made.get(name)
        if engine is None:
            engine = self._made[name] = _SHELF.engine(self._files[name])
        return engine

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@lru_cache(1)
def _shipped_files() -> Mapping[str, Path]:
    """The domain files that come with mockgenie, by the names of their domains."""
    return {likely_name(file): file for file in domain_files(shipped_folder())}


def engines_at(domains: Domains) -> Mapping[str, Engine]:
    """An engine for each of the domains, by name.

    Raises DomainsError where one does not load, where two have one name, and where there is none;
    OSError where a place is not there.
    """
    if domains is None:
        return Shipped()
    engines: dict[str, Engine] = {}
    for whence, engine in _engines(domains):
        name = engine.domain.name
        if name in engines:
            raise DomainsError(f'{whence}: there is another domain that is called "{name}"')
        engines[name] = engine
    if not engines:
        raise DomainsError(f"there is no domain (NAME.yaml or NAME/domain.yaml) in {domains}")
    return engines


def _engines(
    domains: DomainPath | Iterable[DomainPath] | Mapping[str, str],
) -> Iterator[tuple[str, Engine]]:
    if isinstance(domains, Mapping):
        for name, text in domains.items():
            yield f'domains["{name}"]', _written(name, text)
        return
    places = [domains] if isinstance(domains, (str, os.PathLike)) else domains
    for file in each_once(file for place in places for file in domain_files(Path(place))):
        yield str(file), _SHELF.engine(file)


@lru_cache(100)
def _written(name: str, text: str) -> Engine:
    """The engine of a domain that is written out."""
    if not _NAME.fullmatch(name):
        raise DomainsError(f'"{name}" cannot be the name of a file, so a domain has to be in one')
    with tempfile.TemporaryDirectory(prefix="mockgenie-") as folder:
        path = Path(folder, f"{name}.yaml")
        path.write_text(text, encoding="utf-8")
        try:
            domain = load_domain(path)
        except DomainError as error:
            told = (replace(one, path=Path(path.name)) for one in error.diagnostics)
            raise DomainsError("\n".join(map(str, told))) from None
    if domain.name != name:
        raise DomainsError(
            f'domains["{name}"]: the text says "name: {domain.name}"; either name has to go'
        )
    return Engine(domain, version_of(text.encode(), ()))


class Arriving(Mapping[str, "Engine | DomainError"]):
    """The engines of a library of which one file is read after the other.

    The domain that is asked for is read at once, so that the first answer need not wait for the
    others. Raises OSError where a place of the library cannot be read.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._unread = library.unread()
        self._engines: Engines = {}

    def read_next(self, name: str = "") -> bool:
        """Read another file, one of the domain `name` if there seems to be one; False where all
        are read."""
        if not self._unread:
            return False
        named = (file for file in self._unread if name and likely_name(file) == name)
        file = next(named, self._unread[0])
        self._unread.remove(file)
        self._library.read(file)
        self._engines = engines_of(self._library.editions, self._engines)
        return True

    def __getitem__(self, name: str) -> Engine | DomainError:
        while name not in self._engines and self.read_next(name):
            pass
        return self._engines[name]

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return iter(self._engines)

    def __len__(self) -> int:
        self._read_all()
        return len(self._engines)

    def _read_all(self) -> None:
        while self.read_next():
            pass
