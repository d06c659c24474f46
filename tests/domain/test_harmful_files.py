"""Files that want to harm do none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.domain import Domain, DomainError, load_domain
from tests.domain.marked import TASKS, Problems, check


def test_an_absolute_path_is_outside(problems: Problems, tmp_path: Path) -> None:
    outside = (tmp_path / "outside.csv").as_posix()
    marked = TASKS + f"entities: {{W: {{slots: [city], instances: ¦'{outside}'}}}}"
    check(problems, marked, ["is outside the folder of the domain"])


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need privileges there")
@pytest.mark.parametrize("target", ["../outside.csv", "/etc/passwd"])
def test_a_symbolic_link_that_leaves_the_folder_is_outside(
    problems: Problems, folder: Path, target: str
) -> None:
    (folder / "link.csv").symlink_to(target)
    marked = TASKS + "entities: {W: {slots: [city], instances: ¦link.csv}}"
    check(problems, marked, ["is outside the folder of the domain"])


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need privileges there")
def test_a_symbolic_link_within_the_folder_is_fine(
    load: Callable[[str], Domain], folder: Path
) -> None:
    (folder / "real.csv").write_text("city\n서울\n", "utf-8")
    (folder / "link.csv").symlink_to("real.csv")
    domain = load(TASKS + "entities: {W: {slots: [city], instances: link.csv}}")
    assert len(domain.entities["W"].instances) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_is_no_file_to_wait_for(problems: Problems, folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    marked = TASKS + "entities: {W: {slots: [city], instances: ¦pipe.csv}}"
    check(problems, marked, ["no file"])


def test_a_bomb_of_aliases_in_vain_nested_lists_does_no_harm(problems: Problems) -> None:
    lines = ["tasks:", "  a:", "    say: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 30):
        repeated = ", ".join([f"*l{level - 1}"] * 10)
        lines.append(f"  a{level}: {{say: &l{level} [{repeated}]}}")
    assert all("has to be a text" in told for told in problems("\n".join(lines)))


def test_a_bomb_of_aliases_is_measured(problems: Problems) -> None:
    synonyms = ", ".join(f"w{number}" for number in range(2_000))
    lines = ["entities:", "  W:", "    slots:", f"      s: {{values: {{v: &many [{synonyms}]}}}}"]
    lines += [f"      s{number}: {{values: {{v: *many}}}}" for number in range(1_100)]
    (told,) = problems("\n".join([*lines, TASKS]))
    assert told == "1:1: more than 2,000,000 values, counting what aliases repeat"


def test_an_alias_of_itself_does_no_harm(problems: Problems) -> None:
    assert problems("tasks: &t\n  a: {next: *t, say: &s [*s]}\n")


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_a_file_nested_without_end_is_told(problems: Problems, opening: str) -> None:
    (told,) = problems("tasks: " + opening * 20_000)
    assert "not valid YAML" in told


def test_a_huge_file_is_not_read(problems: Problems) -> None:
    (told,) = problems(TASKS.encode() + b"#" * 20_000_000)
    assert told == "1:1: a domain file has at most 20,000,000 bytes"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as caught:
        load_domain(tmp_path / "Weather.yaml")
    assert caught.value.name == "Weather"
    (diagnostic,) = caught.value.diagnostics
    assert str(diagnostic).startswith(f"{tmp_path / 'Weather.yaml'}:1:1: cannot be read: ")
