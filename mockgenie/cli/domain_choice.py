"""The domains that can be talked to."""

from __future__ import annotations

from collections.abc import Mapping

from mockgenie.dialog import Engine
from mockgenie.domain import Domain, DomainError, Edition, Library
from mockgenie.korean import normalise
from mockgenie.source import did_you_mean


class Shelf:
    """The domains of a library, each with an engine from when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._engines: dict[str, Engine] = {}

    @property
    def editions(self) -> Mapping[str, Edition]:
        """The domains by name, those that do not load as well."""
        return self._library.editions

    def refresh(self) -> None:
        """Read again what was saved."""
        self._library.refresh()

    def engine(self, name: str) -> Engine | DomainError | None:
        """An engine for the domain, the same one as long as its files stay as they are; why it
        does not load; None where there is no such domain."""
        edition = self.editions.get(name) or self.editions.get(normalise(name))
        if edition is None:
            return None
        entry = edition.entry
        if isinstance(entry, DomainError):
            return entry
        engine = self._engines.get(entry.name)
        if engine is None or engine.domain is not entry:
            engine = self._engines[entry.name] = Engine(entry, edition.version)
        return engine

    def listed(self) -> str:
        """A line for each domain."""
        return "\n".join(f"  {name}  {_about(e)}".rstrip() for name, e in self.editions.items())

    def unknown(self, name: str) -> str:
        """That there is no such domain, and which may have been meant."""
        return f"no domain {name}{did_you_mean(name, self.editions)}"


def _about(edition: Edition) -> str:
    entry = edition.entry
    return entry.description if isinstance(entry, Domain) else "does not load"
