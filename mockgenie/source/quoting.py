"""Texts that YAML takes apart because they have no quotes: `{say: 네, 안녕하세요.}`, `{count}개`.

Some keep a file from being read at all, others make it a file that says something else.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any, NamedTuple

import yaml

from mockgenie.source.mistakes import Mistake, mistake
from mockgenie.source.yaml_text import YamlLoader

_LARGEST_FILE = 200_000
"""A larger file is not read again and again to find out which quotes it lacks."""
_MOST_TRIES = 40

_OPENED = re.compile("while (scanning a quoted|parsing a flow)")

_START = re.compile(r":[ \t]+|^[ \t]*(?:-[ \t]+)+|[\[,][ \t]*")
_END = re.compile(r"[ \t]*(?:[,}\]]|[ \t]#|$)")
_GOES_ON = re.compile(r"[ \t]*(?:[}\]]+[ \t]*(?:[,#]|$)|,[ \t]*(?:[\w.]+[ \t]*:(?:[ \t]|$)|$)|#|$)")
"""What stands behind a value of a mapping."""

_REASONS = (
    # What begins a text means something else there; that it is not meant, the rest tells.
    (r"(\{)[^{}]*\}[ \t]*[^\s,}\]#]", "that begins with {}"),
    (r"(\[)[^\[\]]*\][ \t]*[^\s,}\]#]", "that begins with {}"),
    (r"([\"'])(?:(?!\1).)*\1[ \t]*[^\s,}\]#:]", "that begins with {}"),
    (r"([*&!])(?=.*[ \t]|.*[^\x00-\x7f])", "that begins with {}"),
    (r"([|>])[ \t]*[^\s#+\-\d]", "that begins with {}"),
    (r"([-?])[ \t]", "that begins with {}"),
    (r"([%@`])", "that begins with {}"),
    # A word of English letters before a colon is rather a field, behind a comma that is missing.
    (r"(?![{\[\"']).*(?<![A-Za-z_])(:)(?:[ \t]|$)", 'with "{} "'),
    (r"(?![{\[\"']).*[ \t](#)", 'with " {}"'),
    (
        r"(?![{\[\"'])[^{\[]*(?<!: )(?:(\{)[^{}]*\}|(\[)[^\[\]]*\])",
        "with {} between braces or brackets",
    ),
)
"""Why a text needs quotes, by what it looks like."""


class Torn(NamedTuple):
    """A text that needs quotes: where it begins, from 0, and what is wrong."""

    start: int
    wrong: Mistake


def error_mark(error: yaml.MarkedYAMLError) -> Any:
    """Where an error is best shown, None where it says nothing: what is never closed, where it is
    opened."""
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    if mark and begun and begun.line < mark.line and _OPENED.search(error.context or ""):
        return begun
    return mark


def text_without_quotes(text: str, error: yaml.MarkedYAMLError) -> Torn | None:
    """The text in the line of an `error` that quotes would help, with its column; None where they
    would not."""
    mark = error_mark(error)
    if mark is None or len(text) > _LARGEST_FILE:
        return None
    lines = text.split("\n")
    row = lines[mark.line].rstrip("\r") if mark.line < len(lines) else ""
    begin = sum(map(len, lines[: mark.line])) + mark.line
    best: Torn | None = None
    for number, (start, end, why) in enumerate(_candidates(row)):
        if number == _MOST_TRIES:
            break
        written = row[start:end]
        quoted = _in_quotes(written)
        changed = text[: begin + start] + quoted + text[begin + end :]
        line, column = _first_error(changed)
        found = Torn(start, mistake("needs-quotes", why=why, written=quoted))
        if line > mark.line:
            return found
        if line == mark.line and column > mark.column + len(quoted) - len(written):
            best = best or found  # there is another one behind it
    return best


def torn_text(node: yaml.Node, text: str) -> Mistake | None:
    """What is wrong with a mapping that may be a text: `{count}`, or `시간: 두 시` in a list."""
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        return None
    ((key, value),) = node.value
    start, end = node.start_mark.index, node.end_mark.index
    written = text[start:end].strip()
    if not isinstance(key, yaml.ScalarNode) or key.style or "\n" in written:
        return None
    if written.startswith("{"):
        if not stands_alone(key, text):
            return None
        why = "that begins with {"
    else:
        if not isinstance(value, yaml.ScalarNode) or value.style or key.value.isascii():
            return None
        why = 'with ": "'
    return mistake("needs-quotes", why=why, written=_in_quotes(written))


def stands_alone(key: yaml.Node, text: str) -> bool:
    """Whether a key of a mapping in braces has no colon behind it."""
    if not isinstance(key, yaml.ScalarNode) or key.style:
        return False
    return text[key.end_mark.index :].lstrip()[:1] in (",", "}")


def torn_at_commas(
    pairs: list[tuple[yaml.Node, yaml.Node]], text: str, known: Container[str]
) -> dict[int, tuple[int, Mistake]]:
    """The values of a mapping in braces that commas cut: which pair each is, how many pairs behind
    it are its rest, and what is wrong. A key of `known` is none."""
    found: dict[int, tuple[int, Mistake]] = {}
    number = 0
    while number < len(pairs):
        value, rest = pairs[number][1], number + 1
        if isinstance(value, yaml.ScalarNode) and not value.style and value.value:
            while rest < len(pairs) and _is_rest(pairs[rest][0], text, known):
                rest += 1
            if rest > number + 1:
                last = pairs[rest - 1][0]
                written = text[value.start_mark.index : last.end_mark.index].strip()
                quoted = _in_quotes(" ".join(written.split()))
                why = "with a comma between braces"
                wrong = mistake("needs-quotes", why=why, written=quoted)
                found[number] = (rest - number - 1, wrong)
        number = rest
    return found


def _is_rest(key: yaml.Node, text: str, known: Container[str]) -> bool:
    return stands_alone(key, text) and key.value not in known


def _candidates(row: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a line that may be texts without quotes, and why they need them: the innermost
    first, the shortest first among those that a mapping could go on behind."""
    starts = {found.end(): found[0].strip() for found in _START.finditer(row)}
    ends = [found.start() for found in _END.finditer(row)]
    for start in sorted(starts, reverse=True):
        if row.count('"', 0, start) % 2:
            continue  # within quotes
        after = [end for end in ends if end > start]
        if starts[start] not in ("[", ","):
            after.sort(key=lambda end: not _GOES_ON.match(row, end))
        for end in after:
            for pattern, reason in _REASONS:
                if found := re.compile(pattern).match(row, start, end):
                    yield start, end, reason.format(found[found.lastindex or 0])
                    break


def _first_error(text: str) -> tuple[int, int]:
    """Line and column, from 0, of the first error of a file; behind its end where there is none."""
    try:
        yaml.compose(text, Loader=YamlLoader)
    except yaml.MarkedYAMLError as error:
        if mark := error_mark(error):
            return mark.line, mark.column
        return 0, 0
    except (yaml.YAMLError, RecursionError):
        return 0, 0
    return len(text), 0


def _in_quotes(text: str) -> str:
    """A text in the quotes that change nothing in it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
