"""The pages by the language they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ENGLISH, korean, quoted, rows, sections

README, SERVE, PROTOCOL, DOMAINS, GENIEDIALOG, ERRORS, FAULTS = ENGLISH[:7]
LANGUAGES = ("English", "Korean")

both_languages = pytest.mark.parametrize("language", LANGUAGES)


def page_in(language: str, page: Path) -> Path:
    """An English page, or the same in Korean."""
    return korean(page) if language == "Korean" else page


def named_rows(page: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every table row of a page, by each thing that its first cell has in backticks."""
    for one in sections(page):
        for row in rows(one.prose):
            for name in quoted(row[0]):
                yield name, row
