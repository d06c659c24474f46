"""Domains that are read one by one while the server answers already."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.domain import DomainError, Library
from mockgenie.server import Arriving


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("A", "B", "C"):
        text = f"tasks: {{greeting: {{say: {name}}}}}\nname: Domain{name}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_one_that_is_asked_for_is_read_alone(folder: Path) -> None:
    library = Library([folder])
    engines = Arriving(library)
    assert library.editions == {}
    assert not isinstance(engines["DomainC"], DomainError)
    assert list(library.editions) == ["DomainC"]


def test_they_are_read_one_by_one(folder: Path) -> None:
    library = Library([folder])
    engines = Arriving(library)
    first = engines["DomainB"]
    read = [len(library.editions)]
    while engines.read_next():
        read.append(len(library.editions))
    assert read == [1, 2, 3]
    assert sorted(engines) == ["DomainA", "DomainB", "DomainC"]
    assert engines["DomainB"] is first
    assert library.unread() == []


def test_one_that_is_not_there_is_looked_for_in_all_of_them(folder: Path) -> None:
    engines = Arriving(Library([folder]))
    assert "Other" not in engines
    assert not engines.read_next()


def test_a_file_that_names_no_domain_is_called_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "Cafe.yaml").write_text("tasks: {hi: {say: 네}}", encoding="utf-8")
    (tmp_path / "Broken.yaml").write_text("tasks: 3", encoding="utf-8")
    engines = Arriving(Library([tmp_path]))
    assert engines["Cafe"] is not None
    assert isinstance(engines["Broken"], DomainError)


def test_a_place_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        Arriving(Library([tmp_path / "nowhere"]))
