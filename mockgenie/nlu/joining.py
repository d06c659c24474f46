"""Words that are written apart: 예 약해 주 세요 is 예약해주세요.

Where an ending stands alone, or many letters do, it is tried whether more is understood without any
spaces; which of them belong there is told by `spacing`.
"""

from __future__ import annotations

import re

from mockgenie.korean import Utterance, is_stem, names_value, read_utterance
from mockgenie.nlu.lexicon import Lexicon
from mockgenie.nlu.patterns import Span
from mockgenie.nlu.step import Draft
from mockgenie.nlu.tails import VERBS
from mockgenie.nlu.vocabulary import LexiconEntry

_BOUND = (
    "(?:요|은|는|을|를|에|의|서|고|며|려|습니|니다|니까|세요|시겠|어요|아요|까요|나요|데요|게요"
    "|래요|네요|죠|려고|려면|는데|은데|지만|에서|에는|에도|으로|까지|부터|이랑|한테|에게|라도|이나"
    "|예요|에요|이에요|입니다|인데)"
)
"""What stands behind a word and is none."""
_ENDINGS = "(?:습니|니다|세요|어요|아요|까요|나요|려고|려면|는데|은데|에서|으로)"
_TAKEN_APART = re.compile(
    rf" (?:{_BOUND}(?![가-힣])|{_ENDINGS}|[가-힣] [가-힣] [가-힣](?![가-힣]))"
)
_BEGINS = "".join(dict.fromkeys(re.findall("[(|:]([가-힣])", _BOUND + _ENDINGS)))
_ENDING_ALONE = re.compile(rf" (?=[{_BEGINS}])(?:{_BOUND}(?![가-힣])|{_ENDINGS})")
_TWO_LETTERS = b"\1" * 3
"""Where words begin of which two have a letter each. Without this and an ending that stands alone
nothing is taken apart, which is soon seen."""
_FROM_THE_FIRST = re.compile("[가-힣] [가-힣] [가-힣](?![가-힣])")
_WITHIN = re.compile(
    " (?=[섯덟곱홉루틀흘전후녁심벽자니찮아은으관에지로])"
    "(?:(?<=[다여] )섯|(?<=여 )덟|(?<=일 )곱|(?<=아 )홉|(?<=하 )루(?!에)|(?<=이 )틀|(?<=[사나] )흘"
    "|(?<=오 )[전후](?!화)|(?<=저 )녁|(?<=점 )심|(?<=새 )벽|(?<=혼 )자(?=[요서 ]|$)|(?<=아 )니"
    "|(?<=괜 )찮|(?<=괜찮 )[아은으]|(?<=상 )관(?=[없은이])"
    "|(?<=[명시개] )에(?![가-힣])|(?<=까 )지(?![가-힣])"
    "|(?<=으 )로(?![가-힣]))"
)
"""A space within a word that is understood everywhere: 다 섯, 오 후."""
_SPACES = re.compile("(?<=[가-힣0-9]) +(?=[가-힣])|(?<=[가-힣]) +(?=[0-9])")
_SINGLE = 3
"""Letters that stand alone in a row."""
_SHORT_WORDS = 2.5
"""Letters. Where words have fewer, on the average, and endings stand alone, spaces tell nothing."""


def joined(draft: Draft, lexicon: Lexicon[LexiconEntry]) -> tuple[Utterance, list[Span]] | None:
    """The utterance without its spaces, and what is understood of it then, where its words have
    been taken apart; None where they have not."""
    utterance = draft.utterance
    found = _taken_apart(draft)
    sure = _WITHIN.search(utterance.text) is not None
    if not (found or sure or draft.taken_apart):
        return None
    text = _SPACES.sub("", utterance.text) if found else _without_spaces_in_words(draft)
    together = read_utterance(text)
    if together.letters != utterance.letters or together.starts == utterance.starts:
        return None
    spans = _understood(together, lexicon)
    number, bound = utterance.starts.count(1), sum(one.count(" ") == 1 for one in found)
    are_short = len(utterance.letters) < _SHORT_WORDS * number
    is_spelled = number == len(utterance.letters) and bound > 0
    if sure or is_spelled or (are_short and bound > 1):
        return together, spans
    if found and not bound and len(utterance.letters) >= 2 * number:
        return None  # 가는 거 두 장 예매할게요
    more = _letters(spans) > _letters(_understood(utterance, lexicon))
    return (together, spans) if more else None


def _taken_apart(draft: Draft) -> list[str]:
    """What stands apart and would not, if words were written together."""
    utterance = draft.utterance
    if not (_TWO_LETTERS in utterance.starts or _ENDING_ALONE.search(utterance.text)):
        return []
    apart = _TAKEN_APART.finditer(utterance.text)
    found = [one[0] for one in apart if not _are_words(draft, one.start(), one.end())]
    if first := _FROM_THE_FIRST.match(utterance.text):
        found.append(first[0])
    return found


def _are_words(draft: Draft, start: int, end: int) -> bool:
    """Whether each letter from `start` to `end` of the text is a word that is understood: 불 다
    켜."""
    first, last = draft.utterance.letters_between(start, end)
    found = (*draft.candidates, *draft.pattern_starts)
    words = {one[0] for one in found if one[1] - one[0] == 1}
    return last - first == _SINGLE and words.issuperset(range(first, last))


def _without_spaces_in_words(draft: Draft) -> str:
    """The text without those spaces that stand in a word that is understood."""
    utterance = draft.utterance
    text = utterance.text
    if apart := _first_of([span for span in draft.taken_apart if _is_split(draft, *span)]):
        letters = utterance.letters
        text = utterance.with_letters([(start, end, letters[start:end]) for start, end in apart])
    return _WITHIN.sub(lambda match: match[0][1:], text)


def _understood(utterance: Utterance, lexicon: Lexicon[LexiconEntry]) -> list[Span]:
    """The values and the words of patterns in an utterance, but for those of a single letter."""
    spans = []
    for start, end, entry in lexicon.search(utterance.letters):
        stands = names_value if entry.meanings else is_stem
        if end - start > 1 and stands(utterance, start, end):
            spans.append((start, end))
    return spans


def _is_split(draft: Draft, first: int, last: int) -> bool:
    """Whether letters in which a word begins are one nevertheless: 튤립 in 빨간튤 립이요, but not
    서울 in 가서 울산, nor 동대구역 in 동대구 역전."""
    utterance = draft.utterance
    if utterance.starts[first] and not utterance.rest_of_word(last).startswith(VERBS):
        return False
    return not any(start < last and first < end for start, end, _ in draft.candidates)


def _first_of(spans: list[Span]) -> list[Span]:
    """Those that don't overlap one before them."""
    free: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not free or span[0] >= free[-1][1]:
            free.append(span)
    return free


def _letters(spans: list[Span]) -> int:
    """How many letters are understood."""
    return len({place for start, end in spans for place in range(start, end)})
