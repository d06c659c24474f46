"""The page on public names has every one of them, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.docs.languages import both_languages, page_in
from tests.docs.pages import ENGLISH, ROOT, quoted, rows, section, sections

PYTHON = ROOT / "docs" / "python.md"
WHOLE = ("mockgenie", "mockgenie.testing", "mockgenie.engine", "mockgenie.conditions")
"""Modules of which every name is public."""
IMPORT = re.compile(r"^(?:>>> )?\s*from (mockgenie[\w.]*) import ([^\n(]+|\([^)]*\))", re.MULTILINE)


def name_of(cell: str) -> str:
    return quoted(cell)[0].partition("(")[0]


def others() -> Iterator[tuple[str, str]]:
    """Modules of which some names are public, each with one."""
    for module, name, _ in rows(section(PYTHON, "Other rooms").prose):
        yield quoted(module)[0], name_of(name)


@both_languages
@pytest.mark.parametrize("module", WHOLE)
def test_every_public_name_has_a_row_and_no_other(language: str, module: str) -> None:
    told = [name_of(row[0]) for row in rows(section(page_in(language, PYTHON), module).prose)]
    assert sorted(told) == sorted(import_module(module).__all__)


def test_every_public_name_is_there() -> None:
    for module in WHOLE:
        for name in import_module(module).__all__:
            assert hasattr(import_module(module), name), name
    for module, name in others():
        assert name in import_module(module).__all__


@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.name)
def test_what_a_page_imports_is_public(page: Path) -> None:
    public = {*others()}
    for one in sections(page):
        for block in one.blocks:
            for module, names in IMPORT.findall(block.text):
                for name in re.findall(r"\w+", names):
                    known = module in WHOLE and name in import_module(module).__all__
                    assert known or (module, name) in public, f"{module}.{name}"


def test_imports_are_found() -> None:
    """The check above looks at something."""
    texts = [block.text for page in ENGLISH for one in sections(page) for block in one.blocks]
    assert sum(len(IMPORT.findall(text)) for text in texts) >= 8
