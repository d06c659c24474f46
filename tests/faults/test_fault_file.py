"""Files of faults, and where they are wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.faults import Fault, Spread
from mockgenie.faults.fault_file import FaultFileError, read_faults
from tests.problems import assert_problems, brief

Read = Callable[[str], tuple[Fault, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a text as a file of faults."""

    def read(text: str) -> tuple[Fault, ...]:
        path = tmp_path / "faults.yaml"
        path.write_text(text, encoding="utf-8")
        return read_faults(path)

    return read


def problems(read: Read, text: str) -> list[str]:
    """The problems of a file in short (see tests.problems)."""
    with pytest.raises(FaultFileError) as caught:
        read(text)
    return [brief(one, one.path) for one in caught.value.diagnostics]


def test_a_file_is_a_list_of_faults(read: Read) -> None:
    faults = read(
        """
- when: method = "dialog" and turn >= 3
  error: Too Many Requests
  times: 1
- contains: 서울
  delay: {uniform: [0.5, 2]}
  seed: -3
- {matches: "[0-9]+", delay: {lognormal: 1, sigma: 0, longest: 5}}
- {text: 네, state: end, chance: 0.5}
- {cut: 10, drip: 0.01, skip: 1, every: 2}
- garbage: |
    <html>
- reset: middle
"""
    )
    assert faults == (
        Fault(when='method = "dialog" and turn >= 3', error="Too Many Requests", times=1),
        Fault(contains="서울", delay=Spread(uniform=(0.5, 2)), seed=-3),
        Fault(matches="[0-9]+", delay=Spread(lognormal=1, sigma=0, longest=5)),
        Fault(text="네", state="end", chance=0.5),
        Fault(cut=10, drip=0.01, skip=1, every=2),
        Fault(garbage="<html>\n"),
        Fault(reset="middle"),
    )


def test_a_single_fault_needs_no_list(read: Read) -> None:
    assert read("error: Recipient Failure\n") == (Fault(error="Recipient Failure"),)


def test_a_list_may_be_empty(read: Read) -> None:
    assert read("[]\n") == ()


def test_a_text_may_look_like_something_else_or_be_empty(read: Read) -> None:
    assert read("- {text: 12, contains: yes}\n- {garbage: ''}\n") == (
        Fault(text="12", contains="yes"),
        Fault(garbage=""),
    )


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("- eror: Too Many Requests", 1, 3, "unknown-field"),
        ("- error: Too Many Request", 1, 10, "unknown-error → Too Many Requests"),
        ("- times: 1", 1, 3, "missing-field"),
        ("-\n  delay: soon", 2, 10, "wrong-value"),
        ("- delay: [1, 2]", 1, 10, "wrong-type"),
        ("- delay:", 1, 9, "no-value"),
        ("- delay: {uniform: 3}", 1, 20, "wrong-type"),
        ("- delay: {uniform: [1, x]}", 1, 24, "wrong-value"),
        ("- delay: {normal: 3}", 1, 11, "unknown-field"),
        ("- delay: {uniform: [2, 1]}", 1, 10, "wrong-type"),
        ("- {cut: 1, times: 0}", 1, 19, "wrong-value"),
        ("- {cut: 1, chance: 2}", 1, 20, "wrong-value"),
        ("- cut: 1.5", 1, 8, "wrong-value"),
        ("- reset: midle", 1, 10, "unknown-choice → middle"),
        ("- {error: Invalid method, garbage: x}", 1, 36, "exclusive-fields"),
        ("- {reset: after, drip: 1}", 1, 24, "exclusive-fields"),
        ("- {cut: 1, matches: '(서울'}", 1, 21, "bad-regex"),
        ("- cut: 1\n  when: turn = = 3", 2, 16, "bad-condition"),
        ("- cut: 1\n  when: 'methd = \"dialog\"'", 2, 10, "unknown-name → method"),
        ("- cut: 1\n  when: turn = 3 and turm = 4", 2, 22, "unknown-name → turn"),
        ("- cut: 1\n  cut: 2", 2, 3, "duplicate"),
        ("안녕", 1, 1, "wrong-type"),
        ("- [error]", 1, 3, "wrong-type"),
        ("# nothing", 1, 1, "empty-file"),
        ("- error: Open error: invalid status", 1, 20, "yaml-syntax"),
        ("- error: 'x\n", 1, 10, "yaml-syntax"),
    ],
)
def test_a_mistake_is_told_at_its_place(
    read: Read, text: str, line: int, column: int, code: str
) -> None:
    assert_problems(problems(read, text), [f"{line}:{column} {code}"])


def test_every_mistake_of_a_file_is_told_in_its_order(read: Read) -> None:
    told = problems(read, "- delay: x\n- cut: 1\n- error: y\n  tims: 3\n- {}\n")
    assert_problems(told, ["1:10 wrong-value", "4:3 unknown-field", "5:3 missing-field"])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "없음.yaml"
    with pytest.raises(FaultFileError) as caught:
        read_faults(path)
    assert str(caught.value) == f"{path}:1:1: cannot be read: No such file or directory"


def test_a_server_has_no_more_than_a_thousand(read: Read) -> None:
    assert len(read("- cut: 1\n" * 1000)) == 1000
    assert problems(read, "- cut: 1\n" * 1001) == ["1001:3 too-many-faults"]


def test_aliases_that_multiply_end(read: Read) -> None:
    bomb = "- &a {text: [x]}\n" + "".join(
        f"- &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    assert problems(read, bomb)
