"""Words that point back at what was spoken of: 거기, 그날, 그 시간, 그걸로."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias

from mockgenie.korean.lazy_regex import LazyPattern, SoughtPattern
from mockgenie.korean.ordinals import find_ordinals
from mockgenie.korean.utterance import Utterance

Shared: TypeAlias = Literal["place", "day", "time", "people"]
"""What can be the same for two things: where they are, when, for how many."""

Pointed: TypeAlias = Literal["thing", "place", "day", "time"]

# A word of its own is needed: 그날 in 싱그날 would be none.
_WORDS: dict[Pointed, str] = {
    "day": "그날|같은날|당일|그날짜|그때",
    "time": "그시간|같은시간|그시각|그때|같은시각",
    "place": "거기|그곳|그쪽|그지역|그동네|그장소|거긴|거길|같은곳|그리로|여기|이곳|저기",
    "thing": "거기|그곳|거긴|거길|그거|그걸|그것|그건|그호텔|그식당|그숙소"
    "|그가게|그집|그영화|그방|그게(?!$)|이거|이걸|이것|이곳|여기|이호텔|이식당|이숙소|이영화|이집|저거|저걸",
}
_ANY = SoughtPattern("|".join(_WORDS.values()))
REFERENCE_SIGNS = frozenset((_ANY,))
"""One of these is where `pointed_at` finds anything."""
_EACH = {
    pointed: LazyPattern(f"(?:{words})(?![은는이]?(?:됐|싫|필요없|말[고구]|빼))")
    for pointed, words in _WORDS.items()
}

_POINTER = LazyPattern(
    r"[그이저]|(?:[그이저](?:거|것|건|걸|게)|[거여저]기|[그이저]\s?(?:곳|쪽|분)"
    r"|그날|그때|당일|(?:그|같은)\s?(?:날|시간|시각))"
    r"(?:에|에는|도|만|은|는|부터|까지|라도|로|으로|요)?(?:\s?(?:좀|다시|꼭|한번))?"
)


_CHOOSES = LazyPattern(
    "(?:동|역|구)?(?:쪽)?(?:에)?(?:있는|하는|나오는|파는)?"
    "(?:그?(?:거|걸|것|건|집|데|곳)(?!(?:은|는)?(?:말고|빼|싫|별로))"
    "|으?로(?:요?$|[할하해갈가]|예약|부탁|정|결정|주))"
)
CHOOSING = frozenset("거걸것건집데곳로")
"""Without one of these letters nothing is chosen by what it is like."""


def chooses(letters: str, end: int) -> bool:
    """Whether what ends at letter `end` tells which one is meant: 명동 쪽 거, 한옥으로 할게요."""
    return _CHOOSES.compiled.match(letters, end) is not None


def is_pointer(words: str) -> bool:
    """Whether words are nothing but a pointer: 이것도, 그거 좀, 거기."""
    return len(words) <= 8 and _POINTER.compiled.fullmatch(words) is not None


def pointed_at(utterance: Utterance) -> frozenset[Pointed]:
    """What the words of an utterance point back at."""
    if _ANY not in utterance.signs:
        return frozenset()
    starts = utterance.starts
    return frozenset(
        pointed
        for pointed, words in _EACH.items()
        if any(starts[found.start()] for found in words.compiled.finditer(utterance.letters))
    )


_BOTH = SoughtPattern("(?:둘|두(?:개|곳|편|군데|가지))(?:중|가운데|다어때|다어떤)")


def means_both(utterance: Utterance) -> bool:
    """Whether the two that were spoken of are meant: 둘 중에 뭐가 나아요?"""
    if _BOTH not in utterance.signs:
        return False
    found = _BOTH.compiled.search(utterance.letters)
    return found is not None and utterance.starts[found.start()] == 1


_AMONG = SoughtPattern("중에|가운데")
AMONG_SIGNS = frozenset((_AMONG,))
"""One of these is where several are named of which one is to be chosen: 1번이랑 2번 중에."""
_FIRST_OF = SoughtPattern("(?:그|이)중(?:에서?|에선)?(?:제일|가장|젤|최[고저단대])")


def means_first_of(utterance: Utterance) -> bool:
    """Whether the first by an order of those that were said last is meant: 그중에 제일 싼 거."""
    if _FIRST_OF not in utterance.signs:
        return False
    found = _FIRST_OF.compiled.search(utterance.letters)
    return found is not None and utterance.starts[found.start()] == 1


_ALIKE = SoughtPattern("다른|딴|나온|나오는|출연|찍은|만든|연출|같은|[이그저](?=[가-힣])")
_POINTS = LazyPattern(r"(?:[그이저]|같은|똑같은|해당)(?:영화)?\Z")
_LONGEST_POINTER = 5
_OTHERS = LazyPattern(
    "(?:님|분)?(?:의|이|가|은|는)?(?:또)?"
    "(?:다른(?![가지데게])|딴|나온|나오는|나왔던|출연한|출연하는|찍은|만든|연출한)(?!사람|감독|배우)"
)
_SAME_ONES = LazyPattern("(?:의|이|가)?(?!인|이[에야지]|맞|예|야|죠|지)[가-힣]{1,4}")


def may_have_alike(utterance: Utterance) -> bool:
    """Whether others that are like something may be asked for, which is soon seen."""
    return _ALIKE in utterance.signs


def pointer_before(utterance: Utterance, start: int) -> int | None:
    """Where what points at something spoken of begins right before letter `start`: the 그 in 그
    감독; None where nothing does."""
    found = _POINTS.compiled.search(utterance.letters, max(0, start - _LONGEST_POINTER), start)
    return found.start() if found and utterance.starts[found.start()] else None


def wants_others(letters: str, end: int, same: bool = False) -> bool:
    """Whether others are asked for that have what ends at letter `end` in common with something:
    그 감독이 만든 다른 작품; `same`: it is the same that is spoken of (같은 감독 영화)."""
    behind = (_OTHERS, _SAME_ONES) if same else (_OTHERS,)
    return any(one.compiled.match(letters, end) for one in behind)


_TOPIC_ALONE = LazyPattern(
    "(?:요?\x01(?:이?랑|하고|과|와)?)+(?:거|것|건|껀|에)?[은는](?:요|용|여)?"
)
_OPENS = LazyPattern("(?:그럼|그러면|그렇다면|그리고|근데|그런데|아|음|어|네|예|응|혹시)*")


def is_only_topic(utterance: Utterance, values: Collection[tuple[int, int]]) -> bool:
    """Whether an utterance names something as what it is about, and says nothing of it: 그럼
    불고기는요?; `values`: the letters that name values, or else it is a place in a list."""
    letters = utterance.letters
    if len(letters) > _LONGEST_TOPIC:
        return False
    spans = [*values] or [
        utterance.letters_between(a, b) for a, b, _ in find_ordinals(utterance.text)
    ]
    for start, end in sorted(spans, reverse=True):
        letters = letters[:start] + "\x01" + letters[end:]
    begin = _OPENS.compiled.match(letters)
    return _TOPIC_ALONE.compiled.fullmatch(letters, begin.end() if begin else 0) is not None


_LONGEST_TOPIC = 30
_SHARED: dict[Shared, str] = {
    "place": "지역|동네|위치|구역|장소|도시",
    "day": "날|날짜|요일|일자|일정",
    "time": "시간|시간대|시각|일정",
    "people": "인원|인원수|사람|사람수|명수|멤버|일행|수",
}
_OF_KIND = {kind: LazyPattern(nouns) for kind, nouns in _SHARED.items()}
_NOUN = "(?:" + "|".join(_SHARED.values()) + ")"
_SAME = LazyPattern(
    f"(?:같은|동일한)(?:예약)?(?P<before>{_NOUN}+)"
    f"|(?P<topic>{_NOUN}+)(?:은|는|도|이|가|을|를|으?로)?[가-힣]{{0,3}}?(?:똑같|동일|같[게아이고]|같은[곳걸거]|마찬가지|그대로)"
)
_WITH = "(?:이랑|랑|하고|과|와)?"
_AS = LazyPattern(
    f"(?:이랑|랑|하고|과|와)(?P<same>똑?같은|동일한)|{_WITH}(?:을|를)?예약(?:한|했던)(?P<booked>{_NOUN})"
)
_NEAR = LazyPattern(
    f"(?:{_WITH}|에서|에|의|이|가|쪽)(?:아주|좀|제일|가장)?"
    "(?:근처|주변|부근|인근|근방|가까[운이우]|멀지않|같은(?:지역|동네|곳|데|위치))"
)
_ANY_SHARED = SoughtPattern(
    "같|동일|근처|주변|부근|인근|근방|가까|멀지|예약한|예약했던|그대로|마찬가지"
)


def may_share(utterance: Utterance) -> bool:
    """Whether something may be said to be as it is elsewhere, which is soon seen."""
    return _ANY_SHARED in utterance.signs


def shared(letters: str) -> frozenset[Shared]:
    """What is said to be the same as elsewhere: 같은 날 같은 인원으로, 지역은 똑같이."""
    nouns = "".join(
        [found["before"] or found["topic"] for found in _SAME.compiled.finditer(letters)]
    )
    return _kinds(nouns)


def shared_with(letters: str, end: int) -> frozenset[Shared] | None:
    """What something is to share with what ends at letter `end`: 숙소 근처, 식당이랑 같은 지역,
    숙소 예약한 날. Empty where that is said elsewhere; None where it shares nothing."""
    if _NEAR.compiled.match(letters, end):
        return frozenset(("place",))
    if found := _AS.compiled.match(letters, end):
        return _kinds(found["booked"] or "")
    return None


def _kinds(nouns: str) -> frozenset[Shared]:
    if not nouns:
        return frozenset()
    return frozenset(kind for kind, noun in _OF_KIND.items() if noun.compiled.search(nouns))
