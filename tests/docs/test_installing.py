"""Whoever is told to install mockgenie by its name is told what to do while no index has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ENGLISH, ROOT, Section, korean, sections

PAGES = [*ENGLISH, *map(korean, ENGLISH), *ROOT.glob("examples/**/*.md")]
BY_NAME = re.compile(r"pip install [^\n`&]*?(?<![\w./-])mockgenie(\[\w+\])?(?![\w/])")
PHRASES = (
    "As long as mockgenie is on no package index",
    "mockgenie가 패키지 저장소에 올라가기 전까지는",
)


def told_to_install(page: Path) -> list[Section]:
    return [
        one
        for one in sections(page)
        if any(BY_NAME.search(text) for text in (one.prose, *(block.text for block in one.blocks)))
    ]


def test_a_name_that_no_index_has_is_explained() -> None:
    for page in PAGES:
        phrase = PHRASES[page.name.endswith(".ko.md")]
        assert [str(one) for one in told_to_install(page) if phrase not in one.prose] == [], page


def test_such_sections_are_found() -> None:
    found = {one.page.name for page in PAGES for one in told_to_install(page)}
    assert {"channels.md", "check.md", "import.md", "other-languages.md"} <= found


@pytest.mark.parametrize(
    ("line", "by_name"),
    [
        ("python -m pip install mockgenie", True),
        ('python -m pip install "mockgenie[tls]"', True),
        ("python -m pip install mockgenie flask", True),
        ("python -m pip install ./mockgenie", False),
        ('python -m pip install "./mockgenie[tls]"', False),
        ("python -m pip install git+https://HOST/OWNER/mockgenie", False),
        ('python -m pip install -e ".[test]"', False),
        ("python -m pip install . && python -m mockgenie serve", False),
    ],
)
def test_a_name_is_told_from_a_folder(line: str, by_name: bool) -> None:
    assert bool(BY_NAME.search(line)) is by_name
