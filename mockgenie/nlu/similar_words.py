"""Words that what was typed can have been meant to be, by the keys that type both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from mockgenie.korean import keystrokes, slips
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.tails import TAILS, VERBS, meant_tail, words

_SURE_KEYS = 12
"""A word of so many keys may be followed by anything."""
_LOOSE_KEY = re.compile("[ㄱ-ㅅㅈㅊㅌㅍㅏ-ㅛㅡㅣ]|[ㅋㅎㅇㅠㅜ](?=[가-힣])")
"""A key of its own in a word; ㅋㅋ and ㅠㅠ behind one are no slips."""


def has_loose_keys(letters: str) -> bool:
    """Whether keys stand in a word that are no syllable, so that it is none."""
    return _LOOSE_KEY.search(letters) is not None


_TAILS = {keystrokes(tail): tail for tail in TAILS}
_LONG_TAILS = {keys: written for keys, written in _TAILS.items() if len(keys) > 3}
_VERBS = tuple(map(keystrokes, VERBS))

Window: TypeAlias = tuple[str, bytes]
"""Letters of an utterance from the first one of a word on, and where words begin among them."""


class Correction(Struct, frozen=True):
    """What the letters of a window up to `end` can have been meant to be: `word`, with `tail`
    behind it."""

    word: str
    tail: str
    end: int


class Slip(Correction, frozen=True):
    """One that a slip on the keyboard explains.

    `keys`: how many type the word; `alike`: how many of these were typed before the slip;
    `is_no_word`: what was typed has loose keys; `is_several`: it is several words.
    """

    keys: int
    alike: int
    is_no_word: bool
    is_several: bool


class SimilarWords:
    """Words by pieces of the keys that type them, those of several by their first one.

    One slip leaves the first keys of a word as they are, or those behind them; so of all words
    only those with one of these pieces in its place are compared. `words`: each with its first
    one.
    """

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self._heads: dict[str, list[tuple[str, str, bool]]] = {}
        self._bodies: dict[str, list[tuple[str, str, bool]]] = {}
        for word, first in words:
            own = word, keystrokes(first), first != word
            head = 2 if len(own[1]) < 7 else 3 if len(own[1]) < 9 else 4
            self._heads.setdefault(own[1][:head], []).append(own)
            self._bodies.setdefault(own[1][head + 1 : 2 * head + 1], []).append(own)
        self._sizes = tuple({len(piece) for piece in self._heads})
        self.like = remembered(10_000, self._like)
        """The words that one can have been meant to be or to begin."""

    def _like(self, letters: str) -> tuple[str, ...]:
        keys = keystrokes(letters)
        size = len(keys)
        known = 0
        found: dict[str, bool] = {}
        for word, first, several in self._sharing_a_piece(keys):
            if letters.startswith(word):
                known = max(known, len(word))
            elif several:
                if size in slips(keys, first):
                    found[word] = True
            elif keys.startswith(first[:-1]) or any(slips(keys, first)):
                found[word] = True
        return tuple(word for word in found if len(word) > known)

    def _sharing_a_piece(self, keys: str) -> Iterator[tuple[str, str, bool]]:
        heads, bodies = self._heads, self._bodies
        for size in self._sizes:
            if own := heads.get(keys[:size]):
                yield from own
            for place in (size, size + 1, size + 2):
                if own := bodies.get(keys[place : place + size]):
                    yield from own


@lru_cache(4_000)
def slip_corrections(window: Window, words: tuple[str, ...]) -> tuple[Slip, ...]:
    """What the letters of a window can have been meant to be among `words`, by one slip."""
    letters, starts = window
    keys = keystrokes(letters)
    ends = [(end, len(keystrokes(letters[:end]))) for end in ends_of_words(letters, starts)]
    found: dict[Slip, None] = {}
    for word in words:
        if not letters.startswith(word):  # as it may be but for spaces
            found.update(dict.fromkeys(_compared(letters, keys, ends, word)))
    return tuple(found)


class MeantCounters:
    """Counters behind figures: 명 in 3먕, 일간 in 2잉간."""

    def __init__(self, counters: Iterable[str]) -> None:
        self._counters = {counter: keystrokes(counter) for counter in counters}
        self._known = tuple({*self._counters, *_COUNTERS})
        self.meant = remembered(1_000, self._meant)
        """What letters behind figures were meant to be, by one slip; None where it is not sure.
        `ends`: nothing follows them in their word."""

    def _meant(self, letters: str, ends: bool) -> str | None:
        keys = keystrokes(letters)
        found: dict[str, None] = {}
        if keys in _TAILS:
            return None
        if heard_as := self._by_sound(letters):
            return heard_as
        if letters.startswith(self._known):
            found.update(dict.fromkeys(self._with_tails(letters, keys)))
        else:
            for counter, meant in self._counters.items():
                for typed in slips(keys, meant):
                    tail = keys[typed:]
                    if tail in _TAILS if ends else not tail:
                        found[counter + _TAILS[tail]] = None
            found = found or dict.fromkeys(self._with_tails(letters, keys))
        return next(iter(found)) if len(found) == 1 else None

    def _by_sound(self, letters: str) -> str | None:
        """시에 for 시애."""
        for counter in self._counters:
            rest = letters[len(counter) :]
            if rest and letters.startswith(counter):
                tail = meant_tail(rest)
                return None if tail in (None, rest) else f"{counter}{tail}"
        return None

    def _with_tails(self, letters: str, keys: str) -> Iterator[str]:
        """Counters that stand there, with what can have been meant behind them."""
        for counter, meant in self._counters.items():
            if keys.startswith(meant) and keys[len(meant) :] not in _TAILS:
                for tail, written in _LONG_TAILS.items():
                    if len(keys) in slips(keys, meant + tail):
                        yield counter + written


_COUNTERS = words(
    "개 명 분 인 시 일 월 년 박 번 호 층 원 살 세 장 잔 병 판 권 대 채 회 차 위 점 평 주 초"
    " 도 가지 마리 그릇 시간 달 킬로 미터 그램 리터 퍼센트 만 천 백 억 급 동 반 석 승 쪽 곳"
    " 군데 벌 켤레 통 팀 학년 등 과 선 단 배 길 가 로 번길 호선 리"
)
"""Counters that no domain need have: 2번 is not meant to be 2분."""


def ends_of_words(letters: str, starts: bytes) -> list[int]:
    """Behind how many letters each word of a window ends."""
    ends = [end for end in range(1, len(letters)) if starts[end]]
    return [*ends, len(letters)]


def _compared(letters: str, keys: str, ends: list[tuple[int, int]], word: str) -> Iterator[Slip]:
    """How a window can be read as `word`."""
    meant = keystrokes(word)

    def correction(end: int, tail: str) -> Slip:
        is_several = end > ends[0][0]
        no_word = has_loose_keys(letters[:end])
        return Slip(word, tail, end, len(meant), _alike(keys, meant), no_word, is_several)

    for typed in slips(keys, meant):
        end, limit = _end_of_word(ends, typed)
        tail = keys[typed:limit]
        if tail in _TAILS:
            yield correction(end, _TAILS[tail])
        elif len(meant) >= _SURE_KEYS or (tail.startswith(_VERBS) and end == ends[0][0]):
            written = _written(letters[:end], tail)
            if written and (len(meant) >= _SURE_KEYS or written.startswith(VERBS)):
                yield correction(end, written)
    if keys.startswith(meant[:-1]):
        # 중아엥 for 중앙에: the slip is where the particle begins.
        end, limit = _end_of_word(ends, len(meant))
        for tail, written in _TAILS.items():
            if tail and limit in slips(keys[:limit], meant + tail):
                yield correction(end, written)


def _alike(keys: str, meant: str) -> int:
    """How many keys are the same from the first one on."""
    pairs = enumerate(zip(keys, meant, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(keys), len(meant)))


def _end_of_word(ends: list[tuple[int, int]], typed: int) -> tuple[int, int]:
    """Where the word ends, in letters and in keys, that has the last one of `typed` keys."""
    return next((end for end in ends if end[1] >= typed), ends[-1])


def _written(letters: str, tail: str) -> str:
    """The last ones of `letters` that the keys `tail` type; "" where they begin within one."""
    for start in range(len(letters) - 1, -1, -1):
        keys = keystrokes(letters[start:])
        if len(keys) >= len(tail):
            return letters[start:] if keys == tail else ""
    return ""
