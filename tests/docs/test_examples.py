"""The examples of the pages on the domain language are domains as one would write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from mockgenie.lint import lint_file
from tests.docs.languages import DOMAINS, GENIEDIALOG, README
from tests.docs.pages import Section, sections
from tests.docs.stage import write_file

WITH_MISTAKES = ("Mistakes", "Texts that need quotes")


def examples() -> Iterator[object]:
    for page in (README, DOMAINS, GENIEDIALOG):
        for shown in sections(page):
            if any(block.language == "yaml" for block in shown.blocks):
                yield pytest.param(shown, id=str(shown))


every_example = pytest.mark.parametrize("shown", list(examples()))


def domain_files(shown: Section, folder: Path) -> list[Path]:
    """The domains of a section, written with the files that they name."""
    written = {block: write_file(block, folder) for block in shown.blocks if block.file}
    return [path for block, path in written.items() if block.language == "yaml"]


@every_example
def test_an_example_has_no_mistakes_and_gives_no_warnings(shown: Section, tmp_path: Path) -> None:
    for path in domain_files(shown, tmp_path):
        told = lint_file(path).diagnostics
        assert bool(told) == (shown.heading in WITH_MISTAKES), "\n".join(map(str, told))


@every_example
def test_an_example_is_yaml_for_every_reader_of_it(shown: Section) -> None:
    for block in shown.blocks:
        if block.language == "yaml":
            # The C library, by which domains are read where it is there, lets more pass.
            assert isinstance(yaml.load(block.text, yaml.SafeLoader), dict)
