"""Holds the conversations of suites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from msgspec import Struct

from mockgenie.dialog import Engine, Usage
from mockgenie.domain import DomainError, load_domain
from mockgenie.source import Diagnostic
from mockgenie.testing.conversations.coverage import Coverage, coverage
from mockgenie.testing.conversations.model import Conversation, ConversationError
from mockgenie.testing.conversations.reader import read_conversations
from mockgenie.testing.conversations.runner import Failure, hold
from mockgenie.testing.conversations.suites import Suite


class Held(Struct, frozen=True):
    """A conversation that was held: how it failed, None where it did not; how long it took."""

    conversation: Conversation
    failure: Failure | None
    seconds: float


class FileRun(Struct, frozen=True):
    """A file of conversations: those held, or why it cannot be read."""

    path: Path
    held: tuple[Held, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Those of its conversations."""
        return tuple(one.failure for one in self.held if one.failure)


class SuiteRun(Struct, frozen=True):
    """The conversations of a domain: by file, or why the domain does not load. `coverage`: None
    where not all conversations that there are were held."""

    domain: str
    suite: Suite
    files: tuple[FileRun, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    coverage: Coverage | None = None

    @property
    def passed(self) -> bool:
        """Whether everything could be read and went as it is written."""
        return not self.problems and not any(run.problems or run.failures for run in self.files)

    @property
    def held(self) -> int:
        """How many conversations were held."""
        return sum(len(run.held) for run in self.files)


def run_suite(
    suite: Suite,
    wanted: Callable[[str], bool] = lambda _: True,
    stop_at_first: bool = False,
) -> SuiteRun:
    """Hold the conversations of a suite of which `wanted`, which is given domain, file and name
    of each in one text, is true; with `stop_at_first`, until one fails."""
    try:
        domain = load_domain(suite.domain_file)
    except DomainError as error:
        return SuiteRun(error.name, suite, problems=error.diagnostics)
    engine, usage = Engine(domain), Usage()
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
                one for one in conversations if wanted(f"{domain.name} {path.name} {one.name}")
            ]
            is_whole = is_whole and len(chosen) == len(conversations)
            files.append(FileRun(path, tuple(_held(engine, chosen, usage, stop_at_first))))
        if stop_at_first and (files[-1].problems or files[-1].failures):
            is_whole = False
            break
    reached = coverage(domain, suite.domain_file, usage) if is_whole else None
    return SuiteRun(domain.name, suite, tuple(files), coverage=reached)


def _held(
    engine: Engine, conversations: list[Conversation], usage: Usage, stop_at_first: bool
) -> list[Held]:
    held: list[Held] = []
    for conversation in conversations:
        began = perf_counter()
        failure = hold(engine, conversation, usage)
        held.append(Held(conversation, failure, perf_counter() - began))
        if failure and stop_at_first:
            break
    return held
