"""Domain files with a mark where a problem is told.

`¦` stands where a problem is told; it is not in the file itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.problems import assert_problems

Problems = Callable[[str | bytes], list[str]]

MARK = "¦"

WEATHER = "entities: {Weather: {slots: [city, date]}}\nacts: {ask: 날씨, bye: 그만}\n"
TASKS = "tasks: {hello: {say: 안녕}}\n"


def places(marked: str) -> tuple[str, list[str]]:
    """A file without its marks, and where they were, as `line:column`."""
    found = []
    for number, line in enumerate(marked.split("\n"), 1):
        before = line.split(MARK)[:-1]
        found += [f"{number}:{len(''.join(before[: n + 1])) + 1}" for n in range(len(before))]
    return marked.replace(MARK, ""), found


def check(problems: Problems, marked: str, expected: Sequence[str]) -> None:
    """The file has exactly these problems, at its marks: each a code, and the suggested word."""
    content, marks = places(marked)
    assert_problems(
        problems(content),
        [f"{place} {code}" for place, code in zip(marks, expected, strict=True)],
    )
