"""The names of the slots of a server's domains."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from mockgenie.dialog import Engine
from mockgenie.server import Engines


class ServedSlots(Collection[str]):
    """The names of the slots of some domains, which are looked at when one is asked for."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        engines = [one for one in self._engines.values() if isinstance(one, Engine)]
        return frozenset(slot for engine in engines for slot in engine.domain.slots())
