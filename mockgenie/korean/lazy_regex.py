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
    searched; none where there are no such letters.
    """

    def __init__(self, pattern: str, flags: int = 0, *, cues: str = "") -> None:
        self._pattern = pattern
        self._flags = flags
        self.cues = frozenset(cues)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled at the first use."""
        return re.compile(self._pattern, self._flags)

    def is_ruled_out(self, letters: Iterable[str]) -> bool:
        """Whether nothing matches in a text of these letters, for there is no cue among them."""
        return self.cues.isdisjoint(letters)

    def search(self, text: str, letters: Iterable[str]) -> re.Match[str] | None:
        """The first match in a text of no other letters than these, None for none."""
        return None if self.cues.isdisjoint(letters) else self.compiled.search(text)
