"""Every link leads somewhere, and nothing points into the machine the pages were written on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ENGLISH, PAPERS, ROOT, korean, read, relative, section, sections

PAGES = (
    *ENGLISH,
    *map(korean, ENGLISH),
    *PAPERS,
    *map(korean, PAPERS),
    ROOT / "CHANGELOG.md",
    ROOT / "examples" / "README.md",
    ROOT / "examples" / "README.ko.md",
    ROOT / "examples" / "chatbot_api" / "README.md",
    ROOT / "examples" / "chatbot_api" / "README.ko.md",
    ROOT / "bench" / "README.md",
    ROOT / "bench" / "README.ko.md",
)
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
LOCAL = re.compile(r"/(?:work|tmp|home|root|Users|private|var)/|[A-Z]:\\Users")
PLACEHOLDER = re.compile(r"\bTODO\b|\bFIXME\b|\bXXX\b")

every_page = pytest.mark.parametrize("page", PAGES, ids=relative)


def links(page: Path) -> Iterator[str]:
    for one in sections(page):
        yield from LINK.findall(one.prose)


def anchors(page: Path) -> set[str]:
    """The fragments by which GitHub knows the page's headings."""
    return {
        re.sub(r"[^\w\- ]", "", one.heading.lower()).replace(" ", "-") for one in sections(page)
    }


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        if target.startswith("https://"):
            continue
        path, _, fragment = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert there.is_relative_to(ROOT), target
        assert not fragment or fragment in anchors(there), target


def test_no_page_mentions_a_path_of_some_machine() -> None:
    texts = {relative(page): read(page) for page in PAGES}
    assert {name: LOCAL.findall(text) for name, text in texts.items() if LOCAL.search(text)} == {}
    assert [name for name, text in texts.items() if PLACEHOLDER.search(text)] == []


@pytest.mark.parametrize("page", [*ENGLISH, *PAPERS], ids=relative)
def test_a_page_leads_to_pages_in_its_own_language(page: Path) -> None:
    assert [target for target in links(page) if ".ko.md" in target] == [korean(page).name]
    assert page.name in links(korean(page))
    for target in links(korean(page)):
        there = page.parent / target.partition("#")[0]
        if there.suffix == ".md" and there != page and ".ko.md" not in target:
            assert not korean(there).exists(), target


@pytest.mark.parametrize(
    ("page", "heading"), [(ENGLISH[0], "Run the tests"), (korean(ENGLISH[0]), "테스트 실행")]
)
def test_the_readme_opens_with_its_two_commands_a_line_each(page: Path, heading: str) -> None:
    opening, testing, *_ = sections(page)
    assert testing.heading == heading
    assert [block.text for block in opening.blocks] == [
        "python -m pip install . && python -m mockgenie serve\n"
    ]
    assert testing == section(page, heading)
    assert testing.blocks[0].language == "sh"
    assert testing.blocks[0].text == ('python -m pip install -e ".[test]" && python -m pytest\n')
