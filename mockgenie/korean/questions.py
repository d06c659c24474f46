"""Questions whether something is so: 주차 되나요, 조식이 있어요, 수영장도 있는지."""

from __future__ import annotations

from mockgenie.korean.lazy_regex import LazyPattern

_WHETHER = LazyPattern(
    "(?:은|는|이|가|도|을|를|장|시설|자리|으?로|에서)*(?:제공|이용|사용|무료|포함)?(?:은|는|이|가|도|을|를)*"
    "(?:되나|돼요?$|됩니까|되는지|될까|되죠|되는가|가능한가|가능해|가능합|가능할|가능하|있나|있어|있습니까"
    "|있는지|있을까|있죠|없나|없는지|없을까|안되나|여부|해주나|하나요|해요?$|예요?$|이에요?$|인가|인지"
    "|공짜|나와요?$|나오나|나오는지|줘요?$|주나|주는지|팔아요?$|파나|파는지|피워도되|써도되"
    "|[가-힣]{0,4}?수(?:도|는)?있(?:나|어|을까|는지|습니까)|[가-힣]{0,8}?(?:곳|데|집)(?:인지|인가|일까|맞)"
    "|[가-힣]{0,6}?야(?:하|되)(?:나|죠|는지|는가|ㄹ까))"
)
_WISH = LazyPattern(
    "[^나까]{0,8}?(?:곳(?!인지|인가|이에|예요|일까|맞)|데(?!요|인지|인가)|호텔|식당|숙소|집|면|걸로|거로|으면)"
)
_COMPLETE = ("요", "죠", "까", "니까")
"""Endings behind which a new sentence begins: 주차 되나요? 되면 예약할게요."""
_ASKED = LazyPattern(
    "(?:은|는|이|가|도|을|를|장|료|비용?|이용료|가격|요금|시간|시설|에서|로|어서)*"
    "(?:어디|어떻|얼마|몇|언제|무슨|무엇|뭐|뭔|어느|누구)"
)

_REACH = 20
"""So many letters behind it are looked at, for what asks and again for what wishes."""


def asks_whether(letters: str, end: int) -> bool:
    """Whether it is asked of what ends at letter `end` if it is there; a wish for something that
    has it (주차 되는 곳) asks nothing."""
    found = _WHETHER.compiled.match(letters, end, end + _REACH)
    if found is None:
        return False
    end = found.end()
    if letters[end : end + 1] == "요" or letters[end - 1 : end] in _COMPLETE:
        return True
    return _WISH.compiled.match(letters, end, end + _REACH) is None


def asks_about(letters: str, end: int) -> bool:
    """Whether more is asked about what ends at letter `end`: 조식은 얼마예요, 몇 시부터예요."""
    return _ASKED.compiled.match(letters, end, end + _REACH) is not None
