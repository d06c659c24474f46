"""What the servers of this process were asked since some moment, such as the start of a test."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mockgenie.journal import Exchange, Reader, transcript
from mockgenie.testing.live.journal import JournalView

_LAST: WeakKeyDictionary[JournalView, Exchange | None] = WeakKeyDictionary()
"""By journal, the last exchange before that moment."""


def watch(journal: JournalView) -> None:
    """Tell of this journal from now on, as long as it is there."""
    _LAST[journal] = None


def begin() -> None:
    """Have this be the moment."""
    for journal in _here():
        exchanges = journal.exchanges()
        _LAST[journal] = exchanges[-1] if exchanges else None


def told() -> str:
    """The transcripts of what came since then, each with its server where there are several; ""
    for nothing."""
    parts = []
    for journal, last in _here().items():
        exchanges = journal.exchanges()
        # Where the journal was cleared meanwhile, all of it came since.
        known = next((i for i, one in enumerate(exchanges, 1) if one == last), 0)
        if new := exchanges[known:]:
            parts.append((journal.url, transcript(map(Reader(exchanges).read, new))))
    if len(parts) == 1:
        return parts[0][1]
    return "\n".join(f"{url}\n{said}" for url, said in parts)


def _here() -> dict[JournalView, Exchange | None]:
    """Those of servers that run in this process, or did: it may be a fork of theirs."""
    return {journal: last for journal, last in list(_LAST.items()) if not journal.is_elsewhere}
