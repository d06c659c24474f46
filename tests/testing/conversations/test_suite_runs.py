"""All conversations of a domain are held, or those that are wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.testing.conversations import SuiteRun, find_suites, run_suite

Write = Callable[..., Path]

GOOD = "{name: 좋은 것, conversation: [bot: 어서 오세요.]}"
BAD = "{name: 나쁜 것, conversation: [bot: 어서 가세요.]}"


@pytest.fixture
def run(write: Write) -> Callable[..., SuiteRun]:
    """Runs the conversations of a café, each file's as given."""

    def run(*files: str, wanted: str = "", stop_at_first: bool = False) -> SuiteRun:
        domain_file = write("Cafe/domain.yaml")
        for number, content in enumerate(files):
            write(f"Cafe/tests/{number}.yaml", content)
        (suite,) = find_suites([domain_file])
        return run_suite(suite, lambda names: wanted in names, stop_at_first)

    return run


def outcomes(run: SuiteRun) -> list[list[bool]]:
    return [[held.failure is None for held in file.held] for file in run.files]


def test_every_conversation_is_held(run: Callable[..., SuiteRun]) -> None:
    all_of_them = run(f"- {GOOD}\n- {BAD}\n", f"- {GOOD}\n")
    assert outcomes(all_of_them) == [[True, False], [True]]
    assert (all_of_them.held, all_of_them.passed) == (3, False)
    assert all_of_them.coverage
    assert all_of_them.coverage.domain == "Cafe"
    assert run(f"- {GOOD}\n", f"- {GOOD}\n").passed


def test_only_those_that_are_wanted_are_held_and_coverage_is_then_not_told(
    run: Callable[..., SuiteRun],
) -> None:
    chosen = run(f"- {GOOD}\n- {BAD}\n", wanted="좋은")
    assert outcomes(chosen) == [[True]]
    assert chosen.coverage is None
    assert outcomes(run(f"- {GOOD}\n", f"- {GOOD}\n", wanted="Cafe 1.yaml")) == [[], [True]]


def test_it_stops_at_the_first_failure_if_asked_to(run: Callable[..., SuiteRun]) -> None:
    stopped = run(
        f"- {GOOD}\n- {BAD}\n- {GOOD[:7]}3{GOOD[7:]}\n", f"- {GOOD}\n", stop_at_first=True
    )
    assert outcomes(stopped) == [[True, False]]
    assert stopped.coverage is None


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_held(
    run: Callable[..., SuiteRun],
) -> None:
    one_is_broken = run("- {name: x}\n", f"- {GOOD}\n")
    assert outcomes(one_is_broken) == [[], [True]]
    assert not one_is_broken.passed
    assert [len(file.problems) for file in one_is_broken.files] == [1, 0]
    assert one_is_broken.coverage is None


def test_a_domain_that_does_not_load_is_told(write: Write) -> None:
    write("Cafe.yaml", "tasks: {hello: {sya: 네}}\n")
    (suite,) = find_suites([write("Cafe.test.yaml", f"- {GOOD}\n")])
    run = run_suite(suite)
    assert (run.held, run.passed, run.domain) == (0, False, "Cafe")
    assert "sya" in run.problems[0].message


def test_the_same_conversations_give_the_same_on_every_run(run: Callable[..., SuiteRun]) -> None:
    first, second = (run(f"- {GOOD}\n- {BAD}\n") for _ in range(2))
    assert [file.failures for file in first.files] == [file.failures for file in second.files]
    assert first.coverage == second.coverage
