"""What was asked and answered, kept bounded, and read by filters."""

from mockgenie.journal.entries import FACTS, Entry, Reader, entries_of, read_filter
from mockgenie.journal.journal import (
    ChannelTurn,
    DataProblem,
    Exchange,
    Journal,
    Led,
    Received,
    Wanted,
    unpack,
)
from mockgenie.journal.transcripts import lines_of, transcript

__all__ = [
    "FACTS",
    "ChannelTurn",
    "DataProblem",
    "Entry",
    "Exchange",
    "Journal",
    "Led",
    "Reader",
    "Received",
    "Wanted",
    "entries_of",
    "lines_of",
    "read_filter",
    "transcript",
    "unpack",
]
