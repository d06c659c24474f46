"""Domain files that are read again when they have changed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.domain.catalogue import Loaded, by_name, domain_files, each_once, try_to_load
from mockgenie.domain.loader import DomainError
from mockgenie.domain.model import Domain
from mockgenie.domain.named_files import (
    EXHAUSTED,
    Stamp,
    content_of,
    named_files,
    stamp,
    version_of,
)
from mockgenie.source import mistake

log = logging.getLogger("mockgenie")

Stamps: TypeAlias = dict[Path, tuple[Stamp, ...]]
"""By domain file: its own stamp and those of the files it names."""


class Edition(Struct, frozen=True):
    """A domain file as it was read: `entry` is its domain, or why it does not load; `version`
    changes with its content and that of the files it names (see `version_of`)."""

    path: Path
    entry: Loaded
    version: str


class _LoadedFile(Struct, frozen=True):
    """A domain file as it was read last: `files` are itself and those it names, `good_name` is
    what its domain was called when it loaded last, "" where it never has."""

    edition: Edition
    files: tuple[Path, ...]
    stamps: tuple[Stamp, ...]
    good_name: str


class Library:
    """The domains of some places, of which each is read again only when its own file, or one
    that it names, has changed. Only one thread at a time may use it.
    """

    def __init__(self, places: Iterable[Path]) -> None:
        self.editions: dict[str, Edition] = {}
        """By the name that open_dialog asks for, as `by_name` has it."""
        self._places = tuple(places)
        self._loaded: dict[Path, _LoadedFile] = {}

    def load(self) -> None:
        """Read what has not been read. Raises OSError, as `domain_files` does."""
        self._read(each_once(path for place in self._places for path in domain_files(place)))

    def unread(self) -> list[Path]:
        """The files that have not been read. Raises OSError, as `domain_files` does."""
        files = each_once(path for place in self._places for path in domain_files(place))
        return [path for path in files if path not in self._loaded]

    def read(self, path: Path) -> None:
        """Read one of those files before the others."""
        self._read([*self._loaded, path])

    def refresh(self) -> None:
        """Read what is new or has changed, and forget what is no longer there. Raises OSError
        where the system is exhausted: all is then as it was."""
        self._read(self._files())

    def read_at(self) -> Stamps:
        """The stamps of the files as they were read."""
        return {path: file.stamps for path, file in self._loaded.items()}

    def look(self) -> Stamps:
        """The stamps of the files as they are now. Raises OSError where the system is
        exhausted."""
        return {path: tuple(map(stamp, self._files_with(path))) for path in self._files()}

    def check_contents(self) -> None:
        """Have the next look find the files that differ from what was read in nothing but their
        content. Raises OSError where the system is exhausted."""
        for path, file in self._loaded.items():
            named = zip(file.files[1:], file.stamps[1:], strict=True)
            if file.stamps and version_of(content_of(path), named) != file.edition.version:
                self._loaded[path] = replace(file, stamps=())

    def folders(self) -> set[Path]:
        """The folders in which something may happen that changes a domain."""
        folders: set[Path] = set()
        for place in self._places:
            folders.add(place if os.path.isdir(place) else place.parent)
            folders.update(_subfolders(place))
        for loaded in self._loaded.values():
            folders.update(file.parent for file in loaded.files)
            if linked := [file for file in loaded.files if os.path.islink(file)]:
                folders.update(Path(os.path.realpath(file)).parent for file in linked)
        return {_nearest(folder) for folder in folders}

    def _files_with(self, path: Path) -> tuple[Path, ...]:
        """A domain file and those that it named when it was read last."""
        return self._loaded[path].files if path in self._loaded else (path,)

    def _files(self) -> Iterator[Path]:
        """The domain files; a place that cannot be read, or is gone, has none. Raises OSError
        where the system is exhausted."""
        return each_once(path for place in self._places for path in _files_of(place))

    def _read(self, paths: Iterable[Path]) -> None:
        files: dict[Path, _LoadedFile] = {}
        for path in paths:
            file = self._loaded.get(path)
            if file is None or file.stamps != tuple(map(stamp, file.files)):
                file = _read(path, file)
            files[path] = file
        self._loaded = files
        editions = [file.edition for file in files.values()]
        named = by_name((edition.path, edition.entry) for edition in editions)
        self.editions = {
            name: Edition(path, entry, files[path].edition.version)
            for name, (path, entry) in named.items()
        }


def _read(path: Path, before: _LoadedFile | None) -> _LoadedFile:
    """What is in a file. Raises OSError where the system is exhausted, and there is something
    `before` that can stay as it was; otherwise it is read again with the next look."""
    try:
        return _read_whole(path, before)
    except OSError as error:
        if before is not None:
            raise
        reason = error.strerror or str(error)
        entry = DomainError(path.stem, [mistake("cannot-read", reason=reason).at(path)])
        return _LoadedFile(Edition(path, entry, ""), (path,), (), "")  # as if not read yet


def _read_whole(path: Path, before: _LoadedFile | None) -> _LoadedFile:
    # The stamps come first: what changes while a file is being read is read again.
    own = stamp(path)
    content = content_of(path)
    named = named_files(content, path.parent)
    named_stamps = tuple(map(stamp, named))
    files, stamps = (path, *named), (own, *named_stamps)
    version = version_of(content, zip(named, named_stamps, strict=True))
    if before is not None and before.edition.version == version:
        return replace(before, files=files, stamps=stamps)
    entry = _entry(path)
    if isinstance(entry, DomainError):
        content_of(path)  # raises where that is no fault of the file
    good_name = before.good_name if before else ""
    if isinstance(entry, Domain):
        good_name = entry.name
    elif good_name:
        # A file that is broken before its name can be read is the domain that it was.
        entry = DomainError(good_name, entry.diagnostics)
    return _LoadedFile(Edition(path, entry, version), files, stamps, good_name)


def _entry(path: Path) -> Loaded:
    try:
        return try_to_load(path)
    except Exception as error:  # in memory that is short, for example
        log.debug("%s does not load", path, exc_info=True)
        return DomainError(path.stem, [mistake("cannot-read", reason=repr(error)).at(path)])


def _files_of(place: Path) -> list[Path]:
    try:
        return list(domain_files(place))
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise
        return []


def _subfolders(place: Path) -> Iterator[Path]:
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_dir():
                    yield Path(entry.path)
    except OSError:
        return


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    return next((path for path in (folder, *folder.parents) if os.path.isdir(path)), folder)
