"""How a problem is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.source import (
    Diagnostic,
    SourceError,
    diagnostics,
    did_you_mean,
    few_suggestions,
)


def test_a_diagnostic_reads_as_a_compilers() -> None:
    diagnostic = Diagnostic(Path("a") / "날씨.yaml", 3, 14, "code", "what is wrong")
    assert str(diagnostic) == f"{Path('a') / '날씨.yaml'}:3:14: what is wrong"


def test_an_error_has_all_of_them() -> None:
    first, second = (
        Diagnostic(Path("a.yaml"), line, 1, "code", f"problem {line}") for line in (1, 2)
    )
    error = SourceError((first, second))
    assert error.diagnostics == (first, second)
    assert str(error) == "a.yaml:1:1: problem 1\na.yaml:2:1: problem 2"


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("nmae", ["name", "tasks"], ', did you mean "name"?'),
        ("Name", ["name", "tasks"], ', did you mean "name"?'),
        ("날시", ["날씨", "도시"], ', did you mean "날씨"?'),
        ("NAME", ["name", "tasks"], ', did you mean "name"?'),
        ("zzz", ["name", "tasks"], " (known: name, tasks)"),
        ("zzz", [], ""),
        ("zzz", [f"known{number}" for number in range(13)], ""),
    ],
)
def test_what_was_meant_is_guessed_or_listed(word: str, known: list[str], said: str) -> None:
    assert did_you_mean(word, known) == said


MANY = [f"값{number}.이름{number}" for number in range(2_000)]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("값7.이름7", "값7.이름7"),
        ("이름7", "값7.이름7"),
        ("갑7.이름7", "값7.이름7"),
        ("값7.이름77", "값7.이름7"),
        ("값7이름7", "값7.이름7"),
        ("값7.이름7 ", "값7.이름7"),
        ("값.7이름7", "값7.이름7"),
        ("무엇과도 다르다", ""),
        ("값7" * 1_000, ""),
    ],
)
def test_among_many_one_that_differs_by_a_letter_is_meant(word: str, meant: str) -> None:
    assert did_you_mean(word, MANY) == (f', did you mean "{meant}"?' if meant else "")


@pytest.mark.slow
def test_in_a_file_only_so_much_is_compared() -> None:
    known = [f"name{number}" for number in range(400)]
    with few_suggestions():
        told = [did_you_mean("nmae7", known) for _ in range(1_000)]
    assert sum(map(bool, told)) == 50
    assert did_you_mean("nmae7", known)
    with few_suggestions():
        assert did_you_mean("nmae7", known)


def test_of_many_known_words_an_index_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def take_apart(word: str) -> str:
        nonlocal read
        read += 1
        return word

    monkeypatch.setattr(diagnostics, "_taken_apart", take_apart)
    with few_suggestions():
        told = [did_you_mean(f"값7.이를{number}", MANY) for number in range(300)]
    assert sum(map(bool, told)) >= 1
    assert read <= 2 * len(MANY) + 300
