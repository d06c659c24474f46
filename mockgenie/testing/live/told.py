"""What the servers of this process were asked since some moment, such as the start of a test."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mockgenie.server import Exchange
from mockgenie.server.entries import entry_of
from mockgenie.testing.live.journal import JournalView
from mockgenie.testing.live.transcript import transcript

_LAST: WeakKeyDictionary[JournalView, Exchange | None] = WeakKeyDictionary()
"""By journal, the last exchange before that moment."""


def watch(journal: JournalView) -> None:
    """Tell of this journal from now on, as long as it is there."""
    _LAST[journal] = None


def begin() -> None:
    """Have this be the moment."""
    for journal in list(_LAST):
        exchanges = journal.exchanges()
        _LAST[journal] = exchanges[-1] if exchanges else None


def told() -> str:
    """The transcripts of what came since then, "" for nothing."""
    parts = []
    for journal, last in list(_LAST.items()):
        exchanges = journal.exchanges()
        # Where the journal was cleared meanwhile, all of it came since.
        known = next((i for i, one in enumerate(exchanges, 1) if one == last), 0)
        if new := exchanges[known:]:
            parts.append(transcript(map(entry_of, new)))
    return "\n".join(parts)
