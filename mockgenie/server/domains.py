"""The domains that a server begins to serve, from files or from texts."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias, Union

from msgspec.structs import replace

from mockgenie.dialog import Engine
from mockgenie.domain import (
    DomainError,
    Library,
    domain_files,
    each_once,
    load_domain,
    shipped_folder,
)
from mockgenie.server.versions import Engines, engines_of

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line

DomainPath: TypeAlias = Union[str, "os.PathLike[str]"]
Domains: TypeAlias = DomainPath | Iterable[DomainPath] | Mapping[str, str] | None
"""A domain file or a folder, several of them, names with the YAML text of each, or None: the
domains that come with mockgenie."""

_NAME_LINE = re.compile(r"^name: *(\w(?:[\w -]*\w)?) *$", re.MULTILINE)
_NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]{1,100}")


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
    return {
        _written_name(file) or load_domain(file).name: file
        for file in domain_files(shipped_folder())
    }


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
    return Engine(domain)


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
        named = (
            file for file in self._unread if name and (_written_name(file) or file.stem) == name
        )
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


def _written_name(file: Path) -> str:
    """What a file seems to call its domain; "" where that takes more to say."""
    try:
        found = _NAME_LINE.search(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError):
        return ""
    return found[1] if found else ""
