"""Domain files that are read again when they have changed."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from mockgenie.domain import Domain, DomainError, Library, library
from mockgenie.domain.catalogue import Loaded, try_to_load

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links need privileges there")

WITH_CSV = """
entities:
  Hotel: {slots: {name: {}}, instances: hotels.csv}
tasks: {hello: {say: 안녕}}
"""


def write(path: Path, content: str = "안녕") -> Path:
    """A domain that says `content`, or the file itself where that has more than one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = content if "\n" in content else f"tasks: {{hello: {{say: {content}}}}}\n"
    path.write_text(whole, "utf-8")
    return path


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files in the order in which they were loaded."""
    loaded: list[str] = []

    def note(path: Path) -> Loaded:
        loaded.append(path.name)
        return try_to_load(path)

    monkeypatch.setattr(library, "try_to_load", note)
    return loaded


def read(*places: Path) -> Library:
    one = Library(places)
    one.load()
    return one


def served(one: Library) -> dict[str, bool]:
    """The names, and whether a dialog can be opened by each."""
    return {name: isinstance(ed.entry, Domain) for name, ed in one.editions.items()}


# What is read


def test_a_place_that_is_not_there_is_an_os_error_only_at_first(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Library([tmp_path / "none"]).load()
    path = write(tmp_path / "a" / "Hotel.yaml")
    one = read(path.parent)
    path.unlink()
    path.parent.rmdir()
    one.refresh()
    assert one.editions == {}


def test_editions_of_the_same_content_are_of_one_version(tmp_path: Path) -> None:
    for place in ("a", "b"):
        write(tmp_path / place / "Hotel.yaml")
    first, second = (read(tmp_path / place).editions["Hotel"] for place in ("a", "b"))
    assert first.version == second.version
    assert len(first.version) == 16


# What is read again


def test_only_the_file_that_has_changed_is_read_again(tmp_path: Path, loaded: list[str]) -> None:
    for name in ("A", "B", "C"):
        write(tmp_path / f"{name}.yaml")
    one = read(tmp_path)
    before = one.editions
    loaded.clear()
    write(tmp_path / "B.yaml", "반가워")
    assert one.look() != one.read_at()
    one.refresh()
    assert one.look() == one.read_at()
    assert loaded == ["B.yaml"]
    assert one.editions["A"].entry is before["A"].entry
    assert one.editions["B"].version != before["B"].version


def test_a_file_that_was_saved_as_it_was_is_not_loaded_again(
    tmp_path: Path, loaded: list[str]
) -> None:
    path = write(tmp_path / "A.yaml")
    one = read(tmp_path)
    before = one.editions
    os.utime(path, (1, 1))
    assert one.look() != one.read_at()
    one.refresh()
    assert one.look() == one.read_at()
    assert loaded == ["A.yaml"]
    assert one.editions == before


def test_the_files_that_a_domain_names_belong_to_it(tmp_path: Path, loaded: list[str]) -> None:
    write(tmp_path / "Hotel.yaml", WITH_CSV)
    write(tmp_path / "Other.yaml")
    write(tmp_path / "hotels.csv", "name\n신라\n")
    one = read(tmp_path)
    loaded.clear()
    write(tmp_path / "hotels.csv", "name\n신라\n롯데\n")
    one.refresh()
    assert loaded == ["Hotel.yaml"]
    write(tmp_path / "else.csv", "name\n신라\n")
    assert one.look() == one.read_at()


def test_a_named_file_may_be_missing_at_first_and_go_again(tmp_path: Path) -> None:
    write(tmp_path / "Hotel.yaml", WITH_CSV)
    one = read(tmp_path)
    assert served(one) == {"Hotel": False}
    path = write(tmp_path / "hotels.csv", "name\n신라\n")
    one.refresh()
    assert served(one) == {"Hotel": True}
    path.unlink()
    one.refresh()
    assert served(one) == {"Hotel": False}


def test_domains_come_and_go(tmp_path: Path) -> None:
    first = write(tmp_path / "A.yaml")
    one = read(tmp_path)
    write(tmp_path / "B" / "domain.yaml")
    one.refresh()
    assert served(one) == {"A": True, "B": True}
    first.unlink()
    one.refresh()
    assert served(one) == {"B": True}


def test_a_domain_can_be_given_another_name(tmp_path: Path) -> None:
    write(tmp_path / "A.yaml")
    one = read(tmp_path)
    write(tmp_path / "A.yaml", "name: 호텔\ntasks: {a: }\n")
    one.refresh()
    assert served(one) == {"호텔": True}


@posix_only
def test_a_link_that_is_turned_to_another_file_is_a_change(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old" / "x.yaml"), write(tmp_path / "new" / "x.yaml", "반가워")
    place = tmp_path / "place"
    place.mkdir()
    (place / "A.yaml").symlink_to(old)
    one = read(place)
    before = one.editions["A"]
    (place / "A.yaml").unlink()
    (place / "A.yaml").symlink_to(new)
    one.refresh()
    assert one.editions["A"].version != before.version


# Names


def test_the_first_of_two_with_one_name_counts_after_a_change_as_well(
    tmp_path: Path, loaded: list[str]
) -> None:
    second = write(tmp_path / "b" / "Hotel.yaml", "둘째")
    places = [tmp_path / "a", tmp_path / "b"]
    places[0].mkdir()
    one = read(*places)
    first = write(tmp_path / "a" / "Hotel.yaml", "첫째")
    one.refresh()
    assert served(one) == {"Hotel": True, str(second): False}
    assert one.editions["Hotel"].path == first
    loaded.clear()
    first.unlink()
    one.refresh()
    assert served(one) == {"Hotel": True}
    assert one.editions["Hotel"].path == second
    assert loaded == []  # it had been read; only its name was taken


@pytest.mark.parametrize("broken", ["tasks: [\n", "", "name: [\n", "name: Hot\nfoo: 1\n"])
def test_a_file_that_is_broken_while_it_is_written_keeps_its_name(
    tmp_path: Path, broken: str
) -> None:
    path = write(tmp_path / "a.yaml", "name: Hotel\ntasks: {a: }\n")
    one = read(tmp_path)
    path.write_text(broken, "utf-8")
    one.refresh()
    assert served(one) == {"Hotel": False}
    path.write_text(broken + "#\n", "utf-8")
    one.refresh()
    assert served(one) == {"Hotel": False}
    path.write_text("name: Taxi\ntasks: {a: }\n", "utf-8")
    one.refresh()
    assert served(one) == {"Taxi": True}


def test_a_file_that_never_loaded_is_called_what_it_says(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", "tasks: [\n")
    one = read(tmp_path)
    assert served(one) == {"a": False}
    path.write_text("name: Hotel\nfoo: 1\n", "utf-8")
    one.refresh()
    assert served(one) == {"Hotel": False}


def test_whatever_goes_wrong_in_loading_is_a_file_that_does_not_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> Loaded:
        raise MemoryError

    path = write(tmp_path / "A.yaml")
    one = read(tmp_path)
    monkeypatch.setattr(library, "try_to_load", fail)
    path.write_text("tasks: {b: }\n", "utf-8")
    one.refresh()
    error = one.editions["A"].entry
    assert isinstance(error, DomainError)
    assert str(error) == f"{path}:1:1: cannot be read: MemoryError()"


# Where to watch


def test_what_has_to_be_watched_are_the_folders_in_which_something_can_happen(
    tmp_path: Path,
) -> None:
    write(tmp_path / "Hotel.yaml", WITH_CSV.replace("hotels.csv", "data/kr/hotels.csv"))
    write(tmp_path / "data" / "kr" / "hotels.csv", "name\n신라\n")
    for other in ("Empty", ".git", "Empty/Deep"):
        (tmp_path / other).mkdir()
    expected = {tmp_path, tmp_path / "data", tmp_path / "data" / "kr", tmp_path / "Empty"}
    assert read(tmp_path).folders() == expected


def test_of_a_place_that_is_a_file_its_folder_is_watched(tmp_path: Path) -> None:
    assert read(write(tmp_path / "A.yaml")).folders() == {tmp_path}


def test_of_a_place_that_has_gone_the_nearest_folder_above_is_watched(tmp_path: Path) -> None:
    path = write(tmp_path / "a" / "b" / "A.yaml")
    one = read(path.parent)
    path.unlink()
    path.parent.rmdir()
    path.parent.parent.rmdir()
    one.refresh()
    assert one.folders() == {tmp_path}


@posix_only
def test_where_a_link_leads_is_watched_too(tmp_path: Path) -> None:
    target = write(tmp_path / "real" / "A.yaml")
    place = tmp_path / "place"
    place.mkdir()
    (place / "A.yaml").symlink_to(target)
    assert read(place).folders() == {place, target.parent.resolve()}


@posix_only
def test_links_that_go_round_in_circles_are_a_broken_domain(tmp_path: Path) -> None:
    (tmp_path / "A.yaml").symlink_to(tmp_path / "A.yaml")
    one = read(tmp_path)
    assert served(one) == {"A": False}
    one.refresh()
    assert one.look() == one.read_at()


# Where the system has nothing left to open a file with


def exhaust(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> bytes:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), str(path))

    monkeypatch.setattr(library, "content_of", fail)


def test_all_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "Hotel.yaml")
    one = read(tmp_path)
    with monkeypatch.context() as patched:
        exhaust(patched)
        write(path, "바뀐 말")
        with pytest.raises(OSError, match="Hotel"):
            one.refresh()
        assert served(one) == {"Hotel": True}
        assert one.look() != one.read_at()
    one.refresh()
    assert one.look() == one.read_at()


def test_folders_that_cannot_be_read_then_are_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "Hotel.yaml")
    one = read(tmp_path)

    def fail(place: Path) -> None:
        raise OSError(errno.ENFILE, os.strerror(errno.ENFILE), str(place))

    monkeypatch.setattr(library, "domain_files", fail)
    for look in (one.look, one.refresh):
        with pytest.raises(OSError, match=tmp_path.name):
            look()
    assert served(one) == {"Hotel": True}


def test_a_file_that_could_not_be_read_at_first_is_read_with_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "Hotel.yaml")
    with monkeypatch.context() as patched:
        exhaust(patched)
        one = read(tmp_path)
        assert served(one) == {"Hotel": False}
    assert one.look() != one.read_at()
    one.refresh()
    assert served(one) == {"Hotel": True}


def test_a_file_that_differs_in_its_content_alone_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "Hotel.yaml", "하나")
    one = read(tmp_path)
    before = path.stat()
    with path.open("r+", encoding="utf-8") as file:
        file.write("tasks: {hello: {say: 둘째}}\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert one.look() == one.read_at()
    one.check_contents()
    assert one.look() != one.read_at()
    one.refresh()
    one.check_contents()
    assert one.look() == one.read_at()
