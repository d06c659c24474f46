"""Words that are mistyped (호텡를 for 호텔을, 토욜일 for 토요일, 3먕 for 3명), or written as they
sound (호탤 for 호텔, 저녘 for 저녁).

Only words that no other step can read are looked at. Each is compared, by how it sounds and by the
keys that type it, with the words of the domain and with those that are understood in every domain;
another spelling or one slip is taken back, where only one word can be meant. The utterance is then
read again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from mockgenie.korean import (
    Utterance,
    end_of_value,
    is_light,
    keystrokes,
    read_utterance,
    spelled_by_ear,
    squeeze,
)
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.similar_sounds import SimilarSounds, sound_corrections
from mockgenie.nlu.similar_words import (
    Correction,
    MeantCounters,
    SimilarWords,
    Slip,
    Window,
    has_loose_keys,
    slip_corrections,
)
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.tails import ends_like_tail, meant_tail, words
from mockgenie.nlu.vocabulary import Vocabulary

_LONGEST = 200
"""Letters; a longer utterance is read as it is."""
_FEWEST, _FEW = 5, 7
"""Keys. A word that is typed by fewer than `_FEW` is often another word but for one key (시장 and
시작): it can be meant where its slot was asked for, or where what was typed is no word at all; one
of fewer than `_FEWEST` never."""
_SHORT = 2
"""Syllables. A word that is no value of a slot has to sound like a longer one."""
_MOST_WORDS = 20_000
"""Of a larger dictionary only so many words are compared."""
_REACH = 24
_SEVERAL = 3
"""So many letters and words are looked at from the first one on, for a word of the dictionary may
consist of several."""

_EVERYWHERE = frozenset(
    re.findall(
        "[가-힣]+",
        "상관 상관없 관계없 무관 없어요 없습니다 없이 아무거나 아무데나 아무때나 아무래도 어디든"
        " 괜찮 필요없 하루 이틀 사흘 나흘 일주일 동안 오전 오후 저녁 아침 새벽 점심 다음날 말고"
        " 빼고",
    )
)
"""Words that are understood in every domain, or the beginnings of their forms."""
_COMMON = frozenset(
    words(
        "그럼 그러면 그리고 그런데 근데 혹시 저기요 네네 아니요 주세요 해주세요 있나요 없나요"
        " 있어요 없어요 어떻게 가능한 가능한가요 감사합니다 알겠습니다 부탁드려요"
    )
)
"""Words of every dialog, which are meant as they are."""
COUNTERS_OF_TYPE = {
    "time": ("시", "분", "시간"),
    "date": ("월", "일"),
    "duration": ("일", "일간", "일동안", "박", "시간", "분", "주일", "개월", "달"),
}
_BEHIND_FIGURES = re.compile("(?<=[0-9])(?<![0-9]{4})[가-힣ㄱ-ㅣ]+")

_NOT_NEEDED, _NEEDED, _REQUESTED = 0, 1, 2
"""How near a word is: it speaks of no slot that is needed, of one, or of the one asked for."""

_Change: TypeAlias = tuple[int, int, str]
"""Letters from start up to end, and what was meant by them."""


def correct_spelling(vocabulary: Vocabulary) -> Step:
    """Words that are a slip on the keyboard away from one that is understood, or sound like it."""
    slots = vocabulary.slots.values()
    open_slots = {slot.name for slot in slots if slot.is_open}
    counters = MeantCounters(
        dict.fromkeys(
            counter
            for slot in slots
            for counter in (*slot.counters, *COUNTERS_OF_TYPE.get(slot.type, ()))
        )
    )
    compared: _Words | None = None  # at its first use

    def step(draft: Draft) -> None:
        nonlocal compared
        utterance = draft.utterance
        letters = utterance.letters
        if not letters or len(letters) > _LONGEST or draft.state.asked in open_slots:
            return
        compared = compared or _Words(vocabulary)
        changes: list[_Change] = spelled_by_ear(utterance)
        if not letters.isalpha():
            changes += _counters_meant(utterance, counters)
        if not draft.is_read and any(similar := compared.similar(draft)):
            changes += _words_meant(draft, compared, similar)
        if changes:
            draft.corrected = read_utterance(utterance.with_letters(_without_overlaps(changes)))

    return step


def _words_meant(
    draft: Draft, compared: _Words, similar: Iterable[_Like | None]
) -> Iterator[_Change]:
    """What the words that are not read were meant to be, of those that others are similar to."""
    utterance = draft.utterance
    reach = draft.reach
    end = read = 0
    for word, like in zip(utterance.words, similar, strict=True):
        start, end = end, end + len(word)
        if start < read:
            continue
        read = reach.get(start, start)
        if like is None or (read > start and end_of_value(utterance, read) >= end):
            continue
        rest = utterance.letters[read:end]
        meant = (
            None if read > start and is_light(rest) else compared.meant(draft, start, read, like)
        )
        if meant:
            if not (compared.may_be_text(meant.word) and _takes_text(draft)):
                yield start, start + meant.end, meant.word + meant.tail
        elif like.ends_alike and read > start and (tail := meant_tail(rest)) not in (None, rest):
            yield read, end, str(tail)


class _Like(NamedTuple):
    """The words that one is similar to, by how it `sounds` and by the `keys` that type it;
    `ends_alike`: what ends it sounds like a particle."""

    sounds: tuple[str, ...]
    keys: tuple[str, ...]
    ends_alike: bool


class _Words:
    """The words that others are compared with, each with the slots that it is a value of."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._slots = _words_of(vocabulary)
        firsts = _first_words(vocabulary)
        types = {name: slot.type for name, slot in vocabulary.slots.items()}
        self._said = {name for name, type_ in types.items() if type_ in COUNTERS_OF_TYPE}
        short: list[tuple[str, str]] = []
        long: list[tuple[str, str]] = []
        for word in self._slots:
            size = len(keystrokes(word))
            if size >= _FEWEST:
                (short if size < _FEW else long).append((word, firsts.get(word, word)))
        self._short, self._long = SimilarWords(short), SimilarWords(long)
        self._sounds = SimilarSounds((word, firsts.get(word, word)) for word in self._slots)
        self._like = remembered(10_000, self._like_any)
        self._like_asked = remembered(10_000, self._like_where_asked)

    def similar(self, draft: Draft) -> list[_Like | None]:
        """What each word of an utterance is similar to; most to nothing."""
        like = self._like_asked if draft.state.asked else self._like
        return [*map(like, draft.utterance.words)]

    def meant(self, draft: Draft, start: int, read: int, like: _Like) -> Correction | None:
        """What a word and those behind it were meant to be, further than `read`, up to where they
        are read as they are: what they sound like, or what is a slip away; None where there is
        nothing, or where several can be meant."""
        window = _window(draft.utterance, start)
        done = read - start
        if like.sounds and (alike := sound_corrections(window, like.sounds)):
            likely = [one for one in alike if self._tells(one.word)]
            if chosen := self._best(draft, done, likely):
                return chosen[0] if len(chosen) == 1 else None
        slips = slip_corrections(window, like.keys)
        likely = [one for one in slips if self._is_likely(one, draft)]
        chosen = self._best(draft, done, likely)
        return chosen[0] if len(chosen) == 1 else None

    def _best(self, draft: Draft, done: int, corrections: Iterable[Correction]) -> list[Correction]:
        """The corrections that take most letters, more than are `done`; among equals, those of a
        value of the slot that was asked for, or of one that the task needs."""
        best: tuple[int, int] = done, _REQUESTED
        chosen: dict[str, Correction] = {}
        for correction in corrections:
            standing = len(correction.word), self._nearness(correction.word, draft)
            if standing > best:
                best, chosen = standing, {}
            if standing == best and standing > (done, _REQUESTED):
                chosen.setdefault(correction.word, correction)
        return list(chosen.values())

    def _like_any(self, word: str) -> _Like | None:
        keys = self._long.like(word)
        return self._like_these(
            word, keys + self._short.like(word) if has_loose_keys(word) else keys
        )

    def _like_where_asked(self, word: str) -> _Like | None:
        return self._like_these(word, self._long.like(word) + self._short.like(word))

    def _like_these(self, word: str, keys: tuple[str, ...]) -> _Like | None:
        if word in _COMMON:
            return None
        if len(word) == 1:
            return None
        sounds, ends_alike = self._sounds.like(word), ends_like_tail(word)
        return _Like(sounds, keys, ends_alike) if sounds or keys or ends_alike else None

    def _tells(self, word: str) -> bool:
        """Whether a word is one that another that sounds like it may be meant for."""
        return bool(self._slots[word]) or len(word) > _SHORT or word in _EVERYWHERE

    def may_be_text(self, word: str) -> bool:
        """Whether a word can as well be one of a title or a memo."""
        return not self._slots[word] or not self._said.issuperset(self._slots[word])

    def _nearness(self, word: str, draft: Draft) -> int:
        slots, asked = self._slots[word], draft.state.asked
        if asked and (asked in slots or word in _EVERYWHERE):
            return _REQUESTED
        return _NEEDED if any(slot in draft.fill for slot in slots) else _NOT_NEEDED

    def _is_likely(self, slip: Slip, draft: Draft) -> bool:
        """Whether what was typed is not likely to be another word (시장 for 시작), nor another form
        of the same (매운 걸로 for 매운 거로, 말해 줘 for 말하 줘)."""
        if slip.is_no_word or self._nearness(slip.word, draft) == _REQUESTED:
            return True
        if self._slots[slip.word]:
            return slip.keys >= _FEW and not (slip.is_several and slip.alike >= slip.keys - 1)
        return slip.keys > _FEW and slip.alike < len(keystrokes(slip.word[:-1]))


def _words_of(vocabulary: Vocabulary) -> dict[str, Collection[str]]:
    found: dict[str, Collection[str]] = dict.fromkeys(sorted(_EVERYWHERE), ())
    for pattern in vocabulary.patterns:
        if pattern.act not in ("yes", "no"):  # 실어요 is no 싫어요: a yes or a no is not guessed
            found.update(dict.fromkeys(pattern.words, ()))
    for word, entry in vocabulary.lexicon.items():
        if len(found) >= _MOST_WORDS:
            break
        if "가" <= word[0] <= "힣" and (entry.meanings or entry.names):
            found[word] = tuple(dict.fromkeys([meaning.slot for meaning in entry.meanings]))
    return found


def _first_words(vocabulary: Vocabulary) -> dict[str, str]:
    """The first one of values that are written as several words, unless it tells too little."""
    return {
        squeeze(value): first
        for slot in vocabulary.slots.values()
        for values in slot.values.items()
        for value in (values[0], *values[1])
        if " " in value and len(keystrokes(first := squeeze(value.split()[0]))) >= _FEWEST
    }


def _counters_meant(utterance: Utterance, counters: MeantCounters) -> Iterator[_Change]:
    for found in _BEHIND_FIGURES.finditer(utterance.letters):
        start, end = found.span()
        if utterance.starts[start]:
            continue
        stop = utterance.starts.find(1, start, end)
        end = end if stop == -1 else stop
        meant = counters.meant(utterance.letters[start:end], utterance.ends_word(end))
        if meant is not None:
            yield start, end, meant


def _takes_text(draft: Draft) -> bool:
    """Whether words may be meant as they are, for an open slot in a pattern."""
    starts = draft.pattern_starts
    return any(pattern.open_slots for _, _, patterns in starts for pattern in patterns)


def _window(utterance: Utterance, start: int) -> Window:
    limit = min(start + _REACH, len(utterance.letters))
    end = start
    for _ in range(_SEVERAL):
        end = utterance.starts.find(1, end + 1, limit)
        if end == -1:
            end = limit
            break
    return utterance.letters[start:end], utterance.starts[start:end]


def _without_overlaps(changes: list[_Change]) -> Iterator[_Change]:
    free = 0
    for start, end, letters in sorted(changes):
        if start >= free:
            yield start, end, letters
            free = end
