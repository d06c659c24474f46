"""ARCHITECTURE.md names the rooms that there are, and only files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, korean, quoted, read, relative, rows, section

ARCHITECTURE = ROOT / "ARCHITECTURE.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PACKAGE = ROOT / "mockgenie"
ROOMS = {"ARCHITECTURE.md": "The rooms", "ARCHITECTURE.ko.md": "하위 패키지"}

CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# A file by its ending, or anything with a slash that neither begins with it, as `/Dialog` does,
# nor has a blank, as `git log` has.
PATH = re.compile(r"\.?[\w-][\w.-]*/[\w./-]*|[\w.-]+\.(?:py|md|toml|ya?ml)")
# Have a slash, and are no paths.
NO_PATHS = {"10/s"}

every_page = pytest.mark.parametrize(
    "page",
    [ARCHITECTURE, korean(ARCHITECTURE), CONTRIBUTING, korean(CONTRIBUTING)],
    ids=relative,
)
both_languages = pytest.mark.parametrize("page", [ARCHITECTURE, korean(ARCHITECTURE)], ids=relative)


def paths(page: Path) -> set[str]:
    """What the page has in backticks and looks like a path."""
    told = quoted(CODE.sub("", read(page)))
    return {one for one in told if PATH.fullmatch(one)} - NO_PATHS


def exists(path: str) -> bool:
    """Whether there is something at a path, from the repository's top or in the package."""
    return (ROOT / path).exists() or (PACKAGE / path).exists()


@every_page
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    assert {path for path in paths(page) if not exists(path)} == set()


@both_languages
def test_every_room_has_a_row_and_every_row_is_a_room(page: Path) -> None:
    told = [quoted(row[0])[0] for row in rows(section(page, ROOMS[page.name]).prose)]
    rooms = [f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")]
    assert sorted(told) == sorted(rooms)


def test_the_page_names_enough_paths_for_this_to_mean_something() -> None:
    assert len(paths(ARCHITECTURE)) > 30
