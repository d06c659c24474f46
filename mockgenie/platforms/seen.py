"""What a user of a platform sees of a turn."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from mockgenie.channels import Problem


class Seen(Struct, frozen=True):
    """What came of something that a user said or did.

    `said`: what it was; `lines`: what the user sees, line by line, with what can be touched in
    brackets; `texts`: the plain texts among it, whole; `labels`: what can be touched. `problems`:
    what the platform drops or changes, or where it gets no answer. `request`: what the platform
    sent, `response`: what came back, None for nothing that can be read, with `status`, 0 for none,
    within `took` seconds; `sent` and `received`: the same as bytes. `shown`: the answers and
    events that the user sees, as their platform reads them.
    """

    said: str = ""
    lines: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    request: Any = None
    response: Any = None
    status: int = 0
    took: float = 0.0
    sent: bytes = b""
    received: bytes = b""
    shown: tuple[Any, ...] = ()

    @property
    def text(self) -> str:
        """The plain texts, a line each."""
        return "\n".join(self.texts)

    @property
    def arrives(self) -> bool:
        """Whether nothing is dropped."""
        return not any(problem.drops for problem in self.problems)

    def transcript(self, echo: bool = True) -> str:
        """What was said, unless not `echo`, and what is seen, line by line."""
        shown = [f"{USER}{self.said}"] if self.said and echo else []
        shown += (f"{INDENT if number else BOT}{line}" for number, line in enumerate(self.lines))
        return "\n".join([*shown, *(f"{PROBLEM}{problem}" for problem in self.problems)])

    def __str__(self) -> str:
        return self.transcript()


USER, BOT, INDENT, PROBLEM = "나: ", "봇: ", "    ", "?? "
"""What lines of a transcript begin with."""
