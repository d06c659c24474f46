"""One form for every way of writing a text: full-width forms, letters in one piece or apart.

A bot on a Mac may send each letter of 부산 for itself.
"""

from __future__ import annotations

import re
import unicodedata

from mockgenie.korean.lazy_regex import LazyPattern

APART = "\u0300-\u036f\u1100-\u11ff"
"""Marks and jamo, of which letters are put together: the inside of a character class."""

_MAY_BE_APART = re.compile(f"[{APART}]")
# Without longer runs of marks: putting those in order takes the square of their number.
_TAKEN_APART = LazyPattern(r"[가-힣]?[\u1100-\u11ff]+|\w[\u0300-\u036f]{1,16}")

# Full-width ASCII and the ideographic space; NFKC would do more than is wanted (ㅋ becomes a
# leading consonant).
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_LONG_TEXT = 200
_MANY_SIGNS = LazyPattern(r"([^\w\s!-~]{32})[^\w\s!-~]+")
"""Among them marks upon a letter, which are sorted in a time that grows with their square."""

# What most letters are is told first, which makes it ten times as fast.
_SIGN = re.compile(
    r"[^가-힣a-zA-Z0-9 ]"
    r"(?:(?<=[^\w\s.,:/-])|(?<=_)|(?<=[.,:/-])(?:(?![0-9])|(?<![^\W_].)))"
)
"""What is no part of a word, nor space."""
_SIGNS_BEHIND = ".?!;~…,\n "
"""Signs that mostly stand behind a text."""


def composed(text: str) -> str:
    """`text` with its syllables and accented letters in one piece (NFC); linear in its length."""
    if text.isascii() or not _MAY_BE_APART.search(text):
        return text
    return _TAKEN_APART.compiled.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def normalise(text: str) -> str:
    """`text` in NFC, full-width forms made narrow. Of more than 32 signs in a row that are not
    ASCII only the first 32 are left where the text is long."""
    if len(text) > _LONG_TEXT:
        text = _MANY_SIGNS.compiled.sub(r"\1", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_NARROW) if _WIDE.search(text) else text


def split_words(text: str) -> list[str]:
    """The words of `text`: letters and digits, with the signs inside a number."""
    return split_text(text)[0]


def split_text(text: str) -> tuple[list[str], bool]:
    """The words of `text`, and whether it is plain: nothing but a space stands between them, and
    signs only behind the last."""
    text = text.rstrip(_SIGNS_BEHIND)
    words = text.split()
    if not "".join(words).isalnum():  # with a sign between them, as few texts are
        words = _SIGN.sub(" ", text).split()
    return words, " ".join(words) == text


def squeeze(text: str) -> str:
    """The letters of `text`: what a word of a dictionary or a pattern is compared by."""
    return "".join(split_words(normalise(text))).lower()


def closed_by(final: int) -> str:
    """The syllables that end with a consonant, by its number among the finals (ㄴ is 4)."""
    return "".join(map(chr, range(ord("가") + final, ord("힣") + 1, 28)))
