"""Regular expressions that are compiled when they are first needed.

The large ones take some ten milliseconds each, which a server that starts would pay for before
anybody has said anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property


class LazyPattern:
    """A regular expression; `compiled` is the pattern.

    `cues`: letters of which each match has at least one, so that a text without them need not be
    searched; `firsts`: the letters that a match can begin with, so that it is looked for nowhere
    else (the inside of a character class). None where there are no such letters.
    """

    def __init__(self, pattern: str, flags: int = 0, *, cues: str = "", firsts: str = "") -> None:
        self.pattern = pattern
        self.flags = flags
        self.cues = frozenset(cues)
        self.firsts = firsts

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled at the first use."""
        begins = f"(?=[{self.firsts}])" if self.firsts else ""
        return re.compile(f"{begins}(?:{self.pattern})" if begins else self.pattern, self.flags)

    def is_ruled_out(self, letters: Iterable[str]) -> bool:
        """Whether nothing matches in a text of these letters, for there is no cue among them."""
        return self.cues.isdisjoint(letters)

    def search(self, text: str, letters: Iterable[str]) -> re.Match[str] | None:
        """The first match in a text of no other letters than these, None for none."""
        return None if self.cues.isdisjoint(letters) else self.compiled.search(text)
