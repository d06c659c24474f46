"""The expressions of `-k`: words with `and`, `or`, `not` and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from mockgenie.korean import normalise

Selection: TypeAlias = Callable[[str], bool]

_TOKEN = re.compile(r"""\s*(?:([()])|"([^"]*)"|'([^']*)'|([^\s()"']+))""")
_OPERATORS = ("and", "or", "not")
_DEEPEST = 50


class SelectionError(ValueError):
    """What is wrong with an expression."""


def select(expression: str) -> Selection:
    """Whether a text has the words of `expression`, in any case: `서울 and not 모레`; words side by
    side are one phrase. Raises SelectionError."""
    parser = _SelectionParser(list(_tokens(expression)))
    selection = parser.alternatives(0)
    parser.end()
    return lambda text: selection(_plain(text))


def _plain(text: str) -> str:
    return normalise(text).casefold()


def _tokens(expression: str) -> Iterator[tuple[str, bool]]:
    """The tokens, each with whether it stood in quotes."""
    position, size = 0, len(expression.rstrip())
    while position < size:
        found = _TOKEN.match(expression, position)
        if found is None:
            raise SelectionError("a quote is not closed")
        position = found.end()
        sign, double, single, word = found.groups()
        quoted = double if double is not None else single
        yield (quoted, True) if quoted is not None else (sign or word, False)


class _SelectionParser:
    def __init__(self, tokens: list[tuple[str, bool]]) -> None:
        self._tokens = tokens
        self._next = 0

    def alternatives(self, depth: int) -> Selection:
        parts = [self._all(depth)]
        while self._take("or"):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else lambda text: any(part(text) for part in parts)

    def end(self) -> None:
        if self._next < len(self._tokens):
            raise SelectionError(f'"{self._tokens[self._next][0]}" is not expected here')

    def _all(self, depth: int) -> Selection:
        parts = [self._one(depth)]
        while self._take("and"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else lambda text: all(part(text) for part in parts)

    def _one(self, depth: int) -> Selection:
        if depth > _DEEPEST:
            raise SelectionError(f"nested more than {_DEEPEST} deep")
        if self._take("not"):
            negated = self._one(depth + 1)
            return lambda text: not negated(text)
        if self._take("("):
            inner = self.alternatives(depth + 1)
            if not self._take(")"):
                raise SelectionError('")" is missing')
            return inner
        return self._phrase()

    def _phrase(self) -> Selection:
        words = []
        while self._next < len(self._tokens):
            word, quoted = self._tokens[self._next]
            if not quoted and (word in _OPERATORS or word in "()"):
                break
            words.append(word)
            self._next += 1
        phrase = _plain(" ".join(words))
        if not phrase.strip():
            raise SelectionError("a word is missing")
        return lambda text: phrase in text

    def _take(self, sign: str) -> bool:
        if self._next < len(self._tokens) and self._tokens[self._next] == (sign, False):
            self._next += 1
            return True
        return False
