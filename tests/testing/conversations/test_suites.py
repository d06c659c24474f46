"""The conversations of a domain are found beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mockgenie.domain import domain_files
from mockgenie.testing.conversations import find_suites

Write = Callable[..., Path]


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """Two domains with conversations, one without, and what is none."""
    for name in (
        "all/Cafe.yaml",
        "all/Cafe.test.yaml",
        "all/Bare.yaml",
        "all/Weather/domain.yaml",
        "all/Weather/small.test.yaml",
        "all/Weather/tests/b.yaml",
        "all/Weather/tests/a.yml",
        "all/Weather/tests/.hidden.yaml",
        "all/Weather/tests/notes.txt",
        "all/Weather/other/c.yaml",
    ):
        write(name)
    return tmp_path / "all"


def found(folder: Path, *places: str) -> list[tuple[str, list[str], bool]]:
    """Domain file and conversations, by their paths within the folder."""

    def within(paths: Iterable[Path]) -> list[str]:
        return [path.resolve().relative_to(folder.resolve()).as_posix() for path in paths]

    return [
        (within([suite.domain_file])[0], within(suite.files), suite.is_whole)
        for suite in find_suites(folder / place for place in places)
    ]


WEATHER = ("Weather/tests/a.yml", "Weather/tests/b.yaml", "Weather/small.test.yaml")


def test_a_folder_of_domains_has_those_of_each(folder: Path) -> None:
    assert found(folder, "") == [
        ("Bare.yaml", [], True),
        ("Cafe.yaml", ["Cafe.test.yaml"], True),
        ("Weather/domain.yaml", list(WEATHER), True),
    ]


@pytest.mark.parametrize("place", ["Weather", "Weather/domain.yaml"])
def test_a_domain_has_all_of_its_own(folder: Path, place: str) -> None:
    assert found(folder, place) == [("Weather/domain.yaml", list(WEATHER), True)]


@pytest.mark.parametrize(
    ("place", "domain", "is_whole"),
    [
        ("Cafe.test.yaml", "Cafe.yaml", True),
        ("Weather/small.test.yaml", "Weather/domain.yaml", False),
        ("Weather/tests/b.yaml", "Weather/domain.yaml", False),
    ],
)
def test_a_file_of_conversations_has_its_domain(
    folder: Path, place: str, domain: str, is_whole: bool
) -> None:
    assert found(folder, place) == [(domain, [place], is_whole)]


def test_a_folder_of_conversations_is_not_taken_for_one_of_domains(folder: Path) -> None:
    assert found(folder, "Weather/tests") == [("Weather/domain.yaml", list(WEATHER[:2]), False)]


def test_places_of_one_domain_are_one_suite(folder: Path) -> None:
    assert found(folder, "Weather/tests/b.yaml", "Weather/tests", "Weather/small.test.yaml") == [
        ("Weather/domain.yaml", ["Weather/tests/b.yaml", "Weather/tests/a.yml", WEATHER[2]], True)
    ]


def test_paths_are_told_as_they_were_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "Weather" / "tests")
    (suite,) = find_suites([Path("b.yaml")])
    assert suite.files == (Path("b.yaml"),)
    assert suite.domain_file.resolve() == (folder / "Weather" / "domain.yaml").resolve()
    monkeypatch.chdir(folder / "Weather")
    for place in (".", "tests"):
        (suite,) = find_suites([Path(place)])
        assert suite.domain_file == Path("domain.yaml")
        assert suite.files[0] == Path("tests/a.yml")


def test_a_place_that_is_not_there_is_an_error(folder: Path) -> None:
    for place in ("nowhere", "nowhere.test.yaml", "Weather/tests/nowhere.yaml"):
        with pytest.raises(OSError, match="nowhere"):
            find_suites([folder / place])


def test_conversations_are_no_domains(folder: Path) -> None:
    assert [path.name for path in domain_files(folder)] == ["Bare.yaml", "Cafe.yaml", "domain.yaml"]
