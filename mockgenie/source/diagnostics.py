"""What is wrong in a file, and where."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

Severity: TypeAlias = Literal["error", "warning"]
"""error: the file does not load; warning: it does, but something in it cannot be meant so."""


class Diagnostic(Struct, frozen=True):
    """One problem: `line` and `column` count from 1; `code` names its kind, `message` says what
    is wrong and what would be right; `end_column` is where what is wrong ends, 0 where that is
    not known."""

    path: Path
    line: int
    column: int
    code: str
    message: str
    severity: Severity = "error"
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class SourceError(Exception):
    """A file that does not load. `diagnostics` has every problem found, in file order."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


_FEW = 500
"""Among so many known words the closest is looked for, among more one that differs by a letter."""
_MOST_COMPARED = 20_000
"""Words that are compared for all the suggestions of a file: close to a second's work."""
_LOOKED_UP, _INDEXED = 50, 20
"""Looking one word up among many costs as much as comparing so many; so many are put into the
index meanwhile in the time of one."""
_LETTERS = 100
"""Different letters that are tried in each place."""

_left: ContextVar[list[int] | None] = ContextVar("comparisons left", default=None)


@contextmanager
def few_suggestions() -> Iterator[None]:
    """Within, looking for what was meant takes a second at most, however often it is asked for:
    around the reading of a file, in which anything may be misspelt thousands of times."""
    if _left.get() is not None:
        yield
        return
    token = _left.set([_MOST_COMPARED])
    try:
        yield
    finally:
        _left.reset(token)
        _last.set(None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, did you mean "x"?` where a known word is close, else the known ones, else nothing.

    Among many, only one that differs by one letter is close; they are looked through faster where
    it is the same collection each time."""
    known = known if isinstance(known, Collection) else list(known)
    if _is_affordable(known):
        close = _closest(word, known) if len(known) <= _FEW else _nearly_same(word, known)
        if close:
            return f', did you mean "{close}"?'
    return f" (known: {', '.join(known)})" if 0 < len(known) <= 12 else ""


def _is_affordable(known: Collection[str]) -> bool:
    """Whether there is time to look for what was meant."""
    left = _left.get()
    if left is None:
        return True
    if len(known) <= _FEW:
        left[0] -= len(known)
    else:
        left[0] -= _LOOKED_UP + (0 if _known_index(known) else len(known) // _INDEXED)
    return left[0] >= 0


def _closest(word: str, known: Collection[str]) -> str:
    # Imported here, because only a mistake needs it.
    from difflib import get_close_matches

    # Weather.city, where only city was written.
    if close := next((name for name in known if name.endswith(f".{word}")), ""):
        return close
    # By the letters of which syllables are made, so that 날시 is close to 날씨.
    plain = {_taken_apart(name): name for name in known}
    if "." not in word:
        plain = {_taken_apart(name.rpartition(".")[2]): name for name in known} | plain
    found = get_close_matches(_taken_apart(word), plain, 1, 0.6)
    return plain[found[0]] if found else ""


class _Index:
    """Many known words, to be found by one that is nearly the same."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known
        self.size = len(known)
        self._plain: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for name in known:
            for written in {name, name.rpartition(".")[2]}:
                plain = _taken_apart(written)
                self._plain.setdefault(plain, name)
                counts.update(plain)
        self._letters = [letter for letter, _ in counts.most_common(_LETTERS)]

    def nearly_same(self, word: str) -> str:
        """A known word that differs by one letter, or by two in each other's places; ""
        for none."""
        word = _taken_apart(word)
        return next(filter(None, map(self._plain.get, self._near(word))), "")

    def _near(self, word: str) -> Iterator[str]:
        yield word
        places = range(len(word))
        yield from (word[:at] + word[at + 1 :] for at in places)
        yield from (word[:at] + word[at : at + 2][::-1] + word[at + 2 :] for at in places)
        for letter in self._letters:
            yield from (word[:at] + letter + word[at + 1 :] for at in places)
            yield from (word[:at] + letter + word[at:] for at in range(len(word) + 1))


_LONGEST = 100
_last: ContextVar[_Index | None] = ContextVar("the last index", default=None)


def _nearly_same(word: str, known: Collection[str]) -> str:
    if len(word) > _LONGEST:
        return ""
    index = _known_index(known)
    if index is None:
        index = _Index(known)
        if _left.get() is not None:  # kept no longer than the file is read
            _last.set(index)
    return index.nearly_same(word)


def _known_index(known: Collection[str]) -> _Index | None:
    """The index of a collection, if it is the last one that was made."""
    index = _last.get()
    return index if index and index.known is known and index.size == len(known) else None


def _taken_apart(word: str) -> str:
    return unicodedata.normalize("NFD", word).casefold()
