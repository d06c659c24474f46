"""Facts of the Korean language: spelling, particles, days. Knows nothing of dialogs."""

from mockgenie.korean.dates import day_words, find_numbered_days, resolve_day
from mockgenie.korean.normal import Utterance, normalise, read_utterance, squeeze
from mockgenie.korean.particles import PARTICLES, WRITTEN, attach, final_of
from mockgenie.korean.words import SHORT_PARTICLES, is_stem, is_word, names_value

__all__ = [
    "PARTICLES",
    "SHORT_PARTICLES",
    "WRITTEN",
    "Utterance",
    "attach",
    "day_words",
    "final_of",
    "find_numbered_days",
    "is_stem",
    "is_word",
    "names_value",
    "normalise",
    "read_utterance",
    "resolve_day",
    "squeeze",
]
