"""Where words begin in what is written together, whatever it speaks of.

Behind an ending of a verb (주문하고싶은데|뭐가), around an adverb (예약|좀|하려고요), before a
question word (저녁에|몇시까지).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mockgenie.korean.lazy_regex import LazyPattern
from mockgenie.korean.spelling import closed_by

_LONG = 6
"""Letters of a word that is surely several."""

_MORE = "(?![요도는은만서야나의즘]|이(?:고|면|에|요|니|나|야)|부터|까지|에서?)(?=[가-힣0-9]{2})"
"""What follows an ending is another word, and not more of the same."""
_ENDINGS = LazyPattern(
    "(?:싶은데|(?:(?<=[가-힣])[는은던]|[거건])데(?![로면에서]|가(?![고려서는야면]))|(?<=[가-힣])(?:려고|려면"
    "|니까|지만|든지)|[아어해가봐와워려]서|이?라는|(?:[아어해]|으?로)도(?=되|돼|괜찮)|(?:으|하|되|이)면|말고요?|빼고"
    "|별로고|아니[고라]|어떻게|(?<=[가-힣]{4})고(?=[있싶])|몇[가-힣]에|(?<=[가-힣])에서(?![울초촌쪽면귀]|대문)|(?<=[가-힣]{2})(?:이랑|한테|에게|까지|부터|에는|하고"
    f"|거든요)|어때요?|[아어해세예에네데게래군까나]요|죠|[{closed_by(17)}](?:니다|니까)){_MORE}"
)
"""Behind one of these a word begins."""
_ADVERBS = LazyPattern(
    "좀(?!처럼|비)|혹시|그냥|빨리|제일|가장|너무|꼭(?![지대두])|(?<!똑)같이(?!하)|얼른|절대|이제|아직|그럼|그러면|그리고"
    "|다(?=상관|괜찮|무관)"
)
"""Before and behind one of these a word begins."""
_FIRSTS = LazyPattern(
    "(?<!몇)몇|어디(?!든)|언제(?!든)|얼마|무슨|어느|누구|뭐(?!든)|무엇"
    "|(?<![동편불제방보치대현도])안(?=[넘걸파팔맵매먹켜꺼쓰써오와])"
)
"""Before one of these a word begins."""
_GOING = LazyPattern("(?<=[가-힣])(?<!최)고(?=가(?:려|야|면|는|서|고|지|자|격))|(?:정오|자정)에")
"""하고 가려고요 is about no 고가."""
_POINTERS = LazyPattern(
    "거기(?=로|에|서|도|는|가|라도|요|예|주|까)|그(?:곳|호텔|숙소|식당)(?=[으로에이은는을도])"
)
"""What is no part of another word, whatever stands before it."""
_TIME_AND_NUMBER = LazyPattern("(?<![0-9:])[0-9]{1,2}:[0-5][0-9](?=[0-9])")
"""18:304명 is 18:30 and 4명."""


@lru_cache(10_000)
def word_breaks(word: str) -> tuple[int, ...]:
    """The letters of a word of an utterance at which another one begins, in order; most are one
    word."""
    return tuple(sorted({place for place in _breaks(word) if 0 < place < len(word)}))


def _breaks(word: str) -> Iterator[int]:
    if "거기" in word or "그" in word:
        yield from (found.start() for found in _POINTERS.compiled.finditer(word))
    if "고가" in word or "정" in word:
        yield from (found.end() for found in _GOING.compiled.finditer(word))
    if ":" in word:
        yield from (found.end() for found in _TIME_AND_NUMBER.compiled.finditer(word))
    if len(word) >= _LONG:
        yield from (found.end() for found in _ENDINGS.compiled.finditer(word))
        yield from (found.start() for found in _FIRSTS.compiled.finditer(word))
        for found in _ADVERBS.compiled.finditer(word):
            yield found.start()
            if found.end() + 1 < len(word):
                yield found.end()
