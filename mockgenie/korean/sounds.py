"""Words that sound alike, as writers confuse them: 호탤 for 호텔, 저녘 for 저녁, 상관업 for 상관없,
and, roughly alike, 비산 for 비싼.
"""

from __future__ import annotations

from mockgenie.korean.lazy_regex import LazyPattern, SoughtPattern
from mockgenie.korean.spelling import closed_by
from mockgenie.korean.syllables import parts_of, syllable
from mockgenie.korean.utterance import Utterance

_SAME_VOWEL = dict(zip("ㅐㅒㅖㅙㅞ", "ㅔㅔㅔㅚㅚ", strict=True))
_SAME_FINAL = dict(
    zip("ㄲㄳㄺㅋㄵㄶㅅㅆㅊㅌㄼㄽㄾㅀㄻㅄㅎ", "ㄱㄱㄱㄱㄴㄴㄷㄷㄷㄷㄹㄹㄹㄹㅁㅂ ", strict=True)
)
"""Without ㅈ and ㅍ, which people tell from ㅆ and ㅄ: 갖다 is not 갔다, 엎어 not 없어."""
_PLAIN = dict(zip("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ", strict=True))


class _Heard(dict[int, str]):
    """A syllable for each one that sounds like it, by its code point; of `plain` ones with a plain
    consonant before the vowel for a tense one."""

    def __init__(self, plain: bool) -> None:
        super().__init__()
        self._plain = plain

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if parts := parts_of(letter):
            lead, vowel, final = parts
            letter = syllable(
                _PLAIN.get(lead, lead) if self._plain else lead,
                "ㅣ" if vowel == "ㅢ" and lead != "ㅇ" else _SAME_VOWEL.get(vowel, vowel),
                _SAME_FINAL.get(final, final),
            )
        self[code] = letter
        return letter


_HEARD = _Heard(plain=False)
_ROUGHLY = _Heard(plain=True)


def heard(letters: str) -> str:
    """One spelling, of as many letters, for all that sound alike: vowels that are no longer told
    apart, and consonants that close a syllable."""
    return letters.translate(_HEARD)


def roughly_heard(letters: str) -> str:
    """The same, tense consonants not told from plain ones either."""
    return letters.translate(_ROUGHLY)


# What stands behind the stem of a verb and behind no noun.
_ENDING = (
    "(?:[어었](?![때떻떤디느제쩌])|으(?!로)|습니|네요|나요|지만|지요|죠|더라|다[면고]|을까|을지"
    "|을(?:듯|텐|거|것|경우))"
)
_NO_NOUN = "(?<![픽영직작수사산농상졸취창휴개폐팝크])"
"""픽업, 영업 and the like are nouns, whatever follows them."""
_BEHIND_NUMBER = "(?=시(?:에|반|쯤|부터|까지|이?요|로|정도|[0-9]|$)|명(?:이|으로|예약|정도|$))"
_BY_EAR = LazyPattern(
    f"(?P<없>{_NO_NOUN}업(?=는)|업(?={_ENDING})(?!어[주줘])|(?<=[관요제계시])업[서써](?=[요도서]|$))"
    "|(?P<않>(?:(?<=지)(?<![아버]지)|(?<=지[는도를]))안(?=[아았으은는고게습]|네요|나요|지만|을))"
    "|(?P<같>갓(?=아요?|습니|네요|은데|다[면고])|(?<=[와과랑고도똑])갓(?=[은이]))"
    "|(?P<있>잇(?=[어었]|으[면니시]|습니|네요|나요|을까|을지|지만|다면|죠)|(?<=수)이써)"
    "|(?P<같은>가튼(?!튼))|(?P<괜찮>괜찬|갠찮|갠찬|괸찮)|(?P<괜찮아>[괜갠]차나)"
    "|(?P<겠>(?<=[하시되가오보주])갰)",
    firsts="업안갓잇이가괜갠괸갰",
)
_FIRST_BY_EAR = LazyPattern(
    "(?P<같>갓(?=은))|(?P<없어>업[서써](?=[요도서]|$))|(?P<있어>이써(?=요|$))"
    f"|(?P<세>새{_BEHIND_NUMBER})|(?P<네>내{_BEHIND_NUMBER})",
    firsts="갓업이새내",
)
"""The same where a word begins."""
_MAY_BE_BY_EAR = SoughtPattern("[업갓잇튼갠괸찬갰써새안]|내[시명]|괜차")
"""Without one of these nothing is, which is soon seen."""
_SAYS_MORE_OF = frozenset(closed_by(4))
"""What ends a verb before a noun: 비싼 갓은 is 비싼 것은."""


def spelled_by_ear(utterance: Utterance) -> list[tuple[int, int, str]]:
    """Letters from start up to end that are the stem of a verb without a consonant that is not
    heard, or a numeral with another vowel, and what they are as it is spelled: 업 for 없 in
    업으면, 안 for 않 in 크지 안아요, 새 for 세 in 새 시에."""
    if _MAY_BE_BY_EAR not in utterance.signs:
        return []
    letters, starts = utterance.letters, utterance.starts
    changes = {found.start(): found for found in _BY_EAR.compiled.finditer(letters)}
    for found in _FIRST_BY_EAR.compiled.finditer(letters):
        start = found.start()
        if starts[start] and not (start and letters[start - 1] in _SAYS_MORE_OF):
            changes.setdefault(start, found)
    return [(*found.span(), str(found.lastgroup)) for _, found in sorted(changes.items())]
