"""The kinds of problems that `check` finds in domain files."""

from __future__ import annotations

from mockgenie.source import DOMAINS, FILES, Diagnostic, Node

WARNINGS: dict[str, str] = {
    "same-name": "two files of a folder have one domain name",
    "unreachable-task": "no way leads to a task",
    "way-never-taken": "a way to another task that is never taken",
    "text-never-said": "a text that is never said",
    "system-circle": "tasks lead to each other at once, without an end",
    "ask-without-fill": "a question for a slot that the task does not need",
    "preceding-circle": "slots that precede each other",
    "reset-never-filled": "a slot is forgotten that nothing can fill",
    "never-filled": "a value is shown, compared or expected that nothing can have given",
    "unused-slot": "a slot that the domain does not use",
    "alike-slots": "two slots of a task that the same words would fill",
    "duplicate-synonym": "a word that stands twice among the values of a slot",
    "key-without-lookup": "a key of records that no task looks up",
    "unknown-instance-value": "a record has a value that its slot does not have",
    "unknown-value": "a comparison with a value that the slot does not have",
    "not-a-number": "a number is compared with what is none",
    "unknown-system-act": "a comparison with an act that no text performs",
    "unused-act": "an act that no condition asks for",
    "colliding-acts": "two acts are said in the same way",
    "empty-alternative": "an alternative of a pattern with nothing in it",
}
"""The codes of warnings, each with what it stands for."""

ERRORS: dict[str, str] = {code: kind.meaning for code, kind in (FILES | DOMAINS).items()}
"""The same for what keeps a file from loading."""

CODES = ERRORS | WARNINGS


def warning(code: str, node: Node, message: str, offset: int = 0, word: str = "") -> Diagnostic:
    """A warning about what stands at character `offset` of a node: about `word`, where it is
    shown there."""
    assert code in WARNINGS
    line, column = node.place_at(offset)
    end = column + len(word) if word else 0
    return Diagnostic(node.source.path, line, column, code, message, "warning", end)
