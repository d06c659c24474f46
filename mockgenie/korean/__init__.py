"""Facts of the Korean language: spelling, particles, days. Knows nothing of dialogs."""

from mockgenie.korean.dates import day_words, find_numbered_days, resolve_day
from mockgenie.korean.normal import Utterance, normalise, read_utterance, squeeze
from mockgenie.korean.particles import PARTICLES, WRITTEN, attach, final_of

__all__ = [
    "PARTICLES",
    "WRITTEN",
    "Utterance",
    "attach",
    "day_words",
    "final_of",
    "find_numbered_days",
    "normalise",
    "read_utterance",
    "resolve_day",
    "squeeze",
]
