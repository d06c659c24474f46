"""What is said of a text that is no condition."""

from __future__ import annotations

import re

from mockgenie.source import with_caret

_BREAK = re.compile("\r\n|[\r\n]")


class ConditionError(ValueError):
    """A text that is no condition.

    `text` is that text; `position` counts characters of it from 0; `line` and `column` count from
    1. `problem` says what is wrong and what would be right; `expected` names what could stand
    there, one by one. The text of the error also shows the line with a caret.
    """

    def __init__(
        self, text: str, position: int, problem: str, expected: tuple[str, ...] = ()
    ) -> None:
        start = 0
        self.line = 1
        for found in _BREAK.finditer(text, 0, position):
            start = found.end()
            self.line += 1
        self.text = text
        self.position = position
        self.column = position - start + 1
        self.problem = problem
        self.expected = expected
        # A few more characters than can be shown, so that a long text costs nothing.
        around = max(start, position - 200)
        line = _BREAK.split(text[around : position + 200])[0]
        line = line.encode("utf-8", "replace").decode()  # half a character can be shown nowhere
        marked = "\n  ".join(with_caret(line, position - around + 1))
        super().__init__(f"line {self.line}, column {self.column}: {problem}\n  {marked}")

    def __reduce__(self) -> tuple[object, ...]:
        # For processes that send it to each other: an exception is else made of its message.
        return ConditionError, (self.text, self.position, self.problem, self.expected)
