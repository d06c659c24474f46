"""Regular expressions that are compiled when they are first needed, and those that are looked for
in every utterance.

The large ones take some ten milliseconds each, which a server that starts would pay for before
anybody has said anything. Most of what is looked for is not there, which one look at the letters
tells for all expressions at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Protocol


class LazyPattern:
    """A regular expression; `compiled` is the pattern, compiled at the first use.

    `firsts`: the letters that a match can begin with, so that it is looked for nowhere else (the
    inside of a character class); "" for any.
    """

    compiled: re.Pattern[str]

    def __init__(self, pattern: str, flags: int = 0, *, firsts: str = "") -> None:
        self.pattern = pattern
        self.flags = flags
        self.firsts = firsts

    if not TYPE_CHECKING:  # which would take every name for one that is there

        def __getattr__(self, name: str) -> re.Pattern[str]:
            # It is called only for what is not there yet, so that later uses cost nothing.
            if name != "compiled":
                raise AttributeError(name)
            begins = f"(?=[{self.firsts}])" if self.firsts else ""
            written = f"{begins}(?:{self.pattern})" if begins else self.pattern
            self.compiled = re.compile(written, self.flags)
            return self.compiled


class SoughtPattern(LazyPattern):
    """An expression that is looked for in every utterance, and that can match in letters only
    where it is among their `Signs`.

    `sign`: an expression that letters have wherever this one matches a part of them; "" for this
    one itself. Of either, what stands around a match counts nothing, and RE2 has to know the rest.
    """

    def __init__(self, pattern: str, flags: int = 0, *, sign: str = "", firsts: str = "") -> None:
        super().__init__(pattern, flags, firsts=firsts)
        self._sign = sign or pattern
        _SOUGHT.append(self)

    @property
    def sign(self) -> str:
        """What is looked for in its place, without what stands around a match."""
        return _without_assertions(self._sign)


class Signs(Protocol):
    """What may match in some letters, or in a part of them."""

    def __contains__(self, pattern: object, /) -> bool:
        """Whether a pattern may match."""

    def isdisjoint(self, patterns: Iterable[object], /) -> bool:
        """Whether none of some patterns can match."""


class _AnySigns:
    def __contains__(self, pattern: object, /) -> bool:
        return True

    def isdisjoint(self, patterns: Iterable[object], /) -> bool:
        return False


ANY_SIGNS: Signs = _AnySigns()
"""Of letters that are not known, or whose signs are not."""
_SOUGHT: list[SoughtPattern] = []
_MOST_MEMORY = 32 << 20
_ASSERTION = re.compile(r"\(\?<?[=!]|\\[ZbB]|[$^]")


def signs_in(letters: str) -> Signs:
    """What may match in some letters, found in a time that grows with their number alone."""
    found = _finder(len(_SOUGHT))(letters.encode())
    return frozenset(map(_SOUGHT.__getitem__, found)) if found else frozenset()


@cache
def _finder(_: int) -> Callable[[bytes], list[int] | None]:
    """Finds all of the signs that there are so far, in letters in UTF-8."""
    import re2  # late: a server has answered by then

    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    signs = re2.Set.SearchSet(options)
    for pattern in _SOUGHT:
        signs.Add(pattern.sign)
    signs.Compile()
    find: Callable[[bytes], list[int] | None] = signs.Match
    return find


def _without_assertions(pattern: str) -> str:
    """An expression that matches wherever `pattern` does, whatever stands around."""
    kept: list[str] = []
    place = 0
    while place < len(pattern):
        if pattern[place] == "[":
            end = _end_of_class(pattern, place)
        elif found := _ASSERTION.match(pattern, place):
            place = _end_of_group(pattern, place) if found[0][0] == "(" else found.end()
            continue
        else:
            end = place + 1 + (pattern[place] == "\\")
        kept.append(pattern[place:end])
        place = end
    return "".join(kept)


def _end_of_class(pattern: str, start: int) -> int:
    return pattern.index("]", start + 2 + (pattern[start + 1] == "^")) + 1


def _end_of_group(pattern: str, start: int) -> int:
    depth, place = 0, start
    while True:
        letter = pattern[place]
        if letter == "[":
            place = _end_of_class(pattern, place)
            continue
        depth += (letter == "(") - (letter == ")")
        place += 1 + (letter == "\\")
        if depth == 0:
            return place
