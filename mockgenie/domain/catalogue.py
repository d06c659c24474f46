"""The domains of some folders, by the name that open_dialog asks for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from mockgenie.domain.loader import DomainError, load_domain, name_by_place
from mockgenie.domain.model import Domain
from mockgenie.source import mistake

Loaded: TypeAlias = Domain | DomainError
"""A domain, or why its file does not load."""

_SUFFIXES = (".yaml", ".yml")
_NAME_LINE = re.compile(r"^name: *(\w(?:[\w -]*\w)?) *$", re.MULTILINE)


def shipped_folder() -> Path:
    """The folder of the domains that come with mockgenie."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "shipped"
    # In a checkout the domains lie beside the package.
    return installed if installed.is_dir() else package.parent / "domains"


def domain_files(place: Path) -> Iterator[Path]:
    """The domain files of `place`: itself, `NAME.yaml` or `NAME/domain.yaml` in it; not
    `NAME.test.yaml`, which has conversations.

    Raises OSError where `place` is not there or cannot be read.
    """
    if not place.is_dir():
        if place.is_file() or not place.exists():
            place.open("rb").close()
        yield place  # a pipe is not opened, for that might never end
        return
    if own := domain_in(place):
        yield own
        return
    for path in sorted(place.iterdir()):
        if path.name.startswith("."):  # what editors and macOS leave behind
            continue
        if path.is_dir():
            if inner := domain_in(path):
                yield inner
        elif path.suffix in _SUFFIXES and not path.stem.endswith(".test"):
            yield path


def likely_name(file: Path) -> str:
    """What a file seems to call its domain, as far as can be told without reading it as YAML."""
    try:
        found = _NAME_LINE.search(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError):
        found = None
    return found[1] if found else name_by_place(file)


def try_to_load(path: Path) -> Loaded:
    """The domain in the YAML file `path`, or why it does not load."""
    try:
        return load_domain(path)
    except DomainError as error:
        return error


def each_once(paths: Iterable[Path]) -> Iterator[Path]:
    """`paths` without those that lead to a file for the second time."""
    seen: set[str] = set()
    for path in paths:
        # Not Path.resolve, which raises where links go round in circles.
        if (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            yield path


def by_name(entries: Iterable[tuple[Path, Loaded]]) -> dict[str, tuple[Path, Loaded]]:
    """What each file has, by the name that open_dialog asks for. Of two with one name the first
    counts; the second stands under its path, as an error.
    """
    catalogue: dict[str, tuple[Path, Loaded]] = {}
    for path, entry in entries:
        name = entry.name
        if name in catalogue:
            taken = mistake("name-taken", name=name, other=catalogue[name][0])
            name = str(path)
            entry = DomainError(name, [taken.at(path)])
        catalogue[name] = (path, entry)
    return catalogue


def domain_in(folder: Path) -> Path | None:
    """The `domain.yaml` of a folder, None where there is none."""
    paths = (folder / f"domain{suffix}" for suffix in _SUFFIXES)
    return next((path for path in paths if path.is_file()), None)
