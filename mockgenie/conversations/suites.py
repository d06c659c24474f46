"""Suites: the files of conversations that belong to a domain, found and run.

Those of `NAME/domain.yaml` are every `NAME/tests/*.yaml` and every `NAME/*.test.yaml`; that of
`NAME.yaml` is `NAME.test.yaml`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conversations.coverage import Coverage, coverage
from mockgenie.conversations.model import Conversation, ConversationError
from mockgenie.conversations.reader import read_conversations
from mockgenie.conversations.runner import Failure, run_conversation
from mockgenie.dialog import Engine, Usage
from mockgenie.domain import Domain, DomainError, domain_files, domain_in, load_domain
from mockgenie.source import Diagnostic, followed

_FOLDER = "tests"
_HEAD = 65_536
_CONVERSATIONS = re.compile(rb"^(-|conversations:)(\s|$)", re.MULTILINE)
"""With which a list of conversations begins; that of a domain file stands below a name."""
_SUFFIXES = (".yaml", ".yml")


Hold: TypeAlias = Callable[[Conversation, str], "Failure | None"]
"""Holds a conversation in the domain of that name; how it failed, if it did."""


class NoDomain(ValueError):
    """A conversation of which nobody knows the domain."""

    def __init__(self, conversation: Conversation) -> None:
        line, _ = conversation.place
        problem = "no domain stands beside this file, and the conversation names none"
        super().__init__(f"{conversation.path}:{line}: {problem} (domain: NAME)")


class Suite(Struct, frozen=True):
    """A domain file with files of conversations; `is_whole`: with all that belong to it."""

    domain_file: Path
    files: tuple[Path, ...]
    is_whole: bool = True


def find_suites(places: Iterable[Path], alone: bool = False) -> tuple[Suite, ...]:
    """The domains at `places` with their conversations, each domain once.

    A place is a domain file, a folder of a domain, a folder of domains, a file of conversations
    or a folder of these. With `alone`, a file of conversations may be one that no domain stands
    beside, and is its own domain file. Raises OSError where it is not there or cannot be read.
    """
    found: dict[str, tuple[Path, dict[str, Path]]] = {}
    for place in places:
        if alone and _stands_alone(place):
            found.setdefault(os.path.realpath(place), (place, {os.path.realpath(place): place}))
            continue
        for domain_file, files in _at(place):
            _, known = found.setdefault(os.path.realpath(domain_file), (domain_file, {}))
            for file in files:
                known.setdefault(os.path.realpath(file), file)
    return tuple(
        Suite(
            domain_file,
            tuple(files.values()),
            domain_file not in files.values() and len(files) == len(_files_of(domain_file)),
        )
        for domain_file, files in found.values()
    )


class ConversationRun(Struct, frozen=True):
    """A conversation that was run, its failure if it failed, and how long it took."""

    conversation: Conversation
    failure: Failure | None
    seconds: float


class FileRun(Struct, frozen=True):
    """A file of conversations: those that were run, or why it cannot be read."""

    path: Path
    runs: tuple[ConversationRun, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The failures of its conversations."""
        return tuple(one.failure for one in self.runs if one.failure)


class SuiteRun(Struct, frozen=True):
    """The conversations of a domain: by file, or why the domain does not load. `coverage`: None
    unless all of its conversations were run."""

    domain: str
    suite: Suite
    files: tuple[FileRun, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    coverage: Coverage | None = None

    @property
    def passed(self) -> bool:
        """Whether everything could be read and went as written."""
        return not self.problems and not any(run.problems or run.failures for run in self.files)

    @property
    def count(self) -> int:
        """How many conversations were run."""
        return sum(len(file.runs) for file in self.files)


def run_suite(
    suite: Suite,
    wanted: Callable[[str], bool] = lambda _: True,
    stop_at_first: bool = False,
    hold: Hold | None = None,
) -> SuiteRun:
    """Hold the conversations of a suite of which `wanted`, which is given domain, file and name
    of each in one text, is true; with `stop_at_first`, until one fails. `hold`: holds one in the
    domain of that name, None for the domain's own engine. Raises NoDomain, and what `hold` does.
    """
    domain: Domain | None = None
    if suite.domain_file not in suite.files:
        try:
            domain = load_domain(suite.domain_file)
        except DomainError as error:
            return SuiteRun(error.name, suite, problems=error.diagnostics)
    name, usage = domain.name if domain else "", Usage()
    if hold is None:
        hold = _by_engine(domain, usage)
        has_coverage = True
    else:
        has_coverage = False
    files: list[FileRun] = []
    is_whole = suite.is_whole
    for path in suite.files:
        try:
            conversations = read_conversations(path, domain)
        except ConversationError as error:
            files.append(FileRun(path, problems=error.diagnostics))
            is_whole = False
        else:
            chosen = [
                one
                for one in conversations
                if wanted(f"{one.domain or name} {path.name} {one.name}")
            ]
            is_whole = is_whole and len(chosen) == len(conversations)
            files.append(FileRun(path, tuple(_run_all(name, chosen, hold, stop_at_first))))
        if stop_at_first and (files[-1].problems or files[-1].failures):
            is_whole = False
            break
    reached = None
    if domain is not None and is_whole and has_coverage:
        reached = coverage(domain, suite.domain_file, usage)
    return SuiteRun(name or suite.domain_file.stem, suite, tuple(files), coverage=reached)


def _by_engine(domain: Domain | None, usage: Usage) -> Hold:
    assert domain is not None  # a file that stands alone is held with a server
    engine = Engine(domain)
    return lambda conversation, _: run_conversation(engine, conversation, usage)


def _run_all(
    name: str, conversations: list[Conversation], hold: Hold, stop_at_first: bool
) -> list[ConversationRun]:
    runs: list[ConversationRun] = []
    testing = f"testing {name}".rstrip()
    for conversation in followed(conversations, testing, len(conversations)):
        began = perf_counter()
        domain = conversation.domain or name
        if not domain:
            raise NoDomain(conversation)
        failure = hold(conversation, domain)
        runs.append(ConversationRun(conversation, failure, perf_counter() - began))
        if failure and stop_at_first:
            break
    return runs


def _stands_alone(place: Path) -> bool:
    """Whether a place is a file of conversations that no domain stands beside."""
    if not _is_yaml(place) or not place.is_file() or _domain_of(place) is not None:
        return False
    with place.open("rb") as file:
        return _CONVERSATIONS.search(file.read(_HEAD)) is not None


def _at(place: Path) -> Iterator[tuple[Path, list[Path]]]:
    folder = place.absolute()
    if _is_yaml(place) and (domain_file := _domain_of(place)):
        if place.is_file() or not place.exists():
            place.open("rb").close()
        yield domain_file, [place]  # a pipe is not opened, for that might never end
    elif place.is_dir() and folder.name == _FOLDER and (own := domain_in(folder.parent)):
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
        return next((path for path in named if path.is_file()), None) or domain_in(file.parent)
    if folder.name == _FOLDER and (own := domain_in(folder.parent)):
        return _beside(file.parent, own.name)
    return None


def _beside(folder: Path, name: str) -> Path:
    """The file `name` beside `folder`, written as the folder is."""
    return folder.parent / name if folder.name else folder.absolute().parent / name


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
