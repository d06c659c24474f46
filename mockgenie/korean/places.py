"""A place that is told with no verb of its own: 강남역에서요, 부산이야, 회의실 B."""

from __future__ import annotations

import re

from mockgenie.korean.anaphora import is_pointer
from mockgenie.korean.answers import bare_answer
from mockgenie.korean.lazy_regex import LazyPattern
from mockgenie.korean.nouns import is_noun

_LONGEST = 30
_OPENING = LazyPattern(
    r"(?:(?:아|참|아참|그리고|네|예|응|아니|아뇨|아니요|장소는|위치는|그냥)[\s,.]+)*"
)
_WHERE = LazyPattern(
    r"(?P<place>\S(?:.*\S)?)에서(?:요|\s?(?:[해하할볼보봐모열먹]|만[나날남]|합|진행|있을)"
    "[가-힣 ]{0,8})?"
)
"""강남역에서, 홍대에서 볼 거야; what else is done there is something else (홍대에서 뭐 있어)."""
_PLACED = LazyPattern(
    r"(?:[가-힣a-z]*(?:실|관|역|점|집|방|층|홀|원|카페|센터|빌딩|학교|회사|병원|식당|호텔|공원|시장|사무실|강당|교실|공항|터미널|운동장|극장|수영장)"
    r"|[0-9]{1,4}(?:층|호|관|동)|[a-z0-9])",
    re.IGNORECASE,
)
"""What the last word of a place mostly is."""
_COPULA = LazyPattern("(?:(이야|이에요|예요|에요|입니다|이요)|요)$")
_TOPIC = LazyPattern(r"^[가-힣]{2,6}(?:은|는)\s(?=\S)")
_WHOSE = ("우리", "저희", "제", "내")


def told_place(text: str) -> str:
    """The place that is all that an utterance tells, "" for none."""
    if len(text) > _LONGEST or "?" in text:
        return ""
    opening = _OPENING.compiled.match(text)
    inner = text[opening.end() if opening else 0 :].strip(" \t\n.!~,")
    if found := _WHERE.compiled.fullmatch(bare_answer(inner)):
        return "" if is_pointer(found["place"]) else found["place"]
    place = _TOPIC.compiled.sub("", bare_answer(inner))
    words = place.split()
    if not 1 <= len(words) <= 3 or not all(map(_may_name, words)):
        return ""
    placed = _PLACED.compiled.fullmatch(words[-1]) is not None
    copula = _COPULA.compiled.search(inner)
    told = placed or (copula and is_noun(words[-1]) and (len(words) == 1 or copula[1]))
    return place if told and len(place) > 1 else ""


def _may_name(word: str) -> bool:
    return is_noun(word) or word in _WHOSE or _PLACED.compiled.fullmatch(word) is not None
