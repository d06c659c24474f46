"""The conversation tests of a domain: how they went, and what of it none of them reaches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from mockgenie.server.admin.domains import (
    DiagnosticShown,
    OneDomain,
    file_of,
    known_version,
    told_of,
)
from mockgenie.server.admin.problem import Refused
from mockgenie.server.common_document import put
from mockgenie.server.conversation_tests import HeldTests
from mockgenie.server.server import Server
from mockgenie.source import escaped
from mockgenie.stores import Documents

if TYPE_CHECKING:
    from mockgenie.conversations import ConversationRun, Coverage, FileRun

MOST_SHOWN = 1000
"""Conversations of a file, and texts that are not reached."""
_MOST_LINES = 200
"""Of the report on one that failed."""


class LineShown(Struct, frozen=True):
    """A line of a report; `part`: `expected` and `got` for whose words it shows, else `plain`."""

    text: str
    part: str


class ConversationShown(Struct, frozen=True):
    """A conversation that was held: its line in its file, whether it went as written, the
    milliseconds that it `took`, and the `report` where it did not go so."""

    name: str
    line: int
    passed: bool
    took: float
    report: list[LineShown]


class TestFileShown(Struct, frozen=True):
    """A file of conversations, or why it cannot be read; of the `count` ones that were held, the
    first."""

    path: str
    conversations: list[ConversationShown]
    count: int
    failed: int
    diagnostics: list[DiagnosticShown]


class TextShown(Struct, frozen=True):
    """A text of a domain, by its place in the file, with its beginning."""

    line: int
    column: int
    text: str


class CoverageShown(Struct, frozen=True):
    """How many acts, tasks and texts a domain has, and those that no conversation reaches."""

    acts: int
    tasks: int
    texts: int
    missing_acts: list[str]
    missing_tasks: list[str]
    missing_texts: list[TextShown]


class TestsShown(Struct, frozen=True):
    """How the conversations of a domain went when they were held last.

    `held`: they were, since the server began; `running`: they are under way; `outdated`: the
    domain has changed since; `passed`: all could be read and went as written, within `seconds`;
    `diagnostics`: why the domain did not load; `coverage`: null where not all were held.
    """

    name: str
    held: bool
    running: bool
    outdated: bool = False
    passed: bool = False
    seconds: float = 0.0
    count: int = 0
    failed: int = 0
    files: list[TestFileShown] = []
    diagnostics: list[DiagnosticShown] = []
    coverage: CoverageShown | None = None


_DECODER = msgspec.msgpack.Decoder(tuple[str, TestsShown])
"""Of the version of a domain, and how its tests went."""


async def show_tests(server: Server, asked: OneDomain) -> TestsShown:
    """How they went last. Raises Refused, 404."""
    version = known_version(server, asked.name)
    tests = server.conversation_tests
    running = tests.are_running(asked.name)
    if server.sharing is not None:
        return await _of_all(server.sharing.tests, asked.name, version, running)
    held = tests.last(asked.name)
    if held is None:
        return TestsShown(asked.name, False, running)
    return _shown(asked.name, held, running, held.version != version)


async def run_tests(server: Server, asked: OneDomain) -> TestsShown:
    """Hold them now, as the files are. Raises Refused: 404, 409 where the domain was not read from
    a file, 503."""
    version = known_version(server, asked.name)
    file = file_of(server, asked.name)
    if file is None:
        raise Refused(
            409, f"{asked.name} was not read from a file, beside which its tests would be"
        )
    try:
        held = await server.conversation_tests.hold(asked.name, file, version)
    except OSError as error:
        raise Refused(503, f"the files cannot be read now: {error.strerror}") from None
    shown = _shown(asked.name, held, False, False)
    if server.sharing is not None:
        content = msgspec.msgpack.encode((version, shown))
        await put(server.sharing.tests, asked.name, content)
    return shown


async def _of_all(tests: Documents, name: str, version: str, running: bool) -> TestsShown:
    """How they went last, whichever process of a mock held them. Raises what a store raises."""
    _, content = await tests.read(name)
    try:
        held, shown = _DECODER.decode(content or b"")
    except msgspec.MsgspecError:  # nobody held them, or another release did
        return TestsShown(name, False, running)
    return msgspec.structs.replace(shown, running=running, outdated=held != version)


def _shown(name: str, held: HeldTests, running: bool, outdated: bool) -> TestsShown:
    run = held.run
    return TestsShown(
        name,
        True,
        running,
        outdated,
        run.passed,
        round(held.seconds, 3),
        run.count,
        sum(len(file.failures) for file in run.files),
        [_file(file) for file in run.files],
        told_of(run.problems),
        _coverage(run.coverage) if run.coverage else None,
    )


def _file(file: FileRun) -> TestFileShown:
    # Those that failed are what is looked for.
    runs = sorted(file.runs, key=lambda one: one.failure is None)
    return TestFileShown(
        escaped(str(file.path)),
        [_conversation(one) for one in islice(runs, MOST_SHOWN)],
        len(file.runs),
        len(file.failures),
        told_of(file.problems),
    )


def _conversation(run: ConversationRun) -> ConversationShown:
    from mockgenie.conversations import report

    lines = islice(report(run.failure), _MOST_LINES) if run.failure else ()
    return ConversationShown(
        run.conversation.name,
        run.conversation.place[0],
        run.failure is None,
        round(run.seconds * 1000, 1),
        [LineShown(line.text, line.part) for line in lines],
    )


def _coverage(coverage: Coverage) -> CoverageShown:
    return CoverageShown(
        coverage.acts,
        coverage.tasks,
        coverage.texts,
        list(coverage.missing_acts),
        list(coverage.missing_tasks),
        [
            TextShown(line, column, text)
            for (line, column), text in islice(coverage.missing_texts, MOST_SHOWN)
        ],
    )
