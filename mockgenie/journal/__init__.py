"""What was asked and answered, kept bounded, and read by filters."""

from mockgenie.journal.entries import FACTS, Entry, Reader, entries_of, read_filter
from mockgenie.journal.journal import Exchange, Journal, Problem, Wanted, unpack
from mockgenie.journal.transcript import lines_of, transcript

__all__ = [
    "FACTS",
    "Entry",
    "Exchange",
    "Journal",
    "Problem",
    "Reader",
    "Wanted",
    "entries_of",
    "lines_of",
    "read_filter",
    "transcript",
    "unpack",
]
