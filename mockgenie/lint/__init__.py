"""What a domain file says that cannot be meant so, though it loads.

A warning is given only where there is no doubt: a task that no way leads to, a text that is never
said, a value that nothing can have given. How good a dialog is, nobody can tell from its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from mockgenie.domains.diagnostics import Diagnostic, DomainError
from mockgenie.domains.loader import load_source
from mockgenie.domains.model import Domain, Place
from mockgenie.domains.review.acts import review_acts
from mockgenie.domains.review.codes import CODES
from mockgenie.domains.review.conditions import review_conditions
from mockgenie.domains.review.filling import Filling
from mockgenie.domains.review.outline import Outline
from mockgenie.domains.review.sayings import review_sayings
from mockgenie.domains.review.slots import review_slots
from mockgenie.domains.review.values import review_values
from mockgenie.domains.review.ways import review_ways
from mockgenie.domains.source import Source

__all__ = ["CODES", "Reviewed", "review", "review_file", "review_names"]

Review: TypeAlias = Callable[[Outline, Filling], Iterator[Diagnostic]]

_REVIEWS: tuple[Review, ...] = (
    review_ways,
    review_sayings,
    review_slots,
    review_values,
    review_conditions,
    review_acts,
)


class Reviewed(Struct, frozen=True):
    """A domain file and all that is wrong with it. `name`: what its domain is called, "" where
    it does not load; `place`: where the name is written."""

    path: Path
    diagnostics: tuple[Diagnostic, ...]
    name: str = ""
    place: Place = (1, 1)


def review_file(path: Path) -> Reviewed:
    """Why the domain file `path` does not load, or else the warnings about it."""
    source = Source(path)
    try:
        domain = load_source(source)
    except DomainError as error:
        return Reviewed(path, error.diagnostics)
    names = (node.place for field, _, node in source.root().pairs("") if field == "name")
    return Reviewed(path, review(domain, source), domain.name, next(names, (1, 1)))


def review(domain: Domain, source: Source) -> tuple[Diagnostic, ...]:
    """The warnings about a domain that was loaded from `source`, in the order of the file."""
    outline = Outline(domain, source.root())
    filling = Filling(domain)
    # What stands behind an alias is read again and again, but told once.
    found = dict.fromkeys(told for one in _REVIEWS for told in one(outline, filling))
    return tuple(sorted(found, key=lambda told: (told.path != source.path, told.line, told.column)))


def review_names(files: Iterable[Reviewed]) -> Iterator[Diagnostic]:
    """Warnings about files of one folder whose domains have one name."""
    first: dict[tuple[Path, str], Path] = {}
    for file in files:
        if file.name:
            folder = file.path.parent.parent if file.path.stem == "domain" else file.path.parent
            other = first.setdefault((folder.resolve(), file.name), file.path)
            if other != file.path:
                told = f'the name "{file.name}" is taken by {other}; only that one is served'
                yield Diagnostic(file.path, *file.place, told, "warning", "same-name")
