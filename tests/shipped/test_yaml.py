"""The YAML that ships and that the documentation shows is YAML to every reader.

PyYAML's own parser stops at a plain text with a question mark inside { } or [ ], where libyaml
reads on; an installation without libyaml has only the former.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import mockgenie
from mockgenie.domain import shipped_folder

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = Path(mockgenie.__file__).parent / "templates"
_BLOCK = re.compile(r"^```ya?ml[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.slow

needs_libyaml = pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is no libyaml here")


def files() -> Iterator[Path]:
    for folder in (shipped_folder(), TEMPLATES, ROOT / "examples"):
        yield from sorted(folder.rglob("*.yaml"))


def pages() -> Iterator[Path]:
    yield from sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])


def composed(text: str, loader: type) -> list[str]:
    """Each document as one text, or what is wrong with it."""
    try:
        return [yaml.serialize(node) for node in yaml.compose_all(text, Loader=loader)]
    except yaml.YAMLError:
        return ["no YAML"]


@pytest.mark.parametrize("path", list(files()), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_file_that_ships_is_yaml_without_libyaml(path: Path) -> None:
    assert composed(path.read_text("utf-8"), yaml.SafeLoader) != ["no YAML"]


@needs_libyaml
@pytest.mark.parametrize("path", list(files()), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_file_that_ships_is_the_same_to_both_parsers(path: Path) -> None:
    text = path.read_text("utf-8")
    assert composed(text, yaml.SafeLoader) == composed(text, yaml.CSafeLoader)


@needs_libyaml
@pytest.mark.parametrize("page", list(pages()), ids=lambda path: path.name)
def test_an_example_of_the_documentation_is_the_same_to_both_parsers(page: Path) -> None:
    for block in _BLOCK.findall(page.read_text("utf-8")):
        assert composed(block, yaml.SafeLoader) == composed(block, yaml.CSafeLoader), block
