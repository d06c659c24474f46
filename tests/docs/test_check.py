"""The page about checking tells every kind of problem, and shows it."""

from __future__ import annotations

from mockgenie.lint import CODES, WARNINGS
from tests.docs.languages import both_languages, named_rows, page_in
from tests.docs.pages import ROOT, sections

CHECK = ROOT / "docs" / "check.md"


@both_languages
def test_every_code_has_a_row(language: str) -> None:
    told = {name for name, _ in named_rows(page_in(language, CHECK))}
    assert CODES.keys() - told == set()


@both_languages
def test_every_warning_has_an_example(language: str) -> None:
    shown = "".join(
        block.text
        for one in sections(page_in(language, CHECK))
        for block in one.blocks
        if block.language == "console"
    )
    assert [code for code in WARNINGS if f"[{code}]" not in shown] == []
    assert ": error: " in shown
