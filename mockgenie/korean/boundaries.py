"""Where words begin and end in an utterance that may be written with other spaces."""

from __future__ import annotations

from mockgenie.korean.normal import Utterance

SHORT_PARTICLES = "은는이가을를에도의로과와만"
"""The particles of one letter."""

_ENDINGS = {"", "요", "으로", "으로요", "이랑", "랑", "하고", "에서", "에는", "부터", "까지"}
_ENDINGS |= {"이나", "이에요", "예요", "입니다", "이야", "야", "이죠", "인데", "인데요"}
_ENDINGS |= {particle + end for particle in SHORT_PARTICLES for end in ("", "요")}

_TO_PAY = ("거", "건", "게", "까", "래", "수", "돈")
"""What stands behind 낼 where it is a form of 내다, and not 내일."""

_NOT_MUCH = ("얼마안", "얼마전", "얼마못", "얼마되지", "얼마남지")
"""산 지 얼마 안 됐어요 asks for no price."""


def is_word(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters are a whole word, but for its ending (물이요)."""
    return utterance.starts[start] == 1 and utterance.rest_of_word(end) in _ENDINGS


def names_value(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters name a value, and are not merely a part of something else: 서울 in
    가서 울산, 1 in 100, 내일 in 내 일정. They may run over spaces, but over no other sign."""
    letters, starts = utterance.letters, utterance.starts
    if letters[start:end] == "낼" and letters.startswith(_TO_PAY, end):
        return False
    # Digits come before all letters, and no other sign is left among them.
    if letters[start] <= "9" or letters[end - 1] <= "9":
        if letters[end - 1].isdigit() and utterance.rest_of_word(end)[:1].isdigit():
            return False
        in_number = letters[start].isdigit() and not starts[start]
        if in_number and letters[start - 1].isdigit():
            return False
    if not utterance.crosses_words(start, end):
        return end - start > 1 or is_word(utterance, start, end)
    if not starts[start] or utterance.crosses_signs(start, end):
        return False
    return not starts[end - 1] or utterance.rest_of_word(end) in _ENDINGS


def is_stem(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters are a word of a pattern: one letter a whole word, but for its ending,
    several not the end of one word and the beginning of another."""
    if end - start == 1:
        return is_word(utterance, start, end)
    if utterance.letters.startswith(_NOT_MUCH, start):
        return False
    return utterance.starts[start] == 1 or not utterance.crosses_words(start, end)


def end_of_value(utterance: Utterance, end: int) -> int:
    """Where what stands behind a value that ends at letter `end` begins: behind its particle."""
    rest = utterance.rest_of_word(end)
    return end + len(rest) if rest in _ENDINGS else end
