"""What was asked and answered, kept bounded, and read by filters."""

from mockgenie.journal.entries import FACTS, Entry, Reader, entries_of, read_filter
from mockgenie.journal.journal import (
    ChannelTurn,
    Exchange,
    Journal,
    Led,
    Problem,
    Received,
    Wanted,
    unpack,
)
from mockgenie.journal.transcripts import lines_of, transcript

__all__ = [
    "FACTS",
    "ChannelTurn",
    "Entry",
    "Exchange",
    "Journal",
    "Led",
    "Problem",
    "Reader",
    "Received",
    "Wanted",
    "entries_of",
    "lines_of",
    "read_filter",
    "transcript",
    "unpack",
]
