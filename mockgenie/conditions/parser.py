"""Condition text to its tree, or to what is wrong with it.

The grammar is grammar.lark. Lark has generated lark_parser.py from it, because importing Lark and
reading a grammar takes four times as long as importing what it generates, and a server loads its
first domain while a client waits. The command is at the top of grammar.lark; a test tells when the
two differ.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mockgenie.conditions.tree import (
    ALWAYS,
    DEEPEST,
    Comparison,
    Condition,
    Filled,
    Unwanted,
    all_of,
    any_of,
)
from mockgenie.source import escaped, with_caret

if TYPE_CHECKING:
    from mockgenie.conditions.lark_parser import Lark, Token, UnexpectedInput

_BREAK = re.compile("\r\n|[\r\n]")

_LONGEST = 65_536
_ESCAPED = re.compile(r'\\(["\\])')
_QUOTED = re.compile(r'"(\\.|[^"\\])*"')

_EXPECTED = {
    "NAME": "a name such as Weather.city",
    "OPERATOR": "an operator (= ~= > >= < <=)",
    "STRING": 'a value in double quotes ("서울")',
    "NUMBER": "a number",
    "LPAR": '"("',
    "RPAR": '")"',
    "_AND": '"and"',
    "_OR": '"or"',
    "_IS": '"is filled"',
    "NOT": '"not"',
    "_FILLED": '"filled"',
    "_UNWANTED": '"unwanted"',
    "$END": "the end",
}


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


@lru_cache(1024)
def parse(text: str) -> Condition:
    """The tree of `text`, for example `Weather.date="오늘" and count > 3`.

    Spaces, AND/OR in upper case, unquoted numbers and names in any letters are taken too. An empty
    text is the condition without any: ALWAYS. Raises ConditionError.
    """
    if len(text) > _LONGEST:
        problem = f"a condition has at most {_LONGEST:,} characters, this one has {len(text):,}"
        raise ConditionError(text, 0, problem)
    if not text or text.isspace():
        return ALWAYS
    _check_depth(text)
    from mockgenie.conditions.lark_parser import UnexpectedInput  # late, as in _lark

    try:
        tree = _lark().parse(text)
    except UnexpectedInput as error:
        raise _explain(text, error) from None
    assert isinstance(tree, Condition)
    return tree


def _check_depth(text: str) -> None:
    """Raises ConditionError where the tree would nest deeper than a condition may."""
    if text.count("(") <= DEEPEST:
        return
    depth, quoted, escaped = 0, False, False
    for position, char in enumerate(text):
        if quoted:
            quoted = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            quoted = True
        else:
            depth += (char == "(") - (char == ")")
            if depth > DEEPEST:
                problem = f"parentheses go at most {DEEPEST} deep"
                raise ConditionError(text, position, problem)


def _explain(text: str, error: UnexpectedInput) -> ConditionError:
    """What could have stood where the parser gave up."""
    position = getattr(error, "pos_in_stream", None)
    at_end = getattr(getattr(error, "token", None), "type", "") == "$END"
    if position is None or at_end:
        position = len(text)
    good = _lark().parse_interactive(text[:position])
    good.exhaust_lexer()
    expected: set[str] = good.accepts()  # type: ignore[no-untyped-call]
    wanted = tuple(words for name, words in _EXPECTED.items() if name in expected)
    if position == len(text):
        found = "the end"
    elif text[position] == '"' and "STRING" in expected:
        found = "a value whose quote is never closed"
        if _QUOTED.match(text, position):
            found = r"a value with a \ in it; write \\ for the sign itself, \" for a quote"
    else:
        found = f'"{escaped(text[position])}"'
    problem = f"expected {' or '.join(wanted)}, found {found}"
    return ConditionError(text, position, problem, wanted)


@lru_cache(1)
def _lark() -> Lark:
    # Late: who only builds conditions, or serves a domain without any, does not wait for it.
    from mockgenie.conditions.lark_parser import Lark_StandAlone, Transformer, v_args

    @v_args(inline=True)
    class BuildTree(Transformer):  # type: ignore[type-arg]
        def comparison(self, name: Token, operator: Token, value: Token) -> Condition:
            text = str(value)
            if value.type == "STRING":
                text = _ESCAPED.sub(r"\1", text[1:-1])
            return Comparison(str(name), str(operator), text)

        def filled(self, name: Token, negation: Token | None = None) -> Condition:
            return Filled(str(name), negation is None)

        def unwanted(self, name: Token, negation: Token | None = None) -> Condition:
            return Unwanted(str(name), negation is None)

        def conjunction(self, *parts: Condition) -> Condition:
            return all_of(parts)

        def alternatives(self, *parts: Condition) -> Condition:
            return any_of(parts)

    parser: Lark = Lark_StandAlone(transformer=BuildTree())  # type: ignore[no-untyped-call]
    return parser
