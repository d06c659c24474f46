"""The page on testing a bot names everything that a test may use, and shows what it prints."""

from __future__ import annotations

import re
from inspect import getmembers, signature
from pathlib import Path

import pytest

from mockgenie import pytest_plugin
from mockgenie.cli.configuration import VARIABLES_OF_TESTS, variable_of
from mockgenie.journal.entries import FACTS as ENTRY_FACTS
from mockgenie.journal.entries import Entry
from mockgenie.platforms import KakaoUser, NaverUser, Seen
from mockgenie.server import Settings
from mockgenie.testing.live import (
    ArmedFault,
    ConversationView,
    JournalView,
    MockServer,
    SessionView,
    serve,
)
from mockgenie.testing.live.matching import COUNTING, WORDS
from tests.docs.languages import both_languages, page_in
from tests.docs.pages import ROOT, quoted, read, rows, scenes, sections
from tests.docs.servers import finished
from tests.docs.stage import write_file
from tests.testing import plugin

PYTEST = ROOT / "docs" / "pytest.md"


def told(language: str, heading: int) -> set[str]:
    """What stands in backticks in the tables of a section, without arguments."""
    one = list(sections(page_in(language, PYTEST)))[heading]
    return {name.partition("(")[0] for row in rows(one.prose) for name in quoted(row[0])}


def number_of(heading: str) -> int:
    return [one.heading for one in sections(PYTEST)].index(heading)


FIXTURES, OPTIONS, SERVER, USER, MATCHERS = map(
    number_of,
    ("Fixtures", "What serve takes", "The server", "A user of a platform", "Matchers"),
)


@both_languages
def test_every_fixture_and_environment_variable_has_a_row(language: str) -> None:
    fixtures = {
        name
        for name, value in vars(pytest_plugin).items()
        if "Fixture" in type(value).__name__ and not name.startswith("_")
    }
    variables = {*map(variable_of, VARIABLES_OF_TESTS)}
    assert len(fixtures) == 12
    assert told(language, FIXTURES) == fixtures | variables


@both_languages
def test_every_option_of_serve_has_a_row(language: str) -> None:
    own = set(signature(serve).parameters) - {"options"}
    assert told(language, OPTIONS) == own | set(Settings.__struct_fields__)


@both_languages
@pytest.mark.parametrize(
    "kind", [MockServer, ArmedFault, SessionView, JournalView, Entry, ConversationView]
)
def test_everything_that_a_test_may_ask_of_a_server_has_a_row(language: str, kind: type) -> None:
    public = {name for name, _ in getmembers(kind) if not name.startswith("_")}
    if kind is MockServer:
        with serve({"A": "tasks: {a: {say: 네.}}"}) as server:
            public |= {name for name in vars(server) if not name.startswith("_")}
    # What every list has, and what is for filters alone.
    assert public - {"count", "index", "facts"} <= told(language, SERVER)


@both_languages
@pytest.mark.parametrize("kind", [KakaoUser, NaverUser, Seen])
def test_everything_that_a_test_may_ask_of_a_user_has_a_row(language: str, kind: type) -> None:
    public = {name for name, _ in getmembers(kind) if not name.startswith("_")}
    if kind is not Seen:
        with kind("http://localhost:1/") as user:
            public |= {name for name in vars(user) if not name.startswith("_")}
            arguments = set(signature(kind).parameters)
        row = f"{kind.__name__}("
        prose = list(sections(page_in(language, PYTEST)))[USER].prose
        (shown,) = (cell for one in rows(prose) for cell in one if cell.startswith(f"`{row}"))
        assert {name for name in arguments if not re.search(rf"\b{name}\b", shown)} == set()
    assert public - {"settings"} <= told(language, USER)


@both_languages
def test_every_matcher_has_a_row(language: str) -> None:
    assert {*ENTRY_FACTS, *WORDS, *COUNTING} <= told(language, MATCHERS)


@pytest.mark.slow
def test_a_failing_test_prints_what_the_page_shows(tmp_path: Path) -> None:
    (story,) = scenes(PYTEST)
    failing = "test_twice.py"
    for block in story.blocks:
        if block.file and (block.file == failing or not block.file.startswith("test_")):
            write_file(block, tmp_path)
    (shown,) = (block.text for block in story.blocks if block.language == "text")
    arguments = ("-m", "pytest", *plugin.command_line(), failing)
    code, output = finished(arguments, tmp_path)
    assert code == 1, output
    uuid = re.compile(r"\b[1-9][0-9]{17}\b")
    (_, *lines) = shown.splitlines()
    assert uuid.sub("UUID", "\n".join(lines)) in uuid.sub("UUID", output)
    assert re.search(r"^-+ mockgenie -+$", output, re.MULTILINE)
    assert read(PYTEST).count(failing) == 1
