"""Warnings about domain files that load, but cannot be meant as they are written.

A warning is given only where there is no doubt: a task that no way leads to, a text that is never
said, a value that nothing can have given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from mockgenie.domain import Domain, DomainError, Place, load_source
from mockgenie.lint.acts import check_acts
from mockgenie.lint.codes import CODES, ERRORS, WARNINGS, warn
from mockgenie.lint.conditions import check_conditions
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline
from mockgenie.lint.particles import check_particles
from mockgenie.lint.slots import check_slots
from mockgenie.lint.transitions import check_texts, check_transitions
from mockgenie.lint.values import check_values
from mockgenie.source import Diagnostic, Source, few_suggestions

__all__ = ["CODES", "ERRORS", "WARNINGS", "LintedFile", "lint", "lint_file", "lint_names"]

Check: TypeAlias = Callable[[Outline, Filling], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    check_transitions,
    check_texts,
    check_slots,
    check_values,
    check_conditions,
    check_acts,
    check_particles,
)


class LintedFile(Struct, frozen=True):
    """A domain file and all that is wrong with it. `name`: what its domain is called, "" where
    it does not load; `place`: where the name is written."""

    path: Path
    diagnostics: tuple[Diagnostic, ...]
    name: str = ""
    place: Place = (1, 1)


def lint_file(path: Path) -> LintedFile:
    """Why the domain file `path` does not load, or else the warnings about it."""
    source = Source(path)
    try:
        domain = load_source(source)
    except DomainError as error:
        return LintedFile(path, error.diagnostics)
    names = (node.place for field, _, node in source.root().pairs("") if field == "name")
    return LintedFile(path, lint(domain, source), domain.name, next(names, (1, 1)))


def lint(domain: Domain, source: Source) -> tuple[Diagnostic, ...]:
    """The warnings about a domain that was loaded from `source`, in the order of the file."""
    outline = Outline(domain, source.root())
    filling = Filling(domain)
    with few_suggestions():
        # What stands behind an alias is read again and again, but reported once.
        found = dict.fromkeys(one for check in CHECKS for one in check(outline, filling))
    return tuple(sorted(found, key=lambda one: (one.path != source.path, one.line, one.column)))


def lint_names(files: Iterable[LintedFile]) -> Iterator[Diagnostic]:
    """Warnings about files of one folder whose domains have one name."""
    first: dict[tuple[Path, str], Path] = {}
    for file in files:
        if file.name:
            folder = file.path.parent.parent if file.path.stem == "domain" else file.path.parent
            other = first.setdefault((folder.resolve(), file.name), file.path)
            if other != file.path:
                found = warn("same-name", name=file.name, other=other)
                yield found.at(file.path, *file.place, "warning")
