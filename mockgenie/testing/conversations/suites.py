"""Which files of conversations belong to which domain.

Those of `NAME/domain.yaml` are every `NAME/tests/*.yaml` and every `NAME/*.test.yaml`; that of
`NAME.yaml` is `NAME.test.yaml`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from mockgenie.domain import domain_files

_FOLDER = "tests"
_SUFFIXES = (".yaml", ".yml")


class Suite(Struct, frozen=True):
    """A domain file with conversations of it; `is_whole`: with all that there are."""

    domain_file: Path
    files: tuple[Path, ...]
    is_whole: bool = True


def find_suites(places: Iterable[Path]) -> tuple[Suite, ...]:
    """The domains at `places` with their conversations, each domain once.

    A place is a domain file, a folder of a domain, a folder of domains, a file of conversations
    or a folder of these. Raises OSError where it is not there or cannot be read.
    """
    found: dict[str, tuple[Path, dict[str, Path]]] = {}
    for place in places:
        for domain_file, files in _at(place):
            _, known = found.setdefault(os.path.realpath(domain_file), (domain_file, {}))
            for file in files:
                known.setdefault(os.path.realpath(file), file)
    return tuple(
        Suite(domain_file, tuple(files.values()), len(files) == len(_files_of(domain_file)))
        for domain_file, files in found.values()
    )


def _at(place: Path) -> Iterator[tuple[Path, list[Path]]]:
    folder = place.absolute()
    if _is_yaml(place) and (domain_file := _domain_of(place)):
        if place.is_file() or not place.exists():
            place.open("rb").close()
        yield domain_file, [place]  # a pipe is not opened, for that might never end
    elif place.is_dir() and folder.name == _FOLDER and (own := _domain_in(folder.parent)):
        # Not a folder of domains, although it has YAML files in it.
        yield _beside(place, own.name), _yaml_files(place)
    else:
        for domain_file in domain_files(place):
            yield domain_file, _files_of(domain_file)


def _files_of(domain_file: Path) -> list[Path]:
    folder = domain_file.parent
    if domain_file.stem == "domain":
        return _yaml_files(folder / _FOLDER) + [
            path for path in _yaml_files(folder) if path.stem.endswith(".test")
        ]
    own = f"{domain_file.stem}.test"
    return [path for path in _yaml_files(folder) if path.stem == own]


def _domain_of(file: Path) -> Path | None:
    """The domain file that a file of conversations belongs to, None where it is none."""
    folder = file.absolute().parent
    if file.stem.endswith(".test"):
        named = (file.with_name(file.stem.removesuffix(".test") + suffix) for suffix in _SUFFIXES)
        return next((path for path in named if path.is_file()), None) or _domain_in(file.parent)
    if folder.name == _FOLDER and (own := _domain_in(folder.parent)):
        return _beside(file.parent, own.name)
    return None


def _beside(folder: Path, name: str) -> Path:
    """The file `name` beside `folder`, written as the folder is."""
    return folder.parent / name if folder.name else folder.absolute().parent / name


def _domain_in(folder: Path) -> Path | None:
    paths = (folder / f"domain{suffix}" for suffix in _SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def _yaml_files(folder: Path) -> list[Path]:
    try:
        paths = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [
        path
        for path in paths
        if _is_yaml(path) and not path.name.startswith(".") and path.is_file()
    ]


def _is_yaml(path: Path) -> bool:
    return path.suffix in _SUFFIXES
