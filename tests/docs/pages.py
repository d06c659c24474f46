"""The pages of the documentation, cut into sections and code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ENGLISH = (
    ROOT / "README.md",
    ROOT / "docs" / "serve.md",
    ROOT / "docs" / "protocol.md",
    ROOT / "docs" / "domains.md",
    ROOT / "docs" / "geniedialog.md",
    ROOT / "docs" / "errors.md",
    ROOT / "docs" / "faults.md",
    ROOT / "docs" / "check.md",
    ROOT / "docs" / "testing.md",
    ROOT / "docs" / "authoring.md",
    ROOT / "docs" / "external-data.md",
    ROOT / "docs" / "conditions.md",
    ROOT / "docs" / "admin.md",
    ROOT / "docs" / "pytest.md",
    ROOT / "docs" / "verify.md",
    ROOT / "docs" / "other-languages.md",
    ROOT / "docs" / "channels.md",
    ROOT / "docs" / "import.md",
    ROOT / "docs" / "configuration.md",
    ROOT / "docs" / "console.md",
    ROOT / "docs" / "completion.md",
    ROOT / "docs" / "python.md",
    ROOT / "docs" / "deploy.md",
    ROOT / "docs" / "stores.md",
    ROOT / "docs" / "run.md",
    ROOT / "docs" / "doctor.md",
)
# For those who change mockgenie; what they show is not performed.
PAPERS = (ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md")
# Each section goes on with what the one before it has left.
STORIES = (ROOT / "docs" / "authoring.md", ROOT / "docs" / "pytest.md")
_FENCE = re.compile(r"( *)```(\S*)(?: (\S+))?")
_HEADING = re.compile(r"(#{1,6}) (.+)")
_FILE = re.compile(r"# (\S+\.yaml)")


class Block(NamedTuple):
    """A code block. `file`: where its text lies when it is a whole file, "" when it is none."""

    language: str
    file: str
    text: str


class Section(NamedTuple):
    """What stands between one heading and the next."""

    page: Path
    level: int
    heading: str
    prose: str
    blocks: tuple[Block, ...]

    def __str__(self) -> str:
        return f"{self.page.name}: {self.heading}"


def korean(page: Path) -> Path:
    """The same page in Korean."""
    return page.with_suffix(".ko.md")


def relative(page: Path) -> str:
    """The page's path within the repository."""
    return page.relative_to(ROOT).as_posix()


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def sections(page: Path) -> Iterator[Section]:
    """The sections of a page, in their order."""
    level, heading = 0, ""
    prose: list[str] = []
    blocks: list[Block] = []
    lines = iter(read(page).splitlines())
    for line in lines:
        if fence := _FENCE.fullmatch(line):
            blocks.append(_block(fence, lines))
        elif found := _HEADING.fullmatch(line):
            if heading:
                yield Section(page, level, heading, "\n".join(prose), tuple(blocks))
            level, heading, prose, blocks = len(found[1]), found[2], [], []
        else:
            prose.append(line)
    yield Section(page, level, heading, "\n".join(prose), tuple(blocks))


def scenes(page: Path) -> Iterator[Section]:
    """What is performed as one: each section, or all of a page that tells a story."""
    if page not in STORIES:
        yield from sections(page)
        return
    told = list(sections(page))
    blocks = tuple(block for one in told for block in one.blocks)
    yield told[0]._replace(blocks=blocks)


def section(page: Path, heading: str) -> Section:
    """The section of that heading."""
    (found,) = (one for one in sections(page) if one.heading == heading)
    return found


def _block(fence: re.Match[str], lines: Iterator[str]) -> Block:
    indent, language, file = fence[1], fence[2], fence[3] or ""
    content = []
    for line in lines:
        if line == f"{indent}```":
            text = "\n".join(content) + "\n"
            named = _FILE.match(text) if language == "yaml" else None
            return Block(language, named[1] if named else file, text)
        content.append(line.removeprefix(indent))
    raise AssertionError(f"a code block is not closed: {content}")


def rows(prose: str) -> Iterator[tuple[str, ...]]:
    """The cells of every table row but the heads; `\\|` within a cell is a bar of its own."""
    lines = [*prose.splitlines(), ""]
    for line, following in pairwise(lines):
        if line.startswith("| ") and "| ---" not in (line[:5], following[:5]):
            cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
            yield tuple(cell.strip().replace("\\|", "|") for cell in cells)


def quoted(cell: str) -> list[str]:
    """What stands in backticks in a table cell."""
    return re.findall(r"`([^`]+)`", cell)
