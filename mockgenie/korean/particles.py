"""Particles that take their form from the last sound of the word before them."""

from __future__ import annotations

import re
from enum import Enum

from mockgenie.korean.lazy_regex import LazyPattern
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

FITTING = {
    form: written
    for written, pair in PARTICLES.items()
    if written == f"{pair[0]}({pair[1]})" and pair[0] not in ("아", "이라")
    for form in pair
}
"""How a particle is written so that it fits, by either of its forms: 는 is 은(는)."""

ONE_FORM = f"(?:{'|'.join(sorted(FITTING, key=len, reverse=True))})(?![가-힣()/])"
"""A pattern: a particle that is written in one of its forms alone."""

WRITTEN = re.compile("|".join(map(re.escape, sorted(PARTICLES, key=len, reverse=True))))
"""Finds a written particle."""

# How the digits sound, and the powers of ten at the end of a number.
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
_POWERS = "영십백천만만만만억억억억조조조조경"
"""By the number of zeros, the last one for any more."""
_SIGNS = {"%": "트", "℃": "도", "°": "도", "$": "러", "€": "로", "㎏": "램", "㎞": "터", "㎝": "터"}
"""Signs that are spoken, by the syllable that they end in: 퍼센트, 도, 달러."""
_UNITS = {"kg": "램", "g": "램", "mg": "램", "kcal": "리", "l": "터", "ml": "터"}
_UNITS |= dict.fromkeys(("km", "m", "cm", "mm"), "터")
_UNIT = LazyPattern(rf"(?<=[0-9])\s?({'|'.join(_UNITS)})\Z", re.IGNORECASE)
_LETTERS = LazyPattern("[A-Za-z]+$")
_NAMES_OF_LETTERS = {"L": Final.RIEUL, "R": Final.RIEUL, "M": Final.CONSONANT, "N": Final.CONSONANT}
_ENDS_OF_WORDS = (
    (re.compile("le?$"), Final.RIEUL),  # Mobile, Apple, Seoul
    (re.compile("(?:[mn]|ng|[aeiou][mn]e)$"), Final.CONSONANT),  # Phone, Time
    (re.compile("(?:(?<![aeiou])[aeiou]|oo)(?:[bkpt]|ck|c)$"), Final.CONSONANT),  # Web, Facebook
)
"""How English words end when Koreans say them; others end in a vowel: 카페, 스타트, 게이머스."""
_KANA = {"ん": Final.CONSONANT, "ン": Final.CONSONANT}
_CLOSING = {")": "(", "]": "[", "）": "（"}


def final_of(word: str) -> Final:
    """The final sound of `word`: Hangul, digits, Latin letters or a sign like %. Other signs are
    skipped, and so is what only stands in brackets behind a word: 서울(특별시) ends in ㄹ.

    >>> final_of("서울"), final_of("10"), final_of("KTX")
    (<Final.RIEUL: 'ㄹ'>, <Final.CONSONANT: 'consonant'>, <Final.VOWEL: 'vowel'>)
    """
    word = _spoken(normalise(word))
    last = _SIGNS.get(word[-1:], word[-1:])
    if unit := _UNIT.compiled.search(word):
        last = _UNITS[unit[1].lower()]
    elif last in _DIGITS and last:
        last = _spoken_end(word)
    if "가" <= last <= "힣":
        jamo = (ord(last) - ord("가")) % 28
        return Final.VOWEL if jamo == 0 else Final.RIEUL if jamo == 8 else Final.CONSONANT
    letters = _LETTERS.compiled.search(word)
    return _final_of_latin(letters[0]) if letters else _KANA.get(last, Final.VOWEL)


def _spoken(word: str) -> str:
    """A word up to the last sign in it that is spoken."""
    end = len(word)
    while end and not (word[end - 1].isalnum() or word[end - 1] in _SIGNS):
        end -= 1
        if opening := _CLOSING.get(word[end]):
            before = word.rfind(opening, 0, end)
            if before > 0 and any(map(str.isalnum, word[:before])):
                end = before
    return word[:end]


def _final_of_latin(letters: str) -> Final:
    if len(letters) == 1 or letters.isupper():
        return _NAMES_OF_LETTERS.get(letters[-1].upper(), Final.VOWEL)
    ends = (final for pattern, final in _ENDS_OF_WORDS if pattern.search(letters.lower()))
    return next(ends, Final.VOWEL)


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
