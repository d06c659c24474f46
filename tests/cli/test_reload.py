"""A server whose domain files change while it runs."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.serving import PATIENCE, Serving, open_dialog, spoken

pytestmark = pytest.mark.slow  # each test starts processes of its own

DOMAIN = """
acts: {{thanks: [고마워]}}
tasks:
  hello: {{say: {word}, next: [{{task: "bye {word}", when: act = "thanks"}}]}}
  "bye {word}": {{say: {word} 끝, end: true}}
"""
WITH_CSV = """
entities:
  Hotel: {slots: {name: {}}, instances: hotels.csv}
tasks:
  hello: {lookup: Hotel, say: "호텔 {count}곳"}
"""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="open files and links there")


class Reloading(Serving):
    """A server of a folder `domains`, and all that it says on stderr from one time to another."""

    def __init__(self, place: Path, *options: str, **environment: str) -> None:
        # These dialogs are opened and left, of which a client of another envelope would be told.
        super().__init__("--domains", str(place), "--envelope", "legacy", *options, **environment)
        self.place = place
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n").replace(str(self.place / "x")[:-1], ""))

    def heard(self, count: int) -> list[str]:
        """The first `count` lines, as soon as they are there."""
        self.until(lambda: len(self.said) >= count)
        return self.said

    def until(self, holds: Callable[[], bool]) -> None:
        """Until something is so; it has to be within the patience."""
        give_up = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < give_up, self.said
            time.sleep(0.02)

    def opens(self, name: str) -> str:
        """What a new dialog begins with, or the message of the error that it is."""
        answer = json.loads(self.post(open_dialog(name)))
        if "reason" in answer:
            return str(answer["reason"])
        result = answer["return_object"]["result"]
        return str(result["message"] or result["system_text"].rstrip("\n"))

    def open(self, name: str) -> str:
        """The uuid of a new dialog."""
        return str(json.loads(self.post(open_dialog(name)))["return_object"]["uuid"])

    def say(self, uuid: str, text: str) -> str:
        argument = {"method": "dialog", "uuid": uuid, "text": text}
        return spoken(self.post(json.dumps({"access_key": "k", "argument": argument}))).rstrip("\n")

    def end(self) -> list[str]:
        """Stop it; all that it said."""
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert os.name != "posix" or code == 0
        return self.said


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the domains Hotel and Other."""
    folder = tmp_path / "domains"
    folder.mkdir()
    save(folder / "Hotel.yaml", "하나")
    save(folder / "Other.yaml", "다른 것")
    return folder


@pytest.fixture
def start(place: Path) -> Iterator[Callable[..., Reloading]]:
    """Starts a server of the folder."""
    started: list[Reloading] = []

    def start(*options: str, **environment: str) -> Reloading:
        started.append(Reloading(place, *options, **environment))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait(PATIENCE)


@pytest.fixture
def server(start: Callable[..., Reloading]) -> Reloading:
    return start()


def save(path: Path, word: str) -> None:
    """A domain that says `word`; its tasks are called otherwise than those of other words."""
    put(path, DOMAIN.format(word=word))


def put(path: Path, content: str) -> None:
    """Write a file all at once: one that is half written for a moment is a broken one."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(content, "utf-8")
    new.replace(path)


def test_a_saved_file_counts_from_the_next_open_dialog(server: Reloading, place: Path) -> None:
    assert server.opens("Hotel") == "하나"
    for word in ("둘", "셋"):
        save(place / "Hotel.yaml", word)
        server.until(lambda word=word: server.opens("Hotel") == word)
    assert server.opens("Other") == "다른 것"
    server.heard(2)
    assert server.end() == ["mockgenie: reloaded Hotel (Hotel.yaml)"] * 2


def test_what_a_line_says_is_so_when_it_is_said(server: Reloading, place: Path) -> None:
    save(place / "Hotel.yaml", "둘")
    server.heard(1)
    assert server.opens("Hotel") == "둘"


def test_a_running_dialog_ends_as_it_began(server: Reloading, place: Path) -> None:
    first = server.open("Hotel")
    save(place / "Hotel.yaml", "둘")
    server.until(lambda: server.opens("Hotel") == "둘")
    second = server.open("Hotel")
    (place / "Hotel.yaml").unlink()
    server.heard(2)
    assert server.say(first, "고마워") == "하나 끝"
    assert server.say(second, "고마워") == "둘 끝"


def test_a_broken_file_is_told_and_a_fixed_one_works(server: Reloading, place: Path) -> None:
    running = server.open("Hotel")
    put(place / "Hotel.yaml", "foo: 1\nname: Hotel\ntasks: {a: {say: '{'}}\n")
    first, second = server.heard(2)
    assert first.startswith('mockgenie: Hotel.yaml:1:1: unknown field "foo" in a domain')
    assert second.startswith("mockgenie: Hotel.yaml:3:")
    assert server.opens("Hotel") == "Open error: invalid domain knowledge"
    assert server.say(running, "고마워") == "하나 끝"
    save(place / "Hotel.yaml", "둘")
    assert server.heard(3)[2] == "mockgenie: reloaded Hotel (Hotel.yaml)"
    assert server.opens("Hotel") == "둘"


@pytest.mark.parametrize("half", ["", "tasks:\n  hello: {say: '", "\0", "name: Ho"])
def test_a_file_that_is_saved_in_halves_is_broken_until_it_is_whole(
    server: Reloading, place: Path, half: str
) -> None:
    (place / "Hotel.yaml").write_text(half, "utf-8")
    server.heard(1)
    assert server.opens("Hotel") == "Open error: invalid domain knowledge"
    save(place / "Hotel.yaml", "둘")
    server.until(lambda: server.opens("Hotel") == "둘")
    assert not any("Traceback" in line for line in server.end())


def test_a_domain_appears_and_disappears(server: Reloading, place: Path) -> None:
    unknown = "Open error: invalid domain name or domain knowledge"
    assert server.opens("Taxi") == unknown
    save(place / "Taxi.yaml", "택시")
    assert server.heard(1) == ["mockgenie: loaded Taxi (Taxi.yaml)"]
    assert server.opens("Taxi") == "택시"
    running = server.open("Taxi")
    (place / "Taxi.yaml").unlink()
    assert server.heard(2)[1] == "mockgenie: removed Taxi (Taxi.yaml)"
    assert server.opens("Taxi") == unknown
    assert server.say(running, "고마워") == "택시 끝"


def test_a_domain_in_a_folder_of_its_own_appears(server: Reloading, place: Path) -> None:
    (place / "Taxi").mkdir()
    save(place / "Taxi" / "domain.yaml", "택시")
    server.until(lambda: server.opens("Taxi") == "택시")
    save(place / "Taxi" / "domain.yaml", "버스")
    server.until(lambda: server.opens("Taxi") == "버스")
    shutil.rmtree(place / "Taxi")
    server.until(lambda: server.opens("Taxi").startswith("Open error"))


def test_a_file_beside_the_domain_belongs_to_it(server: Reloading, place: Path) -> None:
    put(place / "hotels.csv", "name\n신라\n")
    put(place / "Stay.yaml", WITH_CSV)
    server.until(lambda: server.opens("Stay") == "호텔 1곳")
    put(place / "hotels.csv", "name\n신라\n롯데\n")
    server.until(lambda: server.opens("Stay") == "호텔 2곳")
    put(place / "hotels.csv", "town\n")
    server.until(lambda: server.opens("Stay") == "Open error: invalid domain knowledge")
    assert "hotels.csv:1:1: " in server.heard(3)[2]


def test_a_file_that_another_replaces_is_a_saved_file(server: Reloading, place: Path) -> None:
    for number, word in enumerate(("둘", "셋", "넷")):
        # As editors save: the old one becomes the backup, the new one gets its name.
        (place / "Hotel.yaml").replace(place / f"Hotel.yaml{'~' * number}.bak")
        save(place / ".Hotel.yaml.swp", word)
        (place / ".Hotel.yaml.swp").replace(place / "Hotel.yaml")
        server.until(lambda word=word: server.opens("Hotel") == word)


def test_nothing_is_said_where_nothing_has_changed(server: Reloading, place: Path) -> None:
    os.utime(place / "Hotel.yaml", (1, 1))
    for other in (".Hotel.yaml.swp", "Hotel.yaml~", "#Hotel.yaml#", ".#Hotel.yaml", "notes.md"):
        save(place / other, "버릴 것")
    (place / "unused.csv").write_text("name\n", "utf-8")
    save(place / "Other.yaml", "다음")
    assert server.heard(1) == ["mockgenie: reloaded Other (Other.yaml)"]
    save(place / "Other.yaml", "마지막")
    server.heard(2)
    assert server.end() == ["mockgenie: reloaded Other (Other.yaml)"] * 2


def test_a_change_right_after_the_start_is_not_lost(
    start: Callable[..., Reloading], place: Path
) -> None:
    server = start()
    save(place / "Hotel.yaml", "둘")  # long before the watching has begun
    server.until(lambda: server.opens("Hotel") == "둘")


@posix_only
def test_a_folder_that_is_deleted_and_made_again_is_watched_again(
    server: Reloading, place: Path
) -> None:
    shutil.rmtree(place)
    server.until(lambda: server.opens("Hotel") == "ETRI service server is not exists")
    place.mkdir()
    save(place / "Hotel.yaml", "둘")
    server.until(lambda: server.opens("Hotel") == "둘")
    save(place / "Hotel.yaml", "셋")
    server.until(lambda: server.opens("Hotel") == "셋")


@posix_only
def test_a_folder_that_is_replaced_by_another_is_watched(server: Reloading, place: Path) -> None:
    other = place.parent / "other"
    shutil.copytree(place, other)
    place.rename(place.parent / "old")
    other.rename(place)
    save(place / "Hotel.yaml", "둘")
    server.until(lambda: server.opens("Hotel") == "둘")
    save(place / "Hotel.yaml", "셋")
    server.until(lambda: server.opens("Hotel") == "셋")


@posix_only
def test_links_are_followed(place: Path, start: Callable[..., Reloading]) -> None:
    real = place.parent / "real"
    place.rename(real)
    (place.parent / "next").mkdir()
    save(place.parent / "next" / "Hotel.yaml", "셋")
    place.symlink_to(real)
    server = start()
    save(real / "Hotel.yaml", "둘")
    server.until(lambda: server.opens("Hotel") == "둘")
    place.unlink()
    place.symlink_to(place.parent / "next")
    server.until(lambda: server.opens("Hotel") == "셋")


def test_without_reloading_the_files_are_read_once(
    start: Callable[..., Reloading], place: Path
) -> None:
    reloading, fixed = start(), start("--no-reload")
    running = fixed.open("Hotel")
    save(place / "Hotel.yaml", "둘")
    reloading.until(lambda: reloading.opens("Hotel") == "둘")
    assert fixed.opens("Hotel") == "하나"
    assert fixed.say(running, "고마워") == "하나 끝"
    assert fixed.end() == []


def test_where_changes_are_not_reported_the_files_are_looked_at(
    start: Callable[..., Reloading], place: Path, tmp_path: Path
) -> None:
    package = tmp_path / "without" / "watchfiles"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise OSError('too many watches')\n", "utf-8")
    path = os.pathsep.join(filter(None, (str(package.parent), os.environ.get("PYTHONPATH"))))
    server = start(PYTHONPATH=path)
    assert "too many watches" in server.heard(1)[0]
    save(place / "Hotel.yaml", "둘")
    server.until(lambda: server.opens("Hotel") == "둘")
    assert server.heard(2)[1] == "mockgenie: reloaded Hotel (Hotel.yaml)"
