"""The domains of some folders, by the name that open_dialog asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from mockgenie.domain import (
    Domain,
    DomainError,
    Library,
    domain_files,
    shipped_folder,
)

TASKS = "tasks: {hello: {say: 안녕}}\n"


def write(path: Path, content: str = TASKS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def catalogue_of(places: Iterable[Path]) -> dict[str, Domain | DomainError]:
    """Every domain of some places by name, or why it does not load."""
    library = Library(places)
    library.load()
    return {name: edition.entry for name, edition in library.editions.items()}


# Where domains are


def test_a_folder_has_files_and_folders_of_domains(tmp_path: Path) -> None:
    found = [
        write(tmp_path / "Hotel.yaml"),
        write(tmp_path / "Taxi" / "domain.yaml"),
        write(tmp_path / "Weather.yml"),
        write(tmp_path / "Zoo" / "domain.yml"),
    ]
    for other in ("README.md", "a.json", "Zoo/other.yaml", "Deep/er/domain.yaml", "Empty/a.csv"):
        write(tmp_path / other)
    assert list(domain_files(tmp_path)) == found


def test_a_folder_with_a_domain_yaml_is_that_domain(tmp_path: Path) -> None:
    own = write(tmp_path / "domain.yaml")
    write(tmp_path / "Other.yaml")
    write(tmp_path / "Inner" / "domain.yaml")
    assert list(domain_files(tmp_path)) == [own]


def test_a_file_is_its_own_place(tmp_path: Path) -> None:
    path = write(tmp_path / "Hotel.yaml")
    assert list(domain_files(path)) == [path]


def test_an_empty_folder_has_none(tmp_path: Path) -> None:
    assert list(domain_files(tmp_path)) == []
    assert catalogue_of([tmp_path]) == {}
    assert catalogue_of([]) == {}


def test_a_place_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(domain_files(tmp_path / "none"))
    with pytest.raises(FileNotFoundError):
        catalogue_of([tmp_path, tmp_path / "none"])


def test_what_an_editor_or_a_mac_leaves_behind_is_no_domain(tmp_path: Path) -> None:
    found = write(tmp_path / "Hotel.yaml")
    for other in (".Hotel.yaml", "._Hotel.yaml", ".Hotel.yaml.swp", "Hotel.yaml~"):
        write(tmp_path / other)
    assert list(domain_files(tmp_path)) == [found]


# What they are called


def test_domains_are_known_by_their_names(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "name: 호텔\n" + TASKS)
    write(tmp_path / "Taxi.yaml")
    write(tmp_path / "Zoo" / "domain.yaml")
    catalogue = catalogue_of([tmp_path])
    assert set(catalogue) == {"호텔", "Taxi", "Zoo"}
    for name, entry in catalogue.items():
        assert isinstance(entry, Domain)
        assert entry.name == name


def test_several_places_make_one_catalogue(tmp_path: Path) -> None:
    write(tmp_path / "a" / "Hotel.yaml")
    write(tmp_path / "b" / "domain.yaml", "name: Taxi\n" + TASKS)
    write(tmp_path / "Zoo.yaml")
    places = [tmp_path / "a", tmp_path / "b", tmp_path / "Zoo.yaml"]
    assert list(catalogue_of(places)) == ["Hotel", "Taxi", "Zoo"]


def test_of_two_with_one_name_the_first_counts(tmp_path: Path) -> None:
    first = write(tmp_path / "a" / "Hotel.yaml", "description: first\n" + TASKS)
    second = write(tmp_path / "b" / "x.yaml", "name: Hotel\n" + TASKS)
    catalogue = catalogue_of([tmp_path / "a", tmp_path / "b"])
    assert list(catalogue) == ["Hotel", str(second)]
    hotel, other = catalogue["Hotel"], catalogue[str(second)]
    assert isinstance(hotel, Domain)
    assert hotel.description == "first"
    assert isinstance(other, DomainError)
    (diagnostic,) = other.diagnostics
    assert (diagnostic.path, diagnostic.code) == (second, "name-taken")
    assert str(first) in diagnostic.message


def test_three_with_one_name_are_two_errors(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        write(tmp_path / f"{number}.yaml", "name: Hotel\n" + TASKS)
    catalogue = catalogue_of([tmp_path])
    assert isinstance(catalogue["Hotel"], Domain)
    errors = [entry for entry in catalogue.values() if isinstance(entry, DomainError)]
    assert [str(error.diagnostics[0].path.name) for error in errors] == ["2.yaml", "3.yaml"]


def test_a_place_given_twice_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path / "Hotel.yaml")
    catalogue = catalogue_of([tmp_path, tmp_path, tmp_path / "Hotel.yaml"])
    assert list(catalogue) == ["Hotel"]
    assert isinstance(catalogue["Hotel"], Domain)


def test_names_that_differ_only_in_how_they_are_composed_are_one_name(tmp_path: Path) -> None:
    import unicodedata

    write(tmp_path / (unicodedata.normalize("NFD", "호텔") + ".yaml"))
    assert "호텔" in catalogue_of([tmp_path])


# Broken ones


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    broken = write(tmp_path / "Broken.yaml", "tasks: [")
    write(tmp_path / "Hotel.yaml")
    catalogue = catalogue_of([tmp_path])
    assert list(catalogue) == ["Broken", "Hotel"]
    assert isinstance(catalogue["Hotel"], Domain)
    error = catalogue["Broken"]
    assert isinstance(error, DomainError)
    assert error.name == "Broken"
    assert [diagnostic.path for diagnostic in error.diagnostics] == [broken]


def test_a_broken_file_is_known_by_the_name_in_it(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "name: Hotel\nfoo: 1\n" + TASKS)
    assert list(catalogue_of([tmp_path])) == ["Hotel"]


def test_a_good_domain_keeps_its_name_from_a_broken_one_that_comes_first(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "name: Hotel\nfoo: 1\n" + TASKS)
    write(tmp_path / "b.yaml", "name: Hotel\n" + TASKS)
    catalogue = catalogue_of([tmp_path])
    assert len(catalogue) == 2
    assert "Hotel" in catalogue


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need privileges there")
def test_a_link_that_leads_nowhere_is_a_broken_domain(tmp_path: Path) -> None:
    (tmp_path / "Gone.yaml").symlink_to(tmp_path / "nowhere")
    entry = catalogue_of([tmp_path])["Gone"]
    assert isinstance(entry, DomainError)
    assert "cannot be read" in str(entry)


# The shipped ones


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
@pytest.mark.parametrize("place", [".", "Pipe.yaml"])
def test_a_pipe_is_a_broken_domain_and_nothing_to_wait_for(tmp_path: Path, place: str) -> None:
    os.mkfifo(tmp_path / "Pipe.yaml")
    assert isinstance(catalogue_of([tmp_path / place])["Pipe"], DomainError)


def test_the_shipped_domains_load(tmp_path: Path) -> None:
    catalogue = catalogue_of([shipped_folder()])
    assert "Weather" in catalogue
    assert all(isinstance(entry, Domain) for entry in catalogue.values())
