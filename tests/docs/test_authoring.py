"""The page for authors tells every command that a chat takes, and every template."""

from __future__ import annotations

from mockgenie.cli.new import TEMPLATES
from mockgenie.cli.talk import COMMANDS
from tests.docs.languages import both_languages, named_rows, page_in
from tests.docs.pages import ROOT, read

AUTHORING = ROOT / "docs" / "authoring.md"


@both_languages
def test_every_command_of_a_chat_has_a_row(language: str) -> None:
    told = [name for name, _ in named_rows(page_in(language, AUTHORING)) if name.startswith("/")]
    assert told == list(COMMANDS)


@both_languages
def test_every_template_is_told(language: str) -> None:
    text = read(page_in(language, AUTHORING))
    for template in TEMPLATES:
        assert f"`{template}`" in text
