"""Words that point back at what was spoken of: 거기, 그날, 그 시간, 그걸로."""

from __future__ import annotations

from typing import Literal, TypeAlias

from mockgenie.korean.lazy_regex import LazyPattern

Pointed: TypeAlias = Literal["thing", "place", "day", "time"]

# A word of its own is needed: 그날 in 싱그날 would be none.
_WORDS: dict[Pointed, str] = {
    "day": "그날|같은날|당일|그날짜|그때",
    "time": "그시간|같은시간|그시각|그때|같은시각",
    "place": "거기|그곳|그쪽|그지역|그동네|그장소|거긴|거길|같은곳|그리로|여기|이곳|저기",
    "thing": "거기|그곳|거긴|거길|그거|그걸|그것|그건|그호텔|그식당|그숙소"
    "|그가게|그집|그영화|그방|그게(?!$)|이거|이걸|이것|이곳|여기|이호텔|이식당|이숙소|이영화|이집|저거|저걸",
}
_ANY = LazyPattern("|".join(_WORDS.values()))
_EACH = {pointed: LazyPattern(words) for pointed, words in _WORDS.items()}

_POINTER = LazyPattern(
    r"[그이저]|(?:[그이저](?:거|것|건|걸|게)|[거여저]기|[그이저]\s?(?:곳|쪽|분))"
    r"(?:도|만|은|는|부터|까지|라도|로|으로|요)?(?:\s?(?:좀|다시|꼭|한번))?"
)


def is_pointer(words: str) -> bool:
    """Whether words are nothing but a pointer: 이것도, 그거 좀, 거기."""
    return len(words) <= 8 and _POINTER.compiled.fullmatch(words) is not None


def pointed_at(letters: str, starts: bytes) -> frozenset[Pointed]:
    """What the words of an utterance point back at; `starts` has a 1 where a word begins."""
    if not _ANY.compiled.search(letters):
        return frozenset()
    return frozenset(
        pointed
        for pointed, words in _EACH.items()
        if any(starts[found.start()] for found in words.compiled.finditer(letters))
    )
