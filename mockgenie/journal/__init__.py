"""What was asked and answered, kept bounded, and read by filters."""

from mockgenie.journal.arrivals import Arrivals, TooManyWaiting
from mockgenie.journal.discretion import discreet, discreet_bytes, short_key
from mockgenie.journal.entries import FACTS, Entry, Reader, read_entries, read_filter
from mockgenie.journal.journal import (
    ChannelTurn,
    DataProblem,
    Exchange,
    Journal,
    Led,
    Received,
    unpack,
)
from mockgenie.journal.transcripts import lines_of, transcript

__all__ = [
    "FACTS",
    "Arrivals",
    "ChannelTurn",
    "DataProblem",
    "Entry",
    "Exchange",
    "Journal",
    "Led",
    "Reader",
    "Received",
    "TooManyWaiting",
    "discreet",
    "discreet_bytes",
    "lines_of",
    "read_entries",
    "read_filter",
    "short_key",
    "transcript",
    "unpack",
]
