"""Domain files written for a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.domain import Domain, DomainError, load_domain
from tests.problems import brief


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the domain file, with a neighbour that is none of its business."""
    (tmp_path / "outside.csv").write_text("city\n비밀\n", "utf-8")
    inside = tmp_path / "domains"
    inside.mkdir()
    return inside


@pytest.fixture
def load(folder: Path) -> Callable[[str | bytes], Domain]:
    """Loads a domain from the text of its file, `Test.yaml`."""

    def load(content: str | bytes) -> Domain:
        path = folder / "Test.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_domain(path)

    return load


@pytest.fixture
def problems(
    folder: Path, load: Callable[[str | bytes], Domain]
) -> Callable[[str | bytes], list[str]]:
    """What is wrong with a domain file, in short (see tests.problems)."""

    def problems(content: str | bytes) -> list[str]:
        with pytest.raises(DomainError) as caught:
            load(content)
        return [brief(one, folder / "Test.yaml") for one in caught.value.diagnostics]

    return problems
