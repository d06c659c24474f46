"""What stays of a word in all its forms: 보내 in 보내고, 보낼게요 and 보냈어요.

Forms are compared taken apart (NFD), where 보낼 begins with 보내. The end of a stem may change as
well (바꾸, 바꿔; 덥, 더워), so a word has several beginnings. Made for the short words of patterns,
not an analysis of Korean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mockgenie.korean.lazy_regex import LazyPattern

_LONGEST = 12
"""Syllables; what is longer is no form of one word."""

# What stands alone here is what a syllable ends with.
_CLOSING = str.maketrans("ㄴㄷㄹㅂㅅㅆ", "\u11ab\u11ae\u11af\u11b8\u11ba\u11bb")
_LOOSE = frozenset(map(chr, _CLOSING))
_VOWELS = frozenset(map(chr, range(0x1161, 0x1176)))


def apart(text: str) -> str:
    """`text` taken apart into its jamo, where ㄴ, ㄷ, ㄹ, ㅂ, ㅅ and ㅆ alone close a syllable."""
    return unicodedata.normalize("NFD", text.translate(_CLOSING))


def letters_of(letters: str, jamo: str, start: int, end: int) -> tuple[int, int]:
    """Of which `letters`, from the first one up to the last, the `jamo` from `start` to `end` are
    a part; `jamo` are the letters taken apart."""
    if _LOOSE.isdisjoint(letters):
        # Put together again, what stands before is as many letters as it was.
        put_together = unicodedata.normalize
        first = len(put_together("NFC", jamo[: start + 1])) - 1
        return first, len(put_together("NFC", jamo[:end]))
    places = [place for place, letter in enumerate(letters) for _ in apart(letter)]
    return places[start], places[end - 1] + 1


def _endings(written: str) -> tuple[str, ...]:
    """Endings taken apart, the longest first."""
    return tuple(sorted(map(apart, written.split()), key=len, reverse=True))


_POLITE = _endings("요")
_FINAL = _endings(
    "고 고서 고자 려고 려면 려는데 러 으려고 으려면 으려는데 으러 ㄹ게 ㄹ래 ㄹ까 을게 을래 을까"
    " ㄹ거 ㄹ거야 ㄹ거예 ㄹ거에 ㄹ건데 ㄹ텐데 ㄹ수 ㄹ지 을거 을거야 을거예 을거에 을건데 을텐데"
    " 을수 을지 어 아 어서 아서 여서 어도 아도 여도 어야 아야 면 으면 니까 으니까 는데 은데 ㄴ데"
    " 던데 나 냐 니 는가 은가 ㄴ가 는지 은지 ㄴ지 ㅂ니다 습니다 ㅂ니까 습니까 ㅂ시다 읍시다 세"
    " 으세 셔 으셔 십시오 으십시오 는 는다 ㄴ다 어라 아라 도록 던 지만 거든 네 죠 실 으실"
    " 줘 어줘 아줘 여줘"
)
"""What ends a verb, before a polite 요."""
_FINAL_OR_NOT = _endings(
    "지 자 기 게 다 라 음 은 을 를 이 가 에 의 도 로 으로 에서 까지 부터 만 랑 이랑 하고 이나"
    " 예 이에 야 이야 인데 인가"
)
"""What ends a verb or follows a noun, and ends many a noun itself (의자, 회의): it is taken off
only where more than a syllable is left."""
_BEFORE_FINAL = _endings("었 았 였 ㅆ 겠 시 으시 고싶 주 어주 아주 여주")
"""Tense, honour, wish and favour: 보냈어요, 찾으시나요, 찾아 주세요 written together."""
_MAKES_VERB = _endings("하 해 되 돼 시키 시켜 드리 드려 받")
"""What makes a verb of a noun: 예약하려고요 is of 예약."""


def stem(word: str) -> str:
    """What stays of `word` in all its forms, taken apart; of a noun what stands before its
    particle."""
    return _stem(word)[0]


def _stem(word: str) -> tuple[str, bool]:
    """The same, and whether it is that of a verb."""
    rest = apart(word)
    if len(word) > _LONGEST or word in _WHOLE:
        return rest, False
    rest = _without(rest, _POLITE)
    shorter = _without(rest, _FINAL)
    is_verb = shorter != rest
    if is_verb:
        for _ in range(3):
            shorter = _without(shorter, _BEFORE_FINAL)
    else:
        shorter = _without(rest, _FINAL_OR_NOT, 2)
    return _without(shorter, _MAKES_VERB, 2), is_verb


@lru_cache(2_000)
def beginnings(word: str) -> tuple[str, ...]:
    """What the forms of `word` begin with, taken apart; its stem first."""
    own, is_verb = _stem(word)
    return tuple(dict.fromkeys((own, *_changed(own, is_verb))))


@lru_cache(2_000)
def is_light(word: str) -> bool:
    """Whether a word only says that something is wanted or asked (하고, 싶어요, 알려, 있나요), and
    another one what."""
    return not _LIGHT.isdisjoint(beginnings(word))


_LIGHT = frozenset(
    _endings(
        "하 할 해 한 되 될 이 있 주 줄 싶 받 보 볼 보이 알 알리 말하 말씀 부탁 원하 바라 드리 계 찾"
        " 잡 구하 가능 필요 궁금 어떠 어때 어떻 뭐 뭐예 뭔 뭔가 무엇 좀 수 것 거 건 가르치 한번"
        " 문의 여쭤보 물어보 알아보 해보 해야 돼야 있을 하나"
    )
)


_WHOLE = {"하나", "얼마나", "수고", "광고", "신고", "창고", "중고", "최고", "재고"}
"""What looks like a form of a verb."""
_PAST = LazyPattern(
    apart("(?<!이)(?<!게)(?<!마워)(?<!가워)(?<!거워)(?<!감사해)ㅆ(?!으면)|(?:한|된)(?:거|것|게)")
)
"""있 and 겠 are no past, 했으면 is a wish, and 고마웠어요 thanks now."""


@lru_cache(2_000)
def is_past(word: str) -> bool:
    """Whether something is said to be done already: 보냈어요, 예약했는데, 예약한 거."""
    return _PAST.compiled.search(apart(word)) is not None


def _without(word: str, endings: tuple[str, ...], least: int = 1) -> str:
    """`word` without the longest of `endings` that leaves at least so many syllables, or as it
    is."""
    for ending in endings:
        if word.endswith(ending) and syllables(word[: -len(ending)]) >= least:
            return word[: -len(ending)]
    return word


def syllables(jamo: str) -> int:
    """How many syllables there are in what has been taken apart."""
    return sum(letter in _VOWELS for letter in jamo)


def _pairs(written: str) -> tuple[tuple[str, str], ...]:
    both = (tuple(map(apart, pair.split("/"))) for pair in written.split())
    return tuple((one, other) for one, other in both)


_CHANGES = _pairs("하/해 해/하 르/ㄹ라 르/ㄹ러 ㄹ라/르 ㄹ러/르")
_CHANGES += tuple(
    (one[1], other[1])
    for pair in _pairs("구/궈 고/과 기/겨 괴/괘 그/거")
    for one, other in (pair, pair[::-1])
)
"""How the end of a stem changes: 하 and 해, 고르 and 골라, 바꾸 and 바꿔, 알리 and 알려."""
_CHANGES_OF_VERBS = _pairs("ㅂ/우 ㅂ/워 ㅂ/와 우/ㅂ 워/ㅂ ㄷ/ㄹ ㄹ/ㄷ ㄹ/ ㅅ/")
"""덥 and 더워, 듣 and 들, 만들 and 만드, 짓 and 지; nouns keep their consonants."""


_SHORT_IN_WO = frozenset(("더워", "추워", "매워", "쉬워", "미워", "누워", "구워", "주워"))
_NOUNS_IN_WO = ("샤워", "타워", "파워", "라워", "아워")


def _lost_its_consonant(own: str) -> bool:
    """Whether what stays is the form of a stem that ends in ㅂ: 고마워, 매워; 지워 and 배워 are of
    others, 샤워 is none."""
    word = unicodedata.normalize("NFC", own)
    if len(word) < 3:
        return word in _SHORT_IN_WO
    return word.endswith("워") and not word.endswith(_NOUNS_IN_WO)


def _changed(own: str, is_verb: bool) -> Iterator[str]:
    """The other beginnings of a stem."""
    is_verb = is_verb or _lost_its_consonant(own)
    for ending, other in (*_CHANGES, *(_CHANGES_OF_VERBS if is_verb else ())):
        if own.endswith(ending) and syllables(other_form := own[: -len(ending)] + other):
            yield other_form


@lru_cache(2_000)
def is_verb(word: str) -> bool:
    """Whether a word ends as verbs do: 보내려고, 먹을래."""
    return _stem(word)[1]
