"""One spelling for texts that are to be compared: a bot on a Mac may send each letter of 부산 for
itself."""

from __future__ import annotations

import re
import unicodedata

APART = "\u0300-\u036f\u1100-\u11ff"
"""Marks and jamo, of which letters are put together: the inside of a character class."""

_MAY_BE_APART = re.compile(f"[{APART}]")
# Without longer runs of marks: putting those in order takes the square of their number.
_TAKEN_APART = re.compile(r"[가-힣]?[\u1100-\u11ff]+|\w[\u0300-\u036f]{1,16}")


def composed(text: str) -> str:
    """`text` with its syllables and accented letters in one piece (NFC); linear in its length."""
    if text.isascii() or not _MAY_BE_APART.search(text):
        return text
    return _TAKEN_APART.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
