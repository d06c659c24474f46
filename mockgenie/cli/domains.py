"""The domains that a command works on, and those that can be talked to."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mockgenie.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockgenie.dialog import Engine
    from mockgenie.domain import DomainError, Edition, Library

DEFAULT_PLACES = (
    "the domains under the current folder where there are any, else those that come with mockgenie"
)
"""Which domains `check`, `test` and `chat` take where the command line names none."""

_DEEPEST = 2
"""So many folders down from the current one domains are looked for."""

_MOST_FOLDERS = 1000
"""So many folders are looked into at most."""

_NOT_LOOKED_INTO = {"node_modules", "site-packages", "__pycache__", "venv", "env", "build", "dist"}

_OWN_FIELDS = ("tasks", "entities", "acts", "anywhere")
"""Fields of a domain that files of other kinds hardly have."""

_LARGEST = 1_000_000
"""Bytes at the beginning of a file by which it is recognised."""


def add_domains_option(parser: argparse.ArgumentParser) -> None:
    """Add `--domains DIR`, which may be given several times."""
    parser.add_argument(
        "--domains",
        type=Path,
        action="append",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder with NAME.yaml or NAME/domain.yaml; may be given several times"
        f" (default: {DEFAULT_PLACES})",
    )


def places_of(options: argparse.Namespace) -> list[Path]:
    """The places that were given, or else that of the shipped domains."""
    from mockgenie.domain import shipped_folder

    return getattr(options, "domains", None) or [shipped_folder()]


class Places(NamedTuple):
    """Where the domains of a command are: files and folders; and what they are called where the
    command line does not name them."""

    paths: tuple[Path, ...]
    called: str = ""


def find_places(given: Sequence[Path]) -> Places:
    """The places that were given; else those under the current folder where there are domains;
    else that of the domains that come with mockgenie. Raises OSError where the current folder
    cannot be read."""
    if given:
        return Places(tuple(given))
    if found := tuple(_under(Path())):
        folders = dict.fromkeys(_folder(path) for path in found)
        return Places(found, f"the domains in {', '.join(folders)}")
    return shipped_places()


def shipped_places() -> Places:
    """The domains that come with mockgenie."""
    from mockgenie.domain import shipped_folder

    folder = shipped_folder()
    if folder.is_relative_to(Path.cwd()):
        folder = folder.relative_to(Path.cwd())
    return Places((folder,), "the domains that come with mockgenie")


def library_with(given: Sequence[Path], name: str | None) -> Library:
    """The domains of the places that were given, or else found. Raises OSError.

    Where the command line names no folder, a domain `name` that only comes with mockgenie is found
    wherever the user is.
    """
    from mockgenie.domain import Library

    places = find_places(given)
    library = Library(places.paths)
    library.load()
    if places.called and name and not Shelf(library).knows(name):
        shipped = shipped_places()
        others = Library(shipped.paths)
        others.load()
        if Shelf(others).knows(name):
            places, library = shipped, others
    if places.called:
        say(f"using {places.called}")
    return library


def no_domain_in(places: Iterable[Path]) -> str:
    """That there is no domain in some places."""
    return f"no domain (NAME.yaml or NAME/domain.yaml) in {', '.join(map(str, places))}"


def _folder(place: Path) -> str:
    """The folder in which a domain lies, as a person reads it."""
    folder = place if place.is_dir() else place.parent
    return "the current folder" if folder == Path() else str(folder)


def _under(here: Path) -> Iterable[Path]:
    """The domains in a folder and its folder `domains`; else those of the folders below that are
    nearest. In a folder `tests` of a domain, that domain."""
    from mockgenie.domain import domain_files

    level = [here, here / "domains"]
    for depth in range(_DEEPEST + 1):
        found = [place for folder in level for place in _domains_in(folder, depth == 0)]
        if found:
            return found
        level = [below for folder in level for below in _folders_in(folder)][:_MOST_FOLDERS]
    beside = Path("..")
    if here.absolute().name == "tests" and list(domain_files(beside))[:1] == [
        beside / "domain.yaml"
    ]:
        return [beside]
    return ()


def _domains_in(folder: Path, near: bool) -> Iterator[Path]:
    """The folder, where everything in it that may be a domain is one; else the files that are.
    `near`: a file of which one cannot tell is taken for one."""
    from mockgenie.domain import domain_files

    try:
        files = list(domain_files(folder)) if folder.is_dir() else []
    except OSError:
        if near and folder == Path():
            raise
        return
    domains = [file for file in files if _is_domain(file, near)]
    if domains and len(domains) == len(files):
        yield folder
    else:
        yield from domains


def _folders_in(folder: Path) -> Iterator[Path]:
    try:
        below = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return
    yield from (path for path in below if _is_looked_into(path))


def _is_looked_into(folder: Path) -> bool:
    if folder.name.startswith(".") or folder.name in _NOT_LOOKED_INTO or folder.is_symlink():
        return False
    return not (folder / "pyvenv.cfg").exists()


def _is_domain(file: Path, near: bool) -> bool:
    """Whether a YAML file is meant to be a domain: by its name, by fields that only domains have;
    near by also where it cannot be read, so that a broken domain is not passed over."""
    if file.stem == "domain":
        return file.parent == Path() or _is_looked_into(file.parent)
    try:
        with file.open("rb") as opened:
            text = opened.read(_LARGEST).decode("utf-8-sig", "replace")
    except OSError:
        return near
    if any(map(_has_own_field, text.splitlines())):
        return True
    return near and not _is_of_another_kind(text)


def _has_own_field(line: str) -> bool:
    field, colon, _ = line.partition(":")
    return bool(colon) and field.strip("\"' ") in _OWN_FIELDS and not line.startswith((" ", "\t"))


def _is_of_another_kind(text: str) -> bool:
    """Whether the text is YAML that no domain can be meant by: a list, or fields of which none
    is like one of a domain."""
    from difflib import get_close_matches

    import yaml

    from mockgenie.source import read_yaml

    try:
        root = read_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    if isinstance(root, list):
        return True
    if not isinstance(root, dict):
        return False
    return not any(get_close_matches(str(key), _OWN_FIELDS, 1, 0.8) for key in root)


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

    def knows(self, name: str) -> bool:
        """Whether there is such a domain, even if it does not load."""
        return self.engine(name) is not None

    def engine(self, name: str) -> Engine | DomainError | None:
        """An engine for the domain, the same one as long as its files stay as they are; why it
        does not load; None where there is no such domain."""
        from mockgenie.dialog import Engine
        from mockgenie.domain import DomainError
        from mockgenie.korean import normalise

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

    def chosen(self, line: str) -> str:
        """The name that a line of a person means: a name, or a number of `listed`."""
        names = list(self.editions)
        if line in names or not (line.isascii() and line.isdigit() and len(line) <= 9):
            return line
        return names[int(line) - 1] if 0 < int(line) <= len(names) else line

    def listed(self) -> str:
        """A numbered line for each domain."""
        width = len(str(len(self.editions)))
        return "\n".join(
            f"  {number:>{width}}  {name}  {_about(edition)}".rstrip()
            for number, (name, edition) in enumerate(self.editions.items(), 1)
        )

    def unknown(self, name: str) -> str:
        """That there is no such domain, and which may have been meant."""
        from mockgenie.source import did_you_mean

        return f"no domain {name}{did_you_mean(name, self.editions)}"


def _about(edition: Edition) -> str:
    from mockgenie.domain import Domain

    entry = edition.entry
    return entry.description if isinstance(entry, Domain) else "does not load"
