"""The conversations of a domain are found beside it, and run, or those that are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mockgenie.conversations import SuiteRun, find_suites, run_suite
from mockgenie.domain import domain_files

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


# Runs

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
    return [[one.failure is None for one in file.runs] for file in run.files]


def test_every_conversation_is_run(run: Callable[..., SuiteRun]) -> None:
    all_of_them = run(f"- {GOOD}\n- {BAD}\n", f"- {GOOD}\n")
    assert outcomes(all_of_them) == [[True, False], [True]]
    assert (all_of_them.count, all_of_them.passed) == (3, False)
    assert all_of_them.coverage
    assert all_of_them.coverage.domain == "Cafe"
    assert run(f"- {GOOD}\n", f"- {GOOD}\n").passed


def test_only_those_that_are_wanted_are_run_and_coverage_is_then_not_counted(
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


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_run(
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
    assert (run.count, run.passed, run.domain) == (0, False, "Cafe")
    assert "sya" in run.problems[0].message


def test_the_same_conversations_give_the_same_on_every_run(run: Callable[..., SuiteRun]) -> None:
    first, second = (run(f"- {GOOD}\n- {BAD}\n") for _ in range(2))
    assert [file.failures for file in first.files] == [file.failures for file in second.files]
    assert first.coverage == second.coverage
