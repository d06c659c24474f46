"""What has changed on a server between two looks at it: faults, domains, settings, clock.

Whoever changes something need not say so, and a turn has nothing to tell: a look costs little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.dialog import Engine
from mockgenie.domain import DomainError
from mockgenie.faults import Faults
from mockgenie.journal import Journal
from mockgenie.server.clock import Clock
from mockgenie.server.domains import Engines
from mockgenie.server.settings import Settings

ChangeKind: TypeAlias = Literal["session", "fault", "domain", "settings", "clock", "journal"]

_NOT_EXACT = 0.05
"""Seconds by which a clock that nobody has touched may seem to have been moved: it is compared
with the machine's, which goes on meanwhile."""


class Change(Struct, frozen=True):
    """Something is no longer as it was: `name` says which one of its kind, "" where there is only
    one, and `what` has become of it."""

    kind: ChangeKind
    name: str = ""
    what: str = "changed"


class Glance(Struct, frozen=True):
    """How a server is: by its name how often each fault has struck, its engines and settings, how
    its clock is set, and how many exchanges its journal has forgotten because it was cleared."""

    struck: Mapping[str, int]
    engines: Engines
    settings: Settings
    frozen_at: float | None
    moved: float
    today: date
    cleared: int


def glance(
    faults: Faults, engines: Engines, settings: Settings, clock: Clock, journal: Journal
) -> Glance:
    """How it is now."""
    return Glance(
        {armed.name: armed.struck for armed in faults},
        engines,
        settings,
        clock.now() if clock.is_frozen else None,
        clock.moved,
        clock.today(),
        journal.noted - journal.last,
    )


def changes_between(before: Glance, now: Glance) -> Iterator[Change]:
    """What has become of it."""
    if now.cleared != before.cleared:
        yield Change("journal", what="cleared")
    yield from _of_faults(before.struck, now.struck)
    if now.engines is not before.engines:
        yield from _of_domains(before.engines, now.engines)
    if now.settings is not before.settings and now.settings != before.settings:
        yield Change("settings")
    if _clock_differs(before, now):
        yield Change("clock")


def _of_faults(before: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Change]:
    for name in before.keys() - now.keys():
        yield Change("fault", name, "removed")
    for name, struck in now.items():
        if name not in before:
            yield Change("fault", name, "armed")
        elif struck != before[name]:
            yield Change("fault", name, "struck")


def _of_domains(before: Engines, now: Engines) -> Iterator[Change]:
    for name in before:
        if name not in now:
            yield Change("domain", name, "removed")
    for name, engine in now.items():
        old = before.get(name)
        if engine is old or (
            isinstance(engine, DomainError)
            and isinstance(old, DomainError)
            and engine.diagnostics == old.diagnostics
        ):
            continue
        if not isinstance(engine, Engine):
            yield Change("domain", name, "broken")
        else:
            yield Change("domain", name, "loaded" if old is None else "reloaded")


def _clock_differs(before: Glance, now: Glance) -> bool:
    if now.frozen_at is not None or before.frozen_at is not None:
        return now.frozen_at != before.frozen_at
    return now.today != before.today or abs(now.moved - before.moved) > _NOT_EXACT
