"""How a problem is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.source import Diagnostic, SourceError
from mockgenie.source.diagnostics import did_you_mean


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
