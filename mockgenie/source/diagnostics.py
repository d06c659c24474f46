"""What is wrong in a file, and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, did you mean "x"?` where a known word is close, else the known ones, else nothing."""
    # Imported here, because only a mistake needs it.
    from difflib import get_close_matches

    known = list(known)
    # Weather.city, where only city was written.
    close = [name for name in known if name.endswith(f".{word}")]
    if not close:
        # By the letters of which syllables are made, so that 날시 is close to 날씨.
        plain = {_taken_apart(name): name for name in known}
        if "." not in word:
            plain = {_taken_apart(name.rpartition(".")[2]): name for name in known} | plain
        close = [plain[match] for match in get_close_matches(_taken_apart(word), plain, 1, 0.6)]
    if close:
        return f', did you mean "{close[0]}"?'
    return f" (known: {', '.join(known)})" if 0 < len(known) <= 12 else ""


def _taken_apart(word: str) -> str:
    return unicodedata.normalize("NFD", word).casefold()
