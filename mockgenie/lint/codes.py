"""The kinds of problems that `check` finds in domain files: errors, and the warnings of lint.

A new check is a function in one of the modules beside this one, in the table CHECKS of the room's
face; its code and wording are a line here, and a row in docs/check.md.
"""

from __future__ import annotations

from mockgenie.source import DOMAINS, FILES, Diagnostic, Mistake, MistakeKind, Node

_K = MistakeKind

WARNINGS: dict[str, MistakeKind] = {
    "same-name": _K(
        "two files of a folder have one domain name",
        'the name "{name}" is taken by {other}; only that one is served',
    ),
    # tasks and transitions
    "unreachable-task": _K(
        "no way leads to a task",
        "no way leads to task {task}, neither from task {opening}, which is the first, nor from"
        " anywhere",
    ),
    "way-never-taken": _K(
        "a way to another task that is never taken", "this way is never taken: {why}"
    ),
    "system-circle": _K(
        "tasks lead to each other at once, without an end",
        "these tasks lead to each other at once, without an end: {path}",
    ),
    # texts
    "text-never-said": _K(
        "a text that is never said",
        "never said: the one in line {line} {why}; for several wordings write"
        " {{text: [this one, that one]}}",
    ),
    "comment-in-text": _K(
        "a text whose end is a comment, because it has no quotes",
        "{comment} is a comment and no part of the text: write quotes around the text, or a space"
        " behind # if a comment is meant",
    ),
    "no-address": _K(
        "a picture that is no address",
        'platforms fetch a picture by its address, https://…; "{written}" is none',
    ),
    "one-form": _K(
        "a particle behind a value, in a form that fits only some of its values",
        '"{form}" behind {{{name}}} does not fit every value; write {written}',
    ),
    # slots
    "ask-without-fill": _K(
        "a question for a slot that the task does not need",
        "{slot} is never asked for here: it is not in fill, nor before one that is",
    ),
    "preceding-circle": _K(
        "slots that precede each other",
        "none of these can be the first that is asked for: {path}",
    ),
    "reset-never-filled": _K(
        "a slot is forgotten that nothing can fill",
        "nothing can fill {slot}, so there is nothing to forget",
    ),
    "never-filled": _K(
        "a value is shown, compared or expected that nothing can have given",
        "{name} never has a value here: {why}",
    ),
    "unused-slot": _K("a slot that the domain does not use", "slot {slot} is used nowhere{why}"),
    "alike-slots": _K(
        "two slots of a task that the same words would fill",
        "{words} may be {one} or {other}; give one of them words that stand beside its values"
        " (words: [출발, 에서])",
    ),
    "key-without-lookup": _K(
        "a key of records that no task looks up",
        "the key of {entity} names records, but no task looks {entity} up",
    ),
    # values and records
    "duplicate-synonym": _K(
        "a word that stands twice among the values of a slot", '"{word}" {problem}'
    ),
    "unknown-instance-value": _K(
        "a record has a value that its slot does not have",
        '"{value}" is no value of {slot}{hint}',
    ),
    "unknown-value": _K(
        "a comparison with a value that the slot does not have",
        '"{value}" is no value of {slot}{hint}',
    ),
    "not-a-number": _K(
        "a number is compared with what is none", '{name} is a number, and "{value}" is none'
    ),
    # acts
    "unknown-system-act": _K(
        "a comparison with an act that no text performs", 'no text performs the act "{act}"{hint}'
    ),
    "swallowed-act": _K(
        "a pattern takes the words of an act that every domain understands",
        'whoever says "{words}" means the act {act}, which need not be written, and gets this one;'
        " name this act {act}, or write what else is said",
    ),
    "unknown-kind": _K(
        "a comparison of `kind` with what no utterance does",
        'no utterance is a "{kind}"{hint}',
    ),
    "unused-act": _K(
        "an act that no condition asks for", 'no condition asks for it: act = "{act}"'
    ),
    "colliding-acts": _K(
        "two acts are said in the same way",
        'act {act} is said in the same way, "{words}" (line {line})',
    ),
    "ignored-sign": _K(
        "a sign of regular expressions in a pattern, where it means nothing",
        '"{sign}" is ignored here: words may stand between those of a pattern anyway; (this|that)'
        " is one of two, [this] may be left out",
    ),
    "empty-alternative": _K(
        "an alternative of a pattern with nothing in it",
        "an alternative with nothing in it; what may be left out stands in [ ]",
    ),
}
"""The codes of warnings, each with what it stands for and its wording."""

ERRORS: dict[str, MistakeKind] = FILES | DOMAINS
"""The same for what keeps a file from loading."""

CODES: dict[str, str] = {code: kind.meaning for code, kind in (ERRORS | WARNINGS).items()}
"""All codes, each with what it stands for."""


def warn(code: str, **values: object) -> Mistake:
    """A warning of a kind, its wording filled in."""
    return Mistake(code, WARNINGS[code].wording.format_map(values))


def warning(found: Mistake, node: Node, offset: int = 0, word: str = "") -> Diagnostic:
    """A warning about what stands at character `offset` of a node: about `word`, where it is
    written there."""
    line, column = node.place_at(offset)
    end = column + len(word) if word else 0
    return found.at(node.source.path, line, column, "warning", end)
