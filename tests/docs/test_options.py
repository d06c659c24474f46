"""Every command and every option of it stands in the documentation, with its default."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from mockgenie.cli import doctor, main
from mockgenie.server import ServeSettings, Settings, settings_in
from tests.docs.languages import README, both_languages, named_rows, page_in
from tests.docs.pages import ROOT, quoted, read

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
CONFIGURATION = ROOT / "docs" / "configuration.md"
"""Where an option is told of that every command has which has options in a file."""
Parsers = dict[str, argparse.ArgumentParser]

# Commands that share a page, or have one of another name.
PAGES = {
    "chat": "authoring",
    "new": "authoring",
    "schema": "check",
    "export": "import",
    "test": "testing",
    "kakao": "channels",
    "naver": "channels",
}


class Captured(Exception):
    """The parser of the command line, instead of its result."""


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Parsers:
    """The parser of each command of `mockgenie`."""

    def capture(parser: argparse.ArgumentParser, *_: object) -> None:
        raise Captured(parser)

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", capture)
    with pytest.raises(Captured) as captured:
        main([])
    (parser,) = captured.value.args
    (parsers,) = (a.choices for a in parser._actions if isinstance(a.choices, dict))
    return parsers


@both_languages
def test_every_command_has_a_page_and_every_option_of_it_a_row(
    language: str, commands: Parsers
) -> None:
    everywhere = {
        name.split()[0]: row for name, row in named_rows(page_in(language, CONFIGURATION))
    }
    # A format has its options on the same page.
    formats = [
        (command, parser)
        for command in ("import", "export")
        for action in commands[command]._actions
        if isinstance(action.choices, dict)
        for parser in action.choices.values()
    ]
    for command, parser in [*commands.items(), *formats]:
        page = page_in(language, ROOT / "docs" / f"{PAGES.get(command, command)}.md")
        table = {name.split()[0]: row for name, row in named_rows(page)}
        for action in parser._actions:
            option = action.option_strings[-1] if action.option_strings else action.metavar
            assert isinstance(option, str)
            _, default, does = (everywhere if option == "--config" else table)[option]
            if action.nargs != 0 and action.default not in (None, argparse.SUPPRESS):
                assert f"`{action.default}`" in default, option
            for choice in action.choices or ():
                assert f"`{choice}`" in does, choice


@both_languages
def test_the_readme_has_every_option_of_serve(language: str, commands: Parsers) -> None:
    told = {name.split()[0] for name, _ in named_rows(page_in(language, README))}
    options = {action.option_strings[-1] for action in commands["serve"]._actions}
    assert options - told == {"--help", "--config"}


@both_languages
@pytest.mark.parametrize("page", [README, ROOT / "docs" / "serve.md"], ids=["README", "serve"])
def test_the_tables_say_of_a_setting_what_its_declaration_says(language: str, page: Path) -> None:
    rows: dict[str, str] = {}
    for name, row in named_rows(page_in(language, page)):
        rows.setdefault(name.split()[0], row[-1])
    for struct in (ServeSettings, Settings):
        for setting in settings_in(struct):
            if setting.flag:
                declared = setting.english if language == "English" else setting.korean
                assert LINK.sub(r"\1", rows[setting.flag]) == declared


@both_languages
def test_the_commands_without_options_in_a_file_are_named(language: str, commands: Parsers) -> None:
    page = page_in(language, CONFIGURATION)
    (line,) = (line for line in read(page).splitlines() if "`schema`" in line)
    assert quoted(line) == [
        name
        for name, parser in commands.items()
        if all("--config" not in action.option_strings for action in parser._actions)
    ]


@both_languages
def test_every_check_of_doctor_has_a_row(language: str) -> None:
    told = {name for name, _ in named_rows(page_in(language, ROOT / "docs" / "doctor.md"))}
    assert set(doctor.NAMES) <= told
