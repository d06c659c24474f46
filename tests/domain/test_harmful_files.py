"""Files that want to harm do none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.domain import Domain, DomainError, load_domain
from tests.domain.marked import TASKS, Problems, check
from tests.problems import brief


def test_an_absolute_path_is_outside(problems: Problems, tmp_path: Path) -> None:
    outside = (tmp_path / "outside.csv").as_posix()
    marked = TASKS + f"entities: {{W: {{slots: [city], instances: ¦'{outside}'}}}}"
    check(problems, marked, ["outside-folder"])


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need privileges there")
@pytest.mark.parametrize("target", ["../outside.csv", "/etc/passwd"])
def test_a_symbolic_link_that_leaves_the_folder_is_outside(
    problems: Problems, folder: Path, target: str
) -> None:
    (folder / "link.csv").symlink_to(target)
    marked = TASKS + "entities: {W: {slots: [city], instances: ¦link.csv}}"
    check(problems, marked, ["outside-folder"])


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
    check(problems, marked, ["no-such-file"])


def test_a_bomb_of_aliases_in_vain_nested_lists_does_no_harm(problems: Problems) -> None:
    lines = ["tasks:", "  a:", "    say: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 30):
        repeated = ", ".join([f"*l{level - 1}"] * 10)
        lines.append(f"  a{level}: {{say: &l{level} [{repeated}]}}")
    assert all(told.endswith(" wrong-type") for told in problems("\n".join(lines)))


@pytest.mark.slow
def test_a_bomb_of_aliases_is_measured(problems: Problems) -> None:
    synonyms = ", ".join(f"w{number}" for number in range(2_000))
    lines = ["entities:", "  W:", "    slots:", f"      s: {{values: {{v: &many [{synonyms}]}}}}"]
    lines += [f"      s{number}: {{values: {{v: *many}}}}" for number in range(1_100)]
    assert problems("\n".join([*lines, TASKS])) == ["1:1 too-many-values"]


def test_an_alias_of_itself_does_no_harm(problems: Problems) -> None:
    assert problems("tasks: &t\n  a: {next: *t, say: &s [*s]}\n")


@pytest.mark.slow
@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_a_file_nested_without_end_is_told(problems: Problems, opening: str) -> None:
    (told,) = problems("tasks: " + opening * 20_000)
    assert told.endswith(" yaml-syntax")


def test_a_huge_file_is_not_read(problems: Problems) -> None:
    assert problems(TASKS.encode() + b"#" * 20_000_000) == ["1:1 too-large"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as caught:
        load_domain(tmp_path / "Weather.yaml")
    assert caught.value.name == "Weather"
    (diagnostic,) = caught.value.diagnostics
    assert brief(diagnostic, tmp_path / "Weather.yaml") == "1:1 cannot-read"
