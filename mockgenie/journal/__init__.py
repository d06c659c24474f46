"""What was asked and answered, kept bounded, and read by filters."""

from mockgenie.journal.access_keys import short_key, short_keys_in, short_keys_in_bytes
from mockgenie.journal.arrivals import Arrivals, TooManyWaiting
from mockgenie.journal.entries import (
    FACTS,
    Entry,
    Reader,
    exchange_at,
    exchanges_of,
    read_entries,
    read_filter,
)
from mockgenie.journal.journal import (
    MOST_BYTES,
    ChannelTurn,
    DataProblem,
    Exchange,
    Journal,
    Led,
    Received,
    pack,
    unpack,
)
from mockgenie.journal.transcripts import lines_of, requests_in, transcript

__all__ = [
    "FACTS",
    "MOST_BYTES",
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
    "exchange_at",
    "exchanges_of",
    "lines_of",
    "pack",
    "read_entries",
    "read_filter",
    "requests_in",
    "short_key",
    "short_keys_in",
    "short_keys_in_bytes",
    "transcript",
    "unpack",
]
