"""Particles that take their form from the last sound of the word before them."""

from __future__ import annotations

import re
from enum import Enum

from mockgenie.korean.spelling import normalise


class Final(Enum):
    """How a word ends when it is spoken."""

    VOWEL = "vowel"
    RIEUL = "ㄹ"
    CONSONANT = "consonant"


PAIRS = [
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("으로", "로"),
    ("이랑", "랑"),
    ("이나", "나"),
    ("이에요", "예요"),
    ("이라", "라"),
    ("아", "야"),
]
"""After a consonant, after a vowel."""

PARTICLES = {
    written: pair
    for pair in PAIRS
    for one, other in (pair, pair[::-1])
    for written in (f"{one}({other})", f"{one}/{other}")
} | {f"({long[0]}){short}": (long, short) for long, short in PAIRS if long.endswith(short)}
"""What an author writes, `은(는)`, `은/는`, either form first, or `(으)로`, to the two forms."""

WRITTEN = re.compile("|".join(map(re.escape, sorted(PARTICLES, key=len, reverse=True))))
"""Finds a written particle."""

# How the digits sound, and the powers of ten at the end of a number.
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
_POWERS = "영십백천만만만만억억억억조조조조경"
"""By the number of zeros, the last one for any more."""
_LATIN = {"l": Final.RIEUL, "r": Final.RIEUL, "m": Final.CONSONANT, "n": Final.CONSONANT}


def final_of(word: str) -> Final:
    """The final sound of `word`: Hangul, digits, Latin letters or %; other signs are skipped.

    >>> final_of("서울"), final_of("10"), final_of("KTX")
    (<Final.RIEUL: 'ㄹ'>, <Final.CONSONANT: 'consonant'>, <Final.VOWEL: 'vowel'>)
    """
    word = normalise(word)
    end = len(word)
    while end and not word[end - 1].isalnum():
        if word[end - 1] == "%":  # 퍼센트
            return Final.VOWEL
        end -= 1
    last = word[end - 1 : end]
    if last in _DIGITS and last:
        last = _spoken_end(word[:end])
    if "가" <= last <= "힣":
        jamo = (ord(last) - ord("가")) % 28
        return Final.VOWEL if jamo == 0 else Final.RIEUL if jamo == 8 else Final.CONSONANT
    return _LATIN.get(last.lower(), Final.VOWEL)


def attach(word: str, written: str) -> str:
    """The form of the particle `written`, for example `은(는)`, that fits behind `word`."""
    after_consonant, after_vowel = PARTICLES[written]
    final = final_of(word)
    if final is Final.VOWEL or (final is Final.RIEUL and after_vowel == "로"):
        return after_vowel
    return after_consonant


def _spoken_end(number: str) -> str:
    digits = re.search(r"[0-9,]+$", number)
    whole = digits[0].replace(",", "") if digits else number[-1]
    zeros = len(whole) - len(whole.rstrip("0"))
    if zeros and zeros < len(whole) and not number[: -len(whole)].endswith("."):
        return _POWERS[min(zeros, len(_POWERS) - 1)]
    return _DIGITS[whole[-1]]
