"""Reviews what is said: texts behind others that are always said before them."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.conditions import ALWAYS
from mockgenie.lint.codes import warning
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline
from mockgenie.source import Diagnostic

_SEVERAL = "for several wordings write {text: [this one, that one]}"


def check_texts(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about texts that are never said."""
    for spoken in outline.spoken:
        before: dict[str, int] = {}
        for saying, entry in zip(spoken.sayings, spoken.entries, strict=True):
            always, same = before.get(str(ALWAYS)), before.get(str(saying.when))
            if always is not None:
                told = f"never said: the one in line {always} always is; {_SEVERAL}"
                yield warning("text-never-said", entry, told)
            elif same is not None:
                told = f"never said: the one in line {same} has the same condition; {_SEVERAL}"
                yield warning("text-never-said", entry, told)
            before.setdefault(str(saying.when), entry.place[0])
