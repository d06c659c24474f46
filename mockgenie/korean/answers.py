"""The bare word in an answer or behind a verb: 민수예요, 치과 예약을, 홍길동이라고 합니다."""

from __future__ import annotations

import re

from mockgenie.korean.particles import Final, final_of

_PLEASE = ("주세요", "주시겠어요", "줘요", "줘")
_TO_WRITE = tuple(
    (f"{quoted} {verb}{space}{please}", after)
    for quoted, after in (("이라고", "consonant"), ("라고", "either"))
    for verb in ("써", "적어", "전해", "남겨", "넣어", "해")
    for space in (" ", "")
    for please in _PLEASE
)
"""What asks to write an answer down, of which it is no part: 생일 축하해라고 써 주세요."""

# Each ending with what has to stand before it: after a consonant, after a vowel, or either.
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("이라고 합니다", "either"),
    ("이라고 해요", "either"),
    ("라고 합니다", "either"),
    ("라고 해요", "either"),
    ("이라고 해", "either"),
    ("라고 해", "either"),
    ("이라고요", "either"),
    ("로 했어요", "vowel"),
    ("로 했어", "vowel"),
    ("라고요", "vowel"),
    ("으로 해 주세요", "consonant"),
    ("으로 해주세요", "consonant"),
    ("으로 부탁드려요", "consonant"),
    ("으로 부탁드립니다", "consonant"),
    ("으로 할게요", "consonant"),
    ("로 해 주세요", "vowel"),
    ("로 해주세요", "vowel"),
    ("로 부탁드려요", "vowel"),
    ("로 부탁드립니다", "vowel"),
    ("로 할게요", "vowel"),
    ("이라고", "consonant"),
    ("이라는", "consonant"),
    ("이란", "consonant"),
    ("라고", "vowel"),
    ("라는", "vowel"),
    ("입니다", "either"),
    ("이에요", "consonant"),
    ("이예요", "consonant"),
    ("예요", "vowel"),
    ("에요", "vowel"),
    ("이요", "consonant"),
    ("요", "vowel"),
    ("이야", "consonant"),
    ("야", "vowel"),
    ("인데요", "either"),
    ("거든요", "either"),
    ("이고요", "either"),
    ("으로요", "consonant"),
    ("로요", "vowel"),
)
_PARTICLES: tuple[tuple[str, str], ...] = (
    ("을", "consonant"),
    ("를", "vowel"),
    ("이라고", "consonant"),
    ("라고", "vowel"),
    ("이라는", "consonant"),
    ("라는", "vowel"),
    ("은", "consonant"),
    ("는", "vowel"),
    ("으로", "consonant"),
    ("로", "vowel"),
)
_OPENING = re.compile(r"\s*(?:(?:음|어|아|네|예|저는|제|이름은|그냥)[\s,.]+)*")

_SENTENCE_END = re.compile(r"(?<=[가-힣])[\s.!?~]+\Z")
"""Behind Hangul it only ends the sentence; behind other letters it may belong to them (Jr.)."""


def bare_answer(text: str) -> str:
    """An answer without what only makes it a sentence: `네, 홍길동입니다.` is `홍길동`.

    A word of two letters is left whole, for its ending may belong to it (필요).
    """
    found = _OPENING.match(text)
    inner = _SENTENCE_END.sub("", text[found.end() if found else 0 :]).strip()
    to_write = _without(inner, _TO_WRITE) if inner.endswith(_PLEASE) else ""
    return to_write or _without(inner, _ENDINGS) or inner or text.strip()


def bare_object(words: str) -> str:
    """Words in front of a verb without their particle: `치과 예약을` is `치과 예약`."""
    inner = words.strip(" \t\n.!?~,'\"“”‘’")
    return _without(inner, _PARTICLES) or inner


def _without(words: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, after in endings:
        if words.endswith(ending):
            stem = words[: -len(ending)].rstrip()
            if len(stem) < 2:
                continue
            vowel = final_of(stem) is Final.VOWEL
            if after == "either" or (after == "vowel") == vowel or _is_rieul(ending, stem):
                return stem
    return ""


def _is_rieul(ending: str, stem: str) -> bool:
    """After ㄹ stands 로, not 으로."""
    return ending.startswith("로") and final_of(stem) is Final.RIEUL
