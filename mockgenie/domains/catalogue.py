"""The domains of some folders, by the name that open_dialog asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from mockgenie.domains.diagnostics import Diagnostic, DomainError
from mockgenie.domains.loader import load_domain
from mockgenie.domains.model import Domain

Entry: TypeAlias = Domain | DomainError
"""A domain, or why its file does not load."""

_SUFFIXES = (".yaml", ".yml")


def shipped_folder() -> Path:
    """The folder of the domains that come with mockgenie."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "shipped"
    # In a checkout the domains lie beside the package.
    return installed if installed.is_dir() else package.parent / "domains"


def domain_files(place: Path) -> Iterator[Path]:
    """The domain files of `place`: itself, `NAME.yaml` or `NAME/domain.yaml` in it.

    Raises OSError where `place` is not there or cannot be read.
    """
    if not place.is_dir():
        with place.open("rb"):
            yield place
        return
    if own := _domain_yaml(place):
        yield own
        return
    for path in sorted(place.iterdir()):
        if path.name.startswith("."):  # what editors and macOS leave behind
            continue
        if path.is_dir():
            if inner := _domain_yaml(path):
                yield inner
        elif path.suffix in _SUFFIXES:
            yield path


def load_catalogue(places: Iterable[Path]) -> dict[str, Entry]:
    """Every domain of `places` by name. Of two with one name the first counts; the second
    stands under its path, as an error. Raises OSError, as `domain_files` does.
    """
    catalogue: dict[str, Entry] = {}
    owners: dict[str, Path] = {}
    seen: set[Path] = set()
    for place in places:
        for path in domain_files(place):
            if (real := path.resolve()) in seen:
                continue
            seen.add(real)
            entry: Entry
            try:
                entry = load_domain(path)
            except DomainError as error:
                entry = error
            if entry.name in catalogue:
                problem = f'the name "{entry.name}" is taken by {owners[entry.name]}'
                entry = DomainError(str(path), (Diagnostic(path, 1, 1, problem),))
            owners[entry.name] = path
            catalogue[entry.name] = entry
    return catalogue


def _domain_yaml(folder: Path) -> Path | None:
    paths = (folder / f"domain{suffix}" for suffix in _SUFFIXES)
    return next((path for path in paths if path.is_file()), None)
