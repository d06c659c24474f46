"""What a question proposes, and whether it asks if there is anything: 강남으로 찾을까요?, 생각하신
곳이 있으세요?"""

from __future__ import annotations

from mockgenie.korean.lazy_regex import LazyPattern
from mockgenie.korean.spelling import closed_by

_SENTENCE = LazyPattern(r"[^.!?\n]+(?=[.!?\s]*\Z)")
_PROPOSES = LazyPattern(
    rf"(?:[{closed_by(8)}]까요?|어떠(?:세요|신가요|신지요)|어때요?"
    r"|괜찮(?:으세요|으신가요|을까요|나요)|맞(?:나요|으세요|으신가요|죠))\Z"
)
_ASKS_FOR_ANY = LazyPattern(
    r"있(?:으세요|으신가요|으실까요|으신지요|으십니까|나요|어요?|을까요|습니까)\Z"
)


def proposal(text: str) -> str:
    """The last sentence of what was said, where it proposes something; else ""."""
    last = _last_sentence(text)
    return last if _PROPOSES.compiled.search(last) else ""


def asks_for_any(text: str) -> bool:
    """Whether what was said ends by asking if there is something: 원하시는 지역이 있으세요?"""
    return _ASKS_FOR_ANY.compiled.search(_last_sentence(text)) is not None


def _last_sentence(text: str) -> str:
    found = _SENTENCE.compiled.search(text)
    return found[0].strip() if found else ""
