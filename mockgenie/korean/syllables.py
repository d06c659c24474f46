"""What a syllable is made of: consonant, vowel, closing consonant."""

from __future__ import annotations

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
"""The first one stands for none."""
_FIRST = ord("가")


def parts_of(syllable: str) -> tuple[str, str, str] | None:
    """The consonant, the vowel and the closing consonant (" " where there is none) of a syllable;
    None where it is another letter."""
    if not "가" <= syllable <= "힣":
        return None
    lead_vowel, final = divmod(ord(syllable) - _FIRST, len(FINALS))
    lead, vowel = divmod(lead_vowel, len(VOWELS))
    return LEADS[lead], VOWELS[vowel], FINALS[final]


def syllable(lead: str, vowel: str, final: str) -> str:
    """The syllable with these parts."""
    number = LEADS.index(lead) * len(VOWELS) + VOWELS.index(vowel)
    return chr(_FIRST + number * len(FINALS) + FINALS.index(final))
